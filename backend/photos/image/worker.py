"""One process beside the server that cleans photos: each takes 0.1-0.3 s of a core, too much for a loop."""

import asyncio
import multiprocessing
import os
import signal
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from importlib import import_module
from typing import Final, TypeVar

from backend.core.limited_process import WorkerLost, begin

T = TypeVar("T")

CLEANER: Final = "backend.photos.store"
TIME_LIMIT_S: Final = 20.0
"""A picture within the limits takes 2 s at most; after this time the process is ended by a signal."""


class PhotoWorker:
    """Runs one function at a time in a process of its own, which is replaced when it dies.

    The process starts with the first work, or with `warm_up`. It ends with `close`, and by itself when the
    server is gone, however that ended.
    """

    def __init__(self, *, time_limit_s: float = TIME_LIMIT_S) -> None:
        self._time_limit_s = time_limit_s
        self._one_at_a_time = asyncio.Semaphore(1)
        self._pool: ProcessPoolExecutor | None = None

    async def run(self, work: Callable[..., T], *args: object) -> T:
        """Return `work(*args)`, all of it picklable; its exceptions come back as they are. Raises WorkerLost.

        One at a time, so that a death points at its cause; once more in a new process, because the old one
        may have been killed while it was idle.
        """
        async with self._one_at_a_time:
            for _ in range(2):
                pool = self._pool = self._pool or self._start()
                try:  # a pool that has noticed the death already refuses the work instead of failing it
                    loop = asyncio.get_running_loop()
                    return await loop.run_in_executor(pool, _within, self._time_limit_s, work, *args)
                except BrokenProcessPool:
                    self._pool = None
                    pool.shutdown(wait=False)
        raise WorkerLost(f"the process died twice in {work}")

    async def warm_up(self) -> None:
        """Start the process now, so that the first photo does not wait for it."""
        await self.run(ready)

    def close(self) -> None:
        """End the process after the work in hand."""
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    def _start(self) -> ProcessPoolExecutor:
        # Spawned, not forked: the server has threads, and a fork would copy their locks as they stand.
        context = multiprocessing.get_context("spawn")
        return ProcessPoolExecutor(max_workers=1, mp_context=context, initializer=begin)


def ready() -> int:
    """Load what cleans photos; returns the id of the process."""
    import_module(CLEANER)
    return os.getpid()


def _within(seconds: float, work: Callable[..., T], *args: object) -> T:
    """Call `work`; the default action of SIGALRM ends the process, also inside a decoder's C code."""
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        return work(*args)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
