"""Every command that a client sends carries an id; the same again gives the same answer."""

from collections.abc import Callable
from uuid import UUID

from backend.core.database import Transaction
from backend.core.idempotency_store import Operations


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
    before = tx.get(Operations).result_of(operation_id, by=by, kind=kind, payload_hash=payload_hash)
    if before is not None:
        return UUID(before)
    result = command()
    tx.get(Operations).record(
        operation_id, by=by, kind=kind, payload_hash=payload_hash, result=str(result), at=tx.now
    )
    return result
