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
from backend.core.statements import among, every_column, one_of, rows
from backend.core.tables import OutboxRow
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
    RINGING,
    ChannelReach,
    EngineReach,
    MakerReach,
    Notified,
    PersonalReach,
    Share,
    SlowPhone,
    TierReach,
    share_of,
    shown_within,
    slow_phone,
)
from backend.notifications.rules import DeliveryState
from backend.notifications.tables import DeliveryRow, PushSubscriptionRow
from backend.people.accounts.disabled_store import is_disabled
from backend.people.accounts.sign_ins_rules import BrowserKind, Engine, Maker, browser_kind
from backend.people.accounts.tables import SignInRow
from backend.people.directory.rules import AddressKind
from backend.people.queries import PersonView
from backend.people.queries import by_ids as people_by_ids
from backend.people.tables import MembershipRow, PersonAddressRow
from backend.policies.queries import history as policies
from push.endpoint import WEB_PUSH

TRIED: Final = frozenset({DeliveryState.ACCEPTED, DeliveryState.SHOWN, DeliveryState.OPENED})
COUNTS: Final = ("sent", "accepted", "shown", "in_time", "failed")
LOST: Final = frozenset({DeliveryState.FAILED, DeliveryState.GONE, DeliveryState.EXPIRED})
LEFT: Final = TRIED | LOST


