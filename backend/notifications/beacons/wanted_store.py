"""Dangers that beacons have to show now, compared with the state that was last wanted of them."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import Session, col, select

from backend.alerts.store import is_hidden
from backend.alerts.tables import AlertRow
from backend.core.vocabulary import Tier
from backend.notifications.beacons.rules import Beacon, Danger, worst_of
from backend.notifications.beacons.store import Beacons
from backend.sensors.rules import SensorKind
from backend.sensors.tables import SensorRow
from backend.sites.rules import around
from backend.sites.tables import AreaRow, SiteRow


def changes(session: Session, *, lock: bool = False) -> list[tuple[Beacon, Danger | None]]:
    """The beacons that have to show something else than they were told last, with what; None: to be dark."""
    beacons = Beacons(session).all(lock=lock)
    if not beacons:
        return []
    found_dangers = dangers(session, {each.site_id for each in beacons if each.removed_at is None})
    found = []
    for beacon in beacons:
        near = found_dangers.get(beacon.site_id, []) if beacon.removed_at is None else []
        worst = worst_of(beacon, near)
        wanted = (worst.tier, worst.alert_id) if worst else (None, None)
        if not beacon.message_id or wanted != (beacon.tier, beacon.alert_id):
            found.append((beacon, worst))
    return found


def dangers(session: Session, site_ids: Collection[UUID]) -> dict[UUID, list[Danger]]:
    """The active alerts of these sites that nothing suppresses, the worst first.

    Not those of the product itself, which concern nobody on the spot; simulated ones only where the whole
    site is one: no siren of a real plant sounds for a drill on the screen.
    """
    statement = (
        select(AlertRow.id, AlertRow.site_id, AlertRow.tier, SensorRow.area_id)
        .join(SensorRow, col(SensorRow.id) == AlertRow.sensor_id)
        .join(SiteRow, col(SiteRow.id) == AlertRow.site_id)
        .where(
            col(AlertRow.site_id).in_(site_ids),
            col(AlertRow.is_open),
            col(AlertRow.is_active),
            ~is_hidden(),
            SensorRow.kind != SensorKind.SYSTEM,
            or_(~col(AlertRow.is_simulated), col(SiteRow.is_simulation_running).is_not(None)),
        )
        .order_by(col(AlertRow.tier).desc(), col(AlertRow.raised_at), col(AlertRow.id))
    )
    areas = _areas_around(session, site_ids)
    found: dict[UUID, list[Danger]] = {}
    for alert_id, site_id, tier, area_id in session.exec(statement):
        found.setdefault(site_id, []).append(Danger(alert_id, Tier(tier), areas[area_id]))
    return found


def _areas_around(session: Session, site_ids: Collection[UUID]) -> dict[UUID, frozenset[UUID]]:
    """By area of these sites: itself and those in which it lies; read in one go, for a flood."""
    statement = select(AreaRow.id, AreaRow.parent_id).where(col(AreaRow.site_id).in_(site_ids))
    parents = dict(session.exec(statement).all())
    return {area_id: frozenset(around(area_id, parents.__getitem__)) for area_id in parents}
