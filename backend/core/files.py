"""Small files that are there as a whole or not at all, for their owner only."""

import os
from collections.abc import Callable
from pathlib import Path


def replace(path: Path, content: bytes) -> None:
    """Put `content` into `path` durably; readers find the old content or the new one. Raises OSError."""
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    sync_folder(path.parent)


def keep(path: Path, make: Callable[[], str]) -> str:
    """Return the text in `path`; on first use write what `make` returns.

    Two processes that start at once end up with the same text.
    """
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(make())
        try:
            os.link(draft, path)  # fails if someone was first, and then theirs counts
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text()


def sync_folder(folder: Path) -> None:
    """Make the names in this folder durable: else a power cut takes a new or renamed file away."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
