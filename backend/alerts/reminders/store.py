"""Reminders about alerts as rows."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import Index, text
from sqlmodel import Field, Session, SQLModel, col, select

from backend.alerts.reminders.rules import Reminder, ReminderKind
from backend.core.statements import among
from backend.core.table_marks import Timers, runs
from backend.core.types import UtcDateTime


class AlertReminderRow(SQLModel, table=True):
    """One of a kind for one alert; begun anew with each of its occasions."""

    __tablename__ = "alert_reminders"
    __table_args__ = (
        # Read by the sweep, every second: whose next mark is reached, oldest first.
        Index(
            "ix_alert_reminders_next",
            "next_at",
            sqlite_where=text("next_at IS NOT NULL"),
            postgresql_where=text("next_at IS NOT NULL"),
        ),
        {"info": runs(Timers(("started_at", "next_at"), "started_at", "ended_at IS NULL"))},
    )

    alert_id: UUID = Field(primary_key=True, foreign_key="alerts.id")
    kind: str = Field(primary_key=True)
    site_id: UUID = Field(foreign_key="sites.id")
    started_at: datetime = Field(sa_type=UtcDateTime)
    every_s: int
    """The time that the policy gave when it began."""
    reached: int = 0
    ended_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    next_at: datetime | None = Field(default=None, sa_type=UtcDateTime)


RUNNING: Final = (
    select(AlertReminderRow)
    .where(among(col(AlertReminderRow.alert_id), "alerts"), col(AlertReminderRow.ended_at).is_(None))
    .with_for_update()
)


class AlertReminders:
    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, alert_id: UUID, kind: ReminderKind) -> Reminder | None:
        """The last of this kind, also where it is over; locked."""
        row = self._session.get(AlertReminderRow, (alert_id, kind.value), with_for_update=True)
        return reminder_of(row) if row else None

    def put(self, reminder: Reminder) -> None:
        """Keep it as it is from now on, in the place of an earlier one."""
        self._session.merge(
            AlertReminderRow(
                alert_id=reminder.alert_id,
                kind=reminder.kind.value,
                site_id=reminder.site_id,
                started_at=reminder.started_at,
                every_s=round(reminder.every.total_seconds()),
                reached=reminder.reached,
                ended_at=reminder.ended_at,
                next_at=reminder.next_at,
            )
        )
        self._session.flush()

    def end(self, alert_ids: Collection[UUID], kinds: Iterable[ReminderKind], *, at: datetime) -> None:
        """End the reminders of these kinds about these alerts that still run; one statement reads them."""
        if not alert_ids:
            return
        meant = {kind.value for kind in kinds}
        for row in self._session.exec(RUNNING, params={"alerts": list(alert_ids)}):
            if row.kind in meant:
                row.ended_at, row.next_at = at, None
                self._session.add(row)

    def next_due(self, *, now: datetime) -> Reminder | None:
        """The oldest one whose next mark is reached, locked; another worker's is skipped."""
        statement = (
            select(AlertReminderRow)
            .where(col(AlertReminderRow.next_at) <= now)
            .order_by(col(AlertReminderRow.next_at))
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        return next((reminder_of(row) for row in self._session.exec(statement)), None)


def reminder_of(row: AlertReminderRow) -> Reminder:
    return Reminder(
        alert_id=row.alert_id,
        site_id=row.site_id,
        kind=ReminderKind(row.kind),
        started_at=row.started_at,
        every=timedelta(seconds=row.every_s),
        reached=row.reached,
        ended_at=row.ended_at,
    )
