"""The sheets of a workbook, with their columns."""

from typing import Final

from backend.core.errors import ErrorCode
from backend.core.modules import Module
from backend.core.viewer import Permission, Role
from backend.core.vocabulary import Stage, Tier
from backend.equipment.rules import EquipmentState
from backend.roster.rules import Duty
from backend.sensors.camera_events.tags_rules import TagKind
from backend.sensors.rules import LimitSide, SensorKind
from backend.sensors.templates_rules import TEMPLATES
from backend.tuning.indicators_rules import MAX_OFF_DELAY, MAX_ON_DELAY, MAX_SILENCE
from backend.tuning.limit_bounds_rules import FURTHEST
from backend.workbooks.register_sheets_rules import REGISTER
from backend.workbooks.rules import NAMES, CellKind, Column, Sheet, reference

_CODE, _NAME = CellKind.CODE, CellKind.NAME
_STAGES: Final = tuple(each.value for each in Stage)
_ROLES: Final = tuple(each.value for each in Role)
_STATES: Final = tuple(each.value for each in EquipmentState)
_SIDES: Final = tuple(each.value for each in LimitSide)
_TIERS: Final = tuple(each.name for each in reversed(Tier))
_KINDS: Final = tuple(each.value for each in SensorKind if each is not SensorKind.SYSTEM)
_TEMPLATES: Final = tuple(each.code for each in TEMPLATES)
_CARRIERS: Final = tuple(each.value for each in TagKind)
_DUTIES: Final = tuple(each.value for each in Duty)


def _stage(key: str, *, is_required: bool) -> Column:
    return Column(key, CellKind.CHOICE, "PROCESS", is_required=is_required, group="Stage", choices=_STAGES)


LIMITS: Final = Sheet(
    "limits",
    Permission.MANAGE_SOURCES,
    (
        reference("source", "sources", "GT-101", is_required=True),
        Column("side", CellKind.CHOICE, "HIGH", is_required=True, group="LimitSide", choices=_SIDES),
        Column("tier", CellKind.CHOICE, "RED", is_required=True, group="Tier", choices=_TIERS),
        Column("limit", CellKind.NUMBER, "50", is_required=True),
        Column("deadband", CellKind.NUMBER, "2", most=FURTHEST),
        Column("on_delay", CellKind.NUMBER, "3", most=MAX_ON_DELAY.total_seconds()),
        Column("off_delay", CellKind.NUMBER, "60", most=MAX_OFF_DELAY.total_seconds()),
        Column("silent_after", CellKind.NUMBER, "60", most=MAX_SILENCE.total_seconds()),
        Column("standard", CellKind.TEXT, "GB/T 50493-2019 5.5.2"),
    ),
    named_by=("source", "side", "tier"),
)

