"""Is the plant under control: what says no now, what said no before, who is behind; for who sees figures."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import case, func, or_, select
from sqlmodel import Session, col

from backend.alerts import queries as alerts
from backend.alerts.filters_queries import IN_SIGHT, AlertFilter
from backend.alerts.filters_queries import conditions as of_alerts
from backend.alerts.queries import AlertView
from backend.alerts.rules import AlertState, AlertTransitionKind, Suppression
from backend.alerts.tables import AlertRow, AlertTransitionRow
from backend.cases.tables import CaseRow
from backend.cases.tasks.cards_queries import CaseCard, cards
from backend.core.plain_columns import microseconds_of, plain_moment, read_columns
from backend.core.statements import rows
from backend.core.time import microseconds
from backend.core.viewer import Permission, Viewer
from backend.core.vocabulary import Tier
from backend.core.waiting import NEVER_DUE, Waiting
from backend.deadlines.rules import STEPS_OF_CASE, DeadlineStep
from backend.deadlines.tables import DeadlineRow
from backend.equipment.references_queries import references
from backend.people.rules import Department
from backend.sensors import queries as sensors
from backend.sensors.queries import SensorView
from backend.sensors.rules import SensorKind
from backend.sensors.tables import SensorRow
from backend.sites import queries as sites
from backend.sites.rules import Area
from backend.worklist import sources_queries as source_lists
from backend.worklist.control import rules
from backend.worklist.control import steps_queries as steps
from backend.worklist.control.rules import BecameDue, Day, Late, Moment, OnTime
from backend.worklist.control.steps_queries import StepFilter
from backend.worklist.overview.rules import CountedAs

MATTERS_SHOWN: Final = 50
DEPARTMENTS_SHOWN: Final = 12
_STEP: Final = col(DeadlineRow.step)
BEFORE: Final = (timedelta(days=1), timedelta(days=7))


@dataclass(frozen=True, slots=True)
class AreaControl:
    """`tier`: of the worst open alert in sight; None: none. `blind`: sources that count as BLIND or UNHEARD
    in the picture of the site, of `sources`, which are those that are not OUT.
    """

    area: Area
    tier: Tier | None
    is_out_of_control: bool
    late: int
    blind: int
    sources: int


@dataclass(frozen=True, slots=True)
class Matter:
    """One reason why an area is out of control: an alert, or the case that speaks for it too. `due_at`: of
    the step that is next.
    """

    area_id: UUID
    tier: Tier
    due_at: datetime | None
    alert: AlertView | None
    case: CaseCard | None


@dataclass(frozen=True, slots=True)
class Repeat:
    """A source with several red and orange alerts; `before`: in as long a time before."""

    sensor: SensorView
    count: int
    before: int


@dataclass(frozen=True, slots=True)
class Control:
    areas: tuple[AreaControl, ...]
    matters: tuple[Matter, ...]
    yesterday: tuple[Area, ...]
    last_week: tuple[Area, ...]
    """Areas that were out of control at this time yesterday, and a week ago; by code."""


@dataclass(frozen=True, slots=True)
class Progress:
    """`serious`: red and orange alerts raised in the last 30 days, and in the 30 days before."""

    days: tuple[Day, ...]
    serious: int
    serious_before: int
    steps: tuple[tuple[DeadlineStep, OnTime], ...]
    departments: tuple[tuple[Department, OnTime], ...]
    """The one with most late first."""
    since: date | None
    """The first of the 30 days."""
    repeats: tuple[Repeat, ...]
    repeats_before: int
    recurs_since: date | None
    """The first of the 90 days in which sources alarmed again and again."""
    known_since: datetime | None
    """The first alert of these sites: what was before it nobody knows, and it is not nothing."""


def control(session: Session, viewer: Viewer, *, now: datetime) -> Control:
    """Whether the areas of the viewer's sites are under control; eleven statements, whatever they find."""
    seen = viewer.where(Permission.SEE_KPIS)
    if not seen.memberships:
        return Control((), (), (), ())
    late = _late(session, seen, since=now - BEFORE[-1])
    matters = _matters(session, seen, late, now=now)
    out = {matter.area_id for matter in matters}
    histories = _histories(session, seen, since=now - BEFORE[-1])
    before = [_out_at(now - ago, late, histories) for ago in BEFORE]
    named = sites.areas_by_ids(session, seen, set().union(*before))
    late_steps = Counter(each.area_id for each in late if each.is_late(now))
    yesterday, last_week = (
        tuple(sorted((named[each] for each in out if each in named), key=lambda area: area.code))
        for out in before
    )
    return Control(
        areas=tuple(_areas(session, seen, out, late_steps, now=now)),
        matters=tuple(matters[:MATTERS_SHOWN]),
        yesterday=yesterday,
        last_week=last_week,
    )


