"""Figures of alarms one by one, as they were counted before they were read as columns: slow, and right.

Each is a loop over values that says what the figure means; the product must come to the same numbers.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, NamedTuple, TypeVar
from uuid import UUID

import numpy as np
import sqlalchemy as sa
from sqlalchemy import func
from sqlmodel import Session, col

from backend.alerts.filters_queries import AlertFilter, counts, is_announced
from backend.alerts.filters_queries import conditions as of_alerts
from backend.alerts.rules import AlertTransitionKind
from backend.alerts.tables import AlertRow, AlertTransitionRow
from backend.cases.graphql import conditions_of_cases
from backend.cases.rules import CaseOutcome
from backend.cases.tables import CaseRow
from backend.core.time import microseconds
from backend.core.viewer import Viewer
from backend.core.vocabulary import AlertCondition, Tier
from backend.people import queries as people
from backend.risks.revisions.tables import RiskEventRow
from backend.sensors.tables import SensorRow
from backend.sites import queries as sites
from backend.tuning import figures_rules
from backend.tuning.figures_queries import BEGINS, Report
from backend.tuning.figures_rules import DAY, Active, Decided, KpiFigure, Measured
from backend.tuning.parts_queries import Part
from backend.tuning.performance_queries import MOST_CHATTERING, DayCount
from backend.tuning.performance_rules import is_stale
from tests.support import performance_one_by_one as performance
from tests.support.performance_one_by_one import Activation

T = TypeVar("T", Activation, "Raised", Decided)


class Raised(NamedTuple):
    """An alert. `is_late`: acknowledged after its time, or not at all; None: not due yet."""

    at: datetime
    tier: Tier
    is_late: bool | None


def alerts_in_columns(raised: Iterable[Raised]) -> figures_rules.Raised:
    """The same alerts as the product keeps them."""
    found = sorted(raised)
    return figures_rules.Raised(
        at_us=np.array([microseconds(each.at) for each in found], np.int64),
        tier=np.array([int(each.tier) for each in found], np.int64),
        is_due=np.array([each.is_late is not None for each in found], bool),
        is_late=np.array([bool(each.is_late) for each in found], bool),
    )


@dataclass(frozen=True, slots=True)
class Happened:
    """Events of a site that figures are made of, each in the order of time."""

    activations: Sequence[Activation]
    raised: Sequence[Raised]
    decided: Sequence[Decided]
    active: Sequence[Active]


class Window(NamedTuple):
    """From `start` to before `end`; `happened` is what fell into it. Of what is active all is known."""

    happened: Happened
    start: datetime
    end: datetime


def window(happened: Happened, start: datetime, end: datetime) -> Window:
    return Window(
        Happened(
            activations=_cut(happened.activations, start, end),
            raised=_cut(happened.raised, start, end),
            decided=_cut(happened.decided, start, end),
            active=happened.active,
        ),
        start,
        end,
    )


def measure(
    happened: Happened, *, start: datetime, end: datetime, now: datetime
) -> dict[KpiFigure, Measured]:
    """Measure every figure from `start` to `end` or `now`, and in as long a time before."""
    period = window(happened, start, min(end, now))
    before = window(happened, start - (end - start), start)
    days = [
        window(happened, start + n * DAY, min(start + (n + 1) * DAY, end, now))
        for n in range((end - start) // DAY)
        if start + n * DAY < now
    ]
    return {
        figure: Measured(
            value=value(period),
            before=value(before),
            count=COUNTS[figure](period),
            count_before=COUNTS[figure](before),
            trend=tuple(value(day) for day in days),
        )
        for figure, value in _values(period, before).items()
    }


def _values(period: Window, before: Window) -> Mapping[KpiFigure, Callable[[Window], float | None]]:
    """The ten busiest sources of a day are nearly all of it: a day is measured by those of the period."""

    def top_share(each: Window) -> float | None:
        top = performance.top_sources((before if each is before else period).happened.activations)
        keys = {source.key for source in top}
        found = each.happened.activations
        return _share(sum(activation.key[:2] in keys for activation in found), len(found))

    return {**VALUES, KpiFigure.TOP_TEN: top_share}


def _alerts_per_day(each: Window) -> float | None:
    """Today counts as a day, though it is not over."""
    return len(each.happened.raised) / max((each.end - each.start) / DAY, 1)


def _red_share(each: Window) -> float | None:
    return _share(_reds(each), len(each.happened.raised))


def _reds(each: Window) -> int:
    return sum(alert.tier is Tier.RED for alert in each.happened.raised)


def _acknowledged_in_time(each: Window) -> float | None:
    due = [alert for alert in each.happened.raised if alert.is_late is not None]
    return _share(len(due) - _late(each), len(due))


def _late(each: Window) -> int:
    return sum(alert.is_late is True for alert in each.happened.raised)


def _false_share(each: Window) -> float | None:
    return _share(_false(each), len(each.happened.decided))


def _false(each: Window) -> int:
    return sum(case.is_false for case in each.happened.decided)


def _flood_time(each: Window) -> float | None:
    """Of the person who was flooded longest."""
    if each.end <= each.start:
        return None
    loads = performance.loads(each.happened.activations, start=each.start, end=each.end)
    return max((load.share_in_flood for load in loads), default=0.0)


def _floods(each: Window) -> int:
    if each.end <= each.start:
        return 0
    loads = performance.loads(each.happened.activations, start=each.start, end=each.end)
    return sum(len(load.floods) for load in loads)


def _chattering(each: Window) -> int:
    return len(performance.chattering(each.happened.activations))


def _stale(each: Window) -> int:
    """Active for more than a day at the end of the window."""
    return sum(
        is_stale(active.since, now=each.end)
        for active in each.happened.active
        if active.until is None or active.until >= each.end
    )


def _top(each: Window) -> int:
    return len(performance.top_sources(each.happened.activations))


VALUES: Final[Mapping[KpiFigure, Callable[[Window], float | None]]] = {
    KpiFigure.ALERTS_PER_DAY: _alerts_per_day,
    KpiFigure.RED_SHARE: _red_share,
    KpiFigure.ACKNOWLEDGED_IN_TIME: _acknowledged_in_time,
    KpiFigure.FALSE_ALARMS: _false_share,
    KpiFigure.FLOOD_TIME: _flood_time,
    KpiFigure.CHATTERING: _chattering,
    KpiFigure.STALE: _stale,
}
COUNTS: Final[Mapping[KpiFigure, Callable[[Window], int]]] = {
    KpiFigure.ALERTS_PER_DAY: lambda each: len(each.happened.raised),
    KpiFigure.RED_SHARE: _reds,
    KpiFigure.ACKNOWLEDGED_IN_TIME: _late,
    KpiFigure.FALSE_ALARMS: _false,
    KpiFigure.FLOOD_TIME: _floods,
    KpiFigure.CHATTERING: _chattering,
    KpiFigure.STALE: _stale,
    KpiFigure.TOP_TEN: _top,
}


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None


def _cut(found: Sequence[T], start: datetime, end: datetime) -> Sequence[T]:
    return found[bisect_left(found, start, key=_at) : bisect_left(found, end, key=_at)]


def _at(each: Activation | Raised | Decided) -> datetime:
    return each.at


def activations(session: Session, site_ids: list[UUID], start: datetime, end: datetime) -> list[Activation]:
    statement = (
        sa.select(
            col(AlertTransitionRow.at),
            col(AlertRow.sensor_id),
            col(AlertRow.condition),
            col(AlertRow.aspect),
            col(AlertTransitionRow.tier),
            sa.case(
                (col(AlertRow.risk_event_id).is_(None), col(SensorRow.responsible_id)),
                else_=col(RiskEventRow.person_id),
            ),
            col(AlertRow.id),
        )
        .join(AlertRow, col(AlertRow.id) == AlertTransitionRow.alert_id)
        .join(SensorRow, col(SensorRow.id) == AlertRow.sensor_id)
        .join(RiskEventRow, col(RiskEventRow.id) == AlertRow.risk_event_id, isouter=True)
        .where(col(AlertRow.site_id).in_(site_ids), *is_announced())
        .where(col(AlertTransitionRow.at).between(start, end))
        .order_by(col(AlertTransitionRow.at).desc())
    )
    found = session.connection().execute(statement)
    return [
        Activation(at, (sensor_id, AlertCondition(condition), aspect), Tier(tier), person_id, alert_id)
        for at, sensor_id, condition, aspect, tier, person_id, alert_id in found
    ]


def acknowledged_in_time(
    session: Session, site_ids: list[UUID], start: datetime, end: datetime
) -> float | None:
    in_time = func.coalesce(AlertRow.acknowledged_at, end) <= AlertRow.acknowledge_due_at
    statement = (
        sa.select(in_time, func.count())
        .where(col(AlertRow.site_id).in_(site_ids), col(AlertRow.raised_at).between(start, end))
        .where(AlertRow.acknowledge_due_at <= end)
        .group_by(in_time)
    )
    counts = {bool(is_in_time): int(n) for is_in_time, n in session.connection().execute(statement)}
    total = sum(counts.values())
    return counts.get(True, 0) / total if total else None


def raised_of(
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
        .where(*listed, col(AlertRow.site_id).in_(viewer.site_ids))
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


def report(session: Session, viewer: Viewer, *, start: datetime, end: datetime, now: datetime) -> Report:
    """Every figure, for a viewer who sees those of all their sites."""
    before, site_ids = start - (end - start), list(viewer.site_ids)
    happened = Happened(
        activations=activations(session, site_ids, before, min(end, now))[::-1],
        raised=raised_of(session, viewer, before, end, now),
        decided=_decided(session, site_ids, before, end),
        active=_active(session, site_ids, since=before),
    )
    first = sa.select(func.min(col(AlertRow.raised_at))).where(col(AlertRow.site_id).in_(site_ids))
    known_since: datetime | None = session.connection().execute(first).scalar()
    departments, areas = people.departments(session, viewer), sites.areas(session, viewer)
    of_departments = [
        AlertFilter(
            department_ids=(each.department_id,),
            of_cases=conditions_of_cases((each.department_id,), (), ""),
        )
        for each in departments
    ]
    of_areas = [AlertFilter(area_ids=(each.area_id,)) for each in areas]
    spans = [
        replace(which, raised_from=first, raised_to=last, unanswered_at=late_at)
        for which in (*of_departments, *of_areas)
        for first, last in ((start, end), (before, start))
        for late_at in (None, now)
    ]
    found = counts(session, viewer, spans)
    rows = [[found[each] for each in spans[n : n + 4]] for n in range(0, len(spans), 4)]
    made = [
        Part(of, alerts, alerts_before, late, late_before)
        for of, (alerts, late, alerts_before, late_before) in zip([*departments, *areas], rows, strict=True)
    ]
    return Report(
        figures=measure(happened, start=start, end=end, now=now),
        is_before_complete=known_since is not None and known_since <= before + DAY,
        departments=_busiest(made[: len(departments)]),
        areas=_busiest(made[len(departments) :]),
    )


def _busiest(found: Sequence[Part]) -> tuple[Part, ...]:
    busy = [each for each in found if each.alerts + each.alerts_before > 0]
    return tuple(sorted(busy, key=lambda each: (-each.alerts, -each.alerts_before)))


def counted(session: Session, viewer: Viewer, *, start: datetime, end: datetime) -> dict[str, Any]:
    """What `performance_queries.Kpis` has of alerts, by the names of its fields."""
    site_ids = list(viewer.site_ids)
    found = activations(session, site_ids, start, end)
    days = [dict.fromkeys(Tier, 0) for _ in range(-(-(end - start) // DAY))]
    for each in raised_of(session, viewer, start, end, end):
        days[(each.at - start) // DAY][each.tier] += 1
    return {
        "activations": len(found),
        "loads": tuple(performance.loads(found, start=start, end=end)),
        "tier_shares": performance.tier_shares(found),
        "chattering": tuple(performance.chattering(found)[:MOST_CHATTERING]),
        "top": tuple(performance.top_sources(found)),
        "days": tuple(DayCount(start + n * DAY, each) for n, each in enumerate(days)),
        "acknowledged_in_time": acknowledged_in_time(session, site_ids, start, end),
    }
