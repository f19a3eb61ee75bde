"""Rows that served their purpose: announced events, finished messages, ended sign-ins, answered operations.

Audit rows, cases, alerts and archives are never among them.
"""

from datetime import datetime, timedelta
from typing import Final

from backend.core.database import Database
from backend.core.steps import delete_in_steps
from backend.jobs import row_retention_store as store
from backend.jobs.row_retention_store import Housekeeping, Rows

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


KEPT: Final[tuple[tuple[Rows, timedelta], ...]] = (
    (store.MESSAGES, KEEP_MESSAGES),
    (store.EVENTS, KEEP_MESSAGES),
    (store.SMS_REPLIES, KEEP_MESSAGES),
    (store.SESSIONS, KEEP_SESSIONS),
    (store.SIGN_INS, KEEP_SIGN_INS),
    (store.OPERATIONS, KEEP_OPERATIONS),
    (store.THROTTLES, KEEP_THROTTLES),
    (store.KNOWN_DEVICES, KEEP_DEVICES),
    (store.DEVICE_ANSWERS, KEEP_ANSWERS),
    (store.ADDRESSES, KEEP_ADDRESSES),
    (store.WORKBOOK_FILES, KEEP_WORKBOOK_FILES),
    (store.WORKBOOK_RUNS, KEEP_WORKBOOK_RUNS),
)


def forget(database: Database) -> int:
    """Delete what is old, in short transactions; returns how many rows that were."""
    return sum(_forget(database, rows, database.clock() - keep) for rows, keep in KEPT)


def _forget(database: Database, rows: Rows, before: datetime) -> int:
    return delete_in_steps(
        database,
        lambda session: Housekeeping(session).find(rows, before=before),
        lambda tx, keys: tx.get(Housekeeping).delete(rows, keys, before=before),
    )
