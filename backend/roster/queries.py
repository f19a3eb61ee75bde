"""The roster of a site, for everybody who belongs to it: calendar, who is on duty now, own shifts, swaps."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, cast
from uuid import UUID

from sqlalchemy import ColumnElement, func
from sqlalchemy import select as sql_select
from sqlmodel import Session, col, select

from backend.core.errors import ErrorCode, Refused
from backend.core.statements import every_column, one_of, rows
from backend.core.viewer import Membership, Role, Viewer
from backend.people.accounts.disabled_store import is_disabled
from backend.people.tables import MembershipRow, PostRow
from backend.roster.coverage_rules import Span, holes
from backend.roster.rules import (
    MOST_DAYS,
    Duty,
    Roster,
    Shift,
    ShiftPattern,
    ShiftSwap,
    SwapState,
    fits,
    may_plan,
    next_after,
)
from backend.roster.store import holds_between, pattern_of, roster_of, shift_of
from backend.roster.swaps_store import swap_of
from backend.roster.tables import RosterRow, ShiftPatternRow, ShiftRow, ShiftSwapRow

HANDED_OVER_FOR: Final = timedelta(hours=36)
"""How long the note of a shift is shown after its end."""
MINE_AHEAD: Final = 60
NEXT_WITHIN: Final = timedelta(hours=48)


@dataclass(frozen=True, slots=True)
class ShiftView:
    """A shift. `stands`: whether an alert would still notify its person for this line: not somebody whose
    role or department was changed since, or whose account is disabled.
    """

    shift: Shift
    stands: bool


@dataclass(frozen=True, slots=True)
class RosterView:
    """A line of the roster. `holes`: when nobody is on duty, of the time from now or its first shift on."""

    roster: Roster
    may_plan: bool
    shifts: tuple[ShiftView, ...] = ()
    holes: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class DutyView:
    """People on duty for a line now, and those who come next."""

    roster: RosterView
    now: tuple[ShiftView, ...]
    next: tuple[ShiftView, ...]


@dataclass(frozen=True, slots=True)
class SwapView:
    """A swap without an answer, and the shifts it is about."""

    swap: ShiftSwap
    shift: Shift
    in_return: Shift | None


def patterns(session: Session, viewer: Viewer, site_id: UUID) -> list[ShiftPattern]:
    """Every pattern of the site, closed ones too, by start."""
    statement = select(ShiftPatternRow).where(*_visible(ShiftPatternRow, viewer, site_id))
    order = (col(ShiftPatternRow.start_minute), col(ShiftPatternRow.name_en), col(ShiftPatternRow.id))
    return [pattern_of(row) for row in rows(session, statement.order_by(*order))]


def patterns_by_ids(session: Session, viewer: Viewer, ids: Iterable[UUID]) -> dict[UUID, ShiftPattern]:
    """Patterns of the viewer's sites."""
    statement = select(ShiftPatternRow).where(
        one_of(col(ShiftPatternRow.id), ids), col(ShiftPatternRow.site_id).in_(viewer.site_ids)
    )
    return {row.id: pattern_of(row) for row in rows(session, statement)}


def calendar(
    session: Session, viewer: Viewer, site_id: UUID, *, since: datetime, until: datetime, now: datetime
) -> list[RosterView]:
    """The lines that the site keeps, with their shifts between these moments; a statement each for lines,
    shifts, and when each line began.

    Raises Refused(INVALID_INPUT) for no time, or for more than a quarter.
    """
    if not timedelta(0) < until - since <= timedelta(days=MOST_DAYS + 1):
        raise Refused(ErrorCode.INVALID_INPUT, f"between a moment and {MOST_DAYS} days")
    kept = _rosters(session, viewer, site_id)
    found = _shifts(session, viewer, site_id, *holds_between(since, until), lines=kept)
    begun = _first_starts(session, [each.roster.roster_id for each in kept])
    return [
        _with_shifts(each, found.get(each.roster.roster_id, []), begun, since=since, until=until, now=now)
        for each in kept
    ]


def duties(session: Session, viewer: Viewer, site_id: UUID, *, now: datetime) -> list[DutyView]:
    """List who is on duty now, and who comes next, for each line that the site keeps; two statements."""
    kept = _rosters(session, viewer, site_id)
    found = _shifts(session, viewer, site_id, *holds_between(now, now + NEXT_WITHIN), lines=kept)
    views = []
    for each in kept:
        shifts = found.get(each.roster.roster_id, [])
        ahead = [view for view in shifts if view.shift.starts_at > now]
        first = min((view.shift.starts_at for view in ahead), default=None)
        views.append(
            DutyView(
                each,
                now=tuple(view for view in shifts if view.shift.holds(now) and view.stands),
                next=tuple(view for view in ahead if view.shift.starts_at == first),
            )
        )
    return views