def progress(session: Session, viewer: Viewer, *, now: datetime) -> Progress:
    """Return the figures that became better or worse within a month, and who is behind."""
    seen = viewer.where(Permission.SEE_KPIS)
    if not seen.memberships:
        return Progress((), 0, 0, (), (), None, (), 0, None, None)
    zones = {each.site_id: ZoneInfo(each.timezone) for each in sites.sites(session, seen).values()}
    zone = next(iter(zones.values()), ZoneInfo("UTC"))
    begins = rules.first_midnight(now, zone)
    recurrences_begin = rules.first_midnight(now, zone, rules.RECURRING_WITHIN)
    raised = _raised(session, seen, since=recurrences_begin - rules.RECURRING_WITHIN)
    lately = raised.since(begins)
    since = StepFilter(due_from=begins - rules.PERIOD)
    due = _became_due(session, seen, _STEP, since, begins=begins, now=now)
    disposals = replace(since, steps=(DeadlineStep.DISPOSE,))
    owed = _became_due(session, seen, steps.DEPARTMENT, disposals, begins=begins, now=now)
    repeats, repeats_before = _recurring(session, seen, raised, begins=recurrences_begin)
    return Progress(
        days=tuple(_days(lately, [zones[each] for each in seen.site_ids], first=begins.date())),
        serious=len(lately),
        serious_before=len(raised.since(begins - rules.PERIOD)) - len(lately),
        steps=tuple((step, rules.on_time(due[step.value])) for step in STEPS_OF_CASE),
        departments=tuple(_departments(session, seen, owed)),
        since=begins.date(),
        repeats=tuple(repeats),
        repeats_before=repeats_before,
        recurs_since=recurrences_begin.date(),
        known_since=_known_since(session, seen),
    )


def _areas(
    session: Session, viewer: Viewer, out: set[UUID], late: Counter[UUID], *, now: datetime
) -> Iterable[AreaControl]:
    counted = defaultdict(Counter, source_lists.counts_of_areas(session, viewer, at=now))
    worst = (
        select(col(SensorRow.area_id), func.max(col(AlertRow.tier)))
        .join(SensorRow, col(SensorRow.id) == AlertRow.sensor_id)
        .where(*of_alerts(viewer, replace(IN_SIGHT, leads=False)))
        .group_by(col(SensorRow.area_id))
    )
    tiers = {area_id: Tier(tier) for area_id, tier in session.connection().execute(worst)}
    shown = {area.area_id: area for area in sites.areas(session, viewer)}
    shown |= sites.areas_by_ids(session, viewer, out - shown.keys())  # the product itself, while it fails
    for area_id, area in shown.items():
        yield AreaControl(
            area=area,
            tier=tiers.get(area_id),
            is_out_of_control=area_id in out,
            late=late[area_id],
            blind=counted[area_id][CountedAs.BLIND] + counted[area_id][CountedAs.UNHEARD],
            sources=counted[area_id].total() - counted[area_id][CountedAs.OUT],
        )


def _matters(session: Session, viewer: Viewer, late: Sequence[Late], *, now: datetime) -> list[Matter]:
    """One row per matter, in the one order of what waits."""
    active = AlertFilter(
        tiers=rules.SERIOUS,
        states=(AlertState.UNACKNOWLEDGED, AlertState.ACKNOWLEDGED),
        is_suppressed=False,
    )
    statement = alerts.ALERTS.where(*of_alerts(viewer, active))
    found = [
        view
        for view in alerts.views_of(session, viewer, rows(session, statement))
        if rules.is_out_of_control(
            tier=view.alert.tier,
            is_active=view.alert.is_active,
            is_acknowledged=view.alert.is_acknowledged,
        )
    ]
    late_cases, late_alerts = (
        {each.object_id for each in late if each.noun == noun and each.is_late(now)}
        for noun in ("case", "alert")
    )
    of_case = {view.case_id: view for view in sorted(found, key=lambda each: each.alert.rank) if view.case_id}
    alone = {view.alert.alert_id: view for view in found if view.case_id is None}
    alone |= alerts.by_ids(session, viewer, late_alerts - alone.keys())
    matters = [
        _of_case(card, of_case.get(card.case.case_id))
        for card in cards(session, viewer, {*of_case, *late_cases})
    ]
    matters += [_of_alert(view) for view in alone.values()]
    return [matter for _, matter in sorted(matters, key=lambda each: each[0].key)]


