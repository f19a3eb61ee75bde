"""Checks that a process makes of itself; what they find becomes conditions of the `system` source."""

import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeAlias

import structlog

from backend.core.database import Database, Transaction
from backend.core.database_guard import guarded
from backend.monitoring.system import commands as system
from backend.sensors.system_rules import ENDS_AFTER, SystemCondition

log = structlog.get_logger()

Check: TypeAlias = Callable[[], Mapping[str, Any] | None]
"""Returns the numbers of its sentence while the condition holds, None while all is well."""
Checks: TypeAlias = Mapping[SystemCondition, Check]

GIB: Final = 2**30
NEARLY_FULL: Final = 0.10
NEARLY_FULL_BYTES: Final = 5 * GIB
"""Nearly full: less than a tenth and less than 5 GiB is free."""
ROOM_AGAIN: Final = 1.2
JUMP_S: Final = 5.0


def watch(database: Database, checks: Checks) -> None:
    """Make all checks; raise and end their conditions at every site."""
    for condition, check in checks.items():
        found = check()
        if found is not None:
            log.warning("system_condition", condition=condition, **found)
            guarded(database, partial(system.raise_condition, condition=condition, why=found))
        elif condition not in ENDS_AFTER:
            guarded(database, partial(system.end_condition, condition=condition))
    guarded(database, system.end_moments)


def report_damage(tx: Transaction) -> None:
    """Raise the condition of a database with a damaged page."""
    system.raise_condition(tx, SystemCondition.PAGE_CORRUPTED)


def end_damage(tx: Transaction) -> None:
    """End the condition of a database with a damaged page."""
    system.end_condition(tx, SystemCondition.PAGE_CORRUPTED)


@dataclass
class Disk:
    """Whether the disk of a folder is nearly full; with a dead band, so that it does not come and go."""

    folder: Path
    _was_full: bool = False

    def __call__(self) -> Mapping[str, Any] | None:
        usage = shutil.disk_usage(self.folder)
        limit = min(usage.total * NEARLY_FULL, NEARLY_FULL_BYTES)
        self._was_full = usage.free < limit * (ROOM_AGAIN if self._was_full else 1.0)
        if not self._was_full:
            return None
        return {"free": f"{usage.free / GIB:.1f}", "total": f"{usage.total / GIB:.1f}"}


@dataclass
class Clock:
    """Whether the clock of the machine went another way than time since the last call."""

    clock: Callable[[], datetime]
    steady_s: Callable[[], float] = time.monotonic
    _before: tuple[datetime, float] | None = None

    def __call__(self) -> Mapping[str, Any] | None:
        now, steady_s = self.clock(), self.steady_s()
        before, self._before = self._before, (now, steady_s)
        if before is None:
            return None
        jump_s = (now - before[0]).total_seconds() - (steady_s - before[1])
        return {"seconds": f"{jump_s:+.0f}"} if abs(jump_s) > JUMP_S else None
