"""Declaration of proposed limits: what they are to the rest of the house."""

from typing import Final

from backend.core.nouns import CodesInWords, Noun

NOUN: Final = Noun(
    "indicator_proposal",
    (CodesInWords("indicator_proposals", {"state": "ProposalState"}),),
)
