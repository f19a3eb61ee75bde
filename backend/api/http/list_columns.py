"""Lists as spreadsheets: the columns of each, where an answer has their values, how a cell is written."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from backend.core import words
from backend.core.text import Language

if TYPE_CHECKING:
    from backend.core.word_keys import Group

NAMED: Final = "{ zh en }"
PLACE: Final = f"area {{ name {NAMED} }} equipment {{ code name {NAMED} }}"
PEOPLE: Final = tuple(
    f".{who}.name"
    for who in ("acknowledgedBy", "by", "madeBy", "owner", "reportedBy", "responsible", "to", "triagedBy")
)
"""Ends of paths at which the name of a person stands."""
OF_CASE: Final = f"case {{ number tier state title {NAMED} {PLACE} }}"


@dataclass(frozen=True, slots=True)
class Column:
    """`path`: keys from a row to its value, with dots. `group`: of the words of a code."""

    heading: str
    path: str
    group: "Group | None" = None


@dataclass(frozen=True, slots=True)
class ListExport:
    """One list. `arguments`: its variables with their types; `node`: what is selected of each row, `edge`:
    beside the row.
    """

    root: str
    arguments: Mapping[str, str]
    node: str
    columns: tuple[Column, ...]
    edge: str = ""

    @property
    def names_people(self) -> bool:
        """Whether a column says who somebody is: then the export says what it is for."""
        return any(column.path.endswith(PEOPLE) for column in self.columns)

    @property
    def document(self) -> str:
        """The query of one page."""
        wanted = ", ".join(f"${name}: {kind}" for name, kind in self.arguments.items())
        passed = ", ".join(f"{name}: ${name}" for name in self.arguments)
        return (
            f"query ({wanted}, $first: Int!, $after: String) {{"
            f" {self.root}({passed}, first: $first, after: $after) {{ totalCount"
            f" edges {{ {self.edge} node {{ id {self.node} }} }} pageInfo {{ hasNextPage endCursor }} }} }}"
        )


def _of_place(before: str = "node") -> tuple[Column, ...]:
    return (
        Column("area", f"{before}.area.name"),
        Column("equipment_code", f"{before}.equipment.code"),
        Column("equipment", f"{before}.equipment.name"),
    )


def _of_case() -> tuple[Column, ...]:
    return (
        Column("case", "node.case.number"),
        Column("title", "node.case.title"),
        Column("tier", "node.case.tier", "Tier"),
        *_of_place("node.case"),
    )


LISTS: Final[Mapping[str, ListExport]] = {
    "alerts": ListExport(
        root="alerts",
        arguments={"filter": "AlertFilter", "sort": "AlertSort"},
        node="rank tier worstTier condition state raisedAt changedAt acknowledgedAt"
        f" acknowledgedBy {{ name {NAMED} }}"
        f" sensor {{ code name {NAMED} stage {PLACE} }} cause {{ sentence {NAMED} value limit unit }}"
        f" case {{ number responsible {{ name {NAMED} }} }}",
        columns=(
            Column("tier", "node.rank", "Tier"),
            Column("present_tier", "node.tier", "Tier"),
            Column("worst_tier", "node.worstTier", "Tier"),
            Column("state", "node.state", "AlertState"),
            Column("condition", "node.condition", "AlertCondition"),
            Column("source_code", "node.sensor.code"),
            Column("source", "node.sensor.name"),
            Column("stage", "node.sensor.stage", "Stage"),
            *_of_place("node.sensor"),
            Column("cause", "node.cause.sentence"),
            Column("value", "node.cause.value"),
            Column("limit", "node.cause.limit"),
            Column("unit", "node.cause.unit"),
            Column("raised", "node.raisedAt"),
            Column("changed", "node.changedAt"),
            Column("acknowledged", "node.acknowledgedAt"),
            Column("acknowledged_by", "node.acknowledgedBy.name"),
            Column("case", "node.case.number"),
            Column("responsible", "node.case.responsible.name"),
        ),
    ),
    "cases": ListExport(
        root="cases",
        arguments={"filter": "CaseFilter", "sort": "CaseSort"},
        node=f"number tier state outcome title {NAMED} stage {PLACE} department {{ name {NAMED} }}"
        f" responsible {{ name {NAMED} }} openedAt changedAt acknowledgeDueAt disposeDueAt recheckDueAt"
        " isOverdue",
        columns=(
            Column("number", "node.number"),
            Column("tier", "node.tier", "Tier"),
            Column("state", "node.state", "CaseState"),
            Column("outcome", "node.outcome", "CaseOutcome"),
            Column("title", "node.title"),
            Column("stage", "node.stage", "Stage"),
            *_of_place(),
            Column("department", "node.department.name"),
            Column("responsible", "node.responsible.name"),
            Column("opened", "node.openedAt"),
            Column("changed", "node.changedAt"),
            Column("acknowledge_due", "node.acknowledgeDueAt"),
            Column("dispose_due", "node.disposeDueAt"),
            Column("recheck_due", "node.recheckDueAt"),
            Column("overdue", "node.isOverdue"),
        ),
    ),
    "tasks": ListExport(
        root="tasks",
        arguments={"filter": "TaskFilter", "sort": "TaskSort"},
        node=f"kind work {NAMED} state department {{ name {NAMED} }} owner {{ name {NAMED} }} percent dueAt"
        f" isOverdue doneAt {OF_CASE}",
        columns=(
            *_of_case(),
            Column("kind", "node.kind", "TaskKind"),
            Column("work", "node.work"),
            Column("state", "node.state", "TaskState"),
            Column("department", "node.department.name"),
            Column("responsible", "node.owner.name"),
            Column("percent", "node.percent"),
            Column("due", "node.dueAt"),
            Column("overdue", "node.isOverdue"),
            Column("done", "node.doneAt"),
        ),
    ),
    "followUps": ListExport(
        root="followUps",
        arguments={"filter": "FollowUpFilter! = OPEN", "where": "FollowUpWhere", "sort": "FollowUpSort"},
        node=f"at step text answer answeredAt isAutomatic to {{ name {NAMED} }}"
        f" by {{ name {NAMED} }} {OF_CASE}",
        columns=(
            *_of_case(),
            Column("step", "node.step", "DeadlineStep"),
            Column("asked", "node.at"),
            Column("asked_by", "node.by.name"),
            Column("responsible", "node.to.name"),
            Column("question", "node.text"),
            Column("answer", "node.answer"),
            Column("answered", "node.answeredAt"),
        ),
    ),
    "hazardReports": ListExport(
        root="hazardReports",
        arguments={"filter": "HazardReportFilter", "sort": "HazardReportSort"},
        node=f"number state kind category grade isSerious description {PLACE} reportedBy {{ name {NAMED} }}"
        f" capturedAt receivedAt triagedBy {{ name {NAMED} }} triagedAt case {{ number }}",
        columns=(
            Column("number", "node.number"),
            Column("state", "node.state", "HazardState"),
            Column("report_kind", "node.kind", "ReportKind"),
            Column("grade", "node.grade", "HazardGrade"),
            Column("serious", "node.isSerious"),
            Column("category", "node.category", "HazardCategory"),
            Column("description", "node.description"),
            *_of_place(),
            Column("reported_by", "node.reportedBy.name"),
            Column("captured", "node.capturedAt"),
            Column("received", "node.receivedAt"),
            Column("triaged_by", "node.triagedBy.name"),
            Column("triaged", "node.triagedAt"),
            Column("case", "node.case.number"),
        ),
    ),
    "sources": ListExport(
        root="sources",
        arguments={"filter": "SourceFilter", "sort": "SourceSort"},
        node=f"code name {NAMED} unit stage state openTier {PLACE} latest {{ sampledAt value }}",
        columns=(
            Column("source_code", "node.code"),
            Column("source", "node.name"),
            Column("state", "node.state", "SensorState"),
            Column("tier", "node.openTier", "Tier"),
            Column("stage", "node.stage", "Stage"),
            *_of_place(),
            Column("value", "node.latest.value"),
            Column("unit", "node.unit"),
            Column("sampled", "node.latest.sampledAt"),
        ),
    ),
    "archivedCases": ListExport(
        root="archivedCases",
        arguments={"query": 'String! = ""', "filter": "ArchivedCaseFilter", "sort": "ArchivedCaseSort"},
        edge="archivedAt outcome",
        node=f"number tier title {NAMED} stage {PLACE} department {{ name {NAMED} }}"
        f" responsible {{ name {NAMED} }} openedAt",
        columns=(
            Column("number", "node.number"),
            Column("tier", "node.tier", "Tier"),
            Column("outcome", "outcome", "CaseOutcome"),
            Column("title", "node.title"),
            Column("stage", "node.stage", "Stage"),
            *_of_place(),
            Column("department", "node.department.name"),
            Column("responsible", "node.responsible.name"),
            Column("opened", "node.openedAt"),
            Column("archived", "archivedAt"),
        ),
    ),
    "suggestions": ListExport(
        root="suggestions",
        arguments={"filter": "SuggestionFilter", "sort": "SuggestionSort"},
        node=f"number state topic text madeAt receivedAt madeBy {{ name {NAMED} }} owner {{ name {NAMED} }}"
        f" equipment {{ code name {NAMED} }} dueAt answer answeredAt doneAt",
        columns=(
            Column("number", "node.number"),
            Column("state", "node.state", "SuggestionState"),
            Column("topic", "node.topic", "SuggestionTopic"),
            Column("description", "node.text"),
            Column("equipment_code", "node.equipment.code"),
            Column("equipment", "node.equipment.name"),
            Column("reported_by", "node.madeBy.name"),
            Column("received", "node.receivedAt"),
            Column("responsible", "node.owner.name"),
            Column("due", "node.dueAt"),
            Column("answer", "node.answer"),
            Column("answered", "node.answeredAt"),
            Column("done", "node.doneAt"),
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class Writing:
    """Language of the words, and the zone in which times are written."""

    language: Language
    zone: ZoneInfo

    def header(self, export: ListExport) -> list[str]:
        return [words.of("export.column", each.heading).in_(self.language) for each in export.columns]

    def row(self, export: ListExport, edge: Mapping[str, Any]) -> list[str | int | float]:
        return [self._cell(each, edge) for each in export.columns]

    def _cell(self, column: Column, edge: Mapping[str, Any]) -> str | int | float:
        value: Any = edge
        for key in column.path.split("."):
            value = value[key] if value is not None else None
        if isinstance(value, bool):
            return words.of("export.claim", "yes" if value else "no").in_(self.language)
        return value if isinstance(value, int | float) else self._written(column, value)

    def _written(self, column: Column, value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, Mapping):  # a text in both languages
            return str(value["en" if self.language is Language.EN else "zh"])
        if column.group is not None:
            return words.of(column.group, value).in_(self.language)
        if column.path.endswith((".at", "At")):
            return f"{datetime.fromisoformat(value).astimezone(self.zone):%Y-%m-%d %H:%M:%S}"
        return str(value)
