"""Declaration of cases: what they are to the rest of the house."""

from typing import Final

from backend.cases import commands, queries, risk_queries, work_queries
from backend.cases import filters_queries as filters
from backend.cases.escalation import filters_queries as follow_up_lists
from backend.cases.escalation import follow_ups_commands as follow_ups
from backend.cases.escalation import responsible_commands as deadlines
from backend.cases.evidence import queries as evidence
from backend.cases.tasks import filters_queries as tasks
from backend.core.nouns import CodesInWords, HomeCounts, Noun, Subject, Work
from backend.deadlines.responsible_commands import Responsibility
from backend.photos.queries import PhotoFinder
from backend.risks.revisions.dangers_store import OpenDangers

NOUN: Final = Noun(
    "case",
    (
        Subject("/cases/{}", rank=1, describe=commands.describe),
        Responsibility(deadlines.responsible, when_overdue=follow_ups.begin_automatic),
        OpenDangers(risk_queries.in_danger),
        HomeCounts(queries.home_counts),
        Work(work_queries.my_work),
        PhotoFinder(evidence.find),
        CodesInWords("cases", {"outcome": "CaseOutcome", "state": "CaseState"}),
        CodesInWords("register_questions", {"answer": "RegisterAnswer"}),
        CodesInWords("recurrences", {"basis": "RecurrenceBasis"}),
        CodesInWords("department_tasks", {"kind": "TaskKind", "state": "TaskState"}),
        CodesInWords("extensions", {"kind": "ExtensionKind", "state": "ExtensionState"}),
        filters.LIST,
        tasks.LIST,
        follow_up_lists.LIST,
    ),
)
