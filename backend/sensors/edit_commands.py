"""Sources described anew, put onto a plan, and given their first limits."""

from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID, uuid4

from backend.core.codes import checked_name
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, EventKind
from backend.core.text import Text
from backend.core.viewer import Permission, Viewer
from backend.core.vocabulary import Stage
from backend.equipment.rules import EquipmentState
from backend.equipment.store import EquipmentStore
from backend.people.store import People
from backend.sensors.adoption_commands import MAX_TEXT, require_equipment
from backend.sensors.events import FIRST_LIMITS_SET, SOURCE_CHANGED
from backend.sensors.rules import Sensor, SensorKind
from backend.sensors.store import Sensors
from backend.sensors.templates_rules import check_unit, indicator_from, template_of
from backend.sites.area_commands import require_open_area
from backend.sites.plans.commands import check_place
from backend.sites.plans.rules import Point
from backend.sites.rules import LONGEST_LINE

OBSERVERS: Final = frozenset({SensorKind.CAMERA, SensorKind.RFID_GATE, SensorKind.LOCATOR})
FIELDS: Final = (
    *("name", "area_id", "stage", "equipment_id", "department_id", "responsible_id"),
    *("post_id", "unit", "kind", "sampling_plan"),
)


@dataclass(frozen=True, slots=True)
class SourceDetails:
    """Details of a source, as a person enters them. `standard`: clause by which it is sampled and judged."""

    name: Text
    area_id: UUID
    stage: Stage
    kind: SensorKind
    equipment_id: UUID | None = None
    department_id: UUID | None = None
    responsible_id: UUID | None = None
    unit: str = ""
    standard: str = ""
    sampling_plan: str = ""
    post_id: UUID | None = None


def change_source(
    tx: Transaction, sensor_id: int, details: SourceDetails, *, version: int, by: Viewer
) -> Sensor:
    """Describe the source anew. Unit and standard make a new version of its indicator, with the same limits.

    Raises Refused: NOT_FOUND, NOT_ALLOWED (also to put it onto a machine under repair, for who may not
    suppress alerts), CONFLICT where it is not at this version any more, AREA_CLOSED,
    UNIT_IN_USE (limits stand in the unit that it has), ILLEGAL_TRANSITION (readings do not become
    observations), INVALID_INPUT.
    """
    before = source_of(tx, sensor_id, by)
    after = _described(tx, before, details, by=by)
    standard = details.standard.strip()
    fields = [name for name in FIELDS if getattr(before, name) != getattr(after, name)]
    in_force = before.indicator
    if in_force is not None and (after.unit, standard) != (in_force.unit, in_force.standard):
        if after.unit != in_force.unit and (in_force.limits or in_force.rate_limit):
            raise Refused(ErrorCode.UNIT_IN_USE, "its limits are in the unit that it has")
        fields.append("standard")
    if before.version != version:
        raise Refused(ErrorCode.CONFLICT, f"version {version} was changed by somebody else")
    if not fields:
        return before
    tx.get(Sensors).change(replace(after, changed_at=tx.now, changed_by=by.person_id))
    if in_force is not None and "standard" in fields:
        anew = replace(in_force, unit=after.unit, standard=standard)
        tx.get(Sensors).add_indicator(sensor_id, anew, reason="described", at=tx.now, by=by.person_id)
    _announce(tx, SOURCE_CHANGED, after, note=", ".join(fields), by=by)
    return tx.get(Sensors).one(sensor_id)


def place_source(
    tx: Transaction, sensor_id: int, *, plan_id: UUID | None, at: Point | None, version: int, by: Viewer
) -> Sensor:
    """Put the source onto a plan, or take it off. Raises Refused: as `change_source`, POLYGON_OUTSIDE."""
    before = source_of(tx, sensor_id, by)
    after = replace(before, plan_id=plan_id, position=check_place(tx, before.site_id, plan_id, at))
    if before.version != version:
        raise Refused(ErrorCode.CONFLICT, f"version {version} was changed by somebody else")
    if after == before:
        return before
    tx.get(Sensors).change(replace(after, changed_at=tx.now, changed_by=by.person_id))
    _announce(tx, SOURCE_CHANGED, after, note="position", by=by)
    return tx.get(Sensors).one(sensor_id)


