"""How long a code for an address holds, and how often one may be asked for and tried."""

from datetime import datetime, timedelta
from typing import Final

DIGITS: Final = 6
LASTS: Final = timedelta(minutes=10)
MOST_FAILURES: Final = 5
PER_HOUR: Final = 5
"""Codes to one kind of address of a person: who pays for text messages is not somebody with a script."""

CHAT_DIGITS: Final = 8
"""More than of a code that is sent: whoever is in the company's chat could guess at those of all people."""
CHAT_CODE_LASTS: Final = timedelta(minutes=10)
CHAT_CODES_PER_HOUR: Final = 10
MOST_GUESSES: Final = 5
"""Wrong codes of one user of a chat within an hour."""


def code_in(text: str) -> str:
    """Return the code that somebody wrote, also with spaces or words around it; empty where there is none."""
    digits = "".join(each for each in text if each.isascii() and each.isdigit())
    return digits if len(digits) == CHAT_DIGITS else ""


def is_open(sent_at: datetime, failures: int, *, now: datetime) -> bool:
    """Whether a code that was sent then, and tried so often in vain, may still be typed."""
    return failures < MOST_FAILURES and now < sent_at + LASTS
