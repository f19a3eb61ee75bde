"""Connections to the database: PostgreSQL from a pool, SQLite as one writer in WAL."""

from typing import Any, Final

from sqlalchemy import Engine, event
from sqlmodel import create_engine

SQLITE_BUSY_S: Final = 30.0


def make_engine(url: str) -> Engine:
    """An engine whose SQLite connections start no transaction by themselves and wait for a busy writer."""
    if not url.startswith("sqlite"):
        return create_engine(url, pool_size=10, max_overflow=10, pool_pre_ping=True)
    engine = create_engine(url, connect_args={"timeout": SQLITE_BUSY_S, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY"):
            connection.execute(f"PRAGMA {pragma}")

    return engine
