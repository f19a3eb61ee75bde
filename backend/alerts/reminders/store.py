"""Reminders about alerts as rows."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlmodel import Session, col, select

from backend.alerts.reminders.rules import Reminder, ReminderKind
from backend.alerts.reminders.tables import AlertReminderRow
from backend.core.statements import among

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
