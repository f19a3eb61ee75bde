"""Which case goes on in which, who follows one, and why one was dismissed."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlmodel import Session, col, select

from backend.cases.dismissals_rules import Dismissal, DismissalReason
from backend.cases.links.rules import CaseLinkKind
from backend.cases.links.tables import CaseLinkRow, DismissalRow
from backend.core.statements import one_of

LONGEST_CHAIN: Final = 20


class Links:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, case_id: UUID, kind: CaseLinkKind, other_id: UUID, *, by: UUID, at: datetime) -> None:
        self._session.add(CaseLinkRow(case_id=case_id, kind=kind, other_id=other_id, at=at, by=by))
        self._session.flush()

    def other(self, case_id: UUID, kind: CaseLinkKind) -> UUID | None:
        """Return the case that this one is a duplicate of, or reopens."""
        row = self._session.get(CaseLinkRow, (case_id, kind.value))
        return row.other_id if row else None

    def pointing_at(self, case_id: UUID, kind: CaseLinkKind) -> list[UUID]:
        """The duplicates of this case, or what it was reopened as; oldest link first."""
        return pointing_at(self._session, [case_id], kind).get(case_id, [])

    def root(self, case_id: UUID) -> UUID:
        """The case of which this one is a duplicate, a duplicate of a duplicate …; itself if it is none."""
        for _ in range(LONGEST_CHAIN):
            further = self.other(case_id, CaseLinkKind.DUPLICATE_OF)
            if further is None:
                return case_id
            case_id = further
        return case_id

    def dismiss(self, found: Dismissal) -> None:
        row = DismissalRow(
            case_id=found.case_id, reason=found.reason, text=found.text, by=found.by, at=found.at
        )
        self._session.add(row)
        self._session.flush()

    def dismissal(self, case_id: UUID) -> Dismissal | None:
        row = self._session.get(DismissalRow, case_id)
        return Dismissal(case_id, DismissalReason(row.reason), row.text, row.by, row.at) if row else None

    def last_reason(self, person_id: UUID) -> str | None:
        """Return what this person wrote when they last dismissed a case."""
        statement = (
            select(DismissalRow.text)
            .where(DismissalRow.by == person_id)
            .order_by(col(DismissalRow.at).desc())
            .limit(1)
        )
        return self._session.exec(statement).first()

    def of(self, case_id: UUID) -> dict[str, str]:
        """Return the links of this case to others: the other's id by kind."""
        statement = select(CaseLinkRow).where(CaseLinkRow.case_id == case_id).order_by(col(CaseLinkRow.kind))
        return {row.kind: str(row.other_id) for row in self._session.exec(statement)}

    def into(self, case_id: UUID) -> set[UUID]:
        """This case and all that went on in it: its duplicates, and what it reopens."""
        found, latest = {case_id}, {case_id}
        for _ in range(LONGEST_CHAIN):
            duplicates = pointing_at(self._session, latest, CaseLinkKind.DUPLICATE_OF)
            reopened = select(CaseLinkRow.other_id).where(
                one_of(col(CaseLinkRow.case_id), latest), CaseLinkRow.kind == CaseLinkKind.REOPENS
            )
            latest = {each for ids in duplicates.values() for each in ids} | set(self._session.exec(reopened))
            latest -= found
            if not latest:
                break
            found |= latest
        return found


def pointing_at(session: Session, case_ids: Iterable[UUID], kind: CaseLinkKind) -> dict[UUID, list[UUID]]:
    """For each of these cases those with a link of this kind to it."""
    statement = (
        select(CaseLinkRow)
        .where(one_of(col(CaseLinkRow.other_id), case_ids), CaseLinkRow.kind == kind)
        .order_by(col(CaseLinkRow.at), col(CaseLinkRow.case_id))
    )
    found: dict[UUID, list[UUID]] = {}
    for row in session.exec(statement):
        found.setdefault(row.other_id, []).append(row.case_id)
    return found


def reopenings(session: Session, case_ids: Iterable[UUID]) -> set[UUID]:
    """Which of these cases reopen another one: what led to that one is shown there."""
    statement = select(CaseLinkRow.case_id).where(
        one_of(col(CaseLinkRow.case_id), case_ids), CaseLinkRow.kind == CaseLinkKind.REOPENS
    )
    return set(session.exec(statement))
