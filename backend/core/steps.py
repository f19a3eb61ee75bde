"""Work on many rows in steps: no transaction holds the writer's place for long, others write in between."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeVar

from backend.core.database import Database, Transaction

S = TypeVar("S")
T = TypeVar("T")
MOST: Final = 100
"""Things in one step."""
STEP_S: Final = 0.1
"""A step may take so long: it is what a reading waits that came as it began."""
PAUSE_S: Final = 0.005
"""Between two steps. The writer's place is not given in turn: without it whoever waits is passed over."""


@dataclass(slots=True)
class StepSize:
    """How many things the next step takes: as many as STEP_S have room for, judged by the step before."""

    size: int = MOST

    def follow(self, done: int, took_s: float) -> None:
        """Note that a step did so many things in so many seconds."""
        if done:
            room = MOST if took_s <= 0 else int(done * STEP_S / took_s)
            self.size = max(1, min(MOST, room, 2 * max(done, self.size)))


def in_steps(
    database: Database, things: Sequence[T], command: Callable[[Transaction, Sequence[T]], object]
) -> None:
    """Carry out `command` for all of these things, in their order, each step a transaction of its own.

    What comes between may change what a later step finds: the command looks again. A process that dies has
    done whole steps only.
    """
    size, begin = StepSize(), 0
    while begin < len(things):
        if begin:
            time.sleep(PAUSE_S)
        step = things[begin : begin + size.size]
        _, took_s = database.sweep(partial(_timed, command, step))
        size.follow(len(step), took_s)
        begin += len(step)


def while_due(database: Database, command: Callable[[Transaction, int], int], *, most: int) -> int:
    """Carry out `command`, which takes at most so many things that are due and returns how many it took, step
    after step until fewer are due, or `most` were taken. Returns how many.
    """
    size, done = StepSize(), 0
    while done < most:
        asked = min(size.size, most - done)
        taken, took_s = database.sweep(partial(_timed, command, asked))
        size.follow(taken, took_s)
        done += taken
        if taken < asked:
            break
        time.sleep(PAUSE_S)
    return done


def _timed(command: Callable[[Transaction, S], T], what: S, tx: Transaction) -> tuple[T, float]:
    """Returns what the command does, and its seconds: without the wait for the writer's place."""
    began = time.perf_counter()
    return command(tx, what), time.perf_counter() - began
