"""Marks in the `info` of tables and columns, by which `core.data_version` knows what screens show of them.

And `core.clock_jumps` what moves with the wall clock.
"""

from dataclasses import dataclass
from typing import Any, Final

OF_READINGS: Final = {"of_readings": True}
"""A table that is written with readings or as often, or a column of which no screen knows."""
UNSEEN: Final = {"unseen": True}
"""A table that no query reads: writing to it raises no version."""
TIMERS: Final = "timers"


@dataclass(frozen=True, slots=True)
class Timers:
    """Columns of times that run by the wall clock, in rows that are `while_` so (SQL).

    `since`: the column that says when they began; None: that is not known, and all of them move. `both_ways`:
    they count a time that passes, also where the clock was set forward; else who is late then is late.
    `only_ahead`: no row of before moves, only what would lie ahead of now.
    """

    columns: tuple[str, ...]
    since: str | None = None
    while_: str = ""
    both_ways: bool = False
    only_ahead: bool = False


def runs(*timers: Timers) -> dict[str, Any]:
    """The mark of a table in which times run by the wall clock."""
    return {TIMERS: timers}
