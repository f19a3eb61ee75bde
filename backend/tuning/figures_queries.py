"""Figures of alarm performance, whole and by department and area, and the targets they are held against."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Final
from uuid import UUID

import msgspec
import sqlalchemy as sa
from sqlmodel import Session, col

from backend.alerts.rules import AlertTransitionKind
from backend.alerts.tables import AlertRow, AlertTransitionRow
from backend.cases.rules import CaseOutcome
from backend.cases.tables import CaseRow
from backend.core.plain_columns import elapsed_days
from backend.core.text import Text
from backend.core.typed import convert
from backend.core.viewer import Permission, Viewer
from backend.tuning import activations_queries as activations
from backend.tuning import parts_queries as parts
from backend.tuning.figures_rules import DAY, Active, Decided, Happened, KpiFigure, Measured, measure
from backend.tuning.parts_queries import Part

TARGETS: Final = Path(__file__).with_name("kpi_targets.json")
BEGINS: Final = (AlertTransitionKind.RAISED, AlertTransitionKind.REACTIVATED)
"""A new alert, or one that is active again."""
NEARLY_A_DAY: Final = 0.9999
"""SQLite counts a day in milliseconds."""


@dataclass(frozen=True, slots=True)
class Target:
    """Target of a standard or a rule: a figure of `at_most`. `is_verified`: read in the source itself."""

    figure: KpiFigure
    at_most: float
    source: str
    note: Text
    is_verified: bool


@dataclass(frozen=True, slots=True)
class Report:
    """`is_before_complete`: whether the time before is known from its first day on; parts: busiest first."""

    figures: dict[KpiFigure, Measured]
    is_before_complete: bool
    departments: tuple[Part, ...]
    areas: tuple[Part, ...]


@cache
def targets() -> dict[KpiFigure, Target]:
    """The targets by figure. They are data: another edition of a standard is another file."""
    found = convert(msgspec.json.decode(TARGETS.read_bytes()), list[Target])
    return {each.figure: each for each in found}


def report(session: Session, viewer: Viewer, *, start: datetime, end: datetime, now: datetime) -> Report:
    """Return every figure of the sites where the viewer may see them: of the period, and of the time before.

    The alerts of both are read once; ten statements, whatever they find.
    """
    seen = viewer.where(Permission.SEE_KPIS)
    site_ids = seen.site_ids
    before = start - (end - start)
    span = activations.span(session, site_ids, before, end, at=now)
    happened = Happened(
        activations=span.activations,
        raised=span.raised,
        decided=_decided(session, site_ids, before, end),
        active=_active(session, site_ids, since=start),
    )
    departments, areas = parts.parts(session, seen, span, start=start, end=end)
    return Report(
        figures=measure(happened, start=start, end=end, now=now),
        is_before_complete=_is_complete(session, site_ids, since=before),
        departments=departments,
        areas=areas,
    )


def _is_complete(session: Session, site_ids: Sequence[UUID], *, since: datetime) -> bool:
    """Whether alerts were raised so early that what is counted since then can be compared."""
    first = sa.select(sa.func.min(col(AlertRow.raised_at))).where(col(AlertRow.site_id).in_(site_ids))
    found: datetime | None = session.connection().execute(first).scalar()
    return found is not None and found <= since + DAY


def _decided(session: Session, site_ids: Sequence[UUID], start: datetime, end: datetime) -> Sequence[Decided]:
    statement = (
        sa.select(col(CaseRow.archived_at), col(CaseRow.outcome))
        .where(col(CaseRow.site_id).in_(site_ids))
        .where(col(CaseRow.archived_at) >= start, col(CaseRow.archived_at) < end)
        .where(col(CaseRow.outcome).in_([CaseOutcome.FALSE_ALARM.value, CaseOutcome.RESOLVED.value]))
        .where(sa.exists().where(col(AlertRow.case_id) == CaseRow.id))
        .order_by(col(CaseRow.archived_at))
    )
    return [
        Decided(at, outcome == CaseOutcome.FALSE_ALARM.value)
        for at, outcome in session.connection().execute(statement).all()
        if at is not None
    ]


def _active(session: Session, site_ids: Sequence[UUID], *, since: datetime) -> Sequence[Active]:
    """When alerts were active, of those that were stale at any moment since then."""
    here = col(AlertRow.site_id).in_(site_ids)
    lasted = elapsed_days(col(AlertRow.raised_at), col(AlertRow.changed_at)) > NEARLY_A_DAY
    ended = sa.select(col(AlertRow.id)).where(here, col(AlertRow.changed_at) >= since, lasted)
    still = sa.select(col(AlertRow.id)).where(here, col(AlertRow.is_open), col(AlertRow.is_active))
    kinds = [*BEGINS, AlertTransitionKind.RETURNED_TO_NORMAL, AlertTransitionKind.WITHDRAWN]
    statement = (
        sa.select(col(AlertTransitionRow.alert_id), col(AlertTransitionRow.at), col(AlertTransitionRow.kind))
        .where(col(AlertTransitionRow.alert_id).in_(ended.union(still)))
        .where(col(AlertTransitionRow.kind).in_(kinds))
        .order_by(col(AlertTransitionRow.alert_id), col(AlertTransitionRow.at))
    )
    found: list[Active] = []
    begun: dict[UUID, datetime] = {}
    for alert_id, at, kind in session.connection().execute(statement).all():
        if kind in BEGINS:
            begun.setdefault(alert_id, at)
        elif alert_id in begun:
            found.append(Active(begun.pop(alert_id), at))
    return [*found, *(Active(at, None) for at in begun.values())]
