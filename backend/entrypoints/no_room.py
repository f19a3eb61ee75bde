"""Say of a command that ended for want of room on the disk what the operator can do."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sqlalchemy.exc import DBAPIError

from backend.core.damage import NO_ROOM, is_full, require_room

MIB: Final = 1024 * 1024


def sentence(error: BaseException, folder: Path) -> str | None:
    """Return what to say where this error came of a full disk, and None for every other one.

    `folder`: the data folder. SQLite calls a full disk a file that it cannot open or extend, too.
    """
    causes = list(_causes(error))
    is_of_database = any(isinstance(each, (sqlite3.Error, DBAPIError)) for each in causes)
    if not any(is_full(each) or _says_full(each) for each in causes) and not (
        is_of_database and _is_full(folder)
    ):
        return None
    place = folder.resolve()
    there = next(each for each in (place, *place.parents) if each.exists())
    free = shutil.disk_usage(there).free / MIB
    return (
        f"There is no room on the disk of {place} ({free:.1f} MB are free): delete what is not needed "
        "there or give it a larger disk, then start again; what was saved is still there."
    )


def _says_full(error: BaseException) -> bool:
    return isinstance(error, OSError) and error.errno in NO_ROOM


def _is_full(folder: Path) -> bool:
    try:
        require_room(folder)
    except OSError as refused:
        return _says_full(refused)
    return False


def _causes(error: BaseException) -> Iterator[BaseException]:
    """This error and what led to it."""
    seen: set[int] = set()
    each: BaseException | None = error
    while each is not None and id(each) not in seen:
        seen.add(id(each))
        yield each
        each = each.__cause__ or each.__context__
