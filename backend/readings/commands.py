"""Readings once they are stored: silent sources, compaction, retention."""

from functools import partial

from backend.core.database import Database
from backend.core.time import microseconds
from backend.readings.series import compaction
from backend.readings.series.compaction import CompactedMeanwhile, Compaction


def compact(database: Database) -> int:
    """Move what is due from the journal towards the blocks; returns how many readings left the journal.

    One short transaction per step. May run anywhere, at any time, several times at once, and die anywhere.
    """
    now_us = microseconds(database.clock())
    newest_id = database.read(partial(compaction.due_until, now_us=now_us))
    moved, done_id, steps = 0, 0, 0
    while True:
        # Groups first: so a group has at most one chunk of the journal more than makes it due.
        step = database.read(partial(compaction.read_group, now_us=now_us))
        if not step.rows and done_id < newest_id:
            step = database.read(partial(compaction.read, now_us=now_us))
            done_id = step.last_id or newest_id
        if not step.rows or not _carry_out(database, step):
            break
        moved, steps = moved + step.rows * (step.group is None), steps + 1
    if steps:
        compaction.tidy(database.engine)
    return moved


def _carry_out(database: Database, step: Compaction) -> bool:
    try:
        database.transact(lambda tx: compaction.write(tx.session, step))
    except CompactedMeanwhile:
        return False
    return True