def _of_case(card: CaseCard, alert: AlertView | None) -> tuple[Waiting, Matter]:
    """A case, and the worst alert of it that puts its area out of control."""
    tier = max(card.case.tier, alert.alert.rank) if alert else card.case.tier
    waiting = Waiting(tier, card.is_recovered, card.due_at or NEVER_DUE, card.case.opened_at)
    return waiting, Matter(card.case.area_id, tier, card.due_at, alert, card)


def _of_alert(view: AlertView) -> tuple[Waiting, Matter]:
    """An alert that has no case."""
    alert = view.alert
    waiting = Waiting(alert.rank, not alert.is_active, alert.acknowledge_due_at, alert.raised_at)
    return waiting, Matter(view.sensor.area.area_id, alert.rank, alert.acknowledge_due_at, view, None)


def _late(session: Session, viewer: Viewer, *, since: datetime) -> list[Late]:
    """Steps of alerts and cases that were late at some moment since then."""
    area = func.coalesce(col(CaseRow.area_id), col(SensorRow.area_id))
    columns = (DeadlineRow.noun, DeadlineRow.object_id, area, DeadlineRow.due_at, DeadlineRow.ended_at)
    statement = steps.of_deadlines(*columns).where(
        *steps.of_viewer(viewer), or_(col(DeadlineRow.ended_at).is_(None), col(DeadlineRow.ended_at) >= since)
    )
    return [Late(*row) for row in session.connection().execute(statement) if row[2] is not None]


def _histories(session: Session, viewer: Viewer, *, since: datetime) -> dict[UUID, tuple[UUID, list[Moment]]]:
    """Area and history, oldest first, of every alert that was orange or red and not over by then."""
    statement = (
        select(
            col(AlertRow.id),
            col(SensorRow.area_id),
            col(AlertTransitionRow.at),
            col(AlertTransitionRow.kind),
            col(AlertTransitionRow.tier),
            col(AlertTransitionRow.suppression),
        )
        .join(AlertRow, col(AlertRow.id) == AlertTransitionRow.alert_id)
        .join(SensorRow, col(SensorRow.id) == AlertRow.sensor_id)
        .where(col(AlertRow.site_id).in_(viewer.site_ids), col(AlertRow.worst_tier) >= min(rules.SERIOUS))
        .where(or_(col(AlertRow.is_open), col(AlertRow.changed_at) >= since))
        .order_by(col(AlertTransitionRow.id))
    )
    found: dict[UUID, tuple[UUID, list[Moment]]] = {}
    for alert_id, area_id, at, kind, tier, by in session.connection().execute(statement):
        moment = Moment(at, AlertTransitionKind(kind), Tier(tier), Suppression(by) if by else None)
        found.setdefault(alert_id, (area_id, []))[1].append(moment)
    return found


def _out_at(
    at: datetime, late: Iterable[Late], histories: dict[UUID, tuple[UUID, list[Moment]]]
) -> set[UUID]:
    """The areas that were out of control at this moment."""
    alarming = {area for area, history in histories.values() if rules.was_out_of_control(history, at)}
    return alarming | {each.area_id for each in late if each.is_late(at)}


@dataclass(frozen=True, slots=True, eq=False)
class _Raised:
    """Red and orange alerts, oldest first, a number for each; `site` is its place in the list of sites."""

    at_us: NDArray[np.int64]
    sensor: NDArray[np.int64]
    site: NDArray[np.int64]
    tier: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.at_us)

    def since(self, moment: datetime) -> "_Raised":
        first = int(np.searchsorted(self.at_us, microseconds(moment)))
        return _Raised(self.at_us[first:], self.sensor[first:], self.site[first:], self.tier[first:])


