"""Outlets of a site, and what an alert was sent to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlmodel import Session, col, select

from backend.core.viewer import Permission, Viewer
from backend.notifications.channels.tables import SiteChannelRow
from backend.notifications.outlets.rules import CHATS, Outlet
from backend.notifications.outlets.store import PRESENT, is_lost, outlet_of
from backend.notifications.outlets.tables import OutletRow
from backend.notifications.tables import DeliveryRow

FOUND: Final = select(OutletRow, SiteChannelRow).join(
    SiteChannelRow, col(SiteChannelRow.id) == OutletRow.channel_id
)


@dataclass(frozen=True, slots=True)
class OutletView:
    """An outlet with its channel; `is_sending`: whether messages leave by that now."""

    outlet: Outlet
    kind: str
    is_sending: bool


def of_site(session: Session, viewer: Viewer, site_id: UUID) -> list[OutletView]:
    """List the outlets of the site, in the order in which they were added; empty for a viewer who may not
    manage channels.
    """
    if site_id not in viewer.site_ids_where(Permission.MANAGE_CHANNELS):
        return []
    statement = FOUND.where(OutletRow.site_id == site_id, PRESENT)
    rows = session.exec(statement.order_by(col(OutletRow.added_at), col(OutletRow.id)))
    return [_view(outlet, channel) for outlet, channel in rows]


def by_ids(session: Session, viewer: Viewer, outlet_ids: Iterable[UUID]) -> dict[UUID, OutletView]:
    """Return those of these outlets that the viewer may manage, removed ones too."""
    statement = FOUND.where(
        col(OutletRow.id).in_(list(outlet_ids)),
        col(OutletRow.site_id).in_(viewer.site_ids_where(Permission.MANAGE_CHANNELS)),
    )
    return {outlet.id: _view(outlet, channel) for outlet, channel in session.exec(statement)}


@dataclass(frozen=True, slots=True)
class LostSince:
    """An outlet, and the moment since which what it has not taken is counted."""

    outlet_id: UUID
    since: datetime


def lost(session: Session, viewer: Viewer, wanted: Iterable[LostSince]) -> dict[LostSince, int]:
    """Return the number of messages that each of these systems may be sent again; 0 for a group."""
    asked = list(wanted)
    since = min((each.since for each in asked), default=None)
    if since is None:
        return {}
    systems = {
        view.outlet.outlet_id
        for view in by_ids(session, viewer, {each.outlet_id for each in asked}).values()
        if view.kind not in CHATS
    }
    statement = select(DeliveryRow.address, DeliveryRow.created_at).where(*is_lost(systems, since))
    rows = session.exec(statement).all() if systems else []
    return {each: sum(row == str(each.outlet_id) and at > each.since for row, at in rows) for each in asked}


def _view(row: OutletRow, channel: SiteChannelRow) -> OutletView:
    return OutletView(outlet_of(row), channel.kind, channel.paused_at is None)
