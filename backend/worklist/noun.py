"""Declaration of lists over several nouns: what they are to the rest of the house."""

from typing import Final

from backend.core.nouns import HomeCounts, Noun
from backend.worklist import sources_queries as sources

NOUN: Final = Noun(
    "worklist",
    (HomeCounts(sources.home_counts),),
)
