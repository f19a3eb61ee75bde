"""Commands by the id their client gave them: the same again is answered from here."""

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from backend.core.errors import ErrorCode, Refused
from backend.core.tables import ClientOperationRow


class Operations:
    def __init__(self, session: Session) -> None:
        self._session = session

    def result_of(self, operation_id: UUID, *, by: UUID, kind: str, payload_hash: str) -> str | None:
        """What came of this operation before, or None. Raises Refused(CONFLICT) for other content under the
        id.
        """
        row = self._session.get(ClientOperationRow, operation_id)
        if row is None:
            return None
        if (row.person_id, row.kind, row.payload_hash) != (by, kind, payload_hash):
            raise Refused(ErrorCode.CONFLICT, "this operation id was used with other content")
        return row.result

    def record(
        self, operation_id: UUID, *, by: UUID, kind: str, payload_hash: str, result: str, at: datetime
    ) -> None:
        """Remember the result. Two at once under one id: the database lets one in, the other runs again."""
        row = ClientOperationRow(
            operation_id=operation_id,
            person_id=by,
            kind=kind,
            payload_hash=payload_hash,
            result=result,
            created_at=at,
        )
        self._session.add(row)
        self._session.flush()
