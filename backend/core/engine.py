"""Connections to the database: PostgreSQL from a pool, SQLite as one writer in WAL."""

import fcntl
import os
from contextlib import suppress
from threading import Lock
from typing import Any, Final

import msgspec
from sqlalchemy import Engine, Uuid, event
from sqlmodel import create_engine

from backend.core.patient_connection import PatientConnection
from backend.core.types import KnownUuid

SQLITE_BUSY_S: Final = 30.0
SQLITE_RECYCLED_S: Final = 6 * 3600
"""A connection that is older is opened anew before it is used: it reads the statistics of its tables once."""
CHECKOUT_WITHIN_S: Final = 5.0
"""So long somebody waits for a connection that others have; there are more of them than threads that ask."""
JSON: Final[dict[str, Any]] = {"json_deserializer": msgspec.json.decode}
"""Three times as fast as `json`: a list of alerts reads the cause of each."""


def make_engine(url: str, *, answers_within_s: float | None = None) -> Engine:
    """An engine whose SQLite connections start no transaction by themselves and wait for a busy writer.

    `answers_within_s`: how long PostgreSQL may take for any one statement; None: as long as it likes.
    """
    if not url.startswith("sqlite"):
        return _postgres_engine(url, answers_within_s)
    connect = {"timeout": SQLITE_BUSY_S, "check_same_thread": False}
    engine = create_engine(url, connect_args=connect, pool_recycle=SQLITE_RECYCLED_S, **JSON)
    engine.dialect.colspecs = {**engine.dialect.colspecs, Uuid: KnownUuid}

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        # Of a file that is made; for one that is there, it would wait for who writes (core/free_room.py).
        if connection.execute("PRAGMA page_count").fetchone()[0] == 0:
            connection.execute("PRAGMA auto_vacuum=INCREMENTAL")
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "temp_store=MEMORY",
        ):
            connection.execute(f"PRAGMA {pragma}")

    return engine


def _postgres_engine(url: str, answers_within_s: float | None) -> Engine:
    engine = create_engine(
        url, pool_size=10, max_overflow=10, pool_timeout=CHECKOUT_WITHIN_S, pool_pre_ping=True, **JSON
    )

    @event.listens_for(engine, "do_connect")
    def _connect(_dialect: Any, _record: Any, _words: Any, parameters: dict[str, Any]) -> PatientConnection:
        return PatientConnection.open(answers_within_s, **parameters)

    return engine


class OneWriter:
    """The writer's place of the SQLite file at `path` (None: in memory), among threads and processes.

    SQLite has whoever finds it busy ask again at growing intervals, up to 100 ms apart: beside a compactor an
    alert would be committed late. The kernel wakes the next one the moment its lock is free, and frees the
    lock of whoever dies. SQLite's own lock stays behind it: this one only makes the waiting short.
    """

    def __init__(self, path: str | None) -> None:
        self._path = f"{path}.writer" if path else None
        self._file: int | None = None
        self._threads = Lock()  # the kernel's lock belongs to the open file, which all our threads share

    def __enter__(self) -> None:
        self._threads.acquire()
        with suppress(OSError):  # no such folder, no locks on this file system: SQLite will say, or do
            if self._file is None and self._path is not None:
                self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            if self._file is not None:
                fcntl.flock(self._file, fcntl.LOCK_EX)

    def __exit__(self, *_: object) -> None:
        with suppress(OSError):
            if self._file is not None:
                fcntl.flock(self._file, fcntl.LOCK_UN)
        self._threads.release()

    def close(self) -> None:
        """The next one who writes opens the file again."""
        with self._threads:
            if self._file is not None:
                os.close(self._file)
                self._file = None
