"""Two processes that write to one SQLite file wait for each other in line, and for nobody who is dead."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import event, text

from backend.core.database import Database, Transaction
from backend.reactions import REACTIONS
from tests.support import databases
from tests.support.audit_keys import AUDIT_KEYS

WRITES = 200
WRITER = """
import sys
from backend.core.database import Database
from backend.reactions import REACTIONS
from tests.support.audit_keys import AUDIT_KEYS
from tests.core.test_engine import impatient, write
write(impatient(Database(sys.argv[1], reactions=REACTIONS, audit_keys=AUDIT_KEYS)), int(sys.argv[2]))
"""
DYING = """
import sys
from backend.core.database import Database
from backend.reactions import REACTIONS
from tests.support.audit_keys import AUDIT_KEYS
def wait(tx):
    print("writing", flush=True)
    sys.stdin.read()
Database(sys.argv[1], reactions=REACTIONS, audit_keys=AUDIT_KEYS).transact(wait)
"""


def impatient(database: Database) -> Database:
    """Whoever meets a busy writer in SQLite itself fails at once."""
    event.listen(
        database.engine, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout=0")
    )
    return database


def write(database: Database, times: int) -> None:
    def once(tx: Transaction) -> None:
        tx.session.connection().execute(text("UPDATE numbers SET n = n + 1"))

    for _ in range(times):
        database.transact(once)


@pytest.fixture
def numbers(tmp_path: Path) -> Database:
    url = databases.migrated(f"sqlite:///{tmp_path / 'numbers.sqlite3'}")
    database = impatient(Database(url, reactions=REACTIONS, audit_keys=AUDIT_KEYS))
    for statement in ("CREATE TABLE numbers (n INTEGER)", "INSERT INTO numbers VALUES (0)"):
        database.transact(lambda tx, sql=statement: tx.session.connection().execute(text(sql)))
    return database


def test_nobody_finds_the_writer_busy(numbers: Database) -> None:
    command = [sys.executable, "-c", WRITER, numbers.engine.url.render_as_string(), str(WRITES)]
    ours = 0
    with subprocess.Popen(command) as other:
        while other.poll() is None:
            write(numbers, 1)
            ours += 1
        assert other.returncode == 0

    assert numbers.read(lambda s: s.connection().scalar(text("SELECT n FROM numbers"))) == ours + WRITES
    numbers.dispose()


def test_whoever_dies_while_writing_leaves_the_place_to_the_others(numbers: Database) -> None:
    command = [sys.executable, "-c", DYING, numbers.engine.url.render_as_string()]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as dying:
        assert dying.stdout is not None
        assert dying.stdout.readline() == b"writing\n"
        dying.send_signal(signal.SIGKILL)
        write(numbers, 1)

    assert numbers.read(lambda s: s.connection().scalar(text("SELECT n FROM numbers"))) == 1
    numbers.dispose()
