"""A database as the first release left it."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from uuid import uuid4

import pytest

from backend.core.database import Database
from backend.reactions import REACTIONS
from tests.support import filled_folder
from tests.support.audit_keys import AUDIT_KEYS
from tests.support.servers import postgres_database


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def filled(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database as the first release left it, with all that a case can hold."""
    with ExitStack() as stack:
        if request.param == "sqlite":
            url = filled_folder.restore_sqlite(tmp_path)
        else:
            url = stack.enter_context(postgres_database(f"anhuan_test_{uuid4().hex[:12]}"))
            filled_folder.restore_postgres(url)
        database = Database(url, reactions=REACTIONS, audit_keys=AUDIT_KEYS)
        yield database
        database.dispose()
