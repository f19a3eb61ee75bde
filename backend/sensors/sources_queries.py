"""Queries of the officer's page on sources: unknown sources, what was put aside, devices with keys, rules."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlmodel import Session, col

from backend.core.errors import ErrorCode, Refused
from backend.core.time import microseconds
from backend.core.viewer import Permission, Viewer
from backend.sensors import queries as sensors
from backend.sensors.camera_events.defaults_rules import DEFAULT_RULES
from backend.sensors.camera_events.rules import ObservationRule
from backend.sensors.camera_events.store import ObservationRules
from backend.sensors.devices.refusals_rules import RefusedDevice
from backend.sensors.devices.refusals_store import RefusedDevices
from backend.sensors.devices.refusals_tables import refused_devices as refused_devices_table
from backend.sensors.devices.rules import Device
from backend.sensors.devices.store import Devices
from backend.sensors.devices.tables import DeviceRow
from backend.sensors.quarantine_rules import RejectReason, UnknownSource, UnlistedSources
from backend.sensors.quarantine_store import Quarantine, unknown_of
from backend.sensors.quarantine_tables import quarantine
from backend.sensors.quarantine_tables import unknown_sources as unknown_sources_table
from backend.sensors.queries import SensorView
from backend.sensors.rules import SensorState
from backend.sensors.tables import SensorRow
from backend.sites.rules import Site
from backend.sites.store import site_of
from backend.sites.tables import SiteRow

EXCERPT: Final = 400
"""Bytes of a payload that a list shows."""


@dataclass(frozen=True, slots=True)
class UnknownSourceView:
    site_id: UUID
    source: UnknownSource


@dataclass(frozen=True, slots=True)
class PutAsideView:
    """A message that could not be used. `excerpt`: the start of its payload, as text."""

    message_id: int
    received_at: datetime
    topic: str
    reason: RejectReason
    detail: str
    excerpt: str
    bytes: int


@dataclass(frozen=True, slots=True)
class RulesView:
    """`version` 0: the rules that every site starts from."""

    site_id: UUID
    version: int
    rules: tuple[ObservationRule, ...]


def unknown_sources(session: Session, viewer: Viewer) -> list[UnknownSourceView]:
    """Sources that send and that nobody knows, the busiest first. Raises Refused(NOT_ALLOWED).

    What the site knows is none of them, in service or not: who took it out of service knows that it sends.
    """
    site_ids = [site.site_id for site in managed(session, viewer)]
    table = unknown_sources_table
    statement = _unknown(site_ids).add_columns(table, col(SiteRow.id).label("site_id"))
    rows = session.connection().execute(statement.order_by(table.c.readings.desc(), table.c.code))
    return [UnknownSourceView(row.site_id, unknown_of(row)) for row in rows]


def unlisted_sources(session: Session, viewer: Viewer) -> list[tuple[UUID, UnlistedSources]]:
    """Return what was left off the full lists of unknown sources, by site. Raises Refused(NOT_ALLOWED)."""
    found = [(site.site_id, Quarantine(session).unlisted(site.code)) for site in managed(session, viewer)]
    return [(site_id, each) for site_id, each in found if each is not None]


def still_sending(session: Session, viewer: Viewer) -> list[tuple[SensorView, datetime]]:
    """Sources out of service that send all the same, by code, and when they were heard last. Raises
    Refused(NOT_ALLOWED).
    """
    site_ids = [site.site_id for site in managed(session, viewer)]
    statement = (
        select(col(SensorRow.id), unknown_sources_table.c.last_seen_at)
        .join_from(unknown_sources_table, SiteRow, col(SiteRow.code) == unknown_sources_table.c.site_code)
        .join(SensorRow, _is_of_its_source())
        .where(col(SiteRow.id).in_(site_ids), col(SensorRow.state) == SensorState.OUT_OF_SERVICE.value)
        .order_by(col(SensorRow.code))
    )
    found = [(row[0], row[1]) for row in session.connection().execute(statement)]
    views = sensors.by_ids(session, viewer, [sensor_id for sensor_id, _ in found])
    return [(views[sensor_id], at) for sensor_id, at in found]


def _is_of_its_source() -> ColumnElement[bool]:
    """Whether a source of the site sends under the code of what is listed as unknown."""
    is_code = col(SensorRow.code) == unknown_sources_table.c.code
    return and_(col(SensorRow.site_id) == col(SiteRow.id), is_code)


def home_counts(session: Session, viewer: Viewer, _now: datetime) -> dict[str, int]:
    """The number of what `unknown_sources` lists; 0 for who adopts none."""
    site_ids = viewer.site_ids_where(Permission.MANAGE_SOURCES)
    if not site_ids:
        return {"unknown_sources": 0}
    counted = session.connection().scalar(_unknown(site_ids).add_columns(func.count()))
    return {"unknown_sources": counted or 0}


def _unknown(site_ids: Collection[UUID]) -> Select[Any]:
    """Return the statement of what sends to these sites and is no source of theirs, without columns."""
    table = unknown_sources_table
    return (
        select()
        .join_from(table, SiteRow, col(SiteRow.code) == table.c.site_code)
        .where(col(SiteRow.id).in_(site_ids), ~exists().where(_is_of_its_source()))
    )


def known(session: Session, viewer: Viewer, *, site_id: UUID, code: str) -> SensorView:
    """The source that is in service under this code. Raises Refused(NOT_FOUND)."""
    statement = select(col(SensorRow.id)).where(
        col(SensorRow.site_id) == site_id, col(SensorRow.code) == code
    )
    sensor_id = session.connection().scalar(statement)
    found = sensors.by_ids(session, viewer, [sensor_id] if sensor_id else []).get(sensor_id or 0)
    if found is None:
        raise Refused(ErrorCode.NOT_FOUND, "no such source at the viewer's sites")
    return found


def put_aside(session: Session, viewer: Viewer, *, first: int) -> list[PutAsideView]:
    """Return rejected messages under topics of the viewer's sites, newest first. Raises
    Refused(NOT_ALLOWED).
    """
    prefixes = [f"anhuan/{site.code}/" for site in managed(session, viewer)]
    statement = (
        select(quarantine)
        .where(or_(*(quarantine.c.topic.startswith(prefix, autoescape=True) for prefix in prefixes)))
        .order_by(quarantine.c.id.desc())
        .limit(first)
    )
    return [
        PutAsideView(
            message_id=row.id,
            received_at=row.received_at,
            topic=row.topic,
            reason=RejectReason(row.reason),
            detail=row.detail,
            excerpt=row.payload[:EXCERPT].decode(errors="replace").replace("\0", "\ufffd"),
            bytes=len(row.payload),
        )
        for row in session.connection().execute(statement)
    ]


def arrivals_mark(session: Session, viewer: Viewer, site_id: UUID) -> str:
    """A text that is another one after each message that was put aside, each reading of an unknown source,
    each device that was refused and each key that was used, at this site. Raises Refused(NOT_ALLOWED).
    """
    viewer.require(Permission.MANAGE_SOURCES, site_id=site_id)
    code = session.get_one(SiteRow, site_id).code
    is_here = quarantine.c.topic.startswith(f"anhuan/{code}/", autoescape=True)
    is_unknown_here = unknown_sources_table.c.site_code == code
    count = (func.count(), func.coalesce(func.sum(unknown_sources_table.c.readings), 0))
    connection = session.connection()
    put_aside_last = connection.scalar(select(func.max(quarantine.c.id)).where(is_here))
    met, heard = connection.execute(select(*count).where(is_unknown_here)).one()
    used = connection.scalar(
        select(func.max(col(DeviceRow.last_used_at))).where(col(DeviceRow.site_id) == site_id)
    )
    refused = connection.scalar(
        select(func.sum(refused_devices_table.c["count"])).where(refused_devices_table.c.site_code == code)
    )
    return f"{put_aside_last or 0}.{met}.{heard}.{refused or 0}.{microseconds(used) if used else 0}"


def devices(session: Session, viewer: Viewer) -> list[Device]:
    """Devices with keys, those in use first. Raises Refused(NOT_ALLOWED)."""
    found = [device for site in managed(session, viewer) for device in Devices(session).of_site(site.code)]
    return sorted(found, key=lambda device: (device.revoked_at is not None, device.name))


def refused_devices(session: Session, viewer: Viewer) -> list[tuple[UUID, RefusedDevice]]:
    """Devices that were refused lately, by site, the latest first. Raises Refused(NOT_ALLOWED)."""
    return [
        (site.site_id, each)
        for site in managed(session, viewer)
        for each in RefusedDevices(session).of_site(site.code)
    ]


def by_device_ids(session: Session, viewer: Viewer, device_ids: Iterable[UUID]) -> dict[UUID, Device]:
    wanted = set(device_ids)
    return {each.device_id: each for each in devices(session, viewer) if each.device_id in wanted}


def rules(session: Session, viewer: Viewer) -> list[RulesView]:
    """The rules for observations in force at each site of the viewer. Raises Refused(NOT_ALLOWED)."""
    found = []
    for site in managed(session, viewer):
        own = ObservationRules(session).in_force(site.site_id)
        version, in_force = own or (0, DEFAULT_RULES)
        found.append(RulesView(site.site_id, version, in_force))
    return found


def managed(session: Session, viewer: Viewer) -> list[Site]:
    """The sites whose sources the viewer manages. Raises Refused(NOT_ALLOWED) where there is none."""
    site_ids = viewer.site_ids_where(Permission.MANAGE_SOURCES)
    if not site_ids:
        raise Refused(ErrorCode.NOT_ALLOWED, f"the role may not {Permission.MANAGE_SOURCES}")
    rows = [session.get_one(SiteRow, site_id) for site_id in site_ids]
    return [site_of(row) for row in rows]
