"""Preferences of the viewer for their own messages at a site, and what the site makes of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from backend.core.statements import one_of
from backend.core.viewer import Permission, Viewer
from backend.core.vocabulary import Tier
from backend.notifications.channels.rules import ADDRESS_OF, KINDS
from backend.notifications.channels.store import channel_of
from backend.notifications.channels.tables import SiteChannelRow
from backend.notifications.preferences.rules import (
    QuietHours,
    longest_quiet,
    quiet_tiers,
    whole_order,
)
from backend.notifications.preferences.store import preferences_of
from backend.notifications.preferences.tables import NotificationPreferencesRow
from backend.people.tables import PersonAddressRow
from backend.policies.queries import history as policies
from backend.policies.rules import Channel
from backend.roster.store import Rosters
from backend.sites.tables import SiteRow


@dataclass(frozen=True, slots=True)
class OwnPreferences:
    """`quiet_until`: the end of the quiet hours that hold now; none do for who is on duty. `tiers`: those
    whose messages wait in them, or could wait in some. `channels`: those that lead to the person, in their
    order.
    """

    site_id: UUID
    timezone: str
    quiet_hours: QuietHours | None
    quiet_until: datetime | None
    is_on_duty: bool
    longest: timedelta
    tiers: tuple[Tier, ...]
    channels: tuple[Channel, ...]
    is_own_order: bool


def own(session: Session, viewer: Viewer, site_id: UUID, *, now: datetime) -> OwnPreferences:
    """The viewer's own at this site. Raises Refused: NOT_FOUND, NOT_ALLOWED."""
    viewer.require(Permission.REPORT_HAZARD, site_id=site_id)
    row = session.get(NotificationPreferencesRow, (viewer.person_id, site_id))
    said = preferences_of(row) if row else None
    hours, order = (said.quiet_hours, said.channels) if said else (None, ())
    tiers = policies(session, viewer, site_id, first=1)[0].tiers
    waiting = quiet_tiers(hours, tiers)
    timezone = session.get_one(SiteRow, site_id).timezone
    is_on_duty = any(each.person_id == viewer.person_id for each in Rosters(session).on_duty(site_id, at=now))
    holds = hours if waiting and not is_on_duty else None
    return OwnPreferences(
        site_id=site_id,
        timezone=timezone,
        quiet_hours=hours,
        quiet_until=holds.end(now, ZoneInfo(timezone)) if holds else None,
        is_on_duty=is_on_duty,
        longest=longest_quiet(tiers),
        tiers=tuple(waiting),
        channels=tuple(whole_order(order, _channels(session, viewer, site_id))),
        is_own_order=bool(order),
    )


def with_quiet_hours(session: Session, site_id: UUID, people: Collection[UUID]) -> set[UUID]:
    """Which of these people have quiet hours at this site; when, is theirs."""
    statement = select(NotificationPreferencesRow.person_id).where(
        NotificationPreferencesRow.site_id == site_id,
        one_of(col(NotificationPreferencesRow.person_id), people),
        col(NotificationPreferencesRow.quiet_from).is_not(None),
    )
    return set(session.exec(statement).all())


def _channels(session: Session, viewer: Viewer, site_id: UUID) -> set[Channel]:
    """The channels that lead to the viewer: push, and what sends to an address that they verified."""
    rows = session.exec(select(SiteChannelRow).where(SiteChannelRow.site_id == site_id))
    verified = session.exec(
        select(PersonAddressRow.kind).where(
            PersonAddressRow.person_id == viewer.person_id, col(PersonAddressRow.verified_at).is_not(None)
        )
    ).all()
    channels = [each for each in map(channel_of, rows) if each.is_used_for_people]
    kinds = {each.kind for each in channels if ADDRESS_OF[each.kind] in verified}
    return {Channel.WEB_PUSH} | {channel for channel, of in KINDS.items() if kinds.intersection(of)}
