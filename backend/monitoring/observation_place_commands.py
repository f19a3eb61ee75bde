"""Where something was seen: its source, and what judging needs to know around it."""

from dataclasses import dataclass, field
from datetime import UTC, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from backend.core.database import Transaction
from backend.core.modules import Module
from backend.core.text import Text
from backend.equipment.store import EquipmentStore
from backend.sensors.camera_events.rules import ObservationRule
from backend.sensors.camera_events.store import ObservationRules
from backend.sensors.camera_events.tags_rules import Tag
from backend.sensors.rules import Sensor, SensorState
from backend.sensors.store import Sensors
from backend.sites.modules.store import Modules
from backend.sites.rules import Site
from backend.sites.store import Sites


@dataclass(slots=True)
class Place:
    """A source, and what judging needs to know around it; looked up once per batch. `takes_events`: the site
    has not switched them off.
    """

    site: Site
    sensor: Sensor
    rules: tuple[ObservationRule, ...]
    area: str
    areas: dict[str, Text]
    renamed: dict[str, str]
    """The present codes of areas by those of old: boxes go on sending what they were told once."""
    equipment: str
    zone: tzinfo
    takes_events: bool
    tags: dict[str, Tag | None] = field(default_factory=dict)


def place_of(tx: Transaction, source: str) -> Place | None:
    """The place of `{site code}/{source code}`; None: nobody knows it, or it is out of service."""
    site_code, _, code = source.partition("/")
    site = tx.get(Sites).by_code(site_code)
    sensor = tx.get(Sensors).by_code(site.site_id, code) if site else None
    if site is None or sensor is None or sensor.state is SensorState.OUT_OF_SERVICE:
        return None
    areas = tx.get(Sites).areas(site.site_id)
    return Place(
        site=site,
        sensor=sensor,
        rules=tx.get(ObservationRules).held_at(site.site_id),
        area=next(area.code for area in areas if area.area_id == sensor.area_id),
        areas={area.code: area.name for area in areas},
        renamed=tx.get(Sites).renamed(site.site_id),
        equipment=(tx.get(EquipmentStore).get(sensor.equipment_id).code if sensor.equipment_id else ""),
        zone=_zone(site.timezone),
        takes_events=tx.get(Modules).is_on(site.site_id, Module.CAMERA_EVENTS),
    )


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):  # a machine without time zones must not lose observations
        return UTC
