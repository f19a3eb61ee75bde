"""The risk register of the demo plant: an event for what each kind of source watches at a place, written by
the commands that people use.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid4

from backend.agreements import commands as agreements
from backend.agreements.rules import AgreementKind
from backend.agreements.store import Agreements
from backend.core.database import Transaction
from backend.core.text import Text
from backend.core.viewer import Viewer
from backend.demo.blueprint import CONTROL_ROOM, PlannedArea, PlannedSensor, Plant
from backend.demo.dangers import DANGERS, Danger
from backend.equipment.rules import EquipmentState
from backend.people.store import People
from backend.risks import commands as tree
from backend.risks.assessment.rules import CONTROL_LEVELS, AssessmentMethod, LecScores, RiskLevel, assess
from backend.risks.assessment.scales_rules import usual_cutoff_set
from backend.risks.commands import ObjectDetails, UnitDetails
from backend.risks.revisions import commands as revisions
from backend.risks.revisions.rules import (
    BoundSide,
    Call,
    CheckItem,
    CheckWay,
    ControlMeasure,
    EmergencySteps,
    EventContent,
    MeasureKind,
    SourceBinding,
    Team,
    WatchedBy,
)
from backend.risks.revisions.store import RiskEvents
from backend.risks.rules import Owner, UnitKind
from backend.risks.store import RiskTree
from backend.sensors.store import Sensors

AUTHOR: Final = "zhao.min"
SECOND: Final = "liu.fang"
TO_CONTROL_ROOM: Final = Call(Text("中央控制室", "Control room"), CONTROL_ROOM)

_OBJECTS: Final[Mapping[str, tuple[Text, str, tuple[str, ...]]]] = {
    "TF": (
        Text("储运与装卸", "Storage and transfer"),
        "PRODUCTION",
        ("UNLOAD", "TANKS", "LOADING", "WAREHOUSE"),
    ),
    "PR": (Text("反应与精制", "Reaction and refining"), "PRODUCTION", ("REACT", "DISTIL", "MILL")),
    "UT": (Text("公用工程", "Utilities"), "EQUIPMENT", ("COMP", "PUMPS", "BOILER")),
    "ST": (Text("厂区与环保", "Site and environment"), "SAFETY", ("WASTE", "CONTROL", "GATE")),
}
"""Objects by code: name, department, areas."""

_RESIDUAL: Final = {
    "PT-102": RiskLevel.MAJOR,  # a major hazard source stays one, whatever is done
    **dict.fromkeys(("GD-102", "GD-201", "GD-202", "TT-201", "PT-201", "OX-901", "HS-901"), RiskLevel.LARGER),
}
"""The level that is left after all measures, by source; every other risk is general."""

_SCORES: Final = {
    RiskLevel.MAJOR: (LecScores(6, 6, 40), LecScores(3, 3, 40)),
    RiskLevel.LARGER: (LecScores(6, 6, 40), LecScores(3, 6, 15)),
    RiskLevel.GENERAL: (LecScores(6, 3, 15), LecScores(3, 3, 15)),
}
"""Before and after the measures, for each level that is left."""


@dataclass(frozen=True, slots=True)
class PlannedRisk:
    """An event: one danger at one place, with the sources that watch it and who answers for them."""

    area: str
    title: Text
    danger: Danger
    sensors: tuple[PlannedSensor, ...]

    @property
    def residual_level(self) -> RiskLevel:
        return max(_RESIDUAL.get(each.code, RiskLevel.GENERAL) for each in self.sensors)


def planned_risks(plant: Plant) -> Iterator[PlannedRisk]:
    """The events of the plant: sources of one danger, area and owner share one."""
    groups: dict[tuple[object, ...], list[PlannedSensor]] = {}
    for sensor in (*plant.sensors, *plant.hand_held, *plant.observers):
        key = (sensor.area, sensor.hazard or sensor.kind, sensor.department, sensor.responsible)
        groups.setdefault(key, []).append(sensor)
    areas = {each.code: each for each in plant.areas}
    for sensors in groups.values():
        first = sensors[0]
        for danger in DANGERS[first.hazard or first.kind]:
            watching = tuple(each for each in sensors if _watches(each, danger.side))
            if watching:
                by_hand = first in plant.hand_held
                yield PlannedRisk(
                    first.area, _title(areas[first.area], danger, by_hand=by_hand), danger, watching
                )


def plant_risks(tx: Transaction, plant: Plant) -> None:
    """Write the register of the plant; a site that has one keeps its own."""
    if any(tx.get(RiskTree).object_by_code(plant.site_id, code) for code in _OBJECTS):
        return
    author = _viewer(tx, plant, AUTHOR)
    units = _units(tx, plant, author)
    numbers: dict[str, int] = {}
    for planned in planned_risks(plant):
        numbers[planned.area] = numbers.get(planned.area, 0) + 1
        code = f"R-{planned.area}-{numbers[planned.area]:02}"
        content = _content(tx, plant, planned)
        event_id = revisions.draft_event(tx, units[planned.area], code, content, by=author)
        version = tx.get(RiskEvents).get(event_id).version
        revisions.put_in_force(tx, event_id, version=version, by=author)
        _confirm(tx, event_id, _viewer(tx, plant, SECOND))


def _watches(sensor: PlannedSensor, side: BoundSide) -> bool:
    if side is BoundSide.BOTH:
        return True
    return any(limit.side.value == side.value for limit in sensor.indicator.limits)


def _title(area: PlannedArea, danger: Danger, *, by_hand: bool) -> Text:
    zh, en = ("（手持检测）", " (hand-held)") if by_hand else ("", "")
    return Text(f"{area.name.zh}{danger.title.zh}{zh}", f"{area.name.en}: {danger.title.en}{en}")


def _units(tx: Transaction, plant: Plant, author: Viewer) -> dict[str, UUID]:
    """Add objects, and a unit for each area of theirs with its machines; return the units by area."""
    departments = {each.code: each.department_id for each in plant.departments}
    areas = {each.code: each for each in plant.areas}
    found: dict[str, UUID] = {}
    for code, (name, department, its_areas) in _OBJECTS.items():
        owner = Owner(departments[department])
        object_id = tree.add_object(tx, plant.site_id, ObjectDetails(code, name, owner), by=author)
        for number, area in enumerate(its_areas, 1):
            machines = [
                each.equipment_id
                for each in plant.equipment
                if each.area == area and each.state is not EquipmentState.SCRAPPED
            ]
            unit = UnitDetails(
                f"{code}-{number}",
                areas[area].name,
                UnitKind.FACILITY,
                areas[area].area_id,
                owner,
                machines,
            )
            found[area] = tree.add_unit(tx, object_id, unit, by=author)
    return found


def _content(tx: Transaction, plant: Plant, planned: PlannedRisk) -> EventContent:
    danger, first = planned.danger, planned.sensors[0]
    people = {each.username: each.person_id for each in plant.people}
    departments = {each.code: each.department_id for each in plant.departments}
    owner = Owner(departments[first.department], None, people[first.responsible])
    level = planned.residual_level
    by = usual_cutoff_set(AssessmentMethod.LEC)
    inherent, residual = (assess(each, by) for each in _SCORES[level])
    bindings = _bindings(tx, plant, planned)
    measures = _measures(danger, bindings)
    return EventContent(
        title=planned.title,
        stage=first.stage,
        owner=owner,
        harm=danger.harm,
        accident_class=danger.accident_class,
        inherent=inherent,
        residual=residual,
        rests_on=tuple(each.measure_id for each in measures),
        team=Team((people[AUTHOR], people[first.responsible]), tx.now.date()),
        control_level=CONTROL_LEVELS[level],
        steps=EmergencySteps(danger.early, danger.urgent),
        calls=(Call(person_id=people[first.responsible]), TO_CONTROL_ROOM),
        measures=measures,
        bindings=bindings,
    )


def _bindings(tx: Transaction, plant: Plant, planned: PlannedRisk) -> tuple[SourceBinding, ...]:
    found = []
    for each in planned.sensors:
        sensor = tx.get(Sensors).by_code(plant.site_id, each.code)
        if sensor is None:
            raise LookupError(f"{each.code} is not planted")
        observations = planned.danger.observations
        found.append(SourceBinding(sensor.sensor_id, planned.danger.side, observations))
    return tuple(found)


def _measures(danger: Danger, bindings: Sequence[SourceBinding]) -> tuple[ControlMeasure, ControlMeasure]:
    """The barrier, which the first source watches, and rounds, which look at it."""
    barrier = ControlMeasure(
        measure_id=uuid4(),
        code="M1",
        text=danger.barrier,
        kind=MeasureKind.ENGINEERING,
        is_critical=True,
        watched_by=WatchedBy.SOURCE,
        sensor_id=bindings[0].sensor_id,
    )
    item = CheckItem(
        item_id=uuid4(),
        code="C1",
        look_for=danger.check.look_for,
        way=CheckWay.ON_SITE,
        answer=danger.check.answer,
        category=danger.check.category,
    )
    rounds = ControlMeasure(
        measure_id=uuid4(),
        code="M2",
        text=Text("每班巡检一次", "One round a shift"),
        kind=MeasureKind.MANAGEMENT,
        items=(item,),
    )
    return barrier, rounds


def _confirm(tx: Transaction, event_id: UUID, second: Viewer) -> None:
    """A second officer confirms what waits for one."""
    revision_id = tx.get(RiskEvents).get(event_id).revision_id
    asked = tx.get(Agreements).waiting(AgreementKind.CHANGE_RISK, revision_id)
    if asked is not None:
        agreements.decide(tx, asked.agreement_id, is_agreed=True, note="", by=second)


def _viewer(tx: Transaction, plant: Plant, username: str) -> Viewer:
    person_id = next(each.person_id for each in plant.people if each.username == username)
    return tx.get(People).viewer(person_id)
