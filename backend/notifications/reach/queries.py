"""How well a site reaches its people: how many were shown in time what concerns them; whom nothing does."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlmodel import Session, col, select

from backend.alerts.responses.tables import AlertResponseRow
from backend.core.events import refs_of, unpacked_refs
from backend.core.statements import among, rows
from backend.core.viewer import Permission, Role, Viewer
from backend.core.vocabulary import Tier
from backend.notifications.browsers.queries import Browser
from backend.notifications.browsers.queries import of_people as browsers_of
from backend.notifications.channels.rules import ADDRESS_OF
from backend.notifications.channels.store import channel_of
from backend.notifications.channels.tables import SiteChannelRow
from backend.notifications.digest_queries import digests_of
from backend.notifications.preferences.queries import with_quiet_hours
from backend.notifications.reach.rules import (
    MOST,
    PERIOD,
    ChannelReach,
    Notified,
    PersonalReach,
    Share,
    TierReach,
    share_of,
)
from backend.notifications.rules import DeliveryState
from backend.notifications.tables import DeliveryRow
from backend.people.accounts.disabled_store import is_disabled
from backend.people.directory.rules import AddressKind
from backend.people.queries import PersonView
from backend.people.queries import by_ids as people_by_ids
from backend.people.tables import MembershipRow, PersonAddressRow
from backend.policies.queries import history as policies
from push.endpoint import WEB_PUSH

TRIED: Final = frozenset({DeliveryState.ACCEPTED, DeliveryState.SHOWN, DeliveryState.OPENED})
COUNTS: Final = ("sent", "accepted", "shown", "in_time", "failed")
LOST: Final = frozenset({DeliveryState.FAILED, DeliveryState.GONE, DeliveryState.EXPIRED})


@dataclass(frozen=True, slots=True)
class ReachReport:
    """`since`: of the oldest message that was counted; `people`: everybody of the site who is not disabled,
    whom nothing reaches first.
    """

    since: datetime
    is_cut: bool
    tiers: tuple[TierReach, ...]
    channels: tuple[ChannelReach, ...]
    people: tuple[tuple[PersonView, PersonalReach], ...]


def of_site(session: Session, viewer: Viewer, site_id: UUID, *, now: datetime) -> ReachReport:
    """The last 30 days of this site, or the part of them that the newest messages cover; a lead's is that of
    their department. Raises Refused: NOT_FOUND, NOT_ALLOWED.
    """
    viewer.require(Permission.SEE_KPIS, site_id=site_id)
    members = _members(session, viewer, site_id)
    sent = _sent(session, site_id, members, since=now - PERIOD)
    notified = _notified(session, sent)
    policy = policies(session, viewer, site_id, first=1)[0]
    targets = {tier: policy.of(tier).acknowledge_within for tier in Tier}
    found = people_by_ids(session, viewer, members)
    reached = _people(session, site_id, members, notified, targets, now=now)
    return ReachReport(
        since=sent[-1].created_at if len(sent) == MOST else now - PERIOD,
        is_cut=len(sent) == MOST,
        tiers=tuple(
            TierReach(
                tier, targets[tier], share_of([each for each in notified if each.tier is tier], targets)
            )
            for tier in sorted(Tier, reverse=True)
        ),
        channels=tuple(_channels(sent, targets)),
        people=tuple((found[each.person_id], each) for each in reached if each.person_id in found),
    )


@dataclass(frozen=True, slots=True)
class ReachedNow:
    """A person of a site, and the moment at which it is asked how they are reached."""

    site_id: UUID
    person_id: UUID
    now: datetime


def of_people(
    session: Session, viewer: Viewer, wanted: Iterable[ReachedNow]
) -> dict[ReachedNow, PersonalReach]:
    """By what each of these people is reached, for who looks after the people of the site; nobody for others.
    A few statements for each site, however many people.
    """
    of_sites: dict[tuple[UUID, datetime], list[ReachedNow]] = defaultdict(list)
    for each in wanted:
        if viewer.may(Permission.MANAGE_PEOPLE, site_id=each.site_id):
            of_sites[each.site_id, each.now].append(each)
    found: dict[ReachedNow, PersonalReach] = {}
    for (site_id, now), asked in of_sites.items():
        members = _among(session, site_id, [each.person_id for each in asked])
        reached = {each.person_id: each for each in _people(session, site_id, members, (), {}, now=now)}
        found |= {each: reached[each.person_id] for each in asked if each.person_id in reached}
    return found


def _among(session: Session, site_id: UUID, people: Collection[UUID]) -> Sequence[UUID]:
    """Return those of these people who belong to the site."""
    statement = select(MembershipRow.person_id).where(
        MembershipRow.site_id == site_id, col(MembershipRow.person_id).in_(people)
    )
    return session.exec(statement).all()


def _members(session: Session, viewer: Viewer, site_id: UUID) -> Sequence[UUID]:
    statement = select(MembershipRow.person_id).where(
        MembershipRow.site_id == site_id, ~is_disabled(col(MembershipRow.person_id))
    )
    own = viewer.membership_at(site_id)
    if own is not None and own.role is Role.LEAD:
        statement = statement.where(MembershipRow.department_id == own.department_id)
    return session.exec(statement.order_by(col(MembershipRow.person_id))).all()


def _sent(
    session: Session, site_id: UUID, people: Collection[UUID], *, since: datetime
) -> Sequence[DeliveryRow]:
    """Messages that notified these people of alerts, the newest first."""
    return rows(
        session,
        select(DeliveryRow)
        .where(
            col(DeliveryRow.person_id).in_(people),
            col(DeliveryRow.created_at) > since,
            DeliveryRow.site_id == site_id,
            col(DeliveryRow.tier).is_not(None),
        )
        .order_by(col(DeliveryRow.created_at).desc())
        .limit(MOST),
    )


def _notified(session: Session, sent: Sequence[DeliveryRow]) -> list[Notified]:
    """One per event and person: several messages say the same, and an open screen says it, too."""
    messages: dict[tuple[int, UUID], list[DeliveryRow]] = defaultdict(list)
    for row in sent:
        if row.person_id is not None:
            messages[row.outbox_id, row.person_id].append(row)
    alerts = {outbox_id: _alerts_of(same[0]) for (outbox_id, _), same in messages.items()}
    digests = digests_of(session, sent)
    screens = _screens(session, {each for found in alerts.values() for each in found})
    notified = []
    for (outbox_id, person_id), same in messages.items():
        notified_at = min(row.created_at for row in same)
        seen = [at for row in same if (at := digests.get(row.id, row).shown_at)]
        seen += [
            at for alert in alerts[outbox_id] if (at := screens.get((alert, person_id))) and at >= notified_at
        ]
        notified.append(Notified(person_id, Tier(same[0].tier or 0), notified_at, min(seen, default=None)))
    return notified


def _alerts_of(row: DeliveryRow) -> list[UUID]:
    return refs_of(unpacked_refs(row.about), "alert")


def _screens(session: Session, alert_ids: Collection[UUID]) -> dict[tuple[UUID, UUID], datetime]:
    """By alert and person: when an open screen last showed it for the first time."""
    statement = select(AlertResponseRow).where(
        among(col(AlertResponseRow.alert_id), "alerts"), col(AlertResponseRow.shown_at).is_not(None)
    )
    found = rows(session, statement, {"alerts": list(alert_ids)})
    return {(row.alert_id, row.person_id): row.shown_at for row in found if row.shown_at}


def _channels(sent: Iterable[DeliveryRow], targets: Mapping[Tier, timedelta]) -> list[ChannelReach]:
    """By kind, those that were used most first."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for row in sent:
        if row.channel and row.state in TRIED | LOST:
            counted[row.channel].update(
                sent=1,
                accepted=row.accepted_at is not None,
                shown=row.shown_at is not None,
                in_time=row.shown_at is not None
                and row.shown_at <= row.created_at + targets[Tier(row.tier or 0)],
                failed=row.state in LOST,
            )
    found = [
        ChannelReach(kind, **{name: counts[name] for name in COUNTS}) for kind, counts in counted.items()
    ]
    return sorted(found, key=lambda each: (-each.sent, each.kind))


