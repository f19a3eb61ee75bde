"""Installations one after another, each started ahead: a browser leaves a core idle most of the time."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager

from tests.support.installations import Installation


class Standby:
    """`make` gives an installation that runs for the length of its block."""

    def __init__(self, make: Callable[[], AbstractContextManager[Installation]]) -> None:
        self._make = make
        self._threads = ThreadPoolExecutor()
        self._next: Future[tuple[Installation, ExitStack]] | None = None
        self._ended: list[Future[None]] = []

    def begin(self) -> None:
        """Have the next one start meanwhile."""
        self._next = self._next or self._threads.submit(self._start)

    @contextmanager
    def take(self) -> Iterator[Installation]:
        """The next one, for the length of the block; nobody waits for its end."""
        self.begin()
        assert self._next is not None
        started, self._next = self._next, None
        installation, stack = started.result()
        try:
            yield installation
        finally:
            self._ended.append(self._threads.submit(stack.close))

    def close(self) -> None:
        """End what is left. Raises what the end of any of them raised."""
        if self._next is not None:
            self._next.result()[1].close()
        for ended in self._ended:
            ended.result()
        self._threads.shutdown()

    def _start(self) -> tuple[Installation, ExitStack]:
        with ExitStack() as stack:
            installation = stack.enter_context(self._make())
            return installation, stack.pop_all()