SHEETS: Final = (
    Sheet(
        "departments",
        Permission.MANAGE_PEOPLE,
        (
            Column("code", _CODE, "PROD", is_required=True),
            *NAMES,
            reference("parent", "departments"),
        ),
        parent="parent",
    ),
    Sheet(
        "posts",
        Permission.MANAGE_PEOPLE,
        (
            Column("code", _CODE, "OP", is_required=True),
            *NAMES,
            reference("department", "departments", "PROD"),
        ),
    ),
    Sheet(
        "people",
        Permission.MANAGE_PEOPLE,
        (
            Column("username", _CODE, "li.na", is_required=True),
            *NAMES,
            Column("role", CellKind.CHOICE, "WORKER", is_required=True, group="Role", choices=_ROLES),
            reference("department", "departments", "PROD"),
            reference("post", "posts", "OP"),
            Column("employee_code", CellKind.TEXT, "0042"),
            Column("joined_on", CellKind.DATE, "2024-03-01"),
            Column("phone", CellKind.TEXT, "13800000000"),
            Column("email"),
            Column("chat"),
        ),
    ),
    Sheet(
        "areas",
        Permission.MANAGE_PLACES,
        (
            Column("code", _CODE, "A-01", is_required=True),
            *NAMES,
            reference("parent", "areas"),
            _stage("default_stage", is_required=False),
            Column("muster_zh"),
            Column("muster_en"),
        ),
        parent="parent",
    ),
    Sheet(
        "equipment",
        Permission.MANAGE_PLACES,
        (
            Column("code", _CODE, "P-101", is_required=True),
            *NAMES,
            reference("area", "areas", "A-01", is_required=True),
            _stage("stage", is_required=True),
            Column("kind"),
            reference("parent", "equipment"),
            Column("maker"),
            Column("serial_number"),
            Column("is_special", CellKind.FLAG),
            Column("next_inspection", CellKind.DATE, "2027-03-01"),
            Column("next_maintenance", CellKind.DATE),
            Column("other_codes", CellKind.CODES),
            Column("state", CellKind.CHOICE, "RUNNING", group="EquipmentState", choices=_STATES),
            Column("state_since", CellKind.DATE, "2019-06-01"),
        ),
        parent="parent",
    ),
    Sheet(
        "sources",
        Permission.MANAGE_SOURCES,
        (
            Column("code", _CODE, "GT-101", is_required=True),
            *NAMES,
            Column(
                "source_kind",
                CellKind.CHOICE,
                "READINGS",
                is_required=True,
                group="SensorKind",
                choices=_KINDS,
            ),
            reference("area", "areas", "A-01", is_required=True),
            _stage("stage", is_required=True),
            reference("equipment", "equipment", "P-101"),
            reference("department", "departments", "PROD"),
            reference("post", "posts"),
            reference("responsible", "people", "li.na"),
            Column("unit", CellKind.TEXT, "%LEL"),
            Column("standard"),
            Column("sampling_plan"),
            Column(
                "template",
                CellKind.CHOICE,
                "COMBUSTIBLE_GAS",
                group="LimitTemplate",
                choices=_TEMPLATES,
            ),
        ),
    ),
    LIMITS,
    Sheet(
        "tags",
        Permission.MANAGE_SOURCES,
        (
            Column("tag_code", _CODE, "E28011606000020D", is_required=True),
            Column(
                "tag_kind", CellKind.CHOICE, "PERSON", is_required=True, group="TagKind", choices=_CARRIERS
            ),
            Column("name_zh", _NAME),
            Column("name_en", _NAME),
            reference("holder", "people", "li.na"),
            Column("tag_role", _CODE, "OPERATOR"),
            reference("equipment", "equipment"),
            Column("allowed_areas", CellKind.CODES, "A-01", refers="areas"),
        ),
        module=Module.CAMERA_EVENTS,
    ),
    Sheet(
        "shifts",
        Permission.PLAN_EVERY_ROSTER,
        (
            reference("on_duty", "people", "li.na", is_required=True),
            Column("duty", CellKind.CHOICE, "POST", is_required=True, group="Duty", choices=_DUTIES),
            reference("department", "departments"),
            reference("post", "posts", "OP"),
            Column("starts_at", CellKind.MOMENT, "2027-03-01 20:00", is_required=True),
            Column("ends_at", CellKind.MOMENT, "2027-03-02 08:00", is_required=True),
        ),
        named_by=("on_duty", "duty", "department", "post", "starts_at"),
    ),
    *REGISTER,
)
"""In the order in which they are imported: none refers to a later one."""
BY_KEY: Final = {sheet.key: sheet for sheet in SHEETS}

COLUMN_OF: Final = {
    ErrorCode.NAME_INVALID: "name_zh",
    ErrorCode.PHONE_INVALID: "phone",
    ErrorCode.EMAIL_INVALID: "email",
    ErrorCode.DEPARTMENT_REQUIRED: "department",
    ErrorCode.DEPARTMENT_CYCLE: "parent",
    ErrorCode.DEPARTMENT_TOO_DEEP: "parent",
    ErrorCode.PARENT_CYCLE: "parent",
    ErrorCode.AREA_CLOSED: "area",
    ErrorCode.UNIT_DIFFERS: "unit",
    ErrorCode.UNIT_IN_USE: "unit",
    ErrorCode.LIMITS_CHANGED: "template",
    ErrorCode.SECOND_PERSON_REQUIRED: "role",
    ErrorCode.OWN_ROLE: "role",
    ErrorCode.LAST_ADMINISTRATOR: "role",
    ErrorCode.ILLEGAL_TRANSITION: "source_kind",
    ErrorCode.STEP_AHEAD: "state_since",
    ErrorCode.SHIFT_LENGTH_INVALID: "ends_at",
    ErrorCode.SHIFT_TWICE: "starts_at",
    ErrorCode.SHIFT_BEGUN: "starts_at",
}
"""The cell that a refusal of a command is about; else it is the one that names the row."""
