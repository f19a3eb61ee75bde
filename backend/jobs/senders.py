"""Threads that send, one for each channel that has something due: one that hangs keeps no other waiting."""

from collections.abc import Callable, Hashable
from threading import Lock, Thread
from typing import Final

import structlog

MOST_AT_ONCE: Final = 16
"""Channels at work; what is due by others is found by the next sweep."""
log = structlog.get_logger(__name__)


class Senders:
    """Does the work of each channel in one thread at a time."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._at_work: dict[Hashable, Thread] = {}
        self._wanted_again: set[Hashable] = set()
        self.is_ending = False

    def start(self, channel: Hashable, work: Callable[[], object]) -> None:
        """Have this done, and return at once. Where the channel is at work it is done once more then."""
        with self._lock:
            if channel in self._at_work:
                self._wanted_again.add(channel)
                return
            if self.is_ending or len(self._at_work) >= MOST_AT_ONCE:
                return
            thread = Thread(target=self._run, args=(channel, work), name=f"channel-{len(self._at_work)}")
            self._at_work[channel] = thread
            thread.start()

    def stop(self) -> None:
        """Begin nothing more; returns when what is under way has ended."""
        with self._lock:
            self.is_ending = True
            threads = [*self._at_work.values()]
        for thread in threads:
            thread.join()

    def wait(self) -> None:
        """Return when no channel is at work."""
        while threads := [*self._at_work.values()]:
            for thread in threads:
                thread.join()

    def _run(self, channel: Hashable, work: Callable[[], object]) -> None:
        is_wanted = True
        while is_wanted:
            try:
                work()
            except Exception:  # whatever it is must not keep the channel from starting again
                log.exception("a channel failed", channel=str(channel))
            with self._lock:
                is_wanted = channel in self._wanted_again and not self.is_ending
                self._wanted_again.discard(channel)
                if not is_wanted:
                    del self._at_work[channel]


class OneAtATime:
    """Does something in one thread at a time. Who asks meanwhile has it done once more after that, and does
    not wait: what has come since then is not left until somebody asks again.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._is_at_work = self._is_wanted_again = False

    def do(self, work: Callable[[], object]) -> None:
        """Do it, or leave it to the thread that is at it."""
        with self._lock:
            if self._is_at_work:
                self._is_wanted_again = True
                return
            self._is_at_work = True
        is_wanted = True
        try:
            while is_wanted:
                work()
                with self._lock:
                    is_wanted, self._is_wanted_again = self._is_wanted_again, False
                    self._is_at_work = is_wanted
        except BaseException:
            with self._lock:
                self._is_at_work = self._is_wanted_again = False
            raise
