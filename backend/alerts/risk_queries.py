"""Events of the register and the alerts that they are about."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import literal, union_all
from sqlalchemy import select as sql_select
from sqlmodel import Session, col, select

from backend.alerts.tables import AlertRow
from backend.core.statements import one_of
from backend.core.viewer import Viewer
from backend.core.vocabulary import AlertCondition, Tier
from backend.risks.bindings.rules import concerning
from backend.risks.bindings.tables import SourceBindingRow
from backend.risks.briefs.queries import BRIEF, RiskBrief, brief_of
from backend.risks.revisions.rules import BoundSide
from backend.risks.revisions.tables import RiskEventRow


@dataclass(frozen=True, slots=True)
class _BoundBrief:
    """An event that the source of an alert is bound to."""

    brief: RiskBrief
    code: str
    side: BoundSide
    observations: Collection[str]
    residual_level: int


def of_alerts(session: Session, viewer: Viewer, alert_ids: Iterable[UUID]) -> dict[UUID, list[RiskBrief]]:
    """Return the events of the register that each of these alerts concerns, in one statement: first the one
    that speaks for it, as it was frozen, also where the source is bound to it no more; then the others that
    the source is bound to now, the worst residual level first, then the lower code.
    """
    wanted = (one_of(col(AlertRow.id), list(alert_ids)), col(AlertRow.site_id).in_(viewer.site_ids))
    condition, aspect = col(AlertRow.condition), col(AlertRow.aspect)
    bound_now: Any = (
        sql_select(
            col(AlertRow.id).label("alert_id"),
            condition,
            aspect,
            col(SourceBindingRow.event_id).label("bound_id"),
            col(SourceBindingRow.id).label("binding_id"),
        )
        .join(SourceBindingRow, col(SourceBindingRow.sensor_id) == AlertRow.sensor_id)
        .where(*wanted, col(SourceBindingRow.until_at).is_(None))
    )
    speaking = sql_select(
        col(AlertRow.id), condition, aspect, col(AlertRow.risk_event_id), literal(None)
    ).where(*wanted, col(AlertRow.risk_event_id).is_not(None))
    pairs = union_all(bound_now, speaking).subquery()
    statement = (
        sql_select(pairs, col(SourceBindingRow.side), col(SourceBindingRow.observations), *BRIEF)
        .join(RiskEventRow, col(RiskEventRow.id) == pairs.c.bound_id)
        .join(SourceBindingRow, col(SourceBindingRow.id) == pairs.c.binding_id, isouter=True)
    )
    speaks: dict[UUID, RiskBrief] = {}
    bound: dict[UUID, list[_BoundBrief]] = {}
    said: dict[UUID, tuple[AlertCondition, str]] = {}
    for row in session.execute(statement):
        brief = brief_of(row)
        said[row.alert_id] = AlertCondition(row.condition), row.aspect
        if row.binding_id is None:
            speaks[row.alert_id] = brief
        else:
            side, level = BoundSide(row.side), brief.residual_level or 0
            each = _BoundBrief(brief, brief.code, side, row.observations, level)
            bound.setdefault(row.alert_id, []).append(each)
    found: dict[UUID, list[RiskBrief]] = {}
    for alert_id, (of_condition, of_aspect) in said.items():
        meant = concerning(bound.get(alert_id, ()), of_condition, of_aspect)
        first = [speaks[alert_id]] if alert_id in speaks else []
        found[alert_id] = [*first, *(each.brief for each in meant if each.brief not in first)]
    return found


def in_danger(session: Session, event_ids: Collection[UUID]) -> set[UUID]:
    """Return those of these events that an open alert, orange or red at its worst, is about: it speaks for
    the alert, or the source is bound to it.
    """
    is_bad = (col(AlertRow.is_open), col(AlertRow.worst_tier) >= int(Tier.ORANGE))
    speaking = select(AlertRow.risk_event_id).where(*is_bad, one_of(col(AlertRow.risk_event_id), event_ids))
    bound = (
        select(SourceBindingRow.event_id)
        .join(AlertRow, col(AlertRow.sensor_id) == SourceBindingRow.sensor_id)
        .where(
            *is_bad,
            one_of(col(SourceBindingRow.event_id), event_ids),
            col(SourceBindingRow.until_at).is_(None),
        )
    )
    return {each for each in (*session.exec(speaking), *session.exec(bound)) if each}
