"""At which sites somebody has to listen to beacons, and by which channel."""

from typing import TypeAlias
from uuid import UUID

from sqlmodel import Session, col, select

from backend.notifications.beacons.rules import KIND
from backend.notifications.beacons.store import PRESENT
from backend.notifications.beacons.tables import BeaconRow
from backend.notifications.channels.store import SiteChannels
from backend.notifications.channels.tables import SiteChannelRow
from push.route import Route

BeaconChannel: TypeAlias = Route


def sites_heard(session: Session) -> dict[UUID, BeaconChannel]:
    """The channel for beacons of each site that has one, not paused, and beacons."""
    has_beacons = select(BeaconRow.site_id).where(PRESENT)
    statement = select(SiteChannelRow.site_id, SiteChannelRow.id).where(
        SiteChannelRow.kind == KIND,
        col(SiteChannelRow.paused_at).is_(None),
        col(SiteChannelRow.site_id).in_(has_beacons),
    )
    found = {}
    for site_id, channel_id in session.exec(statement):
        route = SiteChannels(session).route(channel_id)
        if route is not None:
            found[site_id] = route
    return found