def mine(session: Session, viewer: Viewer, site_id: UUID, *, now: datetime) -> list[ShiftView]:
    """The viewer's own shifts at a site that are not over for long, by start."""
    kept = _rosters(session, viewer, site_id)
    theirs = (
        col(ShiftRow.cancelled_at).is_(None),
        col(ShiftRow.ends_at) > now - timedelta(hours=12),
        col(ShiftRow.person_id) == viewer.person_id,
    )
    found = _shifts(session, viewer, site_id, *theirs, lines=kept)
    own = [view for shifts in found.values() for view in shifts]
    return sorted(own, key=lambda view: view.shift.starts_at)[:MINE_AHEAD]


def handed_over(session: Session, viewer: Viewer, site_id: UUID, *, now: datetime) -> list[ShiftView]:
    """Shifts that left a note lately, the newest first."""
    kept = _rosters(session, viewer, site_id)
    noted = (
        col(ShiftRow.cancelled_at).is_(None),
        col(ShiftRow.handed_over_at).is_not(None),
        col(ShiftRow.ends_at) > now - HANDED_OVER_FOR,
    )
    found = _shifts(session, viewer, site_id, *noted, lines=kept)
    shifts = [view for views in found.values() for view in views]
    return sorted(shifts, key=lambda view: view.shift.ends_at, reverse=True)


def readers(session: Session, viewer: Viewer, shift_ids: Iterable[UUID]) -> dict[UUID, frozenset[UUID]]:
    """Return the people who come next after each of these shifts, and so read the note that it left; two
    statements.
    """
    before = select(ShiftRow).where(
        one_of(col(ShiftRow.id), shift_ids), col(ShiftRow.site_id).in_(viewer.site_ids)
    )
    shifts = [shift_of(row) for row in rows(session, before)]
    if not shifts:
        return {}
    first = min(each.starts_at for each in shifts)
    last = max(each.ends_at for each in shifts) + timedelta(days=3)
    of_lines = one_of(col(ShiftRow.roster_id), {each.roster_id for each in shifts})
    later_ones = select(ShiftRow).where(of_lines, *holds_between(first, last))
    around = [shift_of(row) for row in rows(session, later_ones)]
    return {
        each.shift_id: frozenset(
            later.person_id
            for later in next_after(each, [other for other in around if other.roster_id == each.roster_id])
        )
        for each in shifts
    }


def swaps(session: Session, viewer: Viewer, site_id: UUID, *, now: datetime) -> list[SwapView]:
    """Swaps that wait for an answer, the oldest first; of shifts that have begun nobody waits any more."""
    statement = select(ShiftSwapRow).where(
        *_visible(ShiftSwapRow, viewer, site_id), ShiftSwapRow.state == SwapState.ASKED.value
    )
    order = (col(ShiftSwapRow.asked_at), col(ShiftSwapRow.id))
    found = [swap_of(row) for row in rows(session, statement.order_by(*order))]
    shifts = _by_ids(session, viewer, [id_ for each in found for id_ in (each.shift_id, each.in_return_id)])
    return [
        SwapView(each, shifts[each.shift_id], shifts.get(each.in_return_id) if each.in_return_id else None)
        for each in found
        if shifts[each.shift_id].starts_at > now
    ]


def swap_by_id(session: Session, viewer: Viewer, swap_id: UUID) -> SwapView | None:
    row = session.get(ShiftSwapRow, swap_id)
    if row is None or row.site_id not in viewer.site_ids:
        return None
    swap = swap_of(row)
    shifts = _by_ids(session, viewer, [swap.shift_id, swap.in_return_id])
    return SwapView(swap, shifts[swap.shift_id], shifts.get(swap.in_return_id) if swap.in_return_id else None)


def roster_by_id(session: Session, viewer: Viewer, roster_id: UUID) -> RosterView | None:
    """The line alone, without its shifts."""
    row = session.get(RosterRow, roster_id)
    if row is None or row.site_id not in viewer.site_ids:
        return None
    return next(iter(_views(session, viewer, [roster_of(row)])), None)


def shift_by_id(session: Session, viewer: Viewer, shift_id: UUID) -> ShiftView | None:
    row = session.get(ShiftRow, shift_id)
    if row is None or row.site_id not in viewer.site_ids:
        return None
    line = roster_by_id(session, viewer, row.roster_id)
    if line is None:
        return None
    shift = shift_of(row)
    found = _shifts(session, viewer, row.site_id, col(ShiftRow.id) == shift_id, lines=[line])
    return next(iter(found.get(shift.roster_id, [])), None)


