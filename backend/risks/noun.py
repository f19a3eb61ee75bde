"""Declaration of events of the risk register: what they are to the rest of the house."""

from typing import Final

from backend.core.nouns import CodesInWords, Noun, OverdueNames, PeopleInside, Subject
from backend.deadlines.responsible_commands import Responsibility
from backend.risks import filters_queries as filters
from backend.risks import queries
from backend.risks.reviews import commands as reviews

NOUN: Final = Noun(
    "risk_event",
    (
        Subject("/risks/{}", rank=7, describe=reviews.describe),
        Responsibility(reviews.responsible, steps=reviews.STEPS),
        OverdueNames(queries.overdue_subjects),
        CodesInWords(
            "risk_events",
            {"state": "RiskEventState", "stage": "Stage", "control_level": "ControlLevel"},
        ),
        CodesInWords("risk_revisions", {"state": "RiskRevisionState"}),
        PeopleInside("risk_revisions", "content", fields="risk.field", title="title"),
        CodesInWords("risk_units", {"kind": "RiskUnitKind"}),
        CodesInWords("control_measures", {"kind": "MeasureKind", "watched_by": "MeasureWatchedBy"}),
        CodesInWords("check_items", {"way": "CheckWay", "category": "HazardCategory"}),
        filters.LIST,
    ),
)
