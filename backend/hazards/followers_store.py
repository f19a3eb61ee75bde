"""The reports that a case deals with, and the cases that a report goes through."""

from collections.abc import Collection
from uuid import UUID

from sqlmodel import Session, col, or_, select

from backend.cases.links.rules import CaseLinkKind
from backend.cases.links.store import LONGEST_CHAIN, Links, pointing_at
from backend.cases.links.tables import CaseLinkRow
from backend.cases.rules import Case
from backend.cases.store import case_of
from backend.cases.tables import CaseRow
from backend.core.statements import one_of
from backend.hazards.tables import HazardReportRow, ReportLinkRow


class Followers:
    def __init__(self, session: Session) -> None:
        self._session = session

    def follow(self, report_id: UUID, case_id: UUID) -> None:
        self._session.add(ReportLinkRow(report_id=report_id, case_id=case_id))
        self._session.flush()

    def unfollow(self, report_id: UUID) -> None:
        if row := self._session.get(ReportLinkRow, report_id):
            self._session.delete(row)
            self._session.flush()

    def of_case(self, case_id: UUID) -> list[tuple[UUID, UUID]]:
        """(report, its reporter) of those who follow this case, each person once, oldest report first."""
        first: dict[UUID, UUID] = {}
        for report_id, person_id in self.reports(Links(self._session).into(case_id)):
            first.setdefault(person_id, report_id)
        return [(report_id, person_id) for person_id, report_id in first.items()]

    def reports(self, wanted: Collection[UUID]) -> list[tuple[UUID, UUID]]:
        """(report, its reporter) of all reports that opened one of these cases, or were declined as
        duplicates of one; oldest first.
        """
        follows = select(ReportLinkRow.report_id).where(one_of(col(ReportLinkRow.case_id), wanted))
        opened = select(CaseRow.report_id).where(
            one_of(col(CaseRow.id), wanted), col(CaseRow.report_id).is_not(None)
        )
        statement = (
            select(HazardReportRow.id, HazardReportRow.reported_by)
            .where(or_(col(HazardReportRow.id).in_(follows), col(HazardReportRow.id).in_(opened)))
            .order_by(col(HazardReportRow.received_at), col(HazardReportRow.number))
        )
        return list(self._session.exec(statement))

    def chain(self, report_id: UUID) -> list[Case]:
        """The cases that a report goes through, in this order."""
        return chain(self._session, report_id)


def chain(session: Session, report_id: UUID) -> list[Case]:
    """The case that a report opened or follows, then the one it is a duplicate of, or was reopened as, …"""
    own = (
        select(CaseRow.id)
        .where(CaseRow.report_id == report_id)
        .order_by(col(CaseRow.opened_at), col(CaseRow.number))
        .limit(1)
    )
    follows = select(ReportLinkRow.case_id).where(ReportLinkRow.report_id == report_id)
    case_id = session.exec(own).first() or session.exec(follows).first()
    found: list[Case] = []
    while case_id is not None and len(found) < LONGEST_CHAIN:
        found.append(case_of(session.get_one(CaseRow, case_id)))
        duplicate = session.get(CaseLinkRow, (case_id, CaseLinkKind.DUPLICATE_OF.value))
        reopened = pointing_at(session, [case_id], CaseLinkKind.REOPENS).get(case_id, [])
        case_id = duplicate.other_id if duplicate else next(iter(reopened), None)
    return found
