"""Alerts that figures of alarm performance are made of, and the targets they are held against."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Final
from uuid import UUID

import msgspec
import sqlalchemy as sa
from sqlmodel import Session, col

from backend.alerts.filters_queries import AlertFilter, OfCases, counts
from backend.alerts.filters_queries import conditions as of_alerts
from backend.alerts.rules import AlertTransitionKind
from backend.alerts.tables import AlertRow, AlertTransitionRow
from backend.cases.rules import CaseOutcome
from backend.cases.tables import CaseRow
from backend.core.text import Text
from backend.core.typed import convert
from backend.core.viewer import Permission, Viewer
from backend.core.vocabulary import Tier
from backend.people import queries as people
from backend.people.rules import Department
from backend.sites import queries as sites
from backend.sites.rules import Area
from backend.tuning import activations_queries as activations
from backend.tuning.figures_rules import DAY, Active, Decided, Happened, KpiFigure, Measured, Raised, measure

TARGETS: Final = Path(__file__).with_name("kpi_targets.json")
BEGINS: Final = (AlertTransitionKind.RAISED, AlertTransitionKind.REACTIVATED)
"""A new alert, or one that is active again."""


@dataclass(frozen=True, slots=True)
class Target:
    """Target of a standard or a rule: a figure of `at_most`. `is_verified`: read in the source itself."""

    figure: KpiFigure
    at_most: float
    source: str
    note: Text
    is_verified: bool


@dataclass(frozen=True, slots=True)
class Part:
    """Alerts of a department or an area, in the period and before it; `late`: not acknowledged in time."""

    of: Department | Area
    alerts: int
    alerts_before: int
    late: int
    late_before: int


@cache
def targets() -> dict[KpiFigure, Target]:
    """The targets by figure. They are data: another edition of a standard is another file."""
    found = convert(msgspec.json.decode(TARGETS.read_bytes()), list[Target])
    return {each.figure: each for each in found}


def figures(
    session: Session, viewer: Viewer, *, start: datetime, end: datetime, now: datetime
) -> dict[KpiFigure, Measured]:
    """Every figure of the sites where the viewer may see them; four statements, whatever they find."""
    before = start - (end - start)
    site_ids = _sites(viewer)
    happened = Happened(
        activations=activations.activations(session, site_ids, before, min(end, now))[::-1],
        raised=raised(session, viewer, before, end, now),
        decided=_decided(session, site_ids, before, end),
        active=_active(session, site_ids, since=before),
    )
    return measure(happened, start=start, end=end, now=now)


def is_complete(session: Session, viewer: Viewer, *, since: datetime) -> bool:
    """Whether alerts were raised so early that what is counted since then can be compared."""
    first = sa.select(sa.func.min(col(AlertRow.raised_at))).where(col(AlertRow.site_id).in_(_sites(viewer)))
    found: datetime | None = session.connection().execute(first).scalar()
    return found is not None and found <= since + DAY


def parts(
    session: Session,
    viewer: Viewer,
    *,
    start: datetime,
    end: datetime,
    now: datetime,
    of_department: Callable[[UUID], OfCases],
) -> tuple[list[Part], list[Part]]:
    """Departments and areas with alerts, the busiest first; counted as the list of alerts is."""
    departments, areas = people.departments(session, viewer), sites.areas(session, viewer)
    of_departments = [
        AlertFilter(department_ids=(each.department_id,), of_cases=of_department(each.department_id))
        for each in departments
    ]
    of_areas = [AlertFilter(area_ids=(each.area_id,)) for each in areas]
    everywhere: list[Department | Area] = [*departments, *areas]
    before = start - (end - start)
    spans = [
        replace(which, raised_from=first, raised_to=last, unanswered_at=late_at)
        for which in (*of_departments, *of_areas)
        for first, last in ((start, end), (before, start))
        for late_at in (None, now)
    ]
    found = counts(session, viewer, spans) if _sites(viewer) else dict.fromkeys(spans, 0)
    rows = [[found[each] for each in spans[n : n + 4]] for n in range(0, len(spans), 4)]
    made = [
        Part(of, alerts, alerts_before, late, late_before)
        for of, (alerts, late, alerts_before, late_before) in zip(everywhere, rows, strict=True)
    ]
    return _busiest(made[: len(departments)]), _busiest(made[len(departments) :])


def _busiest(found: Iterable[Part]) -> list[Part]:
    busy = [each for each in found if each.alerts + each.alerts_before > 0]
    return sorted(busy, key=lambda each: (-each.alerts, -each.alerts_before))


def _sites(viewer: Viewer) -> list[UUID]:
    return viewer.site_ids_where(Permission.SEE_KPIS)


def raised(
    session: Session, viewer: Viewer, start: datetime, end: datetime, now: datetime
) -> Sequence[Raised]:
    """Alerts as the list of their history counts them: of the worst tier they had."""
    listed = of_alerts(viewer, AlertFilter(raised_from=start, raised_to=end))
    statement = (
        sa.select(
            col(AlertRow.raised_at),
            col(AlertRow.worst_tier),
            col(AlertRow.acknowledged_at),
            col(AlertRow.acknowledge_due_at),
        )
        .where(*listed, col(AlertRow.site_id).in_(_sites(viewer)))
        .order_by(col(AlertRow.raised_at))
    )
    return [
        Raised(at, Tier(tier), (acknowledged or now) > due if due <= now or acknowledged else None)
        for at, tier, acknowledged, due in session.connection().execute(statement)
    ]


def _decided(session: Session, site_ids: list[UUID], start: datetime, end: datetime) -> Sequence[Decided]:
    statement = (
        sa.select(col(CaseRow.archived_at), col(CaseRow.outcome))
        .where(col(CaseRow.site_id).in_(site_ids))
        .where(col(CaseRow.archived_at) >= start, col(CaseRow.archived_at) < end)
        .where(col(CaseRow.outcome).in_([CaseOutcome.FALSE_ALARM.value, CaseOutcome.RESOLVED.value]))
        .where(
            col(CaseRow.id).in_(sa.select(col(AlertRow.case_id)).where(col(AlertRow.case_id).is_not(None)))
        )
        .order_by(col(CaseRow.archived_at))
    )
    return [
        Decided(at, outcome == CaseOutcome.FALSE_ALARM.value)
        for at, outcome in session.connection().execute(statement)
        if at is not None
    ]


def _active(session: Session, site_ids: list[UUID], *, since: datetime) -> Sequence[Active]:
    """When the alerts were active that were so at any time since."""
    lately = sa.or_(col(AlertRow.is_active), col(AlertRow.normal_at) >= since)
    kinds = [*BEGINS, AlertTransitionKind.RETURNED_TO_NORMAL, AlertTransitionKind.WITHDRAWN]
    statement = (
        sa.select(col(AlertTransitionRow.alert_id), col(AlertTransitionRow.at), col(AlertTransitionRow.kind))
        .join(AlertRow, col(AlertRow.id) == AlertTransitionRow.alert_id)
        .where(col(AlertRow.site_id).in_(site_ids), lately)
        .where(col(AlertTransitionRow.kind).in_(kinds))
        .order_by(col(AlertTransitionRow.alert_id), col(AlertTransitionRow.at))
    )
    found: list[Active] = []
    begun: dict[UUID, datetime] = {}
    for alert_id, at, kind in session.connection().execute(statement):
        if kind in BEGINS:
            begun.setdefault(alert_id, at)
        elif alert_id in begun:
            found.append(Active(begun.pop(alert_id), at))
    return [*found, *(Active(at, None) for at in begun.values())]
