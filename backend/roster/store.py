"""The roster as rows: patterns, lines, shifts."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, Final, cast
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, exists, or_
from sqlalchemy import select as sql_select
from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from backend.core.columns import columns_of, value_of, write_next
from backend.core.errors import ErrorCode, Refused
from backend.core.statements import one_of
from backend.core.types import UtcDateTime
from backend.people.accounts.disabled_store import is_disabled
from backend.people.tables import MembershipRow, PostRow
from backend.roster.rules import ROLES, Duty, Line, OnDuty, Roster, Shift, ShiftPattern
from backend.roster.tables import RosterRow, ShiftPatternRow, ShiftRow

# Asked with every alert that notifies by the policy of its tier: put together once.
ON_DUTY: Final = cast(
    SelectOfScalar[Any],
    sql_select(
        col(RosterRow.duty), col(RosterRow.department_id), col(RosterRow.post_id), col(ShiftRow.person_id)
    )
    .join(RosterRow, col(RosterRow.id) == ShiftRow.roster_id)
    .where(
        col(ShiftRow.site_id) == bindparam("site"),
        col(ShiftRow.ends_at) > bindparam("at", type_=UtcDateTime()),
        col(ShiftRow.starts_at) <= bindparam("at", type_=UtcDateTime()),
        col(ShiftRow.cancelled_at).is_(None),
        col(RosterRow.closed_at).is_(None),
    ),
)


class Rosters:
    def __init__(self, session: Session) -> None:
        self._session = session

    def pattern(self, pattern_id: UUID) -> ShiftPattern:
        """The pattern, locked for this transaction. Raises Refused(NOT_FOUND)."""
        row = self._session.get(ShiftPatternRow, pattern_id, with_for_update=True)
        if row is None:
            raise Refused(ErrorCode.NOT_FOUND, "no such object at the viewer's sites")
        return pattern_of(row)

    def add_pattern(self, pattern: ShiftPattern) -> None:
        self._session.add(ShiftPatternRow(**columns_of(pattern, key="pattern_id")))
        self._session.flush()

    def put_pattern(self, pattern: ShiftPattern) -> None:
        """Raises Refused(CONFLICT) if somebody wrote in between."""
        row = self._session.get_one(ShiftPatternRow, pattern.pattern_id)
        write_next(row, columns_of(pattern, key="pattern_id"))
        self._session.add(row)
        self._session.flush()

    def get(self, roster_id: UUID) -> Roster:
        """The roster, locked for this transaction. Raises Refused(NOT_FOUND)."""
        row = self._session.get(RosterRow, roster_id, with_for_update=True)
        if row is None:
            raise Refused(ErrorCode.NOT_FOUND, "no such object at the viewer's sites")
        return roster_of(row)

    def find(self, roster_id: UUID) -> Roster | None:
        """Return the roster, locked for this transaction, where there is one of this id."""
        row = self._session.get(RosterRow, roster_id, with_for_update=True)
        return roster_of(row) if row else None

    def of_line(self, site_id: UUID, line: Line) -> Roster | None:
        """The roster of this line, locked for this transaction, where one is or was kept."""
        statement = select(RosterRow).where(*line_is(site_id, line)).with_for_update()
        row = self._session.exec(statement).first()
        return roster_of(row) if row else None

    def add(self, roster: Roster) -> None:
        self._session.add(RosterRow(**columns_of(roster, key="roster_id")))
        self._session.flush()

    def put(self, roster: Roster) -> None:
        """Raises Refused(CONFLICT) if somebody wrote in between."""
        row = self._session.get_one(RosterRow, roster.roster_id)
        write_next(row, columns_of(roster, key="roster_id"))
        self._session.add(row)
        self._session.flush()

    def department_of_post(self, post_id: UUID) -> UUID | None:
        """The only department in which this post exists, where there is one."""
        return self._session.exec(select(PostRow.department_id).where(PostRow.id == post_id)).first()

    def post_of_person(self, site_id: UUID, person_id: UUID) -> UUID | None:
        row = self._session.get(MembershipRow, (person_id, site_id))
        return row.post_id if row else None

    def disabled(self, people: Collection[UUID]) -> set[UUID]:
        """Return those of these people who cannot sign in because their account is disabled."""
        statement = select(MembershipRow.person_id).where(
            one_of(col(MembershipRow.person_id), people), is_disabled(col(MembershipRow.person_id))
        )
        return set(self._session.exec(statement))

    def shift(self, shift_id: UUID) -> Shift:
        """The shift, locked for this transaction. Raises Refused(NOT_FOUND)."""
        row = self._session.get(ShiftRow, shift_id, with_for_update=True)
        if row is None:
            raise Refused(ErrorCode.NOT_FOUND, "no such object at the viewer's sites")
        return shift_of(row)

    def add_shifts(self, shifts: Iterable[Shift]) -> None:
        self._session.add_all([ShiftRow(**columns_of(each, key="shift_id")) for each in shifts])
        self._session.flush()

    def known_shifts(self, shift_ids: Collection[UUID]) -> set[UUID]:
        """Return those of these ids that shifts have, also cancelled ones."""
        return set(self._session.exec(select(ShiftRow.id).where(one_of(col(ShiftRow.id), shift_ids))))

    def put_shift(self, shift: Shift) -> None:
        """Raises Refused(CONFLICT) if somebody wrote in between."""
        row = self._session.get_one(ShiftRow, shift.shift_id)
        write_next(row, columns_of(shift, key="shift_id"))
        self._session.add(row)
        self._session.flush()

    def standing(self, roster_id: UUID, *, since: datetime, until: datetime) -> list[Shift]:
        """Shifts of this roster that hold at any moment between these, by start."""
        return self._found(*holds_between(since, until), col(ShiftRow.roster_id) == roster_id)

    def of_person(self, site_id: UUID, person_id: UUID, *, since: datetime, until: datetime) -> list[Shift]:
        """Shifts of a person at this site that hold at any moment between these, by start."""
        theirs = (col(ShiftRow.site_id) == site_id, col(ShiftRow.person_id) == person_id)
        return self._found(*holds_between(since, until), *theirs)

    def of_site(self, site_id: UUID, *, since: datetime) -> list[tuple[Roster, Shift]]:
        """Shifts of the lines that the site keeps, of those that were not over by then, with their lines."""
        statement = (
            select(RosterRow, ShiftRow)
            .join(ShiftRow, col(ShiftRow.roster_id) == RosterRow.id)
            .where(
                RosterRow.site_id == site_id,
                col(RosterRow.closed_at).is_(None),
                col(ShiftRow.cancelled_at).is_(None),
                col(ShiftRow.ends_at) > since,
            )
            .order_by(col(ShiftRow.starts_at), col(ShiftRow.id))
        )
        return [(roster_of(line), shift_of(row)) for line, row in self._session.exec(statement)]

    def had_any(self, site_id: UUID) -> bool:
        """Whether the site keeps or kept a line, or has a pattern."""
        lines = select(RosterRow.id).where(RosterRow.site_id == site_id)
        patterns = select(ShiftPatternRow.id).where(ShiftPatternRow.site_id == site_id)
        return any(self._session.exec(each.limit(1)).first() for each in (lines, patterns))

    def last_start(self, roster_id: UUID, pattern_id: UUID) -> datetime | None:
        """When the last shift begins that was ever planned for the line by this pattern, cancelled or not."""
        statement = (
            select(ShiftRow.starts_at)
            .where(ShiftRow.roster_id == roster_id, ShiftRow.pattern_id == pattern_id)
            .order_by(col(ShiftRow.starts_at).desc())
            .limit(1)
        )
        return self._session.exec(statement).first()

    def ahead_of(self, site_id: UUID, person_id: UUID, *, now: datetime) -> list[Shift]:
        """Shifts of a person at this site that are not over, by start."""
        return self._found(
            col(ShiftRow.cancelled_at).is_(None),
            col(ShiftRow.ends_at) > now,
            col(ShiftRow.site_id) == site_id,
            col(ShiftRow.person_id) == person_id,
        )

    def on_duty(self, site_id: UUID, *, at: datetime) -> list[OnDuty]:
        """List everybody who is on duty at this site at a moment, each with the line."""
        found = self._session.exec(ON_DUTY, params={"site": site_id, "at": at})
        return [
            OnDuty(Line(Duty(duty), department_id, post_id), person_id)
            for duty, department_id, post_id, person_id in found
        ]

    def next_starts(
        self, site_id: UUID, people: Collection[UUID], *, now: datetime, until: datetime
    ) -> dict[UUID, datetime]:
        """When the next shift of each of these people begins at this site, where that is by then."""
        statement = (
            select(ShiftRow.person_id, func.min(ShiftRow.starts_at))
            .join(RosterRow, col(RosterRow.id) == ShiftRow.roster_id)
            .where(
                ShiftRow.site_id == site_id,
                one_of(col(ShiftRow.person_id), people),
                col(ShiftRow.starts_at) > now,
                col(ShiftRow.starts_at) <= until,
                col(ShiftRow.cancelled_at).is_(None),
                col(RosterRow.closed_at).is_(None),
            )
            .group_by(col(ShiftRow.person_id))
        )
        return dict(self._session.exec(statement).all())

    def next_to_remind(self, *, now: datetime, until: datetime) -> Shift | None:
        """The shift that begins first of those that begin by then and of which nobody was reminded, locked;
        another worker's is skipped.
        """
        statement = (
            select(ShiftRow)
            .where(
                col(ShiftRow.starts_at) > now,
                col(ShiftRow.starts_at) <= until,
                col(ShiftRow.reminded_at).is_(None),
                col(ShiftRow.cancelled_at).is_(None),
            )
            .order_by(col(ShiftRow.starts_at), col(ShiftRow.id))
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        row = self._session.exec(statement).first()
        return shift_of(row) if row else None

    def lines_present(self, *, at: datetime) -> dict[UUID, bool]:
        """Of each site that has, or had, a roster of its officers or its executives: whether one of each line
        is on duty, or none need be because it is kept no more, or its first shift has not begun.
        """
        of_roster = col(ShiftRow.roster_id) == RosterRow.id
        stands = (of_roster, col(ShiftRow.cancelled_at).is_(None), col(ShiftRow.starts_at) <= at)
        has_begun = exists().where(*stands)
        is_there = (
            exists()
            .where(*stands, col(ShiftRow.ends_at) > at)
            .where(
                col(MembershipRow.person_id) == ShiftRow.person_id,
                col(MembershipRow.site_id) == RosterRow.site_id,
                # Duties of a whole site are called as the role whose people have them.
                col(MembershipRow.role) == RosterRow.duty,
                ~is_disabled(col(MembershipRow.person_id)),
            )
        )
        is_fine = or_(col(RosterRow.closed_at).is_not(None), ~has_begun, is_there)
        statement = sql_select(col(RosterRow.site_id), is_fine).where(
            col(RosterRow.duty).in_([duty.value for duty in ROLES])
        )
        found = self._session.connection().execute(statement)
        present: dict[UUID, bool] = {}
        for site_id, fine in found:
            present[site_id] = bool(fine) and present.get(site_id, True)
        return present

    def _found(self, *conditions: ColumnElement[bool]) -> list[Shift]:
        statement = select(ShiftRow).where(*conditions)
        statement = statement.order_by(col(ShiftRow.starts_at), col(ShiftRow.id)).with_for_update()
        return [shift_of(row) for row in self._session.exec(statement)]


def holds_between(since: datetime, until: datetime) -> tuple[ColumnElement[bool], ...]:
    """Conditions of the shifts that hold at any moment between these."""
    return (
        col(ShiftRow.cancelled_at).is_(None),
        col(ShiftRow.starts_at) < until,
        col(ShiftRow.ends_at) > since,
    )


def line_is(site_id: UUID, line: Line) -> tuple[ColumnElement[bool], ...]:
    """Conditions of the one roster of this line."""
    return (
        col(RosterRow.site_id) == site_id,
        col(RosterRow.duty) == line.duty.value,
        col(RosterRow.department_id).is_not_distinct_from(line.department_id),
        col(RosterRow.post_id).is_not_distinct_from(line.post_id),
    )


def pattern_of(row: ShiftPatternRow) -> ShiftPattern:
    return value_of(row, ShiftPattern, key="pattern_id")


def roster_of(row: RosterRow) -> Roster:
    return value_of(row, Roster, key="roster_id")


def shift_of(row: ShiftRow) -> Shift:
    return value_of(row, Shift, key="shift_id")
