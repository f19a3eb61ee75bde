"""The keys that sign tokens, as text: `KEY` or, after a rotation, `KEY,OLD@1795507200`, the newest first.

The newest key signs. An old one verifies what it had signed before it was retired (seconds since 1970), so
nobody has to sign in again; when the last of these tokens has ended it is of no use and may be deleted.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final, Self

from backend.core.keys import is_key, new_key

LEAST_CHARACTERS: Final = 32
TAKES_OVER_WITHIN: Final = timedelta(minutes=5)
"""Processes are started again one after another: some sign with the old key while others know the new one."""


@dataclass(frozen=True, slots=True)
class TokenKey:
    """`key_id` stands in the tokens; it tells nothing about the key. `retired_at`: None for the newest."""

    key_id: str
    secret: str = field(repr=False)
    retired_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TokenKeys:
    """A key ring: the newest key first."""

    keys: tuple[TokenKey, ...]

    @classmethod
    def of(cls, text: str) -> Self:
        """Return the ring of this text. Raises ValueError where a key is too short or a moment is none."""
        newest, *older = (each.strip() for each in text.split(","))
        keys = [_key(newest), *(_retired(each) for each in older)]
        if len({key.key_id for key in keys}) < len(keys):
            raise ValueError("a key stands there twice")
        return cls(tuple(keys))

    @property
    def current(self) -> TokenKey:
        """The key that signs."""
        return self.keys[0]

    def by_id(self, key_id: object) -> TokenKey | None:
        """The key with this id."""
        return next((key for key in self.keys if key.key_id == key_id), None)

    def are_generated(self) -> bool:
        """Whether `anhuan keys new` could have made every one of them."""
        return all(is_key(key.secret) for key in self.keys)


def rotated(text: str, *, now: datetime, lasts: timedelta, at_once: bool = False) -> str:
    """Return the text of the ring with a new key in front.

    `lasts`: the longest life of a token. Keys whose last token has ended are left out; with `at_once` all old
    ones are.
    """
    if at_once:
        return new_key()
    retired_at = now + TAKES_OVER_WITHIN
    older = [
        f"{key.secret}@{int((key.retired_at or retired_at).timestamp())}"
        for key in TokenKeys.of(text).keys
        if key.retired_at is None or key.retired_at + lasts > now
    ]
    return ",".join([new_key(), *older])


def _retired(text: str) -> TokenKey:
    secret, at, moment = text.rpartition("@")
    if not at or not moment.isdecimal() or len(moment) > 10:
        raise ValueError("each key after the first one has the moment of its retirement: KEY@SECONDS")
    return _key(secret, datetime.fromtimestamp(int(moment), UTC))


def _key(secret: str, retired_at: datetime | None = None) -> TokenKey:
    if len(secret) < LEAST_CHARACTERS:
        raise ValueError(f"a key has at least {LEAST_CHARACTERS} characters")
    key_id = hashlib.sha256(b"anhuan token key " + secret.encode()).hexdigest()[:8]
    return TokenKey(key_id, secret, retired_at)
