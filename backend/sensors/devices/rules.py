"""Devices that send over HTTP: each has a key, shown once, and speaks for its site or a few sources of it."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from backend.core.errors import ErrorCode, Refused

PREFIX: Final = "anh_"
"""So that a key that leaked into a log or a repository can be found by its looks."""
KEY: Final = re.compile(r"anh_[A-Za-z0-9_-]{43}")
SHOWN_OF_KEY: Final = 8
MAX_NAME: Final = 60
MAX_CODES: Final = 200
CODE: Final = re.compile(r"[^\s/+#\x00]{1,64}")
"""Pattern of one level of an MQTT topic, and so the code of a source."""


@dataclass(frozen=True, slots=True)
class Device:
    """`codes`: the sources it may speak for; empty: all of its site. `hint`: how its key begins."""

    device_id: UUID
    site_id: UUID
    name: str
    codes: tuple[str, ...]
    hint: str
    created_at: datetime
    created_by: UUID | None
    revoked_at: datetime | None = None
    last_used_at: datetime | None = None

    def speaks_for(self, code: str) -> bool:
        return not self.codes or code in self.codes


@dataclass(frozen=True, slots=True)
class Receipt:
    """One body that a device sent, by its sha256: sent again it is answered again, not taken again."""

    device_id: UUID
    sha256: str


def new_key() -> str:
    """A key that nobody can guess: 256 bits."""
    return PREFIX + secrets.token_urlsafe(32)


def hash_of(key: str) -> str:
    """Return the hash of a key; the key is not kept. It is random and long, so a plain sha256 (hex) cannot be
    turned back.
    """
    return hashlib.sha256(key.encode()).hexdigest()


def hint_of(key: str) -> str:
    """Return the part of a key that a list shows, so that a person can see which one a device has."""
    return key[: len(PREFIX) + SHOWN_OF_KEY]


def check_name(name: str) -> str:
    """The name without spaces around it. Raises Refused(INVALID_INPUT)."""
    name = name.strip()
    if not 0 < len(name) <= MAX_NAME:
        raise Refused(ErrorCode.INVALID_INPUT, f"a device has a name of at most {MAX_NAME} characters")
    return name


def check_codes(codes: list[str]) -> tuple[str, ...]:
    """The codes, each once and in order. Raises Refused(INVALID_INPUT) for what cannot be the code of a
    source.
    """
    found = tuple(sorted({code.strip() for code in codes} - {""}))
    if len(found) > MAX_CODES or not all(CODE.fullmatch(code) for code in found):
        raise Refused(ErrorCode.INVALID_INPUT, "a code has 1 to 64 characters without space, /, + and #")
    return found
