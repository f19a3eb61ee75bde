"""Log lines about sign-ins under names that nobody has: no site's audit can hold them."""

import hashlib
import secrets
from dataclasses import dataclass, field
from typing import Final

import structlog

from backend.core.once_per_minute import OncePerMinute

DIGEST_BYTES: Final = 4

log = structlog.get_logger()


@dataclass(frozen=True)
class UnknownNames:
    """One line per minute and address. The name is a salted digest: it may be a password in the wrong field,
    or somebody's name elsewhere. Within one run of the process the same name has the same digest.
    """

    _salt: bytes = field(default_factory=lambda: secrets.token_bytes(16), repr=False)
    _lines: OncePerMinute = field(default_factory=lambda: OncePerMinute(parts_numbers=True))

    def note(self, name: str, address: str) -> None:
        digest = hashlib.blake2b(name.encode(), key=self._salt, digest_size=DIGEST_BYTES).hexdigest()
        self._lines.say(
            lambda left_out: log.warning(
                "sign_in_unknown_name", address=address, name_digest=digest, left_out=left_out
            ),
            address,
        )
