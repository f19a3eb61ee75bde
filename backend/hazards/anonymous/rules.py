"""Reporting without a name: nobody's person, a key made on the phone, and how often one address may try."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Mapping
from typing import Final
from uuid import UUID

from backend.core import words
from backend.core.errors import ErrorCode, Refused
from backend.core.viewer import Membership, Role, Viewer
from backend.people.rules import NOBODY

NOBODYS_NAME: Final = words.text("anonymous.name")
KEY_LETTERS: Final = 26
"""128 random bits in Crockford's base 32 (no I, L, O, U), shown in groups."""
KEY_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_KEY: Final = re.compile(f"[0-9A-HJKMNP-TV-Z]{{{KEY_LETTERS}}}")
_HASH: Final = re.compile(r"[0-9a-f]{64}")
_READ_AS: Final[Mapping[str, str]] = {"I": "1", "L": "1", "O": "0"}


def nobody_at(site_id: UUID) -> Viewer:
    """An unnamed person of this site, with the rights of a worker for as long as the request takes."""
    return Viewer(NOBODY, (Membership(NOBODY, site_id, Role.WORKER, None, None),))


def new_key() -> str:
    """A follow-up key for who has no app that makes one."""
    return "".join(secrets.choice(KEY_ALPHABET) for _ in range(KEY_LETTERS))


def hash_of_key(key: str) -> str:
    """Hex sha256 of a follow-up key as it is typed: spaces, dashes and case do not matter. Raises
    Refused(NOT_FOUND) for what can be no key.
    """
    letters = "".join(_READ_AS.get(each, each) for each in key.upper() if each not in " -")
    if not _KEY.fullmatch(letters):
        raise Refused(ErrorCode.NOT_FOUND, "no follow-up key looks like this")
    return hashlib.sha256(letters.encode()).hexdigest()


def check_key_hash(key_hash: str) -> str:
    """Raises Refused(INVALID_INPUT) unless it is a hex sha256."""
    if not _HASH.fullmatch(key_hash):
        raise Refused(ErrorCode.INVALID_INPUT, "the hash of a follow-up key has 64 hex digits")
    return key_hash


def is_same(secret: str, given: str) -> bool:
    """Compare in constant time."""
    return hmac.compare_digest(secret.encode(), given.encode())
