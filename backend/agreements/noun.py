"""Declaration of agreements, the word of a second person: what they are to the rest of the house."""

from typing import Final

from backend.agreements import commands
from backend.core.nouns import CodesInWords, Noun, Subject

NOUN: Final = Noun(
    "agreement",
    (
        Subject("/work", rank=4, describe=commands.describe),
        CodesInWords("agreements", {"kind": "AgreementKind", "state": "AgreementState"}),
    ),
)
