"""How often a process looks for circles of garbage: seldom, for hardly anything here becomes one."""

import gc
from typing import Final

ALLOCATIONS: Final = 50_000
"""By default it looks after 700. What a process imports is never garbage, and to look through all of it again
and again is a quarter of the time in which it starts; a burst of readings makes thousands of tuples that are
none either, which costs its reader a tenth.
"""


def look_seldom() -> None:
    """To be called before a process imports most of what it needs."""
    gc.set_threshold(ALLOCATIONS, 20, 100)
