"""Thanks, objections, and the keys of reports without a name, as rows."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from backend.cases.tables import CaseRow
from backend.core.columns import columns_of, value_of
from backend.core.errors import ErrorCode, Refused
from backend.core.modules import Module
from backend.core.statements import one_of
from backend.hazards.anonymous.rules import is_same
from backend.hazards.tables import HazardReportRow, ReportLinkRow
from backend.hazards.timeline.rules import Objection
from backend.hazards.timeline.tables import AnonymousReportRow, ObjectionRow, ReportReadRow, ThanksRow
from backend.sites.tables import SiteRow


class Timelines:
    def __init__(self, session: Session) -> None:
        self._session = session

    def has_thanked(self, case_id: UUID, person_id: UUID) -> bool:
        return self._session.get(ThanksRow, (case_id, person_id)) is not None

    def thank(self, case_id: UUID, person_id: UUID, *, note: str, at: datetime) -> None:
        self._session.add(ThanksRow(case_id=case_id, person_id=person_id, note=note, at=at))
        self._session.flush()

    def read(self, report_id: UUID, person_id: UUID, *, at: datetime) -> None:
        """Note that its reporter has seen how far the report has come."""
        stage = stages(self._session, [report_id])[report_id]
        row = ReportReadRow(report_id=report_id, person_id=person_id, stage=stage, at=at)
        self._session.merge(row)
        self._session.flush()

    def objection_of(self, report_id: UUID) -> Objection | None:
        row = self._session.exec(select(ObjectionRow).where(ObjectionRow.report_id == report_id)).first()
        return objection_of(row) if row else None

    def objection(self, objection_id: UUID) -> Objection:
        """Return the objection, locked for this transaction. Raises Refused(NOT_FOUND)."""
        row = self._session.get(ObjectionRow, objection_id, with_for_update=True)
        if row is None:
            raise Refused(ErrorCode.NOT_FOUND, "no such objection")
        return objection_of(row)

    def put_objection(self, found: Objection) -> None:
        self._session.merge(ObjectionRow(**columns_of(found, key="objection_id")))
        self._session.flush()

    def anonymous_pass(self, site_id: UUID) -> str | None:
        """Return the pass with which phones of this site report without a name; None: they have none yet."""
        return self._session.get_one(SiteRow, site_id).anonymous_pass

    def set_anonymous_pass(self, site_id: UUID, secret: str | None) -> None:
        row = self._session.get_one(SiteRow, site_id)
        row.anonymous_pass = secret
        self._session.add(row)
        self._session.flush()

    def site_of_pass(self, secret: str) -> UUID:
        """Return the site whose pass this is; there are few sites: each is compared in constant time.

        Raises Refused(ANONYMOUS_NOT_ALLOWED).
        """
        allowed = [
            row
            for row in self._session.exec(select(SiteRow))
            if row.anonymous_pass and Module.REPORTS_WITHOUT_NAME not in row.modules_off
        ]
        for row in allowed:
            if is_same(row.anonymous_pass or "", secret):
                return row.id
        raise Refused(ErrorCode.ANONYMOUS_NOT_ALLOWED, "no site lets this pass report without a name")

    def keep_key(self, report_id: UUID, key_hash: str) -> None:
        self._session.add(AnonymousReportRow(key_hash=key_hash, report_id=report_id))
        self._session.flush()

    def report_of_key(self, key_hash: str) -> UUID | None:
        return report_of_key(self._session, key_hash)


def stages(session: Session, report_ids: Collection[UUID]) -> dict[UUID, str]:
    """How far each of these reports has come: its state, and state and round of the case that it is in."""
    own, followed = aliased(CaseRow), aliased(CaseRow)
    statement = (
        select(
            HazardReportRow.id,
            HazardReportRow.state,
            func.coalesce(own.state, followed.state, ""),
            func.coalesce(own.round_number, followed.round_number, 0),
        )
        .outerjoin(ReportLinkRow, col(ReportLinkRow.report_id) == HazardReportRow.id)
        .outerjoin(own, col(own.report_id) == HazardReportRow.id)
        .outerjoin(followed, col(followed.id) == ReportLinkRow.case_id)
        .where(one_of(col(HazardReportRow.id), report_ids))
        .order_by(col(own.opened_at))
    )
    found = session.exec(statement).all()
    return {id_: f"{state} {case_state} {number}" for id_, state, case_state, number in found}


def report_of_key(session: Session, key_hash: str) -> UUID | None:
    row = session.get(AnonymousReportRow, key_hash)
    return row.report_id if row and is_same(row.key_hash, key_hash) else None


def objection_of(row: ObjectionRow) -> Objection:
    return value_of(row, Objection, key="objection_id")
