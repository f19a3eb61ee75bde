"""The channels of a site, as administrators see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias
from uuid import UUID

from sqlmodel import Session, col, func, select

from backend.core.viewer import Permission, Viewer
from backend.notifications.channels.before_store import ChannelsBefore
from backend.notifications.channels.rules import ChannelBefore, SiteChannel, month_of
from backend.notifications.channels.store import channel_of
from backend.notifications.channels.tables import SiteChannelRow
from backend.notifications.chat_cards.rules import StreamState
from backend.notifications.chat_cards.streams_store import ChatStreams
from backend.notifications.tables import DeliveryRow
from push.catalogue import OFFERS, Offer
from push.settings import Setting

SettingView: TypeAlias = Setting


@dataclass(frozen=True, slots=True)
class StreamView:
    """The connection of a chat: whether answers come back now, since when they do not, and why."""

    is_connected: bool
    lost_at: datetime | None = None
    error: str = ""
    is_taken_over: bool = False
    """Whether another connection took its place; it comes back when somebody asks for it."""


@dataclass(frozen=True, slots=True)
class ChannelView:
    """A channel, how many messages its provider has accepted in this calendar month (UTC), what it falls
    back to, and how the connection is by which alerts are answered in it; None where they are not.
    """

    channel: SiteChannel
    sent_this_month: int
    before: ChannelBefore | None = None
    stream: StreamView | None = None


def offers() -> tuple[Offer, ...]:
    """Every kind of channel that a site can set up, with its providers and what these ask for."""
    return OFFERS


def of_site(session: Session, viewer: Viewer, site_id: UUID, *, now: datetime) -> list[ChannelView]:
    """By kind. Raises Refused: NOT_FOUND, NOT_ALLOWED."""
    viewer.require(Permission.MANAGE_CHANNELS, site_id=site_id)
    rows = session.exec(
        select(SiteChannelRow).where(SiteChannelRow.site_id == site_id).order_by(SiteChannelRow.kind)
    )
    return _views(session, [channel_of(row) for row in rows], now=now)


def by_ids(
    session: Session, viewer: Viewer, channel_ids: Iterable[UUID], *, now: datetime
) -> dict[UUID, ChannelView]:
    """Return those of these channels that the viewer manages."""
    sites = viewer.site_ids_where(Permission.MANAGE_CHANNELS)
    rows = session.exec(
        select(SiteChannelRow).where(
            col(SiteChannelRow.id).in_(list(channel_ids)), col(SiteChannelRow.site_id).in_(sites)
        )
    )
    views = _views(session, [channel_of(row) for row in rows], now=now)
    return {each.channel.channel_id: each for each in views}


def _views(session: Session, channels: list[SiteChannel], *, now: datetime) -> list[ChannelView]:
    ids = [each.channel_id for each in channels]
    statement = (
        select(DeliveryRow.channel_id, func.count(col(DeliveryRow.id)))
        .where(col(DeliveryRow.channel_id).in_(ids), col(DeliveryRow.accepted_at) >= month_of(now))
        .group_by(col(DeliveryRow.channel_id))
    )
    sent = dict(session.exec(statement).all()) if ids else {}
    found = ChannelsBefore(session).of(ids) if ids else {}
    kept = {channel_id: each for channel_id, each in found.items() if each.is_kept(now)}
    states = ChatStreams(session).of(each.channel_id for each in channels if each.is_heard)
    return [
        ChannelView(
            each,
            sent.get(each.channel_id, 0),
            kept.get(each.channel_id),
            _stream(states.get(each.channel_id), each, now) if each.is_heard else None,
        )
        for each in channels
    ]


def _stream(state: StreamState | None, channel: SiteChannel, now: datetime) -> StreamView:
    if state is None:
        return StreamView(is_connected=False)
    is_taken_over = state.taken_over == channel.route_key
    return StreamView(state.is_connected(now), state.lost_at, state.error, is_taken_over)