@dataclass(frozen=True, slots=True)
class ReachReport:
    """`since`: of the oldest message that was counted; `people`: everybody of the site who is not disabled,
    whom nothing reaches first.
    """

    since: datetime
    is_cut: bool
    tiers: tuple[TierReach, ...]
    channels: tuple[ChannelReach, ...]
    makers: tuple[MakerReach, ...]
    engines: tuple[EngineReach, ...]
    people: tuple[tuple[PersonView, PersonalReach], ...]


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that notified somebody of an alert. `committed_at`: when what it is about was written down;
    `row`: of its delivery, for reading.
    """

    row: DeliveryRow
    committed_at: datetime

    @property
    def tier(self) -> Tier:
        return Tier(self.row.tier or 0)

    @property
    def rings(self) -> bool:
        """Whether it was tried, and nothing held it back."""
        return bool(self.row.channel) and self.row.state in LEFT and self.tier in RINGING

    @property
    def rings_in_browser(self) -> bool:
        """The same by Web Push, of which it is known which phone it rang."""
        return self.rings and self.row.channel == WEB_PUSH

    @property
    def wait(self) -> timedelta | None:
        return None if self.row.shown_at is None else self.row.shown_at - self.committed_at


@dataclass(frozen=True, slots=True)
class Receiver:
    """A browser that messages went to. `is_gone`: none go there any more."""

    person_id: UUID
    is_in_hand: bool
    is_gone: bool
    kind: BrowserKind | None


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
    receivers = _receivers(session, sent)
    slow = _slow(sent, receivers)
    reached = _people(session, site_id, members, notified, targets, slow=slow, now=now)
    makers, engines = _kinds(sent, receivers)
    return ReachReport(
        since=sent[-1].row.created_at if len(sent) == MOST else now - PERIOD,
        is_cut=len(sent) == MOST,
        tiers=tuple(
            _tier(tier, targets, [each for each in notified if each.tier is tier])
            for tier in sorted(Tier, reverse=True)
        ),
        channels=tuple(_channels(sent, targets)),
        makers=makers,
        engines=engines,
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
        reached = {
            each.person_id: each for each in _people(session, site_id, members, (), {}, slow={}, now=now)
        }
        found |= {each: reached[each.person_id] for each in asked if each.person_id in reached}
    return found


def _among(session: Session, site_id: UUID, people: Collection[UUID]) -> Sequence[UUID]:
    """Return those of these people who belong to the site."""
    statement = select(MembershipRow.person_id).where(
        MembershipRow.site_id == site_id, one_of(col(MembershipRow.person_id), people)
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


def _tier(tier: Tier, targets: dict[Tier, timedelta], notified: Collection[Notified]) -> TierReach:
    share = share_of(notified, targets)
    return TierReach(tier, targets[tier], share, shown_within(each.wait for each in notified))


def _sent(session: Session, site_id: UUID, people: Collection[UUID], *, since: datetime) -> list[Sent]:
    """Messages that notified these people of alerts, the newest first."""
    statement = (
        # As plain columns: an object of each row would cost three times as much.
        select(*every_column(DeliveryRow), col(OutboxRow.at).label("committed_at"))  # type: ignore[call-overload]
        .join(OutboxRow, col(OutboxRow.id) == DeliveryRow.outbox_id)
        .where(
            one_of(col(DeliveryRow.person_id), people),
            col(DeliveryRow.created_at) > since,
            DeliveryRow.site_id == site_id,
            col(DeliveryRow.tier).is_not(None),
        )
        .order_by(col(DeliveryRow.created_at).desc())
        .limit(MOST)
    )
    return [Sent(row, row.committed_at) for row in rows(session, statement)]


def _receivers(session: Session, sent: Iterable[Sent]) -> dict[str, Receiver]:
    """By address: the browsers that these messages went to, also those that have gone since."""
    ids = {UUID(each.row.address) for each in sent if each.rings_in_browser}
    kind = (SignInRow.maker, SignInRow.engine, SignInRow.engine_major)
    statement = (
        select(
            PushSubscriptionRow.id,
            PushSubscriptionRow.person_id,
            PushSubscriptionRow.is_in_hand,
            PushSubscriptionRow.gone_at,
            *kind,
        )  # type: ignore[call-overload]
        .join(SignInRow, col(SignInRow.family_id) == PushSubscriptionRow.family_id, isouter=True)
        .where(among(col(PushSubscriptionRow.id), "browsers"))
    )
    return {
        str(row.id): Receiver(
            row.person_id,
            row.is_in_hand,
            row.gone_at is not None,
            browser_kind(row.maker, row.engine or "", row.engine_major),
        )
        for row in rows(session, statement, {"browsers": list(ids)})
    }


def _kinds(
    sent: Iterable[Sent], receivers: Mapping[str, Receiver]
) -> tuple[tuple[MakerReach, ...], tuple[EngineReach, ...]]:
    """How soon browsers showed what rings, by maker and by engine, those with most messages first."""
    makers: dict[Maker | None, list[timedelta | None]] = defaultdict(list)
    engines: dict[tuple[Engine | None, int], list[timedelta | None]] = defaultdict(list)
    for each in sent:
        if each.rings_in_browser:
            receiver = receivers.get(each.row.address)
            kind = receiver.kind if receiver else None
            makers[kind.maker if kind else None].append(each.wait)
            engines[(kind.engine, kind.major) if kind else (None, 0)].append(each.wait)
    by_count = sorted(makers.items(), key=lambda found: (-len(found[1]), found[0] is None, found[0]))
    by_engine = sorted(engines.items(), key=lambda found: (-len(found[1]), found[0][0] is None, found[0]))
    return (
        tuple(MakerReach(maker, shown_within(waits)) for maker, waits in by_count),
        tuple(EngineReach(engine, major, shown_within(waits)) for (engine, major), waits in by_engine),
    )


def _slow(sent: Iterable[Sent], receivers: Mapping[str, Receiver]) -> dict[UUID, list[SlowPhone]]:
    """By person: phones in use that were slow with what rings. From when their push service had taken it:
    what the server took before that is no fault of a phone.
    """
    waits: dict[str, list[timedelta]] = defaultdict(list)
    for each in sent:
        row = each.row
        if each.rings_in_browser and row.shown_at and row.accepted_at:
            waits[row.address].append(row.shown_at - row.accepted_at)
    slow: dict[UUID, list[SlowPhone]] = defaultdict(list)
    for address, found in waits.items():
        receiver = receivers.get(address)
        if receiver is None or receiver.is_gone or not receiver.is_in_hand:
            continue
        if phone := slow_phone(receiver.kind, found):
            slow[receiver.person_id].append(phone)
    return slow


def _notified(session: Session, sent: Iterable[Sent]) -> list[Notified]:
    """One per event and person: several messages say the same, and an open screen says it, too."""
    messages: dict[tuple[int, UUID], list[Sent]] = defaultdict(list)
    for each in sent:
        if each.row.person_id is not None:
            messages[each.row.outbox_id, each.row.person_id].append(each)
    alerts = {outbox_id: _alerts_of(same[0].row) for (outbox_id, _), same in messages.items()}
    digests = digests_of(session, [each.row for each in sent])
    screens = _screens(session, {each for found in alerts.values() for each in found})
    notified = []
    for (outbox_id, person_id), same in messages.items():
        # A screen is often first: it learns of the commit before messages are planned.
        committed_at = same[0].committed_at
        seen = [at for each in same if (at := digests.get(each.row.id, each.row).shown_at)]
        seen += [
            at
            for alert in alerts[outbox_id]
            if (at := screens.get((alert, person_id))) and at >= committed_at
        ]
        notified.append(Notified(person_id, same[0].tier, committed_at, min(seen, default=None)))
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


def _channels(sent: Iterable[Sent], targets: Mapping[Tier, timedelta]) -> list[ChannelReach]:
    """By kind, those that were used most first."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    waits: dict[str, list[timedelta | None]] = defaultdict(list)
    for each in sent:
        row = each.row
        if row.channel and row.state in LEFT:
            counted[row.channel].update(
                sent=1,
                accepted=row.accepted_at is not None,
                shown=row.shown_at is not None,
                in_time=each.wait is not None and each.wait <= targets[each.tier],
                failed=row.state in LOST,
            )
            if each.rings:
                waits[row.channel].append(each.wait)
    found = [
        ChannelReach(kind, **{name: counts[name] for name in COUNTS}, shown_within=shown_within(waits[kind]))
        for kind, counts in counted.items()
    ]
    return sorted(found, key=lambda each: (-each.sent, each.kind))


def _people(
    session: Session,
    site_id: UUID,
    members: Collection[UUID],
    notified: Iterable[Notified],
    targets: dict[Tier, timedelta],
    *,
    slow: Mapping[UUID, Sequence[SlowPhone]],
    now: datetime,
) -> list[PersonalReach]:
    by_person: dict[UUID, list[Notified]] = defaultdict(list)
    for each in notified:
        by_person[each.person_id].append(each)
    browsers: dict[UUID, list[Browser]] = defaultdict(list)
    for browser in browsers_of(session, members, now=now):
        browsers[browser.person_id].append(browser)
    addresses: dict[UUID, list[PersonAddressRow]] = defaultdict(list)
    for row in session.exec(select(PersonAddressRow).where(one_of(col(PersonAddressRow.person_id), members))):
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
            slow=tuple(slow.get(person_id, ())),
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
    slow: tuple[SlowPhone, ...],
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
        slow=slow,
    )
