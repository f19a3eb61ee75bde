"""Outlets of a site, and what an alert was sent to."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlmodel import Session, col, select

from backend.core.viewer import Permission, Viewer
from backend.notifications.channels.tables import SiteChannelRow
from backend.notifications.outlets.rules import Outlet
from backend.notifications.outlets.store import PRESENT, outlet_of
from backend.notifications.outlets.tables import OutletRow

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
    """Those of the site, in the order in which they were added; none for who may not manage channels."""
    if site_id not in viewer.site_ids_where(Permission.MANAGE_CHANNELS):
        return []
    statement = FOUND.where(OutletRow.site_id == site_id, PRESENT)
    rows = session.exec(statement.order_by(col(OutletRow.added_at), col(OutletRow.id)))
    return [_view(outlet, channel) for outlet, channel in rows]


def by_ids(session: Session, viewer: Viewer, outlet_ids: Iterable[UUID]) -> dict[UUID, OutletView]:
    """Those that the viewer may manage, removed ones too."""
    statement = FOUND.where(
        col(OutletRow.id).in_(list(outlet_ids)),
        col(OutletRow.site_id).in_(viewer.site_ids_where(Permission.MANAGE_CHANNELS)),
    )
    return {outlet.id: _view(outlet, channel) for outlet, channel in session.exec(statement)}


def _view(row: OutletRow, channel: SiteChannelRow) -> OutletView:
    return OutletView(outlet_of(row), channel.kind, channel.paused_at is None)
