"""Connections of chats as rows: which process holds each, and how it is."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlmodel import Session, col, select, update

from backend.core.statements import INSERT
from backend.notifications.channels.tables import SiteChannelRow
from backend.notifications.chat_cards.rules import LEASE_FOR, StreamState
from backend.notifications.chat_cards.tables import ChatStreamRow
from backend.notifications.rules import DeliveryState
from backend.notifications.tables import DeliveryRow

LONGEST_ERROR: Final = 300


class ChatStreams:
    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, channel_ids: Iterable[UUID]) -> dict[UUID, StreamState]:
        """How the connections of these channels are; none for one that was never held."""
        return {
            channel_id: StreamState(row.connected_at, row.lost_at, row.until, row.error, row.taken_over)
            for channel_id, row in self._rows(channel_ids).items()
        }

    def is_connected(self, channel_id: UUID, *, now: datetime) -> bool:
        """Whether answers from this channel come back now."""
        state = self.of([channel_id]).get(channel_id)
        return state is not None and state.is_connected(now)

    def may_hold(self, owner: str, channel_ids: Collection[UUID], *, now: datetime) -> dict[UUID, timedelta]:
        """Return what is left of each lease that this process holds, and no time for what it may take."""
        rows = self._rows(channel_ids)
        found = {}
        for channel_id in channel_ids:
            row = rows.get(channel_id)
            if row is None or row.until <= now:
                found[channel_id] = timedelta(0)
            elif row.owner == owner:
                found[channel_id] = row.until - now
        return found

    def hold(self, owner: str, channel_id: UUID, *, now: datetime) -> bool:
        """Take or renew the lease; False where another process holds it. Who takes it over from another one
        is not connected yet.
        """
        connection = self._session.connection()
        fresh = INSERT[connection.dialect.name](ChatStreamRow).values(
            channel_id=channel_id, owner=owner, until=now + LEASE_FOR, error=""
        )
        made = connection.execute(
            fresh.on_conflict_do_nothing(index_elements=["channel_id"]).returning(
                col(ChatStreamRow.channel_id)
            )
        )
        if made.first() is not None:
            return True
        renewed = connection.execute(
            update(ChatStreamRow)
            .where(col(ChatStreamRow.channel_id) == channel_id, col(ChatStreamRow.owner) == owner)
            .values(until=now + LEASE_FOR)
        )
        if renewed.rowcount:
            return True
        taken = connection.execute(
            update(ChatStreamRow)
            .where(col(ChatStreamRow.channel_id) == channel_id, col(ChatStreamRow.until) <= now)
            .values(owner=owner, until=now + LEASE_FOR, connected_at=None, lost_at=now)
        )
        return bool(taken.rowcount)

    def elsewhere(self, owner: str, kinds: Iterable[str], *, now: datetime) -> set[UUID]:
        """Which channels of these kinds another process is connected with."""
        statement = (
            select(ChatStreamRow.channel_id)
            .join(SiteChannelRow, col(SiteChannelRow.id) == ChatStreamRow.channel_id)
            .where(
                col(SiteChannelRow.kind).in_(list(kinds)),
                col(ChatStreamRow.connected_at).is_not(None),
                col(ChatStreamRow.until) > now,
                ChatStreamRow.owner != owner,
            )
        )
        return set(self._session.exec(statement))

    def take_over(self, channel_id: UUID, route_key: str) -> None:
        """Note that another connection took the place of that of the channel as it is now."""
        row = self._session.get(ChatStreamRow, channel_id, with_for_update=True)
        if row is not None:
            row.taken_over = route_key
            self._session.add(row)

    def hurry(self, channel_id: UUID, error: str, *, at: datetime) -> None:
        """Have the messages sent at once that wait after this very error: they waited for the connection."""
        self._session.execute(
            update(DeliveryRow)
            .where(
                col(DeliveryRow.channel_id) == channel_id,
                col(DeliveryRow.state) == DeliveryState.PENDING,
                col(DeliveryRow.due_at) > at,
                col(DeliveryRow.last_error) == error,
            )
            .values(due_at=at)
            .execution_options(synchronize_session=False)
        )

    def forget_take_over(self, channel_id: UUID) -> bool:
        """Let a process connect again; False where none is kept from it."""
        row = self._session.get(ChatStreamRow, channel_id, with_for_update=True)
        if row is None or not row.taken_over:
            return False
        row.taken_over = ""
        self._session.add(row)
        return True

    def note(self, owner: str, channel_id: UUID, *, is_connected: bool, error: str, at: datetime) -> bool:
        """Note how the connection is; False where nothing changed, or another process holds it."""
        row = self._session.get(ChatStreamRow, channel_id, with_for_update=True)
        if row is None or row.owner != owner:
            return False
        error = error[:LONGEST_ERROR]
        if not is_connected and row.connected_at is None and row.lost_at is not None and row.error == error:
            return False  # one more try in vain
        if is_connected:
            row.connected_at, row.lost_at, row.error, row.taken_over = at, None, "", ""
        else:
            lost_at = row.lost_at if row.connected_at is None else None
            row.connected_at, row.lost_at, row.error = None, lost_at or at, error
        self._session.add(row)
        return True

    def give_back(self, owner: str, channel_id: UUID, *, at: datetime) -> None:
        """Let another process take the connection at once."""
        row = self._session.get(ChatStreamRow, channel_id, with_for_update=True)
        if row is not None and row.owner == owner:
            row.owner, row.until, row.connected_at, row.lost_at = "", at, None, at
            self._session.add(row)

    def _rows(self, channel_ids: Iterable[UUID]) -> dict[UUID, ChatStreamRow]:
        statement = select(ChatStreamRow).where(col(ChatStreamRow.channel_id).in_(list(channel_ids)))
        return {row.channel_id: row for row in self._session.exec(statement)}
