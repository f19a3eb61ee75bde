"""By which channels answers come back from a chat, and how the connection of each is."""

from typing import TypeAlias
from uuid import UUID

from sqlmodel import Session, col, select

from backend.notifications.channels.rules import KINDS
from backend.notifications.channels.store import SiteChannels, channel_of
from backend.notifications.channels.tables import SiteChannelRow
from backend.notifications.chat_cards.streams_store import ChatStreams
from backend.policies.rules import Channel
from push.route import Route

ChatChannel: TypeAlias = Route


def chats_heard(session: Session) -> dict[UUID, ChatChannel]:
    """The channels that are not paused and whose answers are heard, by their ids; without those whose
    connection another one took the place of: two installations would throw each other out for ever.
    """
    statement = select(SiteChannelRow).where(
        col(SiteChannelRow.kind).in_(KINDS[Channel.CHAT]), col(SiteChannelRow.paused_at).is_(None)
    )
    channels = {row.id: channel_of(row) for row in session.exec(statement)}
    states = ChatStreams(session).of(channels)
    found = {}
    for row_id, channel in channels.items():
        state = states.get(row_id)
        if not channel.is_heard or (state is not None and state.taken_over == channel.route_key):
            continue
        route = SiteChannels(session).route(row_id)
        if route is not None:
            found[row_id] = route
    return found
