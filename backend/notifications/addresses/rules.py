"""How long a code for an address holds, and how often one may be asked for and tried."""

from datetime import datetime, timedelta
from typing import Final

DIGITS: Final = 6
LASTS: Final = timedelta(minutes=10)
MOST_FAILURES: Final = 5
PER_HOUR: Final = 5
"""Codes to one kind of address of a person: who pays for text messages is not somebody with a script."""


def is_open(sent_at: datetime, failures: int, *, now: datetime) -> bool:
    """Whether a code that was sent then, and tried so often in vain, may still be typed."""
    return failures < MOST_FAILURES and now < sent_at + LASTS
