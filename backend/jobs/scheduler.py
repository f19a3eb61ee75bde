"""The jobs of the embedded default: threads, no server. Work comes from the database, not from here."""

import threading
import time
from collections.abc import Callable, Iterable

import structlog

from backend.jobs.jobs import Job, JobContext, run

LONGEST_WAIT_S = 1.0
SCREENS_FIRST_S = 0.01
"""Live screens were notified of the same change, and want to read it; one round serves all of a burst."""
log = structlog.get_logger(__name__)


class Scheduler:
    """A thread that runs these jobs when they are due, and at once after `wake`.

    Planning messages has a scheduler of its own: an alert must not wait for the sweeps. `is_needed` says
    whether it is this process that runs them now.
    """

    def __init__(
        self,
        context: JobContext,
        jobs: Iterable[Job],
        *,
        clock: Callable[[], float] = time.monotonic,
        is_needed: Callable[[], bool] = lambda: True,
    ) -> None:
        self._context = context
        self._clock = clock
        self._is_needed = is_needed
        self._due = dict.fromkeys(jobs, 0.0)
        self._wake = threading.Event()
        self._is_stopping = False
        self._thread = threading.Thread(target=self._run, name="scheduler", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        """Something was committed: look now instead of within a second. May be called from any thread."""
        self._wake.set()

    def stop(self) -> None:
        """End the thread; returns when the job it is at is done."""
        self._is_stopping = True
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join()

    def tick(self, *, is_woken: bool) -> None:
        """Run what is due. A job that fails is logged and due again at its next time."""
        for job, due in self._due.items():
            now = self._clock()
            if self._is_stopping or not (is_woken or due <= now):
                continue
            self._due[job] = now + job.every.total_seconds()
            try:
                run(job, self._context)
            except Exception:  # whatever it is must not end the thread
                log.exception("a job failed", job=job.name)

    def _run(self) -> None:
        while not self._is_stopping:
            is_woken = self._wake.wait(LONGEST_WAIT_S)
            if is_woken and not self._is_stopping:
                time.sleep(SCREENS_FIRST_S)
            self._wake.clear()
            if self._is_needed():
                self.tick(is_woken=is_woken)
