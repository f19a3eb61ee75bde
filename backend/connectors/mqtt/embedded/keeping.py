"""Sessions and retained messages of the embedded broker, kept beside the messages in a small file each."""

import logging
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

import msgspec

from backend.core.files import replace

FOR_EVER: Final = -1.0

log = logging.getLogger(__name__)


class Kept(msgspec.Struct, frozen=True):
    """A session that outlives connections. `kept_s`: for how long it may be away."""

    client_id: str
    cursor: int
    kept_s: float
    away_since: float
    filters: dict[str, int]


class Keeper:
    """Reads and writes the files; a file is replaced as a whole, or not at all."""

    def __init__(self, folder: Path) -> None:
        self._sessions, self._retained = folder / "sessions.json", folder / "retained.msgpack"
        self._written = b""

    def sessions(self) -> list[Kept]:
        """Load the sessions of before; none if the file cannot be read, which is logged."""
        found = _read(self._sessions, list[Kept], msgspec.json.decode) or []
        return [msgspec.structs.replace(each, kept_s=_seconds(each.kept_s)) for each in found]

    def keep_sessions(self, sessions: Iterable[Kept]) -> None:
        written = [
            msgspec.structs.replace(each, kept_s=FOR_EVER if each.kept_s == float("inf") else each.kept_s)
            for each in sessions
        ]
        data = msgspec.json.encode(written)
        if data != self._written:
            replace(self._sessions, data)
            self._written = data

    def retained(self) -> dict[bytes, tuple[bytes, int]]:
        return _read(self._retained, dict[bytes, tuple[bytes, int]], msgspec.msgpack.decode) or {}

    def keep_retained(self, retained: dict[bytes, tuple[bytes, int]]) -> None:
        replace(self._retained, msgspec.msgpack.encode(retained))


def _seconds(kept_s: float) -> float:
    return float("inf") if kept_s == FOR_EVER else kept_s  # JSON knows no infinity


def _read(path: Path, kind: Any, decode: Any) -> Any:
    try:
        return decode(path.read_bytes(), type=kind)
    except FileNotFoundError:
        return None
    except msgspec.DecodeError as error:
        log.error("%s cannot be read: %s", path.name, error)
        return None
