"""People say when they want quiet, by which channel they are reached first, and which browser is for alarms
only. Nobody says it for another person.
"""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, refs
from backend.core.viewer import Permission, Viewer
from backend.notifications.events import PREFERENCES_CHANGED
from backend.notifications.preferences.rules import (
    NotificationPreferences,
    QuietHours,
    checked_order,
    longest_quiet,
)
from backend.notifications.preferences.store import Preferences
from backend.policies import commands as policies
from backend.policies.rules import Channel
from backend.sites.store import Sites


def set_quiet_hours(tx: Transaction, site_id: UUID, hours: QuietHours | None, *, by: Viewer) -> UUID:
    """Let yellow and blue messages to this person wait in these hours; None: never again. What waits already
    waits no longer than the new hours say. Returns the site.

    Raises Refused: NOT_FOUND, NOT_ALLOWED, INVALID_INPUT, QUIET_HOURS_TOO_LONG for more than the tier policy
    of the site allows.
    """
    own = _own(tx, site_id, by=by)
    if hours is not None:
        hours.check(longest=longest_quiet(policies.in_force(tx, site_id).tiers))
    if hours == own.quiet_hours:
        return site_id
    zone = ZoneInfo(tx.get(Sites).get(site_id).timezone)
    ends = hours.end(tx.now, zone) if hours else None
    tx.get(Preferences).release(site_id, by.person_id, until=ends or tx.now)
    _put(tx, replace(own, quiet_hours=hours), f"quiet hours: {_said(hours)}", by=by)
    return site_id


def set_channel_order(tx: Transaction, site_id: UUID, channels: Sequence[Channel], *, by: Viewer) -> UUID:
    """Reach this person by these channels first, of those that the tier policy names; none: in its order.
    Returns the site. Raises Refused: NOT_FOUND, NOT_ALLOWED, INVALID_INPUT.
    """
    own, order = _own(tx, site_id, by=by), checked_order(channels)
    if order != own.channels:
        _put(tx, replace(own, channels=order), f"channels: {', '.join(order) or '–'}", by=by)
    return site_id


def set_alarms_only(tx: Transaction, browser_id: UUID, is_alarms_only: bool, *, by: Viewer) -> UUID:
    """Send only red and orange alerts, and what never waits, to this browser of theirs, or everything again.

    Raises Refused: NOT_FOUND; ONLY_BROWSER where no other browser of theirs would get the rest.
    """
    before = tx.get(Preferences).is_alarms_only(by.person_id, browser_id)
    if before is None:
        raise Refused(ErrorCode.NOT_FOUND, "no such browser of the viewer's")
    if is_alarms_only and not tx.get(Preferences).others_for_all(by.person_id, browser_id):
        raise Refused(ErrorCode.ONLY_BROWSER, "nothing else of theirs would show yellow and blue")
    if is_alarms_only != before:
        tx.get(Preferences).set_alarms_only(browser_id, is_alarms_only)
        note = "browser: red and orange only" if is_alarms_only else "browser: everything"
        for site_id in sorted(by.site_ids):
            _announce(tx, site_id, note, by=by)
    return by.person_id


def _own(tx: Transaction, site_id: UUID, *, by: Viewer) -> NotificationPreferences:
    by.require(Permission.REPORT_HAZARD, site_id=site_id)
    return tx.get(Preferences).of(site_id, [by.person_id])[by.person_id]


def _put(tx: Transaction, preferences: NotificationPreferences, note: str, *, by: Viewer) -> None:
    tx.get(Preferences).put(preferences, at=tx.now)
    _announce(tx, preferences.site_id, note, by=by)


def _announce(tx: Transaction, site_id: UUID, note: str, *, by: Viewer) -> None:
    about = refs(person=by.person_id)
    tx.announce(Event(PREFERENCES_CHANGED, site_id, about=about, by=by.person_id, note=note))


def _said(hours: QuietHours | None) -> str:
    if hours is None:
        return "–"
    begins, ends = (f"{each // 60:02}:{each % 60:02}" for each in (hours.from_minute, hours.until_minute))
    return f"{begins}–{ends}, days {''.join(map(str, sorted(hours.weekdays)))}"
