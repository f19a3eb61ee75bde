"""Anchors in a file that is only appended to: on a volume of its own, or with `chattr +a`."""

import os
from dataclasses import dataclass
from pathlib import Path

from backend.anchors.rules import Anchor, AnchorFailed, text_of


@dataclass(frozen=True, slots=True)
class AnchorFile:
    """`path` lies in a folder that exists."""

    path: Path
    name: str = "file"

    def put(self, anchors: list[Anchor]) -> None:
        """Append the anchors. Raises AnchorFailed."""
        append(self.path, text_of(anchors))


def append(path: Path, text: str) -> None:
    """Append the text, durably. Raises AnchorFailed."""
    try:
        file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_CLOEXEC, 0o600)
        try:
            os.write(file, text.encode())
            os.fsync(file)
        finally:
            os.close(file)
    except OSError as error:
        raise AnchorFailed(f"{path}: {error.strerror}") from error