def _people(
    session: Session,
    site_id: UUID,
    members: Collection[UUID],
    notified: Iterable[Notified],
    targets: dict[Tier, timedelta],
    *,
    now: datetime,
) -> list[PersonalReach]:
    by_person: dict[UUID, list[Notified]] = defaultdict(list)
    for each in notified:
        by_person[each.person_id].append(each)
    browsers: dict[UUID, list[Browser]] = defaultdict(list)
    for browser in browsers_of(session, members, now=now):
        browsers[browser.person_id].append(browser)
    addresses: dict[UUID, list[PersonAddressRow]] = defaultdict(list)
    for row in session.exec(select(PersonAddressRow).where(col(PersonAddressRow.person_id).in_(members))):
        addresses[row.person_id].append(row)
    channels = session.exec(select(SiteChannelRow).where(SiteChannelRow.site_id == site_id))
    kinds = sorted(each.kind for each in map(channel_of, channels) if each.is_used_for_people)
    quiet = with_quiet_hours(session, site_id, members)
    reached = [
        _person(
            person_id,
            share_of(by_person[person_id], targets),
            browsers[person_id],
            addresses[person_id],
            kinds,
            has_quiet_hours=person_id in quiet,
        )
        for person_id in members
    ]
    return sorted(reached, key=lambda each: each.urgency)


def _person(
    person_id: UUID,
    share: Share,
    browsers: Iterable[Browser],
    addresses: Collection[PersonAddressRow],
    kinds: Iterable[str],
    *,
    has_quiet_hours: bool,
) -> PersonalReach:
    verified = {AddressKind(each.kind) for each in addresses if each.verified_at}
    pushed = [WEB_PUSH] if any(each.silent_since is None for each in browsers) else []
    return PersonalReach(
        person_id=person_id,
        share=share,
        ways=(*pushed, *(kind for kind in kinds if ADDRESS_OF[kind] in verified)),
        silent_since=min((each.silent_since for each in browsers if each.silent_since), default=None),
        unverified=tuple(sorted({AddressKind(each.kind) for each in addresses} - verified)),
        has_quiet_hours=has_quiet_hours,
    )
