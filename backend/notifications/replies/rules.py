"""Replies to text messages: what a reply says, and what became of it."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from backend.notifications.answer_links.rules import REPLY_DIGITS, LinkAnswer

MEANS: Final = {
    "1": LinkAnswer.ACKNOWLEDGE,
    "2": LinkAnswer.ON_THE_WAY,
    "3": LinkAnswer.CANNOT_COME,
}
SAYS: Final = re.compile(rf"\W{{0,3}}([123])\W{{0,3}}([0-9]{{{REPLY_DIGITS}}})\W{{0,3}}")
"""After normalisation: phones in Chinese type wide digits, commas and quotes of their own."""

MOST_WRONG: Final = 5
WITHIN: Final = timedelta(minutes=15)
"""As long as a code holds: of a million codes nobody finds one in five tries."""


class ReplyOutcome(StrEnum):
    """Outcome of a reply; its sender does not learn of it."""

    TAKEN = "TAKEN"
    ANSWERED = "ANSWERED"
    UNREADABLE = "UNREADABLE"
    WRONG = "WRONG"
    """No such code for this phone, or one that is over or said something else already."""
    LOCKED = "LOCKED"
    """After too many wrong ones also the right one: somebody tries."""
    REFUSED = "REFUSED"
    """The alert is over, or the person may answer it no more."""


@dataclass(frozen=True, slots=True)
class Said:
    """Content of a reply: an answer, and the code that it came with."""

    answer: LinkAnswer
    code: str


def read_reply(text: str) -> Said | None:
    """Return the content of a reply: `1 483920`, also without the space or in wide digits; None for any other
    text.
    """
    found = SAYS.fullmatch(unicodedata.normalize("NFKC", text).strip())
    return Said(MEANS[found[1]], found[2]) if found else None