def _rosters(session: Session, viewer: Viewer, site_id: UUID) -> list[RosterView]:
    statement = select(RosterRow).where(
        *_visible(RosterRow, viewer, site_id), col(RosterRow.closed_at).is_(None)
    )
    return _views(session, viewer, [roster_of(row) for row in rows(session, statement)])


def _views(session: Session, viewer: Viewer, found: Sequence[Roster]) -> list[RosterView]:
    """The lines in the order of their duties; a post's department says who of the leads plans it."""
    posts = [each.post_id for each in found if each.post_id is not None]
    of_posts: dict[UUID, UUID | None] = {}
    if posts:
        statement = sql_select(col(PostRow.id), col(PostRow.department_id)).where(
            one_of(col(PostRow.id), posts)
        )
        of_posts = {row[0]: row[1] for row in session.connection().execute(statement)}
    order = list(Duty)
    return [
        RosterView(
            each,
            may_plan(
                viewer,
                each.line,
                site_id=each.site_id,
                post_department_id=of_posts.get(each.post_id) if each.post_id else None,
            ),
        )
        for each in sorted(found, key=lambda one: (order.index(one.duty), str(one.roster_id)))
    ]


def _shifts(
    session: Session,
    viewer: Viewer,
    site_id: UUID,
    *conditions: ColumnElement[bool],
    lines: Sequence[RosterView],
) -> dict[UUID, list[ShiftView]]:
    """Shifts of these lines by roster, each by start, with whether their people still stand for them."""
    of_line = {each.roster.roster_id: each.roster for each in lines}
    statement = (
        sql_select(
            *every_column(ShiftRow),
            col(MembershipRow.role).label("role"),
            col(MembershipRow.department_id).label("department_id"),
            col(MembershipRow.post_id).label("post_id"),
            is_disabled(col(ShiftRow.person_id)).label("is_disabled"),
        )
        .join(
            MembershipRow,
            (col(MembershipRow.person_id) == ShiftRow.person_id)
            & (col(MembershipRow.site_id) == ShiftRow.site_id),
            isouter=True,
        )
        .where(*_visible(ShiftRow, viewer, site_id), one_of(col(ShiftRow.roster_id), of_line), *conditions)
        .order_by(col(ShiftRow.starts_at), col(ShiftRow.id))
    )
    found: dict[UUID, list[ShiftView]] = {}
    for row in session.connection().execute(statement):
        shift = shift_of(cast(ShiftRow, row))
        stands = not row.is_disabled and fits(of_line[shift.roster_id].line, _membership(row), row.post_id)
        found.setdefault(shift.roster_id, []).append(ShiftView(shift, stands))
    return found


def _membership(row: Any) -> Membership | None:
    if row.role is None:
        return None
    return Membership(row.person_id, row.site_id, Role(row.role), row.department_id, None)


def _first_starts(session: Session, roster_ids: Sequence[UUID]) -> dict[UUID, datetime]:
    """When the first shift of each of these lines began, or begins."""
    statement = (
        sql_select(col(ShiftRow.roster_id), func.min(ShiftRow.starts_at))
        .where(one_of(col(ShiftRow.roster_id), roster_ids), col(ShiftRow.cancelled_at).is_(None))
        .group_by(col(ShiftRow.roster_id))
    )
    return {row[0]: row[1] for row in session.connection().execute(statement)}


def _with_shifts(
    view: RosterView,
    shifts: Sequence[ShiftView],
    begun: dict[UUID, datetime],
    *,
    since: datetime,
    until: datetime,
    now: datetime,
) -> RosterView:
    """Holes of the past are history, and before the first shift of a line nobody had to be there."""
    first = begun.get(view.roster.roster_id)
    spans = [(each.shift.starts_at, each.shift.ends_at) for each in shifts if each.stands]
    looked_at = max(since, now, first) if first is not None else until
    found = holes(spans, since=looked_at, until=until) if looked_at < until else []
    return RosterView(view.roster, view.may_plan, tuple(shifts), tuple(found))


def _by_ids(session: Session, viewer: Viewer, ids: Iterable[UUID | None]) -> dict[UUID, Shift]:
    wanted = {each for each in ids if each is not None}
    statement = select(ShiftRow).where(
        one_of(col(ShiftRow.id), wanted), col(ShiftRow.site_id).in_(viewer.site_ids)
    )
    return {row.id: shift_of(row) for row in rows(session, statement)}


def _visible(table: Any, viewer: Viewer, site_id: UUID) -> tuple[ColumnElement[bool], ...]:
    """Conditions of what is of this site, where the viewer belongs to it."""
    return (table.site_id == site_id, col(table.site_id).in_(viewer.site_ids))
