"""Databases filled by the first release, kept as files: every later change of tables has to migrate them.

`python -m tests.support.filled_folder` writes both anew. That is done once for a release whose tables are out
in the world and never again for the same revision: what is kept here is what plants have.
"""

import lzma
import re
import subprocess
import tempfile
import uuid
from pathlib import Path
from typing import Final

import psycopg
from sqlalchemy import make_url

from backend.core.database import Database
from backend.photos.store import PhotoStore
from backend.reactions import REACTIONS
from tests.support import databases, servers
from tests.support.audit_keys import AUDIT_KEYS
from tests.support.fakes import FakeClock
from tests.support.full_case import RichCase
from tests.support.plants import plant

FOLDER: Final = Path(__file__).parents[1] / "fixtures"
SQLITE: Final = FOLDER / "first.sqlite3.xz"
POSTGRES: Final = FOLDER / "first.postgresql.sql.xz"


def restore_sqlite(folder: Path, kept: Path = SQLITE) -> str:
    """URL of the SQLite file of the first release, or of another that is kept, unpacked into this folder."""
    file = folder / "anhuan.sqlite3"
    file.write_bytes(lzma.decompress(kept.read_bytes()))
    return f"sqlite:///{file}"


def restore_postgres(url: str, kept: Path = POSTGRES) -> None:
    """Bring what the first release left, or another one, into this empty PostgreSQL database."""
    script = lzma.decompress(kept.read_bytes()).decode()
    with psycopg.connect(_plain(url), autocommit=True) as connection:
        connection.execute(script.encode())


def _plain(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


def _fill(url: str, folder: Path) -> None:
    databases.migrated(url)
    clock = FakeClock()
    database = databases.hasty(Database(url, clock=clock, reactions=REACTIONS, audit_keys=AUDIT_KEYS))
    RichCase.lived(database, plant(database), clock, PhotoStore(folder / uuid.uuid4().hex))
    database.dispose()


def _dump(url: str) -> bytes:
    """The whole database as statements that any client can carry out."""
    command = ["pg_dump", "--inserts", "--no-owner", "--no-privileges", "--dbname", _plain(url)]
    script = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    # Commands of psql, and the search path that would hide the schema from what comes after.
    kept = [line for line in script.splitlines() if not re.match(r"\\|SELECT pg_catalog.set_config", line)]
    return "\n".join(kept).encode()


def main() -> None:
    """Write both files from today's tables."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _fill(f"sqlite:///{folder / 'filled.sqlite3'}", folder)
        SQLITE.write_bytes(lzma.compress((folder / "filled.sqlite3").read_bytes()))
        with servers.postgres_database(f"anhuan_filled_{uuid.uuid4().hex[:8]}") as url:
            _fill(url, folder)
            POSTGRES.write_bytes(lzma.compress(_dump(url)))


if __name__ == "__main__":
    main()
