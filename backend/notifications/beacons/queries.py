"""Beacons as those see them who set them up, and as everybody does who sees an alert."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from backend.alerts.queries import by_ids as alerts_by_ids
from backend.core.statements import one_of
from backend.core.viewer import Permission, Viewer
from backend.notifications.beacons.rules import KIND, Beacon, BeaconState
from backend.notifications.beacons.store import PRESENT, Beacons, beacon_of
from backend.notifications.beacons.tables import BeaconRow
from backend.notifications.channels.tables import SiteChannelRow
from backend.sensors.tables import SensorRow
from backend.sites.store import Sites


@dataclass(frozen=True, slots=True)
class BeaconView:
    beacon: Beacon
    state: BeaconState


def of_site(session: Session, viewer: Viewer, site_id: UUID) -> list[BeaconView]:
    """By code. Raises Refused: NOT_FOUND, NOT_ALLOWED."""
    viewer.require(Permission.MANAGE_CHANNELS, site_id=site_id)
    return _views(session, Beacons(session).of_site(site_id))


def by_ids(session: Session, viewer: Viewer, beacon_ids: Iterable[UUID]) -> dict[UUID, BeaconView]:
    """Return those of these beacons that the viewer manages."""
    sites = viewer.site_ids_where(Permission.MANAGE_CHANNELS)
    statement = select(BeaconRow).where(
        one_of(col(BeaconRow.id), beacon_ids), col(BeaconRow.site_id).in_(sites)
    )
    views = _views(session, [beacon_of(row) for row in session.exec(statement)])
    return {each.beacon.beacon_id: each for each in views}


def of_alert(session: Session, viewer: Viewer, alert_id: UUID) -> list[BeaconView]:
    """List the beacons that have to show this alert, or one as bad, while it is active; empty for an alert
    that the viewer may not see.
    """
    view = alerts_by_ids(session, viewer, [alert_id]).get(alert_id)
    if view is None or not view.alert.is_active:
        return []
    area_id = session.exec(select(SensorRow.area_id).where(SensorRow.id == view.alert.sensor_id)).one()
    near = set(Sites(session).around(area_id))
    statement = select(BeaconRow).where(
        BeaconRow.site_id == view.alert.site_id, PRESENT, col(BeaconRow.tier) >= view.alert.tier
    )
    found = [beacon_of(row) for row in session.exec(statement.order_by(BeaconRow.code))]
    return _views(session, [each for each in found if each.area_id is None or each.area_id in near])


def _views(session: Session, beacons: list[Beacon]) -> list[BeaconView]:
    sending = select(SiteChannelRow.site_id).where(
        SiteChannelRow.kind == KIND,
        col(SiteChannelRow.paused_at).is_(None),
        col(SiteChannelRow.site_id).in_({each.site_id for each in beacons}),
    )
    sites = set(session.exec(sending)) if beacons else set()
    return [BeaconView(each, each.state(is_sending=each.site_id in sites)) for each in beacons]
