"""A plant where everything has happened, for all tests of a module."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from backend.core.database import Database
from backend.reactions import REACTIONS
from tests.support import databases
from tests.support.audit_keys import AUDIT_KEYS
from tests.support.fakes import FakeClock
from tests.support.lived_plant import Lived


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lived]:
    with living(tmp_path_factory.mktemp("lived")) as found:
        yield found


@contextmanager
def living(folder: Path) -> Iterator[Lived]:
    """A plant where everything has happened, in this folder."""
    clock = FakeClock()
    url = databases.migrated(f"sqlite:///{folder / 'lived.sqlite3'}")
    database = databases.hasty(Database(url, clock=clock, reactions=REACTIONS, audit_keys=AUDIT_KEYS))
    yield Lived(database, clock, folder / "photos")
    database.dispose()
