"""By which channels answers come back from a chat, and how the connection of each is."""

from typing import TypeAlias
from uuid import UUID

from sqlmodel import Session, col, select

from backend.notifications.channels.rules import KINDS
from backend.notifications.channels.store import SiteChannels, channel_of
from backend.notifications.channels.tables import SiteChannelRow
from backend.policies.rules import Channel
from push.route import Route

ChatChannel: TypeAlias = Route


def chats_heard(session: Session) -> dict[UUID, ChatChannel]:
    """The channels that are not paused and whose answers are heard, by their ids."""
    statement = select(SiteChannelRow).where(
        col(SiteChannelRow.kind).in_(KINDS[Channel.CHAT]), col(SiteChannelRow.paused_at).is_(None)
    )
    found = {}
    for row in session.exec(statement):
        route = SiteChannels(session).route(row.id) if channel_of(row).is_heard else None
        if route is not None:
            found[row.id] = route
    return found
