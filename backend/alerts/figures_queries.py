"""Counts over all sites, for the operator of the installation; they name nobody and nothing."""

from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from backend.alerts.rules import Suppression
from backend.alerts.tables import AlertRow
from backend.core.vocabulary import Tier


@dataclass(frozen=True, slots=True)
class AlertFigures:
    """Zeros included. `raised` counts alerts since the beginning, by the worst tier people were notified
    of.
    """

    active: dict[Tier, int]
    raised: dict[Tier, int]
    suppressed: dict[Suppression, int]


def alert_figures(session: Session) -> AlertFigures:
    """Three statements, each answered by counting in groups."""
    notified = select(AlertRow.notified_tier, func.count()).where(col(AlertRow.notified_tier).is_not(None))
    active = (
        select(AlertRow.tier, func.count())
        .where(col(AlertRow.is_open), col(AlertRow.is_active), col(AlertRow.suppressed_by).is_(None))
        .group_by(col(AlertRow.tier))
    )
    suppressed = (
        select(AlertRow.suppressed_by, func.count())
        .where(col(AlertRow.suppressed_by).is_not(None))
        .group_by(col(AlertRow.suppressed_by))
    )
    by_tier = dict.fromkeys(Tier, 0)
    return AlertFigures(
        active=by_tier | {Tier(tier): n for tier, n in session.exec(active)},
        raised=by_tier
        | {Tier(tier): n for tier, n in session.exec(notified.group_by(col(AlertRow.notified_tier))) if tier},
        suppressed=dict.fromkeys(Suppression, 0)
        | {Suppression(by): n for by, n in session.exec(suppressed) if by},
    )
