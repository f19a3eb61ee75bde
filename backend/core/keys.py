"""Keys as `anhuan keys new` makes them: 32 random bytes as base64url, 43 characters."""

import base64
import binascii
import secrets
from typing import Final

KEY_BYTES: Final = 32
FEWEST_DIFFERENT_BYTES: Final = 16
"""32 random bytes have about 30 different ones; a key with fewer than half of that was typed."""
FEWEST_OF_A_CASE: Final = 4
"""43 random characters have about 17 small letters and as many capitals; words with hyphens have none."""


def new_key() -> str:
    """Return a new key. It stands in addresses, and behind an option, as it is."""
    key = secrets.token_urlsafe(KEY_BYTES)
    return key if is_key(key) and not key.startswith("-") else new_key()


def is_key(text: str) -> bool:
    """Whether `new_key` could have made this text."""
    try:
        found = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (ValueError, binascii.Error):
        return False
    return (
        len(found) == KEY_BYTES
        and len(set(found)) >= FEWEST_DIFFERENT_BYTES
        and min(sum(map(str.islower, text)), sum(map(str.isupper, text))) >= FEWEST_OF_A_CASE
    )
