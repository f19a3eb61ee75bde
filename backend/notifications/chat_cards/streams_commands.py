"""Connections of chats: one process holds each, and says how it is."""

from collections.abc import Collection, Iterable, Mapping
from datetime import timedelta
from uuid import UUID

from backend.core.database import Database, Transaction, site_changed
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, refs
from backend.core.viewer import Permission, Viewer
from backend.notifications.channels.rules import OVER_CONNECTION
from backend.notifications.channels.store import SiteChannels
from backend.notifications.chat_cards.rules import LEASE_FOR, RENEWED_BEFORE
from backend.notifications.chat_cards.streams_store import ChatStreams
from backend.notifications.events import CHANNEL_RECONNECTED
from push.tap import TAKEN_OVER
from push.wecom_bot import AWAY


def hold(database: Database, owner: str, channel_ids: Collection[UUID]) -> dict[UUID, timedelta]:
    """Return for how long this process holds those of these connections that it holds from now on; nothing is
    written as long as that is so for a while yet.
    """
    now = database.clock()
    left = database.read(lambda session: ChatStreams(session).may_hold(owner, channel_ids, now=now))
    asked = [channel_id for channel_id, each in left.items() if each <= RENEWED_BEFORE]
    if not asked:
        return left

    def take(tx: Transaction) -> set[UUID]:
        return {each for each in asked if tx.get(ChatStreams).hold(owner, each, now=tx.now)}

    taken = database.transact(take)
    held = {channel_id: each for channel_id, each in left.items() if channel_id not in asked}
    return held | dict.fromkeys(taken, LEASE_FOR)


def note_states(tx: Transaction, owner: str, states: Mapping[UUID, tuple[bool, str]]) -> None:
    """Note how the connection of each of these channels is, for its page and for who words the next message:
    whether it is connected, and why not.
    """
    for channel_id, (is_connected, error) in sorted(states.items()):
        noted = tx.get(ChatStreams).note(owner, channel_id, is_connected=is_connected, error=error, at=tx.now)
        channel = tx.get(SiteChannels).get(channel_id) if noted else None
        if channel is None:
            continue
        if error == TAKEN_OVER:
            tx.get(ChatStreams).take_over(channel_id, channel.route_key)
        if is_connected:
            tx.get(ChatStreams).hurry(channel_id, AWAY.reason, at=tx.now)
        tx.hint(site_changed(channel.site_id))


def held_elsewhere(database: Database, owner: str) -> set[UUID]:
    """By which channels only another process sends: their chat is sent to over the connection alone."""
    now = database.clock()
    return database.read(lambda session: ChatStreams(session).elsewhere(owner, OVER_CONNECTION, now=now))


def reconnect(tx: Transaction, channel_id: UUID, *, by: Viewer) -> UUID:
    """Connect again, although another connection took this one's place: that one is thrown out. Where none
    did, nothing changes. Raises Refused: NOT_FOUND, NOT_ALLOWED.
    """
    channel = tx.get(SiteChannels).get(channel_id, lock=True)
    if channel is None or channel.site_id not in by.site_ids:
        raise Refused(ErrorCode.NOT_FOUND, "no such channel")
    by.require(Permission.MANAGE_CHANNELS, site_id=channel.site_id)
    if tx.get(ChatStreams).forget_take_over(channel_id):
        about = refs(site_channel=channel_id)
        tx.announce(
            Event(CHANNEL_RECONNECTED, channel.site_id, about=about, by=by.person_id, note=channel.kind)
        )
    return channel_id


def give_back(tx: Transaction, owner: str, channel_ids: Iterable[UUID]) -> None:
    """Let other processes take these connections at once."""
    for channel_id in channel_ids:
        tx.get(ChatStreams).give_back(owner, channel_id, at=tx.now)
