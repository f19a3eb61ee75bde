"""Declaration of shifts of the roster: what they are to the rest of the house."""

from typing import Final

from backend.core.nouns import Noun, Subject
from backend.roster import commands

NOUN: Final = Noun(
    "shift",
    (Subject("/roster", rank=5, describe=commands.describe),),
)
