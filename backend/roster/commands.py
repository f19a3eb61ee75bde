"""The roster is planned by rotation, changed and closed. No shift is deleted."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from backend.core import words
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, EventKind, refs
from backend.core.text import Text
from backend.core.viewer import Permission, Viewer
from backend.people.departments.store import Departments
from backend.people.posts.store import Posts
from backend.people.rules import Audience
from backend.people.store import People
from backend.roster.events import (
    ROSTER_CLOSED,
    SHIFT_CANCELLED,
    SHIFT_CHANGED,
    SHIFT_SWAP_WITHDRAWN,
    SHIFTS_PLANNED,
)
from backend.roster.rules import (
    AHEAD,
    Duty,
    Line,
    OnDuty,
    PlannedShift,
    Roster,
    RosterPlan,
    Shift,
    ShiftPattern,
    SwapState,
    days_of,
    fits,
    may_plan,
    rotation,
)
from backend.roster.store import Rosters
from backend.roster.swaps_store import ShiftSwaps
from backend.sites.settings.rules import rest_days
from backend.sites.settings.store import SitesSettings
from backend.sites.store import Sites


def plan_roster(tx: Transaction, plan: RosterPlan, *, by: Viewer) -> UUID:
    """Write the shifts of a rotation; the roster of its line is kept from now on. Returns its id.

    Raises Refused: NOT_ALLOWED, NOT_FOUND (site, department, post, pattern, person), INVALID_INPUT,
    CLOSED (pattern), NOT_OF_ROSTER for somebody whom an alert would not notify for this line, SHIFT_TWICE
    where somebody stands there already at the same time.
    """
    by.require(Permission.PLAN_ROSTER, site_id=plan.site_id)
    require_may_plan(tx, plan.site_id, plan.line, by=by)
    plan.check()
    pattern = _pattern_of(tx, plan)
    people = {each for each in plan.people if each is not None}
    for person_id in sorted(people):
        require_fits(tx, plan.site_id, plan.line, person_id)
    if plan.last_day > (tx.now + AHEAD).date():
        raise Refused(ErrorCode.INVALID_INPUT, "nobody plans so far ahead")
    site = tx.get(Sites).get(plan.site_id)
    rest = rest_days_of(tx, plan)
    planned = rotation(plan, pattern, ZoneInfo(site.timezone), rest, now=tx.now)
    roster = kept_roster(tx, plan.site_id, plan.line)
    replaced = _make_room(tx, roster, planned, is_replaced=plan.replaces)
    shifts = [
        Shift(
            shift_id=uuid4(),
            site_id=plan.site_id,
            roster_id=roster.roster_id,
            person_id=each.person_id,
            starts_at=each.starts_at,
            ends_at=each.ends_at,
            pattern_id=pattern.pattern_id,
        )
        for each in planned
    ]
    tx.get(Rosters).add_shifts(shifts)
    note = f"{plan.first_day} – {plan.last_day} {pattern.name.zh} +{len(shifts)} −{len(replaced)}"
    concerned = {each.person_id for each in (*shifts, *replaced)}
    about = refs(roster=roster.roster_id)
    to = tuple(sorted(concerned))
    tx.announce(Event(SHIFTS_PLANNED, plan.site_id, by=by.person_id, about=about, note=note, to=to))
    return roster.roster_id


def close_roster(tx: Transaction, roster_id: UUID, *, version: int, by: Viewer) -> UUID:
    """Keep no roster for this line any more: alerts notify everybody of the group at once again. Planning
    opens it again. Raises Refused: NOT_ALLOWED, NOT_FOUND, CONFLICT.
    """
    before = tx.get(Rosters).get(roster_id)
    by.require(Permission.PLAN_ROSTER, site_id=before.site_id)
    require_may_plan(tx, before.site_id, before.line, by=by)
    require_version(before.version, version)
    if before.closed_at is not None:
        return roster_id
    ahead = tx.get(Rosters).standing(roster_id, since=tx.now, until=tx.now + AHEAD)
    _end(tx, ahead)
    tx.get(Rosters).put(replace(before, closed_at=tx.now))
    to = tuple(sorted({each.person_id for each in ahead}))
    about = refs(roster=roster_id)
    note = before.duty.value
    tx.announce(Event(ROSTER_CLOSED, before.site_id, by=by.person_id, about=about, note=note, to=to))
    return roster_id


def change_shift(tx: Transaction, shift_id: UUID, *, person_id: UUID, version: int, by: Viewer) -> UUID:
    """Give a shift that has not begun to somebody else. `version`: of what the person saw.

    Raises Refused: NOT_ALLOWED, NOT_FOUND, CONFLICT, SHIFT_BEGUN, NOT_OF_ROSTER, SHIFT_TWICE.
    """
    shift, roster = _planned_by(tx, shift_id, version=version, by=by)
    if shift.person_id == person_id:
        return shift_id
    if shift.starts_at <= tx.now:
        raise Refused(ErrorCode.SHIFT_BEGUN, "end it, and plan what is left of it")
    require_fits(tx, shift.site_id, roster.line, person_id)
    require_free(tx, shift, person_id)
    withdraw_swaps(tx, [shift_id], by=by.person_id)
    tx.get(Rosters).put_shift(replace(shift, person_id=person_id, reminded_at=None))
    announce_shift(tx, SHIFT_CHANGED, shift, by=by, to={shift.person_id, person_id})
    return shift_id


def cancel_shift(tx: Transaction, shift_id: UUID, *, version: int, by: Viewer) -> UUID:
    """Cancel a shift; one that has begun ends now. `version`: of what the person saw.

    Raises Refused: NOT_ALLOWED, NOT_FOUND, CONFLICT, SHIFT_BEGUN for one that is over.
    """
    shift, _ = _planned_by(tx, shift_id, version=version, by=by)
    if shift.cancelled_at is not None:
        return shift_id
    if shift.ends_at <= tx.now:
        raise Refused(ErrorCode.SHIFT_BEGUN, "what is over stays as it was")
    _end(tx, [shift])
    announce_shift(tx, SHIFT_CANCELLED, shift, by=by, to={shift.person_id})
    return shift_id


def cancel_shifts_of(tx: Transaction, happened: Event) -> None:
    """Cancel the shifts ahead of a person who cannot sign in any more; the officers are notified that there
    are holes.
    """
    person_id = happened.ref("person")
    if person_id is None:
        return
    ahead = tx.get(Rosters).ahead_of(happened.site_id, person_id, now=tx.now)
    if not ahead:
        return
    _end(tx, ahead)
    officers = tx.get(People).audience(
        happened.site_id, Audience.OFFICER, department_id=None, responsible_id=None
    )
    about = refs(person=person_id, roster=ahead[0].roster_id)
    to, note = tuple(sorted(officers)), f"−{len(ahead)}"
    tx.announce(Event(SHIFT_CANCELLED, happened.site_id, by=happened.by, about=about, note=note, to=to))


def on_duty(tx: Transaction, site_id: UUID) -> list[OnDuty]:
    """Return everybody who is on duty at this site now, and for what."""
    return tx.get(Rosters).on_duty(site_id, at=tx.now)


def next_starts(
    tx: Transaction, site_id: UUID, people: Collection[UUID], *, until: datetime
) -> dict[UUID, datetime]:
    """Return when the next shift of each of these people begins at this site, where that is by then."""
    return tx.get(Rosters).next_starts(site_id, people, now=tx.now, until=until)


def describe(tx: Transaction, shift_id: UUID) -> Text:
    """Name the shift in a message: what for, and from when to when by the clock of the site."""
    shift = tx.get(Rosters).shift(shift_id)
    roster = tx.get(Rosters).get(shift.roster_id)
    zone = ZoneInfo(tx.get(Sites).get(shift.site_id).timezone)
    starts_at, ends_at = (each.astimezone(zone) for each in (shift.starts_at, shift.ends_at))
    return words.text(
        "message.shift",
        duty=name_of_line(tx, roster.line),
        start=f"{starts_at:%m-%d %H:%M}",
        end=f"{ends_at:%H:%M}",
    )


def name_of_line(tx: Transaction, line: Line) -> Text:
    """Name what a roster is kept for."""
    if line.department_id is not None:
        return words.text("roster.leadOf", name=tx.get(Departments).get(line.department_id).name)
    if line.post_id is not None:
        return words.text("roster.onCall", name=tx.get(Posts).get(line.post_id).name)
    return words.of("Duty", line.duty)


def require_fits(tx: Transaction, site_id: UUID, line: Line, person_id: UUID) -> None:
    """Raises Refused(NOT_OF_ROSTER) for somebody whom an alert would not notify for this line."""
    membership = tx.get(People).membership(person_id, site_id)
    if membership is None:
        raise Refused(ErrorCode.NOT_FOUND, "no such person at this site")
    post_id = tx.get(Rosters).post_of_person(site_id, person_id)
    if not fits(line, membership, post_id) or tx.get(Rosters).disabled([person_id]):
        raise Refused(ErrorCode.NOT_OF_ROSTER, f"no {line.duty} of this line")


def require_free(
    tx: Transaction, shift: Shift, person_id: UUID, *, without: frozenset[UUID] = frozenset()
) -> None:
    """Raises Refused(SHIFT_TWICE) where the person has another shift of this roster at the same time."""
    standing = tx.get(Rosters).standing(shift.roster_id, since=shift.starts_at, until=shift.ends_at)
    others = (each for each in standing if each.shift_id not in without | {shift.shift_id})
    if any(each.person_id == person_id for each in others):
        raise Refused(ErrorCode.SHIFT_TWICE, "the person is on duty then already")


def withdraw_swaps(
    tx: Transaction, shift_ids: Iterable[UUID], *, by: UUID | None, without: UUID | None = None
) -> None:
    """End the open questions about these shifts; who was asked, and who asked, hear of it."""
    for swap in tx.get(ShiftSwaps).open_of(list(shift_ids)):
        if swap.swap_id == without:
            continue
        tx.get(ShiftSwaps).put(replace(swap, state=SwapState.WITHDRAWN, answered_at=tx.now))
        about = refs(shift=swap.shift_id, shift_swap=swap.swap_id)
        to = (swap.asked_by, swap.to_id)
        tx.announce(Event(SHIFT_SWAP_WITHDRAWN, swap.site_id, by=by, about=about, to=to))


def rest_days_of(tx: Transaction, plan: RosterPlan) -> set[date]:
    """Return the days of a plan on which nobody works by the calendar of the site."""
    settings = tx.get(SitesSettings)
    years = range(plan.first_day.year, plan.last_day.year + 1)
    days = [each for year in years for each in settings.days(plan.site_id, year)]
    weekdays = settings.rest_weekdays(plan.site_id)
    return rest_days(days_of(plan.first_day, plan.last_day), weekdays, days)


def _pattern_of(tx: Transaction, plan: RosterPlan) -> ShiftPattern:
    pattern = tx.get(Rosters).pattern(plan.pattern_id)
    if pattern.site_id != plan.site_id:
        raise Refused(ErrorCode.NOT_FOUND, "no such object at the viewer's sites")
    if pattern.closed_at is not None:
        raise Refused(ErrorCode.CLOSED, "nobody plans by this pattern any more")
    return pattern


def kept_roster(tx: Transaction, site_id: UUID, line: Line) -> Roster:
    """The roster of this line; made, or opened again, where none is kept."""
    found = tx.get(Rosters).of_line(site_id, line)
    if found is None:
        found = Roster(uuid4(), site_id, line.duty, line.department_id, line.post_id)
        tx.get(Rosters).add(found)
    elif found.closed_at is not None:
        tx.get(Rosters).put(replace(found, closed_at=None))
    return found


def _make_room(
    tx: Transaction, roster: Roster, planned: list[PlannedShift], *, is_replaced: bool
) -> list[Shift]:
    """Cancel what stands at the time of a plan, if it is to be replaced. Returns what was cancelled."""
    if not planned:
        return []
    since = max(tx.now, planned[0].starts_at)
    standing = tx.get(Rosters).standing(roster.roster_id, since=since, until=planned[-1].ends_at)
    in_the_way = [
        each
        for each in standing
        if any(new.starts_at < each.ends_at and each.starts_at < new.ends_at for new in planned)
    ]
    if is_replaced:
        _end(tx, in_the_way)
        return in_the_way
    for each in in_the_way:
        for new in planned:
            is_same_time = new.starts_at < each.ends_at and each.starts_at < new.ends_at
            if is_same_time and new.person_id == each.person_id:
                raise Refused(ErrorCode.SHIFT_TWICE, "the person is on duty then already")
    return []


def _end(tx: Transaction, shifts: Iterable[Shift]) -> None:
    """Cancel what has not begun, and end the rest now; nobody is asked about swapping them any more."""
    ended = list(shifts)
    for each in ended:
        has_begun = each.starts_at < tx.now
        changed = replace(each, ends_at=tx.now) if has_begun else replace(each, cancelled_at=tx.now)
        tx.get(Rosters).put_shift(changed)
    withdraw_swaps(tx, [each.shift_id for each in ended], by=None)


def _planned_by(tx: Transaction, shift_id: UUID, *, version: int, by: Viewer) -> tuple[Shift, Roster]:
    shift = tx.get(Rosters).shift(shift_id)
    by.require(Permission.PLAN_ROSTER, site_id=shift.site_id)
    roster = tx.get(Rosters).get(shift.roster_id)
    require_may_plan(tx, shift.site_id, roster.line, by=by)
    require_version(shift.version, version)
    return shift, roster


def require_may_plan(tx: Transaction, site_id: UUID, line: Line, *, by: Viewer) -> None:
    """Raises Refused: NOT_FOUND, NOT_ALLOWED."""
    tx.get(People).require_at_site(
        site_id, department_id=line.department_id, person_id=None, post_id=line.post_id
    )
    of_post = tx.get(Rosters).department_of_post(line.post_id) if line.post_id else None
    if not may_plan(by, line, site_id=site_id, post_department_id=of_post):
        raise Refused(ErrorCode.NOT_ALLOWED, f"the viewer does not plan {Duty(line.duty)} of this line")


def require_version(found: int, seen: int) -> None:
    if found != seen:
        raise Refused(ErrorCode.CONFLICT, "somebody changed this in between")


def announce_shift(tx: Transaction, kind: EventKind, shift: Shift, *, by: Viewer, to: Iterable[UUID]) -> None:
    about = refs(shift=shift.shift_id, roster=shift.roster_id)
    tx.announce(Event(kind, shift.site_id, by=by.person_id, about=about, to=tuple(sorted(set(to)))))
