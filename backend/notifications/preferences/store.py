"""Preferences of people for their own messages, as rows."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col, func, select

from backend.core.statements import one_of
from backend.notifications.preferences.rules import NotificationPreferences, QuietHours
from backend.notifications.preferences.tables import NotificationPreferencesRow
from backend.notifications.rules import DeliveryState
from backend.notifications.tables import DeliveryRow, PushSubscriptionRow
from backend.policies.rules import Channel


class Preferences:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[tuple[UUID, UUID], NotificationPreferences] = {}

    def of(self, site_id: UUID, people: Collection[UUID]) -> dict[UUID, NotificationPreferences]:
        """Return the preferences of each of these people at this site. Each is read once per transaction, all
        in one go.
        """
        missing = [each for each in people if (site_id, each) not in self._known]
        if missing:
            statement = select(NotificationPreferencesRow).where(
                NotificationPreferencesRow.site_id == site_id,
                one_of(col(NotificationPreferencesRow.person_id), missing),
            )
            said = {row.person_id: preferences_of(row) for row in self._session.exec(statement)}
            for each in missing:
                self._known[site_id, each] = said.get(each) or NotificationPreferences(each, site_id)
        return {each: self._known[site_id, each] for each in people}

    def put(self, preferences: NotificationPreferences, *, at: datetime) -> None:
        """Keep what somebody says from now on."""
        hours = preferences.quiet_hours
        self._session.merge(
            NotificationPreferencesRow(
                person_id=preferences.person_id,
                site_id=preferences.site_id,
                quiet_from=hours.from_minute if hours else None,
                quiet_until=hours.until_minute if hours else None,
                quiet_weekdays=sorted(hours.weekdays) if hours else [],
                channels=[each.value for each in preferences.channels],
                changed_at=at,
            )
        )
        self._session.flush()
        self._known[preferences.site_id, preferences.person_id] = preferences

    def release(self, site_id: UUID, person_id: UUID, *, until: datetime) -> None:
        """Let what waits for this person's quiet hours wait no longer than until then."""
        longer = update(DeliveryRow).where(
            col(DeliveryRow.person_id) == person_id,
            col(DeliveryRow.site_id) == site_id,
            col(DeliveryRow.state) == DeliveryState.GROUPED,
            col(DeliveryRow.group_due_at).is_not(None),
            col(DeliveryRow.quiet_until) > until,
        )
        self._session.execute(longer.values(quiet_until=until, group_due_at=until))

    def is_alarms_only(self, person_id: UUID, browser_id: UUID) -> bool | None:
        """Whether only red and orange go to this browser, locked; None where the person has no such one."""
        row = self._session.get(PushSubscriptionRow, browser_id, with_for_update=True)
        if row is None or row.person_id != person_id or row.gone_at is not None:
            return None
        return row.is_alarms_only

    def others_for_all(self, person_id: UUID, browser_id: UUID) -> int:
        """How many other browsers of this person get everything."""
        statement = select(func.count(col(PushSubscriptionRow.id))).where(
            PushSubscriptionRow.person_id == person_id,
            PushSubscriptionRow.id != browser_id,
            col(PushSubscriptionRow.gone_at).is_(None),
            col(PushSubscriptionRow.is_alarms_only).is_(False),
        )
        return self._session.exec(statement).one()

    def set_alarms_only(self, browser_id: UUID, is_alarms_only: bool) -> None:
        row = self._session.get_one(PushSubscriptionRow, browser_id)
        row.is_alarms_only = is_alarms_only
        self._session.add(row)


def preferences_of(row: NotificationPreferencesRow) -> NotificationPreferences:
    hours = None
    if row.quiet_from is not None and row.quiet_until is not None:
        hours = QuietHours(row.quiet_from, row.quiet_until, frozenset(row.quiet_weekdays))
    channels = tuple(Channel(each) for each in row.channels)
    return NotificationPreferences(row.person_id, row.site_id, hours, channels)
