"""Readings once they are stored: silent sources, compaction, retention."""

from backend.core.database import Database
from backend.core.time import microseconds
from backend.readings.series import compaction
from backend.readings.series.compaction import CompactedMeanwhile, Compaction


def compact(database: Database) -> int:
    """Move the journal into blocks where that is due; returns how many readings were moved.

    One short transaction per step. May run anywhere, at any time, several times at once, and die anywhere.
    """
    now_us = microseconds(database.clock())
    newest_id = database.read(lambda session: compaction.due_until(session, now_us=now_us))
    moved, done_id = 0, 0
    while done_id < newest_id:
        step = database.read(compaction.read)
        if not step.rows or not _carry_out(database, step):
            break
        moved, done_id = moved + step.rows, step.last_id
    if moved:
        compaction.tidy(database.engine)
    return moved


def _carry_out(database: Database, step: Compaction) -> bool:
    try:
        database.transact(lambda tx: compaction.write(tx.session, step))
    except CompactedMeanwhile:
        return False
    return True
