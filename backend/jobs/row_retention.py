"""Rows that served their purpose: announced events, finished messages, ended sign-ins, answered operations.

Audit rows, cases, alerts and archives are never among them.
"""

from datetime import datetime, timedelta
from typing import Final, Protocol

from backend.core.database import Database
from backend.jobs.row_retention_store import Housekeeping

KEEP_MESSAGES: Final = timedelta(days=90)
KEEP_SESSIONS: Final = timedelta(days=30)
"""After their end: a stolen token that turns up later is still recognised as one."""
KEEP_SIGN_INS: Final = timedelta(days=210)
"""After they were used last: security records are kept for six months at least."""
KEEP_OPERATIONS: Final = timedelta(days=180)
"""Longer than any phone stays away with something in its outbox: the same again must find its answer."""
KEEP_THROTTLES: Final = timedelta(days=1)
KEEP_ADDRESSES: Final = timedelta(days=180)
"""Network addresses in failed sign-ins: six months, as 网络安全法 article 21 asks of logs, and no longer."""
KEEP_DEVICES: Final = timedelta(days=400)
KEEP_ANSWERS: Final = timedelta(days=7)
"""So long the same body, posted again, finds its answer."""

KEEP_WORKBOOK_FILES: Final = timedelta(days=1)
"""Lists of people, sent to be imported; what came of them stands in the record."""
KEEP_WORKBOOK_RUNS: Final = timedelta(days=7)


class Delete(Protocol):
    def __call__(self, housekeeping: Housekeeping, /, *, before: datetime) -> int: ...


KEPT: Final[tuple[tuple[Delete, timedelta], ...]] = (
    (Housekeeping.deliveries, KEEP_MESSAGES),
    (Housekeeping.outbox, KEEP_MESSAGES),
    (Housekeeping.sms_replies, KEEP_MESSAGES),
    (Housekeeping.sessions, KEEP_SESSIONS),
    (Housekeeping.sign_ins, KEEP_SIGN_INS),
    (Housekeeping.operations, KEEP_OPERATIONS),
    (Housekeeping.throttles, KEEP_THROTTLES),
    (Housekeeping.known_devices, KEEP_DEVICES),
    (Housekeeping.device_answers, KEEP_ANSWERS),
    (Housekeeping.addresses, KEEP_ADDRESSES),
    (Housekeeping.workbook_files, KEEP_WORKBOOK_FILES),
    (Housekeeping.workbook_runs, KEEP_WORKBOOK_RUNS),
)


def forget(database: Database) -> int:
    """Delete what is old, in short transactions; returns how many rows that were."""
    return sum(_all(database, delete, keep) for delete, keep in KEPT)


def _all(database: Database, delete: Delete, keep: timedelta) -> int:
    gone = 0
    while step := database.transact(lambda tx: delete(Housekeeping(tx.session), before=tx.now - keep)):
        gone += step
    return gone
