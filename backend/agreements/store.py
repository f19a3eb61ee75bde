"""Requests for a second person as rows."""

from collections.abc import Iterable
from uuid import UUID

from sqlmodel import Session, col, select

from backend.agreements.rules import Agreement, AgreementKind, AgreementState
from backend.agreements.tables import AgreementRow
from backend.core.columns import columns_of, value_of
from backend.core.errors import ErrorCode, Refused
from backend.core.statements import one_of


class Agreements:
    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, agreement_id: UUID) -> Agreement:
        """The request, locked for this transaction. Raises Refused(NOT_FOUND)."""
        row = self._session.get(AgreementRow, agreement_id, with_for_update=True)
        if row is None:
            raise Refused(ErrorCode.NOT_FOUND, "no such object at the viewer's sites")
        return agreement_of(row)

    def put(self, agreement: Agreement) -> None:
        self._session.merge(AgreementRow(**columns_of(agreement, key="agreement_id")))
        self._session.flush()

    def waiting(self, kind: AgreementKind, object_id: UUID) -> Agreement | None:
        """The request of this kind that waits for a word about this object, locked."""
        statement = select(AgreementRow).where(
            AgreementRow.object_id == object_id,
            AgreementRow.kind == kind,
            AgreementRow.state == AgreementState.ASKED,
        )
        row = self._session.exec(statement.with_for_update()).first()
        return agreement_of(row) if row else None

    def waiting_at(self, kind: AgreementKind, site_id: UUID) -> list[Agreement]:
        """The requests of this kind that wait for a word at this site."""
        statement = select(AgreementRow).where(
            AgreementRow.site_id == site_id,
            AgreementRow.kind == kind,
            AgreementRow.state == AgreementState.ASKED,
        )
        return [agreement_of(row) for row in self._session.exec(statement)]

    def seconds_of(self, object_ids: Iterable[UUID]) -> set[UUID]:
        """Return everybody who ever agreed to something about one of these."""
        statement = select(AgreementRow.decided_by).where(
            one_of(col(AgreementRow.object_id), object_ids), AgreementRow.state == AgreementState.AGREED
        )
        return {person_id for person_id in self._session.exec(statement) if person_id is not None}

    def last_reason(self, person_id: UUID) -> str | None:
        """Return the reason that this person gave with their last request."""
        statement = (
            select(AgreementRow.reason)
            .where(AgreementRow.asked_by == person_id)
            .order_by(col(AgreementRow.asked_at).desc())
            .limit(1)
        )
        return self._session.exec(statement).first()


def agreement_of(row: AgreementRow) -> Agreement:
    return value_of(row, Agreement, key="agreement_id")
