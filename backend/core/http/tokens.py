"""Short-lived tokens that name a person and the sign-in they came by. Signed (HS256), never stored."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Final
from uuid import UUID

import jwt

from backend.core.token_keys import TokenKey, TokenKeys

ALGORITHM: Final = "HS256"
KEPT: Final = 1024
"""Good tokens whose signature is not computed again; when they end is asked every time."""


class Use(StrEnum):
    """Use of a token. One for pictures opens nothing else: it travels by itself, in a cookie."""

    ACCESS = "access"
    MEDIA = "media"


LASTS: Final = {Use.ACCESS: timedelta(minutes=15), Use.MEDIA: timedelta(hours=12)}


@dataclass(frozen=True, slots=True)
class Claims:
    person_id: UUID
    family_id: UUID
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Opened:
    """A token that one of our keys signed, whatever it is good for."""

    claims: Claims
    use: object
    issued_at: datetime
    key: TokenKey


class Tokens:
    """Issues and reads tokens; `secret`: the text of a key ring, the same in every process."""

    def __init__(self, secret: str, clock: Callable[[], datetime]) -> None:
        self._keys = TokenKeys.of(secret)
        self._clock = clock
        self._opened = lru_cache(KEPT)(self._open)

    def issue(self, use: Use, person_id: UUID, family_id: UUID) -> tuple[str, datetime]:
        """A token and when it ends."""
        now = self._clock().replace(microsecond=0)
        expires_at = now + LASTS[use]
        claims = {
            "sub": str(person_id),
            "sid": str(family_id),
            "use": use,
            "iat": int(now.timestamp()),
            "exp": int(expires_at.timestamp()),
        }
        key = self._keys.current
        token = jwt.encode(claims, key.secret, algorithm=ALGORITHM, headers={"kid": key.key_id})
        return token, expires_at

    def read(self, use: Use, token: str) -> Claims | None:
        """Return the claims of the token; None if it is not ours, not for this use, or over."""
        try:
            found = self._opened(token)
        except (jwt.InvalidTokenError, AttributeError, OSError, OverflowError, TypeError, ValueError):
            return None
        expires_at = found.claims.expires_at
        is_good = (
            found.use == use
            and self._clock() < expires_at <= found.issued_at + LASTS[use]
            and _may_have_signed(found.key, found.issued_at)
        )
        return found.claims if is_good else None

    def _open(self, token: str) -> "Opened":
        """Return the content of a token that one of our keys signed. Raises jwt.InvalidTokenError and others
        for any other token, and that is not remembered.
        """
        key = self._keys.by_id(jwt.get_unverified_header(token).get("kid"))
        if key is None:
            raise jwt.InvalidTokenError("no such key")
        # The times are judged by our own clock, in `read`.
        found = jwt.decode(
            token,
            key.secret,
            algorithms=[ALGORITHM],
            options={"verify_exp": False, "verify_iat": False, "require": ["sub", "sid", "iat", "exp"]},
        )
        issued_at, expires_at = (datetime.fromtimestamp(found[each], UTC) for each in ("iat", "exp"))
        claims = Claims(UUID(found["sub"]), UUID(found["sid"]), expires_at)
        return Opened(claims, found.get("use"), issued_at, key)


def _may_have_signed(key: TokenKey, issued_at: datetime) -> bool:
    """A retired key that fell into wrong hands makes tokens that end with those it had signed itself."""
    return key.retired_at is None or issued_at <= key.retired_at
