"""The duties of the embedded default: threads, no server. Work comes from the database, not from here."""

import threading
import time
from collections.abc import Callable, Iterable

import structlog

from backend.jobs.jobs import Job, JobContext

LONGEST_WAIT_S = 1.0
SCREENS_FIRST_S = 0.01
"""Live screens have been told of the same change, and want to read it; one round serves all of a burst."""
log = structlog.get_logger(__name__)


class Scheduler:
    """A thread that runs these duties when they are due, and at once after `wake`.

    Sending has a pump of its own: a push service that hangs must not keep the sweeps waiting.
    """

    def __init__(
        self, bench: JobContext, duties: Iterable[Job], *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._bench = bench
        self._clock = clock
        self._due = dict.fromkeys(duties, 0.0)
        self._wake = threading.Event()
        self._is_stopping = False
        self._thread = threading.Thread(target=self._run, name="pump", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def wake(self) -> None:
        """Something was committed: look now instead of within a second. May be called from any thread."""
        self._wake.set()

    def stop(self) -> None:
        """End the thread; returns when the duty it is at is done."""
        self._is_stopping = True
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join()

    def tick(self, *, is_woken: bool) -> None:
        """Run what is due. A duty that fails is logged and due again at its next time."""
        for duty, due in self._due.items():
            now = self._clock()
            if self._is_stopping or not (is_woken or due <= now):
                continue
            self._due[duty] = now + duty.every.total_seconds()
            try:
                duty.run(self._bench)
            except Exception:  # a locked database or a full disk must not end the thread
                log.exception("a duty failed", duty=duty.name)

    def _run(self) -> None:
        while not self._is_stopping:
            is_woken = self._wake.wait(LONGEST_WAIT_S)
            if is_woken and not self._is_stopping:
                time.sleep(SCREENS_FIRST_S)
            self._wake.clear()
            self.tick(is_woken=is_woken)
