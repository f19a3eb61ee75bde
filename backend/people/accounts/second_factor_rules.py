"""The second factor: codes of an authenticator app (TOTP), and one-time codes for a lost phone."""

import hmac
import secrets
from datetime import datetime, timedelta
from typing import Final
from unicodedata import normalize

import pyotp

from backend.core import words

SECRET_LENGTH: Final = 32
BASE32: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
STEP_S: Final = 30
DIGITS: Final = "0123456789"
DRIFT_STEPS: Final = 1
"""A phone whose clock is half a minute off still gets in."""
CODES: Final = 10
ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without what looks like something else in handwriting: 10 of these are 49 bits."""
CODE_LENGTH: Final = 10
CHALLENGE_LASTS: Final = timedelta(minutes=5)
MOST_FAILURES: Final = 5
"""Wrong codes after one right password; then the password is asked for again, and counted."""


def new_secret() -> str:
    """A secret of 160 bits, as authenticator apps take it (base32)."""
    return pyotp.random_base32()


def is_secret(text: str) -> bool:
    """Whether `new_secret` could have made this."""
    return len(text) == SECRET_LENGTH and all(each in BASE32 for each in text)


def address_of(secret: str, username: str) -> str:
    """Return the address (`otpauth:`) that the QR code holds for an authenticator app."""
    issuer = words.text("app.name")
    return pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=f"{issuer.zh} {issuer.en}")


def step_of(secret: str, code: str, *, at: datetime, last_step: int) -> int | None:
    """The time step whose code this is; None for a wrong one, and for one of a step that was taken before."""
    now = int(at.timestamp()) // STEP_S
    digits = "".join(each for each in normalize("NFKC", code) if each in DIGITS)
    for step in range(max(now - DRIFT_STEPS, last_step + 1), now + DRIFT_STEPS + 1):
        if hmac.compare_digest(pyotp.TOTP(secret).generate_otp(step), digits):
            return step
    return None


def new_recovery_codes() -> list[str]:
    """Ten codes, each good once in the place of the authenticator app."""
    return ["".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH)) for _ in range(CODES)]


def plain_code(code: str) -> str:
    """A recovery code as it is kept: without the gaps and the case that people write it with."""
    return "".join(each for each in normalize("NFKC", code).upper() if each.isalnum())
