"""Declaration of hazard reports: what they are to the rest of the house."""

from typing import Final

from backend.core.nouns import CodesInWords, HomeCounts, Noun, Subject
from backend.hazards import commands, queries
from backend.hazards import filters_queries as filters
from backend.hazards.objections import queries as objections

NOUN: Final = Noun(
    "hazard_report",
    (
        Subject("/hazards/{}", rank=2, describe=commands.describe),
        HomeCounts(queries.home_counts),
        HomeCounts(objections.home_counts),
        CodesInWords("hazard_reports", {"state": "HazardState"}),
        CodesInWords("objections", {"state": "ObjectionState"}),
        filters.LIST,
    ),
)
