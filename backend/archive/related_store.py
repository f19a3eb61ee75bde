"""Records beside a case: the cases it has to do with, and what reporters said to its end."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, or_, select

from backend.cases.links.rules import CaseLinkKind
from backend.cases.links.tables import CaseLinkRow
from backend.cases.recurrence.tables import RecurrenceRow
from backend.cases.tables import CaseRow
from backend.core.statements import one_of
from backend.core.text import Text
from backend.hazards.tables import HazardReportRow
from backend.hazards.timeline.tables import ObjectionRow, ThanksRow


@dataclass(frozen=True, slots=True)
class RelatedCase:
    """Another case and what this one is to it, as both stood then. `at`, `by`: of the link, if there is one.

    `relation`: DUPLICATE_OF, HAS_DUPLICATE, REOPENS, REOPENED_AS or REPEATS.
    """

    relation: str
    case_id: UUID
    number: str
    title: Text
    opened_at: datetime
    outcome: str | None
    at: datetime | None = None
    by: UUID | None = None


@dataclass(frozen=True, slots=True)
class ObjectionRecord:
    report_id: UUID
    number: str
    state: str
    made_at: datetime
    reason: str
    answered_by: UUID | None
    answered_at: datetime | None
    answer: str | None


@dataclass(frozen=True, slots=True)
class ThanksRecord:
    case_id: UUID
    number: str
    person_id: UUID
    at: datetime
    note: str


REVERSED = {CaseLinkKind.DUPLICATE_OF: "HAS_DUPLICATE", CaseLinkKind.REOPENS: "REOPENED_AS"}


class Related:
    def __init__(self, session: Session) -> None:
        self._session = session

    def cases(self, case_id: UUID) -> list[RelatedCase]:
        """Its links to others, those of others to it, and the occurrences before it; oldest case first."""
        found: list[tuple[str, UUID, datetime | None, UUID | None]] = []
        links = select(CaseLinkRow).where(
            or_(col(CaseLinkRow.case_id) == case_id, col(CaseLinkRow.other_id) == case_id)
        )
        for row in self._session.exec(links):
            is_own = row.case_id == case_id
            kind = row.kind if is_own else REVERSED[CaseLinkKind(row.kind)]
            found.append((kind, row.other_id if is_own else row.case_id, row.at, row.by))
        recurrence = self._session.get(RecurrenceRow, case_id)
        found += [("REPEATS", UUID(each), None, None) for each in (recurrence.earlier if recurrence else ())]
        related = [self._case(*each) for each in found]
        return sorted(related, key=lambda each: (each.opened_at, each.number, each.relation))

    def objections(self, reports: Collection[UUID]) -> list[ObjectionRecord]:
        """Return the objections of the reporters of these, and the answers."""
        statement = (
            select(ObjectionRow, HazardReportRow.number)
            .join(HazardReportRow, col(HazardReportRow.id) == ObjectionRow.report_id)
            .where(one_of(col(ObjectionRow.report_id), reports))
            .order_by(col(ObjectionRow.made_at), col(ObjectionRow.id))
        )
        return [
            ObjectionRecord(
                row.report_id,
                number,
                row.state,
                row.made_at,
                row.reason,
                row.answered_by,
                row.answered_at,
                row.answer,
            )
            for row, number in self._session.exec(statement)
        ]

    def thanks(self, cases: Collection[UUID]) -> list[ThanksRecord]:
        """Return the thanks of reporters to those who disposed of these cases."""
        statement = (
            select(ThanksRow, CaseRow.number)
            .join(CaseRow, col(CaseRow.id) == ThanksRow.case_id)
            .where(one_of(col(ThanksRow.case_id), cases))
            .order_by(col(ThanksRow.at), col(ThanksRow.person_id))
        )
        return [
            ThanksRecord(row.case_id, number, row.person_id, row.at, row.note)
            for row, number in self._session.exec(statement)
        ]

    def _case(self, relation: str, case_id: UUID, at: datetime | None, by: UUID | None) -> RelatedCase:
        row = self._session.get_one(CaseRow, case_id)
        title = Text(row.title_zh, row.title_en)
        return RelatedCase(relation, case_id, row.number, title, row.opened_at, row.outcome, at, by)
