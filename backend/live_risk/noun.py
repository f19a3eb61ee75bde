"""Declaration of the living register, and of its four-colour maps: what they are to the rest of the house."""

from typing import Final

from backend.core.nouns import CodesInWords, Noun, OverdueNames, SetUp, Subject
from backend.deadlines.responsible_commands import Responsibility
from backend.live_risk.coverage import filters_queries as covered
from backend.live_risk.coverage import queries as coverage
from backend.live_risk.maps import commands as maps
from backend.live_risk.maps import queries

NOUN: Final = Noun(
    "risk_map",
    (
        Subject("/plan", rank=8, describe=maps.describe),
        Responsibility(maps.responsible, steps=maps.STEPS),
        OverdueNames(queries.overdue_subjects),
        CodesInWords("stage_exclusions", {"stage": "Stage"}),
        covered.LIST,
        SetUp(coverage.set_up_steps),
    ),
)
