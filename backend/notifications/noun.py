"""Declaration of messages: what they are to the rest of the house."""

from typing import Final

from backend.core.nouns import CodesInWords, Noun

NOUN: Final = Noun(
    "delivery",
    (CodesInWords("deliveries", {"event_kind": "TimelineKind"}),),
)
