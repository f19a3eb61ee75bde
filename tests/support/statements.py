"""What a database is asked, for tests of how often that is."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from backend.core.database import Database


@contextmanager
def statements(database: Database) -> Iterator[list[str]]:
    """The SELECTs that run inside the block, but for the one that asks whether anything was written."""
    seen: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_: Any) -> None:
        if statement.lstrip().upper().startswith("SELECT") and "data_version" not in statement:
            seen.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(database.engine, "before_cursor_execute", note)