def set_first_limits(tx: Transaction, sensor_id: int, template: str, *, by: Viewer) -> Sensor:
    """Judge a source that has no limits yet by those of a template. The same again changes nothing.

    Raises Refused: NOT_FOUND, NOT_ALLOWED, LIMITS_CHANGED where it has limits already, UNIT_DIFFERS,
    INVALID_INPUT.
    """
    sensor = source_of(tx, sensor_id, by)
    in_force = sensor.indicator
    if sensor.kind is not SensorKind.READINGS or in_force is None:
        raise Refused(ErrorCode.INVALID_INPUT, "it sends no readings")
    found = template_of(template)
    check_unit(found, sensor.unit)
    wanted = indicator_from(found, indicator_id=uuid4())
    if in_force.limits:
        if in_force.limits == wanted.limits:
            return sensor
        raise Refused(ErrorCode.LIMITS_CHANGED, "it has limits already")
    tx.get(Sensors).add_indicator(sensor_id, wanted, reason=template, at=tx.now, by=by.person_id)
    changed = replace(sensor, unit=wanted.unit, changed_at=tx.now, changed_by=by.person_id)
    tx.get(Sensors).change(changed)
    _announce(tx, FIRST_LIMITS_SET, sensor, note=template, by=by)
    return tx.get(Sensors).one(sensor_id)


def source_of(tx: Transaction, sensor_id: int, by: Viewer) -> Sensor:
    """The source, for who may change it. Raises Refused: NOT_FOUND, NOT_ALLOWED."""
    sensor = tx.get(Sensors).get([sensor_id]).get(sensor_id)
    if sensor is None or sensor.kind is SensorKind.SYSTEM:
        raise Refused(ErrorCode.NOT_FOUND, "no such source")
    by.require(Permission.MANAGE_SOURCES, site_id=sensor.site_id)
    return sensor


def _require_may_move(tx: Transaction, sensor: Sensor, equipment_id: UUID | None, by: Viewer) -> None:
    """Raises Refused(NOT_ALLOWED) for a machine under repair, which holds back the alerts of its sources,
    where `by` may suppress none.
    """
    if equipment_id is None:
        return
    if tx.get(EquipmentStore).get(equipment_id).state is EquipmentState.UNDER_REPAIR:
        by.require(Permission.SUPPRESS, site_id=sensor.site_id)


def _described(tx: Transaction, sensor: Sensor, details: SourceDetails, *, by: Viewer) -> Sensor:
    name = checked_name(details.name.zh, details.name.en)
    unit, plan = details.unit.strip(), details.sampling_plan.strip()
    if max(len(unit), len(details.standard.strip())) > MAX_TEXT or len(plan) > LONGEST_LINE:
        raise Refused(ErrorCode.INVALID_INPUT, "too long a unit, standard or sampling plan")
    if details.kind is not sensor.kind and not {details.kind, sensor.kind} <= OBSERVERS:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, "readings do not become observations")
    if details.area_id != sensor.area_id:
        require_open_area(tx, sensor.site_id, details.area_id)
    require_equipment(tx, sensor.site_id, details.equipment_id)
    if details.equipment_id != sensor.equipment_id:
        _require_may_move(tx, sensor, details.equipment_id, by)
    tx.get(People).require_at_site(
        sensor.site_id,
        department_id=details.department_id,
        person_id=details.responsible_id,
        post_id=details.post_id,
    )
    return replace(
        sensor,
        name=name,
        area_id=details.area_id,
        stage=details.stage,
        equipment_id=details.equipment_id,
        department_id=details.department_id,
        responsible_id=details.responsible_id,
        unit=unit,
        kind=details.kind,
        sampling_plan=plan,
        post_id=details.post_id,
    )


def _announce(tx: Transaction, kind: EventKind, sensor: Sensor, *, note: str, by: Viewer) -> None:
    tx.announce(Event(kind, sensor.site_id, by=by.person_id, note=f"{sensor.code}: {note}"))
