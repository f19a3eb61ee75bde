"""A machine with a plant's server on it: its wall clock may be set, its steady clock only goes on.

A test of clocks that moves one clock only shows nothing: what matters is that the two disagree.
"""

from datetime import datetime, timedelta
from uuid import uuid4

from backend.core.time import Machine
from tests.support.fakes import FakeClock


class FakeMachine(FakeClock):
    """`advance` is time that passes; `jump` sets the wall clock; `boot` begins the steady clock anew."""

    def __init__(self) -> None:
        super().__init__()
        self.steady_s = 5_000.0
        self.boot_id = str(uuid4())

    @property
    def machine(self) -> Machine:
        return Machine(lambda: self.steady_s, lambda: self.boot_id)

    def jump(self, by: timedelta) -> None:
        """Somebody, or the time service, sets the wall clock; no time passes."""
        self.now += by

    def boot(self, *, after: timedelta = timedelta(0)) -> None:
        """Switch the machine off and, so much later, on."""
        self.now += after
        self.steady_s = 0.0
        self.boot_id = str(uuid4())

    def advance(self, by: timedelta) -> datetime:
        self.steady_s += by.total_seconds()
        return super().advance(by)
