"""The data folder belongs to its owner alone: accounts, keys and photos of people lie in it."""

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

OTHERS: Final = 0o077


def own_files() -> None:
    """From now on this process, and what it starts, makes files that others cannot read."""
    os.umask(OTHERS)


def close_to_others(folder: Path) -> None:
    """Make the folder if need be, and take the rights of others from it and from the files right in it.

    SQLite gives its -wal and -shm the rights of the database. Nobody gets past this folder
    to those below it.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for each in (folder, *folder.iterdir()):
        with suppress(PermissionError, FileNotFoundError):  # somebody else's; gone meanwhile
            mode = each.stat(follow_symlinks=False).st_mode & 0o7777
            if mode & OTHERS and not each.is_symlink():
                each.chmod(mode & ~OTHERS)
