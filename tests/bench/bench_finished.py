"""Planning and sending beside a million messages that are finished: it must cost what it costs beside none.

`python -m tests.bench.bench_finished`. SQLite, never measured (`PRAGMA optimize`) and measured.
"""

import statistics
import tempfile
import time
from typing import Final

from backend.core.database import Database
from backend.core.planner_statistics import measure
from backend.notifications import commands as deliveries
from backend.reactions import REACTIONS
from push.outcome import Outcome, Verdict
from tests.bench.table import show
from tests.support import databases, finished_messages, waiting_messages
from tests.support.audit_keys import AUDIT_KEYS
from tests.support.declared import SUBJECTS
from tests.support.plants import plant

FINISHED: Final = 1_000_000
ROUNDS: Final = 9
WAITING: Final = 50_000
"""Messages that wait for the end of quiet hours."""
MOST_MS: Final = 50.0
MOST_IDLE_MS: Final = 20.0
"""Nothing is due: so it is nearly every second."""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = databases.migrated(f"sqlite:///{folder}/anhuan.sqlite3")
        database = databases.hasty(Database(url, reactions=REACTIONS, audit_keys=AUDIT_KEYS))
        waiting_messages.leave_waiting(database, plant(database))
        found = {"none finished": _round_ms(database)}
        idle = {"none finished": _idle_ms(database)}
        finished_messages.leave_finished(database, FINISHED)
        found[f"{FINISHED:,} finished, never measured"] = _round_ms(database)
        began = time.perf_counter()
        measure(database)
        took_ms = (time.perf_counter() - began) * 1000
        database.dispose()
        found["the same, measured"] = _round_ms(database)
        finished_messages.leave_quiet(database, WAITING)
        idle[f"{FINISHED:,} finished, {WAITING:,} waiting"] = _idle_ms(database)
        database.dispose()
    for what, ms in found.items():
        show(f"deliver, {what}: {ms:.1f} ms")
    for what, ms in idle.items():
        show(f"deliver with nothing due, {what}: {ms:.1f} ms")
    show(f"measuring it: {took_ms:.0f} ms; bounds of deliver: {MOST_MS:.0f}, {MOST_IDLE_MS:.0f} ms")
    assert max(found.values()) <= MOST_MS, found
    assert max(idle.values()) <= MOST_IDLE_MS, idle


def _round_ms(database: Database) -> float:
    """Median of the processor time of one round in which a summary and a digest are due, and sent."""
    rounds = []
    for _ in range(ROUNDS):
        waiting_messages.wait(database)
        began = time.process_time()
        database.transact(deliveries.plan_deliveries)
        for channel in deliveries.channels_due(database):
            deliveries.deliver_due(database, lambda *_: Outcome(Verdict.ACCEPTED), SUBJECTS, channel)
        rounds.append((time.process_time() - began) * 1000)
    return statistics.median(rounds)


def _idle_ms(database: Database) -> float:
    """Median of the processor time of one round in which nothing is due."""
    rounds = []
    for _ in range(ROUNDS):
        began = time.process_time()
        database.transact(deliveries.plan_deliveries)
        deliveries.channels_due(database)
        rounds.append((time.process_time() - began) * 1000)
    return statistics.median(rounds)


if __name__ == "__main__":
    main()
