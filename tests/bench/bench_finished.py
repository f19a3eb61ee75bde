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
from backend.reactions import REACTIONS, SUBJECTS
from push.outcome import Outcome, Verdict
from tests.bench.table import show
from tests.support import databases, waiting_messages
from tests.support.audit_keys import AUDIT_KEYS
from tests.support.plants import plant

FINISHED: Final = 1_000_000
ROUNDS: Final = 9
MOST_MS: Final = 50.0
EACH: Final = 4
"""Messages of an event."""
EVERY_S: Final = 90 * 86_400 / FINISHED
"""They are kept for 90 days."""
NUMBERS: Final = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?) "
EVENTS: Final = """
INSERT INTO outbox (id, site_id, at, event, done_at)
SELECT 100 + i, site_id, at, event, done_at FROM n, (SELECT * FROM outbox WHERE done_at IS NOT NULL LIMIT 1)
"""
KEPT: Final = "site_id, channel, event_kind, about, expires_at, attempts"
MESSAGES: Final = f"""
INSERT INTO deliveries (id, outbox_id, address, person_id, state, grouped, step, created_at, {KEPT})
SELECT printf('%032x', i), 100 + 1 + i / {EACH + 1}, 'phone ' || i, p.id,
    CASE WHEN i % 10 THEN 'accepted' ELSE 'expired' END, 0, 0,
    strftime('%Y-%m-%d %H:%M:%f000', 'now', -(i * {EVERY_S}) || ' seconds'), {KEPT}
FROM n JOIN (SELECT id, row_number() OVER () AS number, count(*) OVER () AS people FROM people) p
    ON p.number = i % p.people + 1,
    (SELECT * FROM deliveries LIMIT 1)
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = databases.migrated(f"sqlite:///{folder}/anhuan.sqlite3")
        database = databases.hasty(Database(url, reactions=REACTIONS, audit_keys=AUDIT_KEYS))
        waiting_messages.leave_waiting(database, plant(database))
        found = {"none finished": _round_ms(database)}
        with database.engine.begin() as connection:
            connection.exec_driver_sql(NUMBERS + EVENTS, (FINISHED // EACH,))
            connection.exec_driver_sql(NUMBERS + MESSAGES, (FINISHED,))
        found[f"{FINISHED:,} finished, never measured"] = _round_ms(database)
        began = time.perf_counter()
        measure(database)
        took_ms = (time.perf_counter() - began) * 1000
        database.dispose()
        found["the same, measured"] = _round_ms(database)
        database.dispose()
    for what, ms in found.items():
        show(f"deliver, {what}: {ms:.1f} ms")
    show(f"measuring it: {took_ms:.0f} ms; bound of deliver: {MOST_MS:.0f} ms")
    assert max(found.values()) <= MOST_MS, found


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


if __name__ == "__main__":
    main()
