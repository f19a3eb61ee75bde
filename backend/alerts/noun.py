"""Declaration of alerts: what they are to the rest of the house."""

from typing import Final

from backend.alerts import acknowledgement_deadline_commands as deadline
from backend.alerts import filters_queries as filters
from backend.alerts import queries, risk_queries
from backend.core.nouns import CodesInWords, HomeCounts, Noun, Subject
from backend.deadlines.responsible_commands import Responsibility
from backend.risks.revisions.dangers_store import OpenDangers

NOUN: Final = Noun(
    "alert",
    (
        Subject("/alerts/{}", rank=6),
        Responsibility(deadline.responsible, is_said=deadline.is_said_by_group),
        OpenDangers(risk_queries.in_danger),
        HomeCounts(queries.home_counts),
        CodesInWords("alert_transitions", {"kind": "AlertTransitionKind"}),
        filters.LIST,
    ),
)
