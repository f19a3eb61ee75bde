"""Declaration of sources: what they are to the rest of the house."""

from typing import Final

from backend.core.nouns import CodesInWords, HomeCounts, Noun
from backend.sensors import filters_queries as filters
from backend.sensors import queries
from backend.sensors import sources_queries as sources

NOUN: Final = Noun(
    "sensor",
    (
        HomeCounts(queries.home_counts),
        HomeCounts(sources.home_counts),
        CodesInWords("tags", {"kind": "TagKind"}),
        filters.LIST,
    ),
)
