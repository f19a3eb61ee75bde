"""For what a roster may be kept, and who may have a shift: the people whom an alert would notify for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlmodel import Session, col, select

from backend.core.statements import rows
from backend.core.viewer import Membership, Role, Viewer
from backend.people.accounts.disabled_store import is_disabled
from backend.people.queries import PersonView
from backend.people.queries import by_ids as people_by_ids
from backend.people.tables import DepartmentRow, MembershipRow, PersonRow, PostRow
from backend.roster.queries import ShiftView, shift_by_id
from backend.roster.rules import ROLES, Duty, Line, fits, may_plan
from backend.roster.store import holds_between, roster_of, shift_of
from backend.roster.tables import RosterRow, ShiftRow

TAKEN_AHEAD: Final = timedelta(days=28)


@dataclass(frozen=True, slots=True)
class LineView:
    """A line that the viewer may plan, and who fits it, by name."""

    line: Line
    people: tuple[PersonView, ...]


@dataclass(frozen=True, slots=True)
class CandidateView:
    """A person who may take a shift, and their own shifts of the same line that have not begun."""

    person_id: UUID
    shifts: tuple[ShiftView, ...]


@dataclass(frozen=True, slots=True)
class _Colleague:
    """A person of the site whose account is not disabled."""

    membership: Membership
    post_id: UUID | None


def lines(session: Session, viewer: Viewer, site_id: UUID) -> list[LineView]:
    """Every line of the site that the viewer may plan and that has somebody; four statements."""
    colleagues = _colleagues(session, viewer, site_id)
    departments = select(DepartmentRow).where(
        DepartmentRow.site_id == site_id,
        col(DepartmentRow.site_id).in_(viewer.site_ids),
        col(DepartmentRow.closed_at).is_(None),
    )
    posts = select(PostRow).where(
        PostRow.site_id == site_id,
        col(PostRow.site_id).in_(viewer.site_ids),
        col(PostRow.closed_at).is_(None),
    )
    leads = rows(session, departments.order_by(col(DepartmentRow.code)))
    on_call = rows(session, posts.order_by(col(PostRow.code)))
    found: list[tuple[Line, UUID | None]] = [
        *((Line(duty), None) for duty in ROLES),
        *((Line(Duty.LEAD, department_id=each.id), None) for each in leads),
        *((Line(Duty.POST, post_id=each.id), each.department_id) for each in on_call),
    ]
    named = people_by_ids(session, viewer, [each.membership.person_id for each in colleagues])
    views = [
        LineView(line, tuple(named[person_id] for person_id in _fitting(line, colleagues)))
        for line, of_post in found
        if may_plan(viewer, line, site_id=site_id, post_department_id=of_post)
    ]
    return [each for each in views if each.people]


def candidates(session: Session, viewer: Viewer, shift_id: UUID, *, now: datetime) -> list[CandidateView]:
    """List the people who may take this shift in the place of its person, by English name; empty for a shift
    of a foreign site.
    """
    view = shift_by_id(session, viewer, shift_id)
    row = session.get(RosterRow, view.shift.roster_id) if view else None
    if view is None or row is None:
        return []
    line = roster_of(row).line
    people = _fitting(line, _colleagues(session, viewer, view.shift.site_id))
    statement = (
        select(ShiftRow)
        .where(
            *holds_between(now, now + TAKEN_AHEAD),
            col(ShiftRow.roster_id) == view.shift.roster_id,
            col(ShiftRow.starts_at) > now,
        )
        .order_by(col(ShiftRow.starts_at), col(ShiftRow.id))
    )
    ahead = [shift_of(each) for each in rows(session, statement)]
    return [
        CandidateView(
            person_id,
            tuple(ShiftView(each, stands=True) for each in ahead if each.person_id == person_id),
        )
        for person_id in people
        if person_id != view.shift.person_id
    ]


def _colleagues(session: Session, viewer: Viewer, site_id: UUID) -> list[_Colleague]:
    statement = (
        select(MembershipRow)
        .join(PersonRow, col(PersonRow.id) == MembershipRow.person_id)
        .where(
            MembershipRow.site_id == site_id,
            col(MembershipRow.site_id).in_(viewer.site_ids),
            ~is_disabled(col(MembershipRow.person_id)),
        )
        .order_by(col(PersonRow.name_en), col(PersonRow.id))
    )
    return [
        _Colleague(
            Membership(row.person_id, row.site_id, Role(row.role), row.department_id, None), row.post_id
        )
        for row in rows(session, statement)
    ]


def _fitting(line: Line, colleagues: Sequence[_Colleague]) -> tuple[UUID, ...]:
    return tuple(
        each.membership.person_id for each in colleagues if fits(line, each.membership, each.post_id)
    )
