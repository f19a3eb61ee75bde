"""Work on many rows in steps: no transaction holds the writer's place for long, others write in between."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from math import inf
from typing import Final, TypeAlias, TypeVar

from sqlmodel import Session

from backend.core.database import Database, Transaction

R = TypeVar("R")
S = TypeVar("S")
T = TypeVar("T")
Find: TypeAlias = Callable[[Session], Sequence[T]]
"""Question to a session that only reads: the keys of some rows."""
MOST: Final = 100
"""Things in one step."""
STEP_S: Final = 0.1
"""A step may take so long: it is what a reading waits that came as it began."""
PAUSE_S: Final = 0.005
"""Between two steps. The writer's place is not given in turn: without it whoever waits is passed over."""


@dataclass(slots=True)
class StepSize:
    """How many things the next step takes: as many as STEP_S have room for, judged by the step before."""

    size: int = MOST // 2

    def follow(self, done: int, took_s: float) -> None:
        """Note that a step did so many things in so many seconds."""
        if done:
            room = MOST if took_s <= 0 else int(done * STEP_S / took_s)
            self.size = max(1, min(MOST, room, 2 * max(done, self.size)))


def in_steps(
    database: Database,
    things: Sequence[T],
    command: Callable[[Transaction, Sequence[T]], R],
    *,
    for_s: float = inf,
) -> list[R]:
    """Carry out `command` for all of these things, in their order, each step a transaction of its own; begin
    none after `for_s` seconds, where somebody looks again later at what is left. Returns what each step
    returned.

    What comes between may change what a later step finds: the command looks again. A process that dies has
    done whole steps only.
    """
    size, begin, until = StepSize(), 0, time.monotonic() + for_s
    answers: list[R] = []
    while begin < len(things) and (not begin or time.monotonic() < until):
        if begin:
            time.sleep(PAUSE_S)
        step = things[begin : begin + size.size]
        answer, took_s = database.sweep(partial(_timed, command, step))
        answers.append(answer)
        size.follow(len(step), took_s)
        begin += len(step)
    return answers


def delete_in_steps(
    database: Database,
    find: Find[T],
    delete: Callable[[Transaction, Sequence[T]], int],
) -> int:
    """Delete what `find` finds, some at a time, until it finds nothing more, or nothing that can be deleted.
    Returns how many rows that were.

    What is looked through is read outside the transactions: it may be a table of millions. So `delete` asks
    again whether each is still one of those that go.
    """
    gone = 0
    while found := database.read(find):
        deleted = sum(in_steps(database, found, delete))
        gone += deleted
        if not deleted:
            break
    return gone


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
