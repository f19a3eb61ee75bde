"""Every command that a client sends carries an id; the same again gives the same answer."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.tables import ClientOperationRow


class Operations:
    """Commands by the id their client gave them."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def result_of(self, operation_id: UUID, *, by: UUID, kind: str, payload_hash: str) -> str | None:
        """Return the earlier result of this operation, or None. Refuse CONFLICT for other content under the
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


def once(
    tx: Transaction,
    operation_id: UUID,
    command: Callable[[], UUID],
    *,
    by: UUID,
    kind: str,
    payload_hash: str,
) -> UUID:
    """Run `command` unless this operation was done before; return the id of what it made or changed.

    Raises Refused(CONFLICT) when the id was used with other content. A refused command leaves no trace, so it
    may be tried again. The record is in the transaction of the effect: never one without the other.
    """
    text = once_as_text(tx, operation_id, lambda: str(command()), by=by, kind=kind, payload_hash=payload_hash)
    return UUID(text)


def once_as_text(
    tx: Transaction,
    operation_id: UUID,
    command: Callable[[], str],
    *,
    by: UUID,
    kind: str,
    payload_hash: str,
) -> str:
    """The same for a command whose result is more than one id, written as text."""
    before = tx.get(Operations).result_of(operation_id, by=by, kind=kind, payload_hash=payload_hash)
    if before is not None:
        return before
    result = command()
    tx.get(Operations).record(
        operation_id, by=by, kind=kind, payload_hash=payload_hash, result=result, at=tx.now
    )
    return result
