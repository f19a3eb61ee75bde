"""Channels as they were before their last change, as rows."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from backend.core.audit import Audit
from backend.core.vault import decrypt_fields, encrypt_fields
from backend.notifications.channels.rules import ChannelBefore, SiteChannel
from backend.notifications.channels.tables import ChannelBeforeRow


class ChannelsBefore:
    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, channel_id: UUID, *, lock: bool = False) -> ChannelBefore | None:
        row = self._session.get(ChannelBeforeRow, channel_id, with_for_update=lock or None)
        return before_of(row) if row else None

    def of(self, channel_ids: Collection[UUID]) -> dict[UUID, ChannelBefore]:
        """Return the former state of those of these channels that have been changed, by channel."""
        rows = self._session.exec(
            select(ChannelBeforeRow).where(col(ChannelBeforeRow.channel_id).in_(channel_ids))
        )
        return {row.channel_id: before_of(row) for row in rows}

    def secrets(self, channel_id: UUID) -> dict[str, str]:
        """The secrets that it had, by name."""
        row = self._session.get_one(ChannelBeforeRow, channel_id)
        return decrypt_fields(Audit(self._session).keys, row.sealed_secrets, purpose=_purpose(channel_id))

    def keep(self, channel: SiteChannel, secrets: Mapping[str, str], *, at: datetime) -> None:
        """From now on fall back to what this channel was."""
        sealed = encrypt_fields(Audit(self._session).keys, secrets, purpose=_purpose(channel.channel_id))
        self._session.merge(
            ChannelBeforeRow(
                channel_id=channel.channel_id,
                provider=channel.provider,
                settings=dict(channel.settings),
                sealed_secrets=sealed,
                version=channel.version,
                changed_at=at,
            )
        )
        self._session.flush()

    def changed_again(self, channel_id: UUID, *, at: datetime) -> None:
        """The change that has not proven itself was changed: what worked before both is kept."""
        row = self._session.get_one(ChannelBeforeRow, channel_id)
        row.changed_at, row.used_at, row.refused = at, None, ""
        self._session.add(row)

    def prove(self, channel_id: UUID, *, at: datetime) -> None:
        """The provider takes what the channel is now."""
        row = self._session.get_one(ChannelBeforeRow, channel_id)
        row.proven_at, row.used_at, row.refused = at, None, ""
        self._session.add(row)

    def note_use(self, channel_id: UUID, refused: str, *, at: datetime) -> None:
        """Messages go by what it was: the provider has refused what it is, and said this."""
        row = self._session.get_one(ChannelBeforeRow, channel_id)
        row.used_at, row.refused, row.proven_at = at, refused, None
        self._session.add(row)

    def forget(self, channel_id: UUID) -> None:
        """Fall back to nothing any more."""
        self._session.delete(self._session.get_one(ChannelBeforeRow, channel_id))
        self._session.flush()


def before_of(row: ChannelBeforeRow) -> ChannelBefore:
    return ChannelBefore(
        channel_id=row.channel_id,
        provider=row.provider,
        settings=row.settings,
        version=row.version,
        changed_at=row.changed_at,
        proven_at=row.proven_at,
        used_at=row.used_at,
        refused=row.refused,
    )


def _purpose(channel_id: UUID) -> str:
    return f"channel before {channel_id}"
