"""Room that deleted rows leave in a file of SQLite: given back to the disk at night, some pages at a time.

A file of before can do that only once it has been written anew. PostgreSQL keeps its own house.
"""

import shutil
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection

from backend.core.database import Database, Transaction
from backend.core.errors import Unfit
from backend.core.steps import while_due

NIGHT: Final = range(1, 5)
"""Hours of the machine's wall clock."""
KEPT_PAGES: Final = 5_000
"""Twenty megabytes stay: what the journal leaves now it takes again in a minute."""
MOST_PAGES: Final = 200_000
"""In one night's hour: 800 megabytes."""
INCREMENTAL: Final = 2


def give_back(database: Database) -> int:
    """Cut free pages off the end of the file, if it is night; returns how many.

    In steps, as all that writes beside the intake.
    """
    if database.is_postgres or database.clock().astimezone().hour not in NIGHT or keeps_room(database):
        return 0
    most = min(MOST_PAGES, _ask(database, "freelist_count") - KEPT_PAGES)
    return while_due(database, _cut, most=most)


def keeps_room(database: Database) -> bool:
    """Whether the file is one of before, which never gets smaller."""
    return not database.is_postgres and _ask(database, "auto_vacuum") != INCREMENTAL


def wasted_bytes(database: Database) -> int:
    """Return what a file of before could give back; 0 where it does so by itself, or it is little."""
    if not keeps_room(database):
        return 0
    free = _ask(database, "freelist_count")
    return free * _ask(database, "page_size") if free > KEPT_PAGES else 0


def write_anew(database: Database, folder: Path) -> int:
    """Write the file of SQLite in `folder` anew, without free pages; returns by how many bytes it is smaller.

    Nothing else may run meanwhile. From then on it gives room back by itself. Raises Unfit without the room
    for a copy and for the log of its pages.
    """
    page, before = _ask(database, "page_size"), _ask(database, "page_count")
    needed = (before - _ask(database, "freelist_count") + KEPT_PAGES) * page * 2
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise Unfit(
            f"{needed / 1e6:,.0f} MB are needed in {folder} to write the database anew, "
            f"{free / 1e6:,.0f} are free."
        )
    quoted = str(folder).replace("'", "''")
    with database.writer, database.engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        for statement in (
            "PRAGMA temp_store=FILE",  # a copy of the whole file is no thing for the memory
            f"PRAGMA temp_store_directory='{quoted}'",  # where room was looked for
            f"PRAGMA auto_vacuum={INCREMENTAL}",
            "VACUUM",
            "PRAGMA wal_checkpoint(TRUNCATE)",
        ):
            driver.execute(statement).fetchall()
        connection.invalidate()  # its temporary files go elsewhere than those of all others
    return (before - _ask(database, "page_count")) * page


def _cut(tx: Transaction, pages: int) -> int:
    connection = tx.session.connection()
    before = _pragma(connection, "freelist_count")
    driver: Any = connection.connection.driver_connection
    for _ in range(pages):  # a page for each step of the statement, of which the driver takes one
        driver.execute("PRAGMA incremental_vacuum(1)")
    return before - _pragma(connection, "freelist_count")


def _ask(database: Database, name: str) -> int:
    return database.read(lambda session: _pragma(session.connection(), name))


def _pragma(connection: Connection, name: str) -> int:
    return int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())
