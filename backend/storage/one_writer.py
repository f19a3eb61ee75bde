"""The writer's place of an SQLite file, among threads and among processes.

SQLite lets one write at a time and has the others ask again at growing intervals, up to 100 ms apart: beside
a compactor an alert would be committed late. The kernel wakes whoever waits for a lock the moment it is free,
and frees the lock of whoever dies. SQLite's own lock stays behind it: this one only makes the waiting short.
"""

import fcntl
import os
from contextlib import suppress
from threading import Lock


class OneWriter:
    """Inside `with` we write; whoever else wants to waits in line. `path` is the file, None if in memory."""

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