def _raised(session: Session, viewer: Viewer, *, since: datetime) -> _Raised:
    """Red and orange alerts of the sites; the list of alerts filters by the same."""
    number_of = case(*((col(AlertRow.site_id) == each, n) for n, each in enumerate(viewer.site_ids)), else_=0)
    statement = (
        select(
            plain_moment(col(AlertRow.raised_at)),
            col(AlertRow.sensor_id),
            number_of,
            col(AlertRow.worst_tier),
        )
        .where(*of_alerts(viewer, AlertFilter(tiers=rules.SERIOUS, raised_from=since)))
        .order_by(col(AlertRow.raised_at))
    )
    at, *more = read_columns(session, statement)
    return _Raised(microseconds_of(at), *(np.array(each, np.int64) for each in more))


def _known_since(session: Session, viewer: Viewer) -> datetime | None:
    first = select(func.min(col(AlertRow.raised_at))).where(col(AlertRow.site_id).in_(viewer.site_ids))
    at: datetime | None = session.connection().execute(first).scalar_one()
    return at


def _days(raised: _Raised, zones: Sequence[ZoneInfo], *, first: date) -> list[Day]:
    """One per day of the period, in the time of each site."""
    days = [first + timedelta(days=n) for n in range(rules.PERIOD.days)]
    counts = np.zeros((len(days), max(Tier) + 1), np.int64)
    for number, zone in enumerate(zones):
        of_site = raised.site == number
        midnights = [datetime.combine(each, time(), zone) for each in (*days, days[-1] + timedelta(days=1))]
        begins = [microseconds(each) for each in midnights]
        day = np.searchsorted(begins, raised.at_us[of_site], side="right") - 1
        is_shown = (day >= 0) & (day < len(days))  # in another zone it may be the day before, or tomorrow
        np.add.at(counts, (day[is_shown], raised.tier[of_site][is_shown]), 1)
    return [Day(day, int(of[Tier.RED]), int(of[Tier.ORANGE])) for day, of in zip(days, counts, strict=True)]


def _became_due(
    session: Session, viewer: Viewer, by: Any, which: StepFilter, *, begins: datetime, now: datetime
) -> dict[Any, list[BecameDue]]:
    """Count the steps of alerts and cases that became due, since `begins` and before, by this column."""
    is_lately = col(DeadlineRow.due_at) >= begins
    counted = (by, is_lately, steps.IN_TIME, func.count())
    statement = select(*counted) if by is _STEP else steps.of_deadlines(*counted)
    found: dict[Any, list[BecameDue]] = defaultdict(list)
    for of, lately, in_time, number in session.connection().execute(
        statement.where(*steps.conditions(viewer, which, now)).group_by(by, is_lately, steps.IN_TIME)
    ):
        found[of].append(BecameDue(bool(lately), bool(in_time), number))
    return found


def _departments(
    session: Session, viewer: Viewer, owed: Mapping[UUID | None, list[BecameDue]]
) -> list[tuple[Department, OnTime]]:
    """Disposal by who owed it: the department with most late steps first."""
    named = references(session, viewer, departments=[each for each in owed if each]).departments
    found = [(named[each], rules.on_time(due)) for each, due in owed.items() if each in named]
    found.sort(key=lambda each: (-each[1].late, each[0].name.zh))
    return found[:DEPARTMENTS_SHOWN]


def _recurring(
    session: Session, viewer: Viewer, raised: _Raised, *, begins: datetime
) -> tuple[list[Repeat], int]:
    """Sources that alarmed again and again since then, most often first; and how many did so before. The
    product itself is none of them: no list of sources holds it.
    """
    recent = raised.since(begins)
    lately = Counter(recent.sensor.tolist())
    before = Counter(raised.sensor[: len(raised) - len(recent)].tolist())
    often = [each for each in lately.most_common() if each[1] >= rules.RECURRING_FROM]
    often_before = {each for each, number in before.items() if number >= rules.RECURRING_FROM}
    asked = {sensor_id for sensor_id, _ in often} | often_before
    known = {
        sensor_id: view
        for sensor_id, view in sensors.by_ids(session, viewer, asked).items()
        if view.sensor.kind is not SensorKind.SYSTEM
    }
    repeats = [Repeat(known[each], number, before[each]) for each, number in often if each in known]
    return repeats, len(often_before & known.keys())
