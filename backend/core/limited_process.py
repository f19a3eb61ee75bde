"""One piece of work in a process of its own, with a limit of time and of memory.

For what takes many seconds of a core, and for files of others: whatever a reader does with one that was made
to hurt it, the process of the server goes on.
"""

import asyncio
import multiprocessing
import os
import resource
import signal
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from typing import Any, Final, TypeVar, cast

T = TypeVar("T")
Report = Callable[[int], None]
"""Takes how much of the work is done."""

# Spawned, not forked: the server has threads, and a fork would copy their locks as they stand.
_CONTEXT: Final = multiprocessing.get_context("spawn")


class WorkerLost(Exception):
    """A process beside the server died over one piece of work (memory, time limit): try again later."""


class _Said(Enum):
    PROGRESS = 0
    RAISED = 1
    DONE = 2


@dataclass(frozen=True, slots=True)
class Limits:
    """`within_s`: from the start of the process, which takes about two seconds. `memory`: bytes of data."""

    within_s: float
    memory: int


async def run_limited(
    work: Callable[..., T], *args: object, limits: Limits, report: Report | None = None
) -> T:
    """Return `work(*args)`, all of it picklable; its exceptions come back as they are. Raises WorkerLost
    where the process died or took too long.

    With `report` the work gets a function as its last argument; what it passes to that arrives here, in
    another thread. Whoever is cancelled while waiting ends the process.
    """
    receiver, sender = _CONTEXT.Pipe(duplex=False)
    process = _CONTEXT.Process(
        target=_work, args=(sender, limits, work, args, report is not None), daemon=True
    )
    watching = asyncio.get_running_loop().run_in_executor(
        None, _watch, process, receiver, sender, limits, report
    )
    try:
        return cast(T, await asyncio.shield(watching))
    except asyncio.CancelledError:
        end = time.monotonic() + limits.within_s
        while not watching.done() and time.monotonic() < end:
            _kill(process)  # it may not have been started yet
            await asyncio.sleep(0.01)
        with suppress(Exception):
            watching.result()
        raise


def _watch(
    process: SpawnProcess, receiver: Connection, sender: Connection, limits: Limits, report: Report | None
) -> object:
    end = time.monotonic() + limits.within_s
    try:
        process.start()
        sender.close()  # only the process has it now: when it dies the pipe ends
        while receiver.poll(max(end - time.monotonic(), 0)):
            said, value = receiver.recv()
            if said is _Said.DONE:
                return value
            if said is _Said.RAISED:
                raise value
            if report is not None:
                report(value)
        raise WorkerLost(f"it took more than {limits.within_s} s")
    except EOFError as error:
        raise WorkerLost("the process died") from error
    finally:
        _kill(process)
        process.join()
        receiver.close()


def _kill(process: SpawnProcess) -> None:
    if process.pid is not None:
        process.kill()


def begin() -> None:
    """Prepare a process beside the server: it ends when the server is gone, and not with Ctrl-C before."""
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Ctrl-C reaches the whole group; the server ends us in order
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(0)


def _work(
    sender: Connection, limits: Limits, work: Callable[..., Any], args: tuple[Any, ...], reports: bool
) -> None:
    begin()
    with suppress(ValueError, OSError):  # a lower limit than ours holds already
        resource.setrlimit(resource.RLIMIT_DATA, (limits.memory, limits.memory))
    try:
        more = (lambda done: sender.send((_Said.PROGRESS, done)),) if reports else ()
        said = (_Said.DONE, work(*args, *more))
    except MemoryError:
        os._exit(1)  # nothing is left to say it with
    except Exception as error:
        error.add_note(traceback.format_exc())
        said = (_Said.RAISED, error)
    sender.send(said)
    sender.close()
