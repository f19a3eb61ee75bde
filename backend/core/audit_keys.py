"""The keys that seal audit rows (HMAC-SHA256). They lie outside the database: who can write to it has none.

A key ring is text: one key per line or between commas, the newest first. The newest one seals; the others
only verify the rows that were sealed with them.
"""

import base64
import hashlib
import hmac
import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Final, TypeAlias

from backend.core.files import keep, replace
from backend.core.keys import is_key, new_key

NO_KEY: Final = "an audit key is none that `anhuan keys new` makes"


@dataclass(frozen=True, slots=True)
class AuditKey:
    """`key_id` stands in the rows; it tells nothing about the key."""

    key_id: str
    secret: bytes = field(repr=False)

    def seal(self, hash_: str, redacted_hash: str | None = None) -> str:
        """The seal of a row with this hash, as hex; of both hashes where the row was redacted."""
        sealed = hash_ if redacted_hash is None else f"{hash_}:{redacted_hash}"
        return hmac.digest(self.secret, sealed.encode(), "sha256").hex()


@dataclass(frozen=True, slots=True)
class AuditKeys:
    """A key ring. `keys`: the newest first, at least one."""

    keys: tuple[AuditKey, ...]

    @property
    def current(self) -> AuditKey:
        """The key that seals new rows."""
        return self.keys[0]

    def age(self, key_id: str | None) -> int | None:
        """How many newer keys there are than this one; None for a key that is not in the ring."""
        return next((age for age, key in enumerate(self.keys) if key.key_id == key_id), None)


KeySource: TypeAlias = Callable[[], AuditKeys]
"""Returns the ring as it is now: a key may be rotated while a process runs."""


def parse(text: str) -> AuditKeys:
    """The ring of this text. Raises ValueError where a key is none that `new_key` could have made."""
    found = [each for each in text.replace(",", "\n").split("\n") if each.strip()]
    if not found:
        raise ValueError("there is no audit key")
    keys = tuple(_parsed(each.strip()) for each in found)
    if len({key.key_id for key in keys}) < len(keys):
        raise ValueError("an audit key stands in its ring twice")
    return AuditKeys(keys)


class KeyFile:
    """The ring in a file that only its owner can read; read again when it changed, made if there is none."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._turn = Lock()
        self._version: tuple[int, int] | None = None
        self._ring: AuditKeys | None = None

    def __call__(self) -> AuditKeys:
        """The ring. Raises ValueError for a file that holds none."""
        with self._turn:
            version = self._version_now()
            if self._ring is None or version is None or version != self._version:
                self._ring = parse(keep(self.path, new_key))
                self._version = self._version_now()
            return self._ring

    def rotate(self) -> AuditKeys:
        """Put a new key before the others, durably; returns the ring."""
        self()
        replace(self.path, f"{new_key()}\n{self.path.read_text()}".encode())
        return self()

    def _version_now(self) -> tuple[int, int] | None:
        try:
            found = self.path.stat()
        except FileNotFoundError:
            return None
        if found.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise ValueError(f"{self.path} can be read by others")
        return found.st_ino, found.st_mtime_ns


def _parsed(text: str) -> AuditKey:
    if not is_key(text):
        raise ValueError(NO_KEY)
    secret = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    return AuditKey(hashlib.sha256(b"anhuan audit key " + secret).hexdigest()[:8], secret)
