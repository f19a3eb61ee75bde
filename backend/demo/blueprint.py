"""Parts of a plant on paper, before it has rows in a database.

Everything is named by its code; `id_of` turns a code into the same id every time: planting twice changes
nothing.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID, uuid5

from backend.cases.tasks.task_rules_rules import TaskRule
from backend.core.text import Text
from backend.core.viewer import Role
from backend.core.vocabulary import Stage
from backend.equipment.rules import EquipmentState
from backend.roster.rules import Duty
from backend.sensors.camera_events.tags_rules import Tag
from backend.sensors.rules import Indicator, SensorKind

SITE_CODE: Final = "demo"
CONTROL_ROOM: Final = "8119"
"""Number inside the plant."""
_NAMESPACE: Final = UUID("5f0c8e0a-3f5e-5d0b-9a59-0d4d7a6f1c21")


def id_of(kind: str, code: str) -> UUID:
    """The id of one thing of the demo plant, e.g. ("area", "REACT"); stable for ever."""
    return uuid5(_NAMESPACE, f"{SITE_CODE}/{kind}/{code}")


@dataclass(frozen=True, slots=True)
class PlannedDepartment:
    code: str
    name: Text

    @property
    def department_id(self) -> UUID:
        return id_of("department", self.code)


@dataclass(frozen=True, slots=True)
class PlannedPost:
    """A post 岗位 belongs to one department."""

    code: str
    name: Text
    department: str


@dataclass(frozen=True, slots=True)
class PlannedPerson:
    """A person with one role at the site; department and post are given by code."""

    username: str
    name: Text
    role: Role
    department: str
    post: str

    @property
    def person_id(self) -> UUID:
        return id_of("person", self.username)


CAR_PARK: Final = Text("大门外停车场", "Car park outside the main gate")


@dataclass(frozen=True, slots=True)
class PlannedArea:
    """Part of the site. `polygon`: x, y pairs in units of the plan picture (1200 wide, 760 high)."""

    code: str
    name: Text
    polygon: tuple[float, ...]
    muster: Text = CAR_PARK

    @property
    def area_id(self) -> UUID:
        return id_of("area", self.code)


@dataclass(frozen=True, slots=True)
class PlannedEquipment:
    """A piece of equipment; `code` stands on its QR label, `maintenance_in` counts from planting the site."""

    code: str
    tag: str
    name: Text
    state: EquipmentState
    stage: Stage
    area: str
    maintenance_in: timedelta | None

    @property
    def equipment_id(self) -> UUID:
        return id_of("equipment", self.code)


class Hazard(StrEnum):
    """Danger where an indicator leaves its limits; chooses the words of its risk."""

    FLAMMABLE_GAS = "FLAMMABLE_GAS"
    TOXIC_GAS = "TOXIC_GAS"
    OXYGEN = "OXYGEN"
    VIBRATION = "VIBRATION"
    BEARING = "BEARING"
    CURRENT = "CURRENT"
    DUST = "DUST"
    PRESSURE = "PRESSURE"
    LEVEL = "LEVEL"
    PROCESS_HEAT = "PROCESS_HEAT"
    STORE_CLIMATE = "STORE_CLIMATE"
    EARTHING = "EARTHING"
    PROTECTION = "PROTECTION"
    CROWDING = "CROWDING"
    FORKLIFT = "FORKLIFT"
    STACKING = "STACKING"
    EFFLUENT = "EFFLUENT"
    NOISE = "NOISE"
    WIND = "WIND"


@dataclass(frozen=True, slots=True)
class PlannedSensor:
    """A sensor with its indicator; department and responsible person are given by code. `hazard`: what it
    watches; None for what sees instead of measuring.
    """

    code: str
    name: Text
    stage: Stage
    area: str
    equipment: str | None
    department: str
    responsible: str
    indicator: Indicator
    hazard: Hazard | None = None
    kind: SensorKind = SensorKind.READINGS


@dataclass(frozen=True, slots=True)
class PlannedPattern:
    """When a shift begins, in minutes after midnight, and how many it takes."""

    code: str
    name: Text
    start_minute: int
    minutes: int


@dataclass(frozen=True, slots=True)
class PlannedRotation:
    """People on duty for one line, by turns, day after day; `is_by_workdays`: on these alone."""

    duty: Duty
    pattern: str
    people: tuple[str, ...]
    department: str = ""
    post: str = ""
    is_by_workdays: bool = False


@dataclass(frozen=True, slots=True)
class Plant:
    """A whole site on paper."""

    code: str
    name: Text
    timezone: str
    departments: tuple[PlannedDepartment, ...]
    posts: tuple[PlannedPost, ...]
    people: tuple[PlannedPerson, ...]
    areas: tuple[PlannedArea, ...]
    equipment: tuple[PlannedEquipment, ...]
    sensors: tuple[PlannedSensor, ...]
    hand_held: tuple[PlannedSensor, ...] = ()
    """Sensors that nothing simulates: a person publishes their readings."""
    observers: tuple[PlannedSensor, ...] = ()
    """Camera boxes, RFID gates, locators: simulated, but they send no readings."""
    tags: tuple[Tag, ...] = ()
    task_rules: tuple[TaskRule, ...] = ()
    patterns: tuple[PlannedPattern, ...] = ()
    rotations: tuple[PlannedRotation, ...] = ()

    @property
    def site_id(self) -> UUID:
        return id_of("site", self.code)
