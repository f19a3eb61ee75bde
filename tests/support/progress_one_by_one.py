"""Progress of a site one alert and one step after the other: slow, and plain to read."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlmodel import Session, col

from backend.alerts.filters_queries import AlertFilter
from backend.alerts.filters_queries import conditions as of_alerts
from backend.alerts.tables import AlertRow
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.deadlines.rules import STEPS_OF_CASE, DeadlineStep
from backend.deadlines.tables import DeadlineRow
from backend.equipment.references_queries import references
from backend.people.rules import Department
from backend.sensors import queries as sensors
from backend.sensors.rules import SensorKind
from backend.sites import queries as sites
from backend.worklist.control import rules
from backend.worklist.control import steps_queries as steps
from backend.worklist.control.queries import DEPARTMENTS_SHOWN, Progress, Repeat, _known_since
from backend.worklist.control.rules import Day, OnTime
from backend.worklist.control.steps_queries import StepFilter


class Step(NamedTuple):
    """A step that became due; `department_id`: who owed it, where that is known."""

    step: DeadlineStep
    department_id: UUID | None
    due_at: datetime
    ended_at: datetime | None

    @property
    def is_in_time(self) -> bool:
        return self.ended_at is not None and self.ended_at <= self.due_at


def on_time(steps: Iterable[Step], *, begins: datetime) -> OnTime:
    """Of those due since then, beside those due before."""
    lately: list[Step] = []
    before: list[Step] = []
    for each in steps:
        (lately if each.due_at >= begins else before).append(each)
    late = sum(not each.is_in_time for each in lately)
    return OnTime(
        len(lately), late, sum(each.is_in_time for each in before) / len(before) if before else None
    )


def progress(session: Session, viewer: Viewer, *, now: datetime) -> Progress:
    """What became better or worse, for a viewer who sees the figures of all their sites."""
    seen = viewer
    zones = {each.site_id: ZoneInfo(each.timezone) for each in sites.sites(session, seen).values()}
    zone = next(iter(zones.values()), ZoneInfo("UTC"))
    begins = rules.first_midnight(now, zone)
    recurrences_begin = rules.first_midnight(now, zone, rules.RECURRING_WITHIN)
    raised = _raised(session, seen, since=recurrences_begin - rules.RECURRING_WITHIN)
    lately = [each for each in raised if each[0] >= begins]
    before = sum(begins - rules.PERIOD <= at < begins for at, *_ in raised)
    due = _steps(session, seen, since=begins - rules.PERIOD, now=now)
    repeats, repeats_before = _recurring(session, seen, raised, begins=recurrences_begin)
    return Progress(
        days=tuple(_days(lately, zones, first=begins.date())),
        serious=len(lately),
        serious_before=before,
        steps=tuple(
            (step, on_time([each for each in due if each.step is step], begins=begins))
            for step in STEPS_OF_CASE
        ),
        departments=tuple(_departments(session, seen, due, begins=begins)),
        since=begins.date(),
        repeats=tuple(repeats),
        repeats_before=repeats_before,
        recurs_since=recurrences_begin.date(),
        known_since=_known_since(session, seen),
    )


def _raised(session: Session, viewer: Viewer, *, since: datetime) -> list[tuple[datetime, int, UUID, int]]:
    """(raised at, source, site, tier) of red and orange alerts; the list of alerts filters by the same."""
    wanted = AlertFilter(tiers=rules.SERIOUS, raised_from=since)
    columns = (
        col(AlertRow.raised_at),
        col(AlertRow.sensor_id),
        col(AlertRow.site_id),
        col(AlertRow.worst_tier),
    )
    statement = select(*columns).where(*of_alerts(viewer, wanted))
    return [(at, sensor, site, tier) for at, sensor, site, tier in session.connection().execute(statement)]


def _days(
    raised: Sequence[tuple[datetime, int, UUID, int]], zones: Mapping[UUID, ZoneInfo], *, first: date
) -> list[Day]:
    """One per day of the period, in the time of each site."""
    counted: dict[date, Counter[int]] = defaultdict(Counter)
    for at, _, site_id, tier in raised:
        counted[at.astimezone(zones[site_id]).date()][tier] += 1
    days = [first + timedelta(days=n) for n in range(rules.PERIOD.days)]
    return [Day(day, counted[day][Tier.RED], counted[day][Tier.ORANGE]) for day in days]


def _steps(session: Session, viewer: Viewer, *, since: datetime, now: datetime) -> list[Step]:
    """Every step of alerts and cases that became due since then."""
    columns = (DeadlineRow.step, steps.DEPARTMENT, DeadlineRow.due_at, DeadlineRow.ended_at)
    became_due = steps.conditions(viewer, StepFilter(due_from=since), now)
    return [
        Step(DeadlineStep(step), department_id, due_at, ended_at)
        for step, department_id, due_at, ended_at in session.connection().execute(
            steps.of_deadlines(*columns).where(*became_due)
        )
    ]


def _departments(
    session: Session, viewer: Viewer, due: Sequence[Step], *, begins: datetime
) -> list[tuple[Department, OnTime]]:
    """Disposal by who owed it: the department with most late steps first."""
    owed: dict[UUID, list[Step]] = defaultdict(list)
    for each in due:
        if each.step is DeadlineStep.DISPOSE and each.department_id is not None:
            owed[each.department_id].append(each)
    named = references(session, viewer, departments=owed).departments
    found = [(named[each], on_time(owed[each], begins=begins)) for each in owed if each in named]
    found.sort(key=lambda each: (-each[1].late, each[0].name.zh))
    return found[:DEPARTMENTS_SHOWN]


def _recurring(
    session: Session, viewer: Viewer, raised: Sequence[tuple[datetime, int, UUID, int]], *, begins: datetime
) -> tuple[list[Repeat], int]:
    """Sources that alarmed again and again since then, most often first; and how many did so before. The
    product itself is none of them: no list of sources holds it.
    """
    lately = Counter(sensor_id for at, sensor_id, *_ in raised if at >= begins)
    before = Counter(sensor_id for at, sensor_id, *_ in raised if at < begins)
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
