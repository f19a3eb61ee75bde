"""Inventory of a site, as a workbook says it. It reads the rows of other nouns through their stores."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session

from backend.core.text import Text
from backend.equipment.store import EquipmentStore
from backend.people.departments.store import Departments
from backend.people.directory.rules import AddressKind
from backend.people.directory.store import Staff
from backend.people.posts.store import Posts
from backend.roster.store import Rosters
from backend.sensors.camera_events.store import Tags
from backend.sensors.camera_events.tags_rules import tag_key
from backend.sensors.rules import Indicator, Sensor, SensorKind
from backend.sensors.store import Sensors
from backend.sensors.templates_rules import TEMPLATES, limits_of
from backend.sites.rules import SYSTEM_AREA
from backend.sites.store import Sites
from backend.workbooks.register_rules import Codes
from backend.workbooks.register_store import Inventory, RegisterInventory
from backend.workbooks.rules import SHIFTS_KNOWN_FOR, Known, Value, folded
from backend.workbooks.sheets_rules import BY_KEY, LIMITS


class SiteInventory:
    def __init__(self, session: Session) -> None:
        self._session = session

    def of_site(self, site_id: UUID, *, now: datetime) -> Inventory:
        """Everything that a workbook holds of this site, closed objects included, and shifts that are over
        by now.
        """
        zone = self.zone(site_id)
        departments = self._departments(site_id)
        posts = self._posts(site_id, codes_of(departments))
        people = self._people(site_id, codes_of(departments), codes_of(posts))
        areas = self._areas(site_id)
        equipment = self._equipment(site_id, codes_of(areas), zone)
        owners = (codes_of(departments), codes_of(people, "username"), codes_of(posts))
        found = self._sensors(site_id)
        sources = self._sources(found, codes_of(areas), codes_of(equipment), owners)
        shifts = self._shifts(site_id, owners, zone, now=now)
        register_codes = Codes(
            codes_of(departments), codes_of(posts), codes_of(people, "username"), codes_of(sources)
        )
        register = RegisterInventory(self._session).of_site(
            site_id, register_codes, areas=codes_of(areas), equipment=codes_of(equipment)
        )
        return {
            "departments": _by(departments),
            "posts": _by(posts),
            "people": _by(people, "username"),
            "areas": _by(areas),
            "equipment": _by(equipment),
            "sources": _by(sources),
            "limits": limits_in_force(found),
            "tags": _by(self._tags(site_id, codes_of(people, "username")), "tag_code"),
            "shifts": {BY_KEY["shifts"].code_of(each.values): each for each in shifts},
            **register,
        }

    def zone(self, site_id: UUID) -> ZoneInfo:
        return ZoneInfo(Sites(self._session).get(site_id).timezone)

    def _departments(self, site_id: UUID) -> list[Known]:
        found = Departments(self._session).of_site(site_id)
        codes = {each.department_id: each.code for each in found}
        return [
            Known(
                each.department_id,
                each.version,
                {"code": each.code, **_names(each.name), "parent": _code(codes, each.parent_id)},
                each.closed_at is not None,
            )
            for each in found
        ]

    def _posts(self, site_id: UUID, departments: Mapping[Any, str]) -> list[Known]:
        return [
            Known(
                each.post_id,
                each.version,
                {
                    "code": each.code,
                    **_names(each.name),
                    "department": _code(departments, each.department_id),
                },
                each.closed_at is not None,
            )
            for each in Posts(self._session).of_site(site_id)
        ]

    def _people(self, site_id: UUID, departments: Mapping[Any, str], posts: Mapping[Any, str]) -> list[Known]:
        return [
            Known(
                each.person_id,
                each.version,
                {
                    "username": each.username,
                    **_names(each.name),
                    "role": each.role.value,
                    "department": _code(departments, each.employment.department_id),
                    "post": _code(posts, each.employment.post_id),
                    "employee_code": each.employment.employee_code or "",
                    "joined_on": each.employment.joined_on,
                    **{kind.value.lower(): each.addresses.get(kind, "") for kind in AddressKind},
                },
            )
            for each in Staff(self._session).of_site(site_id)
        ]

    def _areas(self, site_id: UUID) -> list[Known]:
        found = [each for each in Sites(self._session).areas(site_id) if each.code != SYSTEM_AREA]
        codes = {each.area_id: each.code for each in found}
        return [
            Known(
                each.area_id,
                each.version,
                {
                    "code": each.code,
                    **_names(each.name),
                    "parent": _code(codes, each.parent_id),
                    "default_stage": each.default_stage.value if each.default_stage else "",
                    "muster_zh": each.muster.zh,
                    "muster_en": each.muster.en,
                },
                each.closed_at is not None,
            )
            for each in found
        ]

    def _equipment(self, site_id: UUID, areas: Mapping[Any, str], zone: ZoneInfo) -> list[Known]:
        store = EquipmentStore(self._session)
        found, others = store.of_site(site_id), store.other_codes_of_site(site_id)
        since = store.last_steps_of_site(site_id)
        codes = {each.equipment_id: each.code for each in found}
        return [
            Known(
                each.equipment_id,
                each.version,
                {
                    "code": each.code,
                    **_names(each.name),
                    "area": _code(areas, each.area_id),
                    "stage": each.stage.value,
                    "kind": each.kind,
                    "parent": _code(codes, each.parent_id),
                    "maker": each.maker,
                    "serial_number": each.serial_number,
                    "is_special": each.is_special,
                    "next_inspection": _day(each.next_inspection_at, zone),
                    "next_maintenance": _day(each.next_maintenance_at, zone),
                    "other_codes": tuple(sorted(others.get(each.equipment_id, ()))),
                    "state": each.state.value,
                    "state_since": _day(since.get(each.equipment_id), zone),
                },
            )
            for each in found
        ]

    def limits_of_site(self, site_id: UUID) -> dict[str, Known]:
        """The limits in force, by source, side and tier."""
        return limits_in_force(self._sensors(site_id))

    def _sensors(self, site_id: UUID) -> list[Sensor]:
        store = Sensors(self._session)
        found = store.get(store.ids_of_site(site_id)).values()
        return sorted(found, key=lambda each: each.code)

    def _sources(
        self,
        found: Iterable[Sensor],
        areas: Mapping[Any, str],
        equipment: Mapping[Any, str],
        owners: tuple[Mapping[Any, str], Mapping[Any, str], Mapping[Any, str]],
    ) -> list[Known]:
        return [
            Known(
                each.sensor_id,
                each.version,
                {
                    "code": each.code,
                    **_names(each.name),
                    "source_kind": each.kind.value,
                    "area": _code(areas, each.area_id),
                    "stage": each.stage.value,
                    "equipment": _code(equipment, each.equipment_id),
                    "department": _code(owners[0], each.department_id),
                    "post": _code(owners[2], each.post_id),
                    "responsible": _code(owners[1], each.responsible_id),
                    "unit": each.unit,
                    "standard": each.indicator.standard if each.indicator else "",
                    "sampling_plan": each.sampling_plan,
                    "template": template_in_force(each),
                },
            )
            for each in found
            if each.kind is not SensorKind.SYSTEM
        ]

    def _tags(self, site_id: UUID, people: Mapping[Any, str]) -> list[Known]:
        return [
            Known(
                tag_key(site_id, each.code),
                each.version,
                {
                    "tag_code": each.code,
                    "tag_kind": each.kind.value,
                    **_names(each.name),
                    "holder": _code(people, each.person_id),
                    "tag_role": each.role,
                    "equipment": each.equipment,
                    "allowed_areas": tuple(sorted(each.areas)),
                },
                each.closed_at is not None,
            )
            for each in Tags(self._session).of_site(site_id)
        ]

    def _shifts(
        self,
        site_id: UUID,
        owners: tuple[Mapping[Any, str], Mapping[Any, str], Mapping[Any, str]],
        zone: ZoneInfo,
        *,
        now: datetime,
    ) -> list[Known]:
        departments, people, posts = owners
        return [
            Known(
                shift.shift_id,
                shift.version,
                {
                    "on_duty": _code(people, shift.person_id),
                    "duty": roster.duty.value,
                    "department": _code(departments, roster.department_id),
                    "post": _code(posts, roster.post_id),
                    "starts_at": _on_wall(shift.starts_at, zone),
                    "ends_at": _on_wall(shift.ends_at, zone),
                },
                is_past=shift.ends_at <= now,
            )
            for roster, shift in Rosters(self._session).of_site(site_id, since=now - SHIFTS_KNOWN_FOR)
        ]


def limits_in_force(sensors: Iterable[Sensor]) -> dict[str, Known]:
    """The limits of these sources, by source, side and tier."""
    found: dict[str, Known] = {}
    for sensor in sensors:
        indicator = sensor.indicator
        if indicator is None:
            continue
        for limit in indicator.limits:
            values: dict[str, Value] = {
                "source": sensor.code,
                "side": limit.side.value,
                "tier": limit.tier.name,
                "limit": float(limit.value),
                "deadband": float(indicator.deadband),
                "on_delay": indicator.on_delay.total_seconds(),
                "off_delay": indicator.off_delay.total_seconds(),
                "silent_after": indicator.silent_after.total_seconds(),
                "standard": indicator.standard,
            }
            found[LIMITS.code_of(values)] = Known(sensor.sensor_id, indicator.version, values)
    return found


def template_in_force(sensor: Sensor) -> str:
    """The code of the template whose limits the source has; empty for limits of its own or none."""
    found = sensor.indicator
    if found is None or not found.limits:
        return ""
    return next((each.code for each in TEMPLATES if _judges_alike(found, each.code)), "")


def codes_of(found: Iterable[Known], column: str = "code") -> dict[object, str]:
    return {each.object_id: str(each.values[column]) for each in found}


def _judges_alike(indicator: Indicator, code: str) -> bool:
    template = next(each for each in TEMPLATES if each.code == code)
    return (set(indicator.limits), indicator.unit, indicator.span) == (
        set(limits_of(template)),
        template.unit,
        template.span,
    )


def _by(found: Iterable[Known], column: str = "code") -> dict[str, Known]:
    return {folded(str(each.values[column])): each for each in found}


def _names(name: Text) -> dict[str, Value]:
    return {"name_zh": name.zh, "name_en": name.en}


def _code(codes: Mapping[Any, str], object_id: object) -> str:
    return codes.get(object_id, "") if object_id is not None else ""


def _day(at: datetime | None, zone: ZoneInfo) -> date | None:
    return at.astimezone(zone).date() if at is not None else None


def _on_wall(at: datetime, zone: ZoneInfo) -> datetime:
    """The time on the clock of the site, to the minute: as a cell says it."""
    return at.astimezone(zone).replace(tzinfo=None, second=0, microsecond=0)
