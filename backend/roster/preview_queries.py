"""Preview of a plan before it is saved: its shifts, and what would overlap or stay empty then."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import and_, or_
from sqlmodel import Session, col, select

from backend.core.errors import ErrorCode, Refused
from backend.core.statements import one_of, rows
from backend.core.viewer import Membership, Permission, Role, Viewer
from backend.people.accounts.disabled_store import is_disabled
from backend.people.store import People
from backend.people.tables import MembershipRow, PostRow
from backend.roster.coverage_rules import Occupied, Overlap, Span, holes, overlaps
from backend.roster.queries import patterns_by_ids
from backend.roster.rules import PlannedShift, RosterPlan, Shift, days_of, fits, may_plan, rotation
from backend.roster.store import holds_between, line_is, shift_of
from backend.roster.tables import RosterRow, ShiftRow
from backend.sites.queries import sites
from backend.sites.settings import queries as settings
from backend.sites.settings.rules import rest_days


@dataclass(frozen=True, slots=True)
class PlanPreview:
    """`replaced`: how many shifts that stand would be cancelled. `unfit`: people whom an alert would not
    notify for this line, `twice` those who stand there already: with either the plan is refused.
    """

    shifts: tuple[PlannedShift, ...]
    overlaps: tuple[Overlap, ...]
    holes: tuple[Span, ...]
    replaced: int
    unfit: frozenset[UUID]
    twice: frozenset[UUID]
    rest_days: tuple[date, ...]


def preview(session: Session, viewer: Viewer, plan: RosterPlan, *, now: datetime) -> PlanPreview:
    """Return the outcome of `plan_roster` without writing it. Raises Refused as it does, but for what the
    preview itself shows.
    """
    viewer.require(Permission.PLAN_ROSTER, site_id=plan.site_id)
    _require_may_plan(session, viewer, plan)
    plan.check()
    unfit = _unfit(session, plan)
    site = sites(session, viewer)[plan.site_id]
    pattern = patterns_by_ids(session, viewer, [plan.pattern_id]).get(plan.pattern_id)
    if pattern is None or pattern.site_id != plan.site_id:
        raise Refused(ErrorCode.NOT_FOUND, "no such object at the viewer's sites")
    zone, rest = ZoneInfo(site.timezone), _rest_days(session, viewer, plan)
    planned = rotation(plan, pattern, zone, rest, now=now)
    since, until = _period(plan, planned, zone, now=now)
    standing = _standing(session, plan, since=since, until=until)
    of_line = session.exec(select(RosterRow.id).where(*line_is(plan.site_id, plan.line))).first()
    own = [each for each in standing if of_line is not None and each.roster_id == of_line]
    in_the_way = [each for each in own if any(_meet(each, new) for new in planned)]
    replaced = in_the_way if plan.replaces else []
    kept = [each for each in standing if each not in replaced]
    twice = {each.person_id for each in in_the_way for new in planned if _is_twice(each, new)}
    new = [
        Occupied(number, of_line, each.person_id, each.starts_at, each.ends_at)
        for number, each in enumerate(planned)
    ]
    beside = [
        Occupied(each.shift_id, each.roster_id, each.person_id, each.starts_at, each.ends_at)
        for each in kept
        if each.roster_id == of_line or each.person_id in {one.person_id for one in planned}
    ]
    covered = [(each.starts_at, each.ends_at) for each in planned]
    covered += [(each.starts_at, each.ends_at) for each in kept if each in own]
    return PlanPreview(
        shifts=tuple(planned),
        overlaps=tuple(overlaps([*new, *beside], among=new)),
        holes=tuple(holes(covered, since=since, until=until)) if since < until else (),
        replaced=len(replaced),
        unfit=unfit,
        twice=frozenset() if plan.replaces else frozenset(twice),
        rest_days=tuple(sorted(rest)),
    )


def _require_may_plan(session: Session, viewer: Viewer, plan: RosterPlan) -> None:
    line = plan.line
    People(session).require_at_site(
        plan.site_id, department_id=line.department_id, person_id=None, post_id=line.post_id
    )
    post = session.get(PostRow, line.post_id) if line.post_id else None
    of_post = post.department_id if post else None
    if not may_plan(viewer, line, site_id=plan.site_id, post_department_id=of_post):
        raise Refused(ErrorCode.NOT_ALLOWED, "the viewer does not plan this line")


def _rest_days(session: Session, viewer: Viewer, plan: RosterPlan) -> set[date]:
    weekdays = settings.by_ids(session, viewer, [plan.site_id])[plan.site_id].details.rest_weekdays
    marked = settings.days(session, viewer, [plan.site_id])[plan.site_id]
    return rest_days(days_of(plan.first_day, plan.last_day), weekdays, marked)


def _period(
    plan: RosterPlan, planned: Sequence[PlannedShift], zone: ZoneInfo, *, now: datetime
) -> tuple[datetime, datetime]:
    """From the first shift of the plan, or now, to the end of its last day or of its last shift."""
    first = planned[0].starts_at if planned else now
    day = plan.last_day + timedelta(days=1)
    midnight = datetime(day.year, day.month, day.day, tzinfo=zone)
    until = max([midnight, *(each.ends_at for each in planned)])
    return max(now, first), until


def _standing(session: Session, plan: RosterPlan, *, since: datetime, until: datetime) -> list[Shift]:
    """Shifts of the site at the time of the plan, of the same line or of the same people."""
    statement = (
        select(ShiftRow)
        .join(RosterRow, col(RosterRow.id) == ShiftRow.roster_id)
        .where(
            *holds_between(since, until),
            ShiftRow.site_id == plan.site_id,
            or_(
                one_of(col(ShiftRow.person_id), [each for each in plan.people if each is not None]),
                and_(*line_is(plan.site_id, plan.line)),
            ),
        )
        .order_by(col(ShiftRow.starts_at), col(ShiftRow.id))
    )
    return [shift_of(row) for row in rows(session, statement)]


def _unfit(session: Session, plan: RosterPlan) -> frozenset[UUID]:
    """People of the site whom an alert would not notify for the line. Raises Refused(NOT_FOUND) for others:
    nobody learns from a plan who works elsewhere.
    """
    people = {each for each in plan.people if each is not None}
    if People(session).outsiders(plan.site_id, people):
        raise Refused(ErrorCode.NOT_FOUND, "no such person at this site")
    statement = select(MembershipRow).where(
        MembershipRow.site_id == plan.site_id,
        one_of(col(MembershipRow.person_id), people),
        ~is_disabled(col(MembershipRow.person_id)),
    )
    fit = {
        row.person_id
        for row in rows(session, statement)
        if fits(
            plan.line,
            Membership(row.person_id, row.site_id, Role(row.role), row.department_id, None),
            row.post_id,
        )
    }
    return frozenset(people - fit)


def _meet(shift: Shift, planned: PlannedShift) -> bool:
    return planned.starts_at < shift.ends_at and shift.starts_at < planned.ends_at


def _is_twice(shift: Shift, planned: PlannedShift) -> bool:
    return shift.person_id == planned.person_id and _meet(shift, planned)
