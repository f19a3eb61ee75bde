"""The sheets of the risk register: objects, units, events, measures, check items. Scores and bound sources
are columns of an event.
"""

from typing import Final

from backend.core.viewer import Permission
from backend.core.vocabulary import HazardCategory, Stage
from backend.risks.assessment.rules import AssessmentMethod, ControlLevel
from backend.risks.revisions.contents_rules import MOST_REVIEW_MONTHS
from backend.risks.revisions.rules import LONGEST_TEXT, CheckWay, EventState, MeasureKind
from backend.risks.rules import LONGEST_REASON, UnitKind
from backend.workbooks.rules import NAMES, CellKind, Column, Sheet, reference

_CODE, _TEXT, _LINES, _CODES = CellKind.CODE, CellKind.TEXT, CellKind.LINES, CellKind.CODES
_LEVELS: Final = ("4", "3", "2", "1")
PARTS: Final = ("inherent", "residual")
"""First words of the columns of an assessment."""
BINDINGS: Final = ("sources_both", "sources_high", "sources_low", "observed")


def _choice(key: str, group: str, example: str, choices: tuple[str, ...]) -> Column:
    return Column(key, CellKind.CHOICE, example, group=group, choices=choices)


def _computed(key: str, group: str, example: str, choices: tuple[str, ...], *, also: str = "") -> Column:
    return Column(key, CellKind.CHOICE, example, group=group, choices=choices, also=also, is_computed=True)


def _needed(key: str, group: str, example: str, choices: tuple[str, ...]) -> Column:
    return Column(key, CellKind.CHOICE, example, is_required=True, group=group, choices=choices)


def _texts(key: str, kind: CellKind = _TEXT, *, is_required: bool = False) -> tuple[Column, Column]:
    """A text in two languages, whose examples are words."""
    return (
        Column(f"{key}_zh", kind, is_required=is_required, longest=LONGEST_TEXT, is_worded=True),
        Column(f"{key}_en", kind, longest=LONGEST_TEXT, is_worded=True),
    )


def _owner(department: str = "PROD", *, is_required: bool = False) -> tuple[Column, ...]:
    return (
        reference("department", "departments", department, is_required=is_required),
        reference("post", "posts"),
        reference("responsible", "people", "li.na" if department else ""),
    )


def _assessment(part: str, likelihood: str, level: str) -> tuple[Column, ...]:
    methods = tuple(each.value for each in AssessmentMethod)
    return (
        _choice(f"{part}_method", "AssessmentMethod", "LEC", methods),
        Column(f"{part}_likelihood", CellKind.NUMBER, likelihood),
        Column(f"{part}_exposure", CellKind.NUMBER, "6"),
        Column(f"{part}_consequence", CellKind.NUMBER, "15"),
        _computed(f"{part}_level", "WorkbookLevel", level, _LEVELS, also="RegisterLevel"),
        Column(f"{part}_clause", longest=LONGEST_TEXT),
    )


OBJECTS: Final = Sheet(
    "risk_objects",
    Permission.EDIT_RISKS,
    (Column("code", _CODE, "TF", is_required=True), *NAMES, *_owner(is_required=True)),
)
UNITS: Final = Sheet(
    "risk_units",
    Permission.EDIT_RISKS,
    (
        Column("code", _CODE, "TF-1", is_required=True),
        *NAMES,
        reference("risk_object", "risk_objects", "TF", is_required=True),
        _needed("unit_kind", "RiskUnitKind", "FACILITY", tuple(each.value for each in UnitKind)),
        reference("area", "areas", "A-01", is_required=True),
        *_owner(is_required=True),
        Column("machines", _CODES, "P-101", refers="equipment"),
    ),
)
EVENTS: Final = Sheet(
    "risk_events",
    Permission.EDIT_RISKS,
    (
        Column("code", _CODE, "TF-1-01", is_required=True),
        reference("risk_unit", "risk_units", "TF-1", is_required=True),
        *_texts("title", is_required=True),
        _needed("stage", "Stage", "RAW_MATERIAL", tuple(each.value for each in Stage)),
        *_owner(is_required=True),
        _choice(
            "event_state",
            "RiskEventState",
            "IN_FORCE",
            (EventState.DRAFT.value, EventState.IN_FORCE.value),
        ),
        *_texts("harm"),
        *_texts("causes", _LINES),
        *_texts("signs", _LINES),
        Column("accident_class", CellKind.CLASS, "GB_2025/26"),
        *_assessment("inherent", "3", "3"),
        *_assessment("residual", "1", "2"),
        Column("assessed_by", _CODES, "li.na", refers="people"),
        Column("assessed_on", CellKind.DATE, "2026-11-20"),
        _computed("control_level", "ControlLevel", "TEAM", tuple(each.value for each in ControlLevel)),
        *_texts("steps_early", _LINES),
        *_texts("steps_urgent", _LINES),
        Column("call_people", _CODES, "li.na", refers="people"),
        Column("call_posts", _CODES, refers="posts"),
        Column("call_numbers", _LINES),
        Column("concerned", _LINES),
        Column("sources_both", _CODES, refers="sources"),
        Column("sources_high", _CODES, "GT-101", refers="sources"),
        Column("sources_low", _CODES, refers="sources"),
        Column("observed", _CODES),
        Column("review_months", CellKind.NUMBER, most=MOST_REVIEW_MONTHS),
        Column("reason", longest=LONGEST_REASON),
    ),
)
MEASURES: Final = Sheet(
    "measures",
    Permission.EDIT_RISKS,
    (
        Column("code", _CODE, "M-1", is_required=True),
        reference("risk_event", "risk_events", "TF-1-01", is_required=True),
        *_texts("text", is_required=True),
        _needed("measure_kind", "MeasureKind", "ENGINEERING", tuple(each.value for each in MeasureKind)),
        Column("is_critical", CellKind.FLAG, "1"),
        Column("reduces", CellKind.FLAG, "1"),
        reference("source", "sources", "GT-101"),
        *_owner(""),
    ),
    named_by=("risk_event", "code"),
)
ITEMS: Final = Sheet(
    "check_items",
    Permission.EDIT_RISKS,
    (
        Column("code", _CODE, "C-1", is_required=True),
        reference("risk_event", "risk_events", "TF-1-01", is_required=True),
        Column("measure", CellKind.REFERENCE, "M-1", is_required=True),
        *_texts("look_for", is_required=True),
        _needed("way", "CheckWay", "ON_SITE", tuple(each.value for each in CheckWay)),
        *_texts("answer"),
        Column("low", CellKind.NUMBER),
        Column("high", CellKind.NUMBER),
        Column("unit"),
        _needed("category", "HazardCategory", "GAS_LEAK", tuple(each.value for each in HazardCategory)),
        *_owner(""),
    ),
    named_by=("risk_event", "code"),
)
REGISTER: Final = (OBJECTS, UNITS, EVENTS, MEASURES, ITEMS)
CONTENT: Final = (EVENTS.key, MEASURES.key, ITEMS.key)
"""Sheets whose rows make up the content of events: it is put together after the last of them."""
