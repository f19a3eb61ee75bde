"""Signs of life, and how long events and messages have waited, as rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlmodel import Session, col, select

from backend.core.tables import OutboxRow
from backend.monitoring.system.tables import HeartbeatRow
from backend.monitoring.system.vitals_rules import Part
from backend.notifications.tables import DeliveryRow


@dataclass(frozen=True, slots=True)
class Vitals:
    """`beats`: the last of each part that ever gave one. `event`, `message`: the oldest event of which no
    message was planned, and the oldest message that is due and was not tried, by id, and since when.
    `failing`: channels by which nothing was accepted since a message failed, and since when the oldest waits.
    """

    beats: Mapping[Part, datetime]
    event: tuple[str, datetime] | None
    message: tuple[str, datetime] | None
    failing: Mapping[str, datetime]


class VitalSigns:
    def __init__(self, session: Session) -> None:
        self._session = session

    def beat(self, part: Part, *, at: datetime) -> None:
        self._session.merge(HeartbeatRow(part=part, at=at))
        self._session.flush()

    def read(self, *, now: datetime) -> Vitals:
        beats = self._session.exec(select(HeartbeatRow)).all()
        known = set(Part)
        return Vitals(
            {Part(each.part): each.at for each in beats if each.part in known},
            self._oldest_event(now),
            self._oldest_message(now),
            self._failing(now),
        )

    def _oldest_event(self, now: datetime) -> tuple[str, datetime] | None:
        statement = (
            select(OutboxRow.id, OutboxRow.at)
            .where(col(OutboxRow.done_at).is_(None))
            .where(col(OutboxRow.retry_at).is_(None) | (col(OutboxRow.retry_at) <= now))
            .order_by(col(OutboxRow.id))
        )
        found = self._session.exec(statement.limit(1)).first()
        return (str(found[0]), found[1]) if found else None

    def _oldest_message(self, now: datetime) -> tuple[str, datetime] | None:
        row = DeliveryRow
        statement = (
            select(row.id, row.due_at)
            .where(col(row.due_at) <= now, col(row.expires_at) > now, row.attempts == 0)
            .order_by(col(row.due_at))
        )
        found = self._session.exec(statement.limit(1)).first()
        return (str(found[0]), found[1] or now) if found else None

    def _failing(self, now: datetime) -> dict[str, datetime]:
        """Channels whose failing messages, few and found by their index, are newer than what they took."""
        row = DeliveryRow
        fails = (
            col(row.due_at).is_not(None),
            col(row.expires_at) > now,
            row.attempts > 0,
            col(row.last_error).is_not(None),
        )
        found: dict[str, datetime] = {}
        ways = select(row.channel, row.channel_id).where(*fails).distinct()
        for channel, channel_id in self._session.exec(ways).all():
            same = (row.channel == channel, col(row.channel_id) == channel_id)  # of None: IS NULL
            accepted = select(func.max(row.accepted_at)).where(*same)
            last = self._session.exec(accepted).one()
            since = select(func.min(row.created_at)).where(*fails, *same)
            if last is not None:
                since = since.where(col(row.created_at) > last)
            oldest = self._session.exec(since).one()
            if oldest is not None:
                found[channel] = min(oldest, found.get(channel, oldest))
        return found
