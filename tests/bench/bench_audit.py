"""Rows of the audit chain checked per second, next to a bare loop that reads and hashes as many bytes.

Then what people see of it: the record of one case, out of a long log and out of a short one. And rows
appended per second, many to a transaction, as a burst of alerts does it.
"""

import hashlib
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from uuid import UUID, uuid4, uuid5

from sqlalchemy import insert, text
from sqlmodel import Session, col, select

from backend.core.audit import Audit, concerning
from backend.core.audit_chain import GENESIS, Link, link_hash
from backend.core.database import Database, Transaction
from backend.core.events import Event, packed_refs, refs
from backend.core.tables import AuditHeadRow, AuditRefRow, AuditRow
from backend.reactions import REACTIONS
from backend.sites.events import SITE_ADDED
from tests.bench.table import show
from tests.support import databases, servers
from tests.support.audit_keys import AUDIT_KEYS
from tests.support.fakes import FakeClock
from tests.support.plants import plant

ROWS = 100_000
SHORT = 2_000
OF_A_CASE = 20
LOOKED_AT = 200
AT_ONCE = 5_000
APPENDED = 5_000
PROMISED = 1_000_000 / 60
"""Rows per second: a million a minute."""


def case_of(site_id: UUID, position: int) -> UUID:
    return uuid5(site_id, f"case {position // OF_A_CASE}")


def fill(database: Database, site_id: UUID, length: int) -> None:
    """A chain as a plant makes it: three ids and a note in every row, twenty rows of each case."""
    now, previous, key = FakeClock().now, GENESIS, AUDIT_KEYS().current
    alert_id, report_id = uuid4(), uuid4()
    rows: list[dict[str, object]] = []
    found: list[dict[str, object]] = []
    for position in range(1, length + 1):
        case_id = case_of(site_id, position)
        about = packed_refs(refs(alert=alert_id, case=case_id, hazard_report=report_id))
        link = Link(
            position,
            int(now.timestamp() * 1_000_000),
            "ALERT_ACKNOWLEDGED",
            None,
            about,
            tier=3,
            round_number=1,
            note="关闭进料阀，更换法兰垫片",
            previous_hash=previous,
            hash="",
        )
        digest = link_hash(str(site_id), link)
        kept = {"kind": link.kind, "tier": 3, "round_number": 1, "note": link.note, "previous_hash": previous}
        sealed = {"hash": digest, "key_id": key.key_id, "seal": key.seal(digest)}
        rows.append({"site_id": site_id, "position": position, "at": now, "about": about, **kept, **sealed})
        found.append({"site_id": site_id, "position": position, "noun": "case", "object_id": case_id})
        previous = digest
    with database.engine.begin() as connection:
        for begin in range(0, length, AT_ONCE):
            connection.execute(insert(AuditRow), rows[begin : begin + AT_ONCE])
            connection.execute(insert(AuditRefRow), found[begin : begin + AT_ONCE])
        head = {"site_id": site_id, "position": length, "hash": previous}
        connection.execute(insert(AuditHeadRow), [head])


def record_ms(database: Database, site_id: UUID, length: int) -> float:
    """Milliseconds for the rows about one case, the median of many."""

    def look(session: Session) -> list[float]:
        times = []
        for each in range(LOOKED_AT):
            case_id = case_of(site_id, OF_A_CASE + each * (length - OF_A_CASE) // LOOKED_AT)
            statement = select(AuditRow).where(concerning(case=[case_id])).order_by(col(AuditRow.id))
            begin = time.perf_counter()
            rows = session.exec(statement).all()
            times.append((time.perf_counter() - begin) * 1000)
            assert len(rows) >= OF_A_CASE
            session.expunge_all()
        return times

    return statistics.median(database.read(look))


def append(database: Database, site_id: UUID) -> None:
    def happen(tx: Transaction) -> None:
        for _ in range(APPENDED):
            tx.announce(Event(SITE_ADDED, site_id, note="x"))

    database.transact(happen)


def bare(database: Database) -> int:
    """Read every row as the driver gives it, hash its text."""
    count = 0
    with database.engine.connect() as connection:
        found = connection.execution_options(yield_per=AT_ONCE).execute(
            text("SELECT * FROM audit ORDER BY position")
        )
        for row in found:
            hashlib.sha256(repr(tuple(row)).encode()).hexdigest()
            count += 1
    return count


def whole(database: Database, site_id: UUID) -> None:
    assert database.read(lambda session: Audit(session).broken_at(site_id)) is None


def taken(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


@contextmanager
def opened(kind: str, folder: Path) -> Iterator[Database]:
    if kind == "SQLite":
        database = Database(
            databases.migrated(f"sqlite:///{folder / 'audit.sqlite3'}"),
            reactions=REACTIONS,
            audit_keys=AUDIT_KEYS,
        )
        yield database
        database.dispose()
        return
    with servers.postgres_database(f"anhuan_bench_{uuid4().hex[:8]}") as url:
        database = Database(databases.migrated(url), reactions=REACTIONS, audit_keys=AUDIT_KEYS)
        yield database
        database.dispose()


def main() -> None:
    show(
        f"{'':<12} {'rows/s':>10} {'bare':>10} {'ratio':>6} {'of 1 M/min':>11} {'appended/s':>11}"
        f" {'record, ms':>11} {'of a short log':>15}"
    )
    for kind in ("SQLite", "PostgreSQL"):
        with tempfile.TemporaryDirectory() as folder, opened(kind, Path(folder)) as database:
            plants = plant(database)
            with database.engine.begin() as connection:
                assert connection.execute(text("SELECT count(*) FROM audit")).scalar_one() == 0
            fill(database, plants.south, SHORT)
            short = record_ms(database, plants.south, SHORT)
            fill(database, plants.north, ROWS)
            record = record_ms(database, plants.north, ROWS)
            checked = taken(partial(whole, database, plants.north))
            rough = taken(partial(bare, database))
            speed = ROWS / checked
            added = taken(partial(append, database, plants.north))
            show(
                f"{kind:<12} {speed:>10,.0f} {ROWS / rough:>10,.0f} {rough / checked:>6.2f}"
                f" {speed / PROMISED:>10.1f}x {APPENDED / added:>11,.0f}"
                f" {record:>11.2f} {record / short:>14.1f}x"
            )


if __name__ == "__main__":
    main()
