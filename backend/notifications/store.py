"""Deliveries as rows."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from types import MappingProxyType
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, and_, distinct, exists, func, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, SQLModel, col, select

from backend.core.events import Event, EventKind, packed_refs, unpacked_refs
from backend.core.outbox import Outbox
from backend.core.statements import one_of
from backend.core.text import Language
from backend.core.vocabulary import Tier
from backend.notifications.addresses.tables import AddressCodeRow
from backend.notifications.channels.rules import Way
from backend.notifications.channels.store import SiteChannels
from backend.notifications.digest_store import of_people
from backend.notifications.events import ADDRESS_CODE_SENT, CHANNEL_TESTED, OUTLET_TESTED
from backend.notifications.outlets.store import Outlets
from backend.notifications.rows_store import insert_deliveries
from backend.notifications.rules import (
    CLAIM_FOR,
    EXPIRES_AFTER,
    ChannelKey,
    Delivery,
    DeliveryState,
)
from backend.notifications.tables import DeliveryRefRow, DeliveryRow, PushSubscriptionRow
from backend.people.tables import PersonAddressRow
from push.endpoint import Endpoint
from push.route import Route

NEVER_SENT: Final = (DeliveryState.GROUPED, DeliveryState.NOT_NEEDED, DeliveryState.NO_ADDRESS)


@dataclass(frozen=True, slots=True)
class Leads:
    """Where a claimed message goes: by which channel, to which address, in which language."""

    route: Route
    endpoint: Endpoint
    language: Language


class Deliveries:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._kept: list[SQLModel] = []
        """A session forgets a row that nobody holds, and would read it again."""
        self._routes: dict[tuple[UUID, bool], Route | None] = {}
        """Routes of channels, by (channel, whether it is tested): secrets are decrypted once a claim."""

    def notified_lately(self, people: Set[UUID], *, since: datetime) -> dict[UUID, int]:
        """Return the number of alert events that each of these people was notified of since then, in digests
        or one by one; what a group grew by as one.
        """
        statement = (
            select(DeliveryRow.person_id, func.count(distinct(col(DeliveryRow.outbox_id))))
            .where(one_of(col(DeliveryRow.person_id), people), col(DeliveryRow.created_at) > since)
            .where(col(DeliveryRow.tier).is_not(None))
            .where(
                or_(
                    ~col(DeliveryRow.about).contains("alert_group:"),
                    col(DeliveryRow.state) != DeliveryState.GROUPED,
                )
            )
            .group_by(col(DeliveryRow.person_id))
        )
        return of_people(self._session.exec(statement))

    def notified_of(
        self, group_id: UUID, people: Set[UUID], *, since: datetime
    ) -> dict[UUID, tuple[datetime, Tier]]:
        """When each of these people, and each outlet, was last notified of this group of alerts since then,
        and of which tier at worst.
        """
        statement = (
            select(DeliveryRow.person_id, DeliveryRow.address, DeliveryRow.created_at, DeliveryRow.tier)
            .join(DeliveryRefRow, col(DeliveryRefRow.delivery_id) == DeliveryRow.id)
            .where(DeliveryRefRow.object_id == group_id, DeliveryRow.state != DeliveryState.NO_ADDRESS)
            .where(or_(one_of(col(DeliveryRow.person_id), people), col(DeliveryRow.person_id).is_(None)))
            .where(col(DeliveryRow.created_at) > since, col(DeliveryRow.tier).is_not(None))
            .order_by(col(DeliveryRow.created_at))
        )
        known: dict[UUID, tuple[datetime, Tier]] = {}
        for person_id, address, at, tier in self._session.exec(statement):
            to_id = person_id or UUID(address)
            worst = known[to_id][1] if to_id in known else Tier.BLUE
            known[to_id] = at, max(worst, Tier(tier or worst))
        return known

    def reminded_lately(self, people: Set[UUID], *, since: datetime) -> dict[UUID, int]:
        """Return the number of reminders sent to each of these people since then, a digest as one."""
        kinds = [str(kind) for kind in EventKind.declared().values() if kind.pace.is_reminder]
        message = func.coalesce(DeliveryRow.summary_id, DeliveryRow.id)
        statement = (
            select(DeliveryRow.person_id, func.count(distinct(message)))
            .where(one_of(col(DeliveryRow.person_id), people), col(DeliveryRow.created_at) > since)
            .where(col(DeliveryRow.event_kind).in_(kinds), col(DeliveryRow.group_due_at).is_(None))
            .where(DeliveryRow.step == 0)
            .group_by(col(DeliveryRow.person_id))
        )
        return of_people(self._session.exec(statement))

    def sent_lately(self, people: Set[UUID], *, since: datetime) -> dict[UUID, list[datetime]]:
        """When each of these people was sent a message since then, without what is about red: one to many
        addresses is one, so is a digest.
        """
        sent = func.min(DeliveryRow.created_at)
        statement = (
            select(DeliveryRow.person_id, DeliveryRow.outbox_id, func.max(DeliveryRow.tier), sent)
            .where(one_of(col(DeliveryRow.person_id), people), col(DeliveryRow.created_at) > since)
            .where(col(DeliveryRow.state).not_in(NEVER_SENT))
            .group_by(col(DeliveryRow.person_id), col(DeliveryRow.outbox_id))
        )
        found = self._session.exec(statement).all()
        # What is milder is not looked up: a digest is at least as bad as the event that it leaves by.
        may_be_red = {outbox_id for _, outbox_id, tier, _ in found if tier in (None, Tier.RED)}
        is_red = Outbox(self._session).of_tier(Tier.RED, may_be_red)
        times = defaultdict[UUID, list[datetime]](list)
        for person_id, outbox_id, _, at in found:
            if person_id is not None and outbox_id not in is_red:
                times[person_id].append(at)
        return dict(times)

    def plan(
        self,
        outbox_id: int,
        event: Event,
        ways: Iterable[Way],
        *,
        at: datetime,
        tier: Tier | None = None,
        digest_at: Mapping[UUID, datetime] = MappingProxyType({}),
        quiet_until: Mapping[UUID, datetime] = MappingProxyType({}),
        happened_at: datetime | None = None,
        grouped: int = 0,
    ) -> int:
        """One delivery per way to these people; return how many.

        `tier` is given for alerts. `digest_at`: to whom the message waits until then for others; where it has
        to wait, it takes their first way only. `quiet_until`: to whom it waits at least until then because
        they want quiet; it does not expire before.
        `happened_at`: what it lives from, where that was before `at`. `grouped`: see the column.
        """
        rows = []
        for way in ways:
            quiet, group_due_at = quiet_until.get(way.to_id), digest_at.get(way.to_id)
            if quiet:
                group_due_at = max(quiet, group_due_at or quiet)
            if group_due_at and way.step > 0:
                if group_due_at > at:
                    continue
                group_due_at = None
            rows.append(
                _values(outbox_id, event, way.person_id, at=at, tier=tier)
                | {
                    "expires_at": (quiet or happened_at or at) + EXPIRES_AFTER,
                    "grouped": grouped,
                    "channel": way.kind,
                    "address": way.address,
                    "step": way.step,
                    "channel_id": way.channel_id,
                    "due_at": None if group_due_at else at + way.after,
                    "state": DeliveryState.GROUPED if group_due_at else DeliveryState.PENDING,
                    "group_due_at": group_due_at,
                    "quiet_until": quiet,
                }
            )
        self._insert(rows, event)
        return len(rows)

    def note_unreached(
        self, outbox_id: int, event: Event, people: Iterable[UUID], *, at: datetime, tier: Tier | None
    ) -> None:
        """Write down to whom no way leads: somebody must find out before the next alert does."""
        noted = [
            _values(outbox_id, event, person_id, at=at, tier=tier)
            | {"address": str(person_id), "state": DeliveryState.NO_ADDRESS}
            for person_id in people
        ]
        self._insert(noted, event)

    def _insert(self, rows: Sequence[Mapping[str, Any]], event: Event) -> None:
        insert_deliveries(self._session, rows, {each.object_id for each in event.about})

    def channels_due(self, *, now: datetime) -> list[ChannelKey]:
        """By which channels something is due."""
        statement = select(DeliveryRow.channel, DeliveryRow.channel_id).where(
            col(DeliveryRow.due_at) <= now, col(DeliveryRow.expires_at) > now
        )
        return [ChannelKey(kind, channel_id) for kind, channel_id in self._session.exec(statement.distinct())]

    def claim(self, channel: ChannelKey | None = None, *, now: datetime, limit: int) -> list[Delivery]:
        """Take what is due by this channel, or by all, the worst tier first, then the oldest, for CLAIM_FOR.

        What happened later to an object waits until what happened earlier to it has left for the same
        address or is given up, also while another worker sends it. What leaves at once waits for nothing.
        """
        statement = (
            select(DeliveryRow)
            .where(col(DeliveryRow.due_at) <= now, col(DeliveryRow.expires_at) > now)
            .where(~_has_to_wait(), *_of(channel))
            .order_by(col(DeliveryRow.tier).desc().nulls_last(), col(DeliveryRow.due_at))
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        rows = list(self._session.exec(statement))
        self._kept += rows
        self._load_browsers(rows)
        claimed = []
        for row in rows:
            way = self._way(row, now)
            if way is None:
                row.state, row.due_at = DeliveryState.GONE, None
            else:
                row.state, row.due_at, row.attempts = DeliveryState.SENDING, now + CLAIM_FOR, row.attempts + 1
                claimed.append(_delivery_of(row, way))
            self._session.add(row)
        return claimed

    def _load_browsers(self, rows: Iterable[DeliveryRow]) -> None:
        """Read all browsers of these in one go; the session has them afterwards."""
        ids = [UUID(row.address) for row in rows if row.channel_id is None]
        if ids:
            wanted = select(PushSubscriptionRow).where(one_of(col(PushSubscriptionRow.id), ids))
            self._kept += self._session.exec(wanted).all()

    def _way(self, row: DeliveryRow, now: datetime) -> Leads | None:
        """Where a message goes and in which language; None where nothing leads there any more."""
        if row.channel_id is None:
            browser = self._session.get(PushSubscriptionRow, UUID(row.address))
            if browser is None or browser.gone_at is not None:
                return None
            endpoint = Endpoint(browser.endpoint, {"p256dh": browser.p256dh, "auth": browser.auth})
            return Leads(Route(row.channel), endpoint, Language(browser.language))
        route = self._route(row.channel_id, now, is_test=row.event_kind in (CHANNEL_TESTED, OUTLET_TESTED))
        if row.person_id is None:
            outlet = Outlets(self._session).endpoint(UUID(row.address))
            return Leads(route, outlet, Language.ZH) if route and outlet else None
        address: AddressCodeRow | PersonAddressRow | None
        if row.event_kind == ADDRESS_CODE_SENT:  # its person may not have their messages there yet
            address = self._session.get(AddressCodeRow, UUID(row.address))
        else:
            address = self._session.get(PersonAddressRow, UUID(row.address))
        if route is None or address is None:
            return None
        return Leads(route, Endpoint(address.address), Language.ZH)

    def _route(self, channel_id: UUID, now: datetime, *, is_test: bool) -> Route | None:
        """Return the route by which this channel sends; None where it is gone or paused. A test tries the
        channel as it is now, without the one before its change.
        """
        key = channel_id, is_test
        if key not in self._routes:
            falls_back_at = None if is_test else now
            self._routes[key] = SiteChannels(self._session).route(channel_id, falls_back_at=falls_back_at)
        return self._routes[key]

    def lock(self, delivery_ids: Sequence[UUID]) -> None:
        """Lock these for `finish`, in one go."""
        wanted = select(DeliveryRow).where(one_of(col(DeliveryRow.id), delivery_ids))
        self._kept += self._session.exec(wanted.order_by(col(DeliveryRow.id)).with_for_update()).all()

    def finish(
        self,
        delivery_id: UUID,
        state: DeliveryState,
        *,
        at: datetime,
        due_at: datetime | None = None,
        error: str | None = None,
        attempt: int,
    ) -> None:
        """Write down what the channel said of the `attempt`-th sending of a message that is locked.

        A receipt that came in first stays, and ends the sending. A sender whose claim had run out does not
        decide over the attempt that is under way.
        """
        row = self._session.get(DeliveryRow, delivery_id)
        if row is None:  # its site was removed meanwhile
            return
        if row.attempts != attempt and state in (DeliveryState.PENDING, DeliveryState.FAILED):
            return
        row.last_error = error
        if state is DeliveryState.ACCEPTED:
            row.accepted_at = at
        if row.state not in (DeliveryState.SHOWN, DeliveryState.OPENED):
            row.state, row.due_at = state, due_at
        if state is DeliveryState.GONE and (
            gone := self._session.get(PushSubscriptionRow, UUID(row.address))
        ):
            gone.gone_at = at
            self._session.add(gone)
        self._session.add(row)

    def was_pushed(self, delivery_id: UUID) -> bool:
        """Whether this message was sent to a browser, which was sent its id with it."""
        row = self._session.get(DeliveryRow, delivery_id)
        return row is not None and row.channel_id is None and row.attempts > 0

    def receipt(
        self, delivery_id: UUID, state: DeliveryState, *, at: datetime
    ) -> tuple[EventKind, UUID] | None:
        """Record that the phone showed, or a person opened, the message; returns what it was about, and its
        site. Twice is the same as once. None where there is no such delivery.
        """
        row = self._session.get(DeliveryRow, delivery_id, with_for_update=True)
        if row is None or row.person_id is None:  # another system was sent the id, and shows it to nobody
            return None
        row.shown_at = row.shown_at or at
        if state is DeliveryState.OPENED:
            row.opened_at = row.opened_at or at
        if row.state != DeliveryState.OPENED:
            row.state = state
        row.due_at = None
        self._session.add(row)
        return EventKind.of(row.event_kind), row.site_id


OF_INSTALLATION: Final = UUID(int=0)
"""No site's channel: Web Push is the installation's own."""


def _of(channel: ChannelKey | None) -> tuple[ColumnElement[bool], ...]:
    if channel is None:
        return ()
    # As an expression: SQLite would look through all that was ever sent by the channel for what is due by it.
    own = func.coalesce(col(DeliveryRow.channel_id), OF_INSTALLATION)
    return col(DeliveryRow.channel) == channel.kind, own == (channel.channel_id or OF_INSTALLATION)


@cache  # an alias of a table costs more than the question
def _has_to_wait() -> ColumnElement[bool]:
    """Whether an earlier message about the same object has yet to leave for the same address."""
    earlier, mine, theirs = aliased(DeliveryRow), aliased(DeliveryRefRow), aliased(DeliveryRefRow)
    at_once = [str(kind) for kind in EventKind.declared().values() if kind.pace.is_at_once]
    is_behind = exists().where(
        col(mine.delivery_id) == col(DeliveryRow.id),
        col(theirs.object_id) == col(mine.object_id),
        col(theirs.delivery_id) == col(earlier.id),
        col(earlier.address) == col(DeliveryRow.address),
        col(earlier.channel) == col(DeliveryRow.channel),
        col(earlier.outbox_id) < col(DeliveryRow.outbox_id),
        col(earlier.due_at).is_not(None),
        col(earlier.event_kind).not_in(at_once),
    )
    return and_(col(DeliveryRow.event_kind).not_in(at_once), is_behind)


def _values(
    outbox_id: int, event: Event, person_id: UUID | None, *, at: datetime, tier: Tier | None
) -> dict[str, Any]:
    """The columns of a delivery of this event that goes nowhere yet."""
    return {
        "id": uuid4(),
        "outbox_id": outbox_id,
        "site_id": event.site_id,
        "person_id": person_id,
        "channel": "",
        "address": "",
        "state": DeliveryState.PENDING,
        "event_kind": str(event.kind),
        "about": packed_refs(event.about),
        "attempts": 0,
        "created_at": at,
        "expires_at": at + EXPIRES_AFTER,
        "tier": tier,
        "grouped": 0,
        "step": 0,
    }


def _delivery_of(row: DeliveryRow, leads: Leads) -> Delivery:
    return Delivery(
        delivery_id=row.id,
        site_id=row.site_id,
        person_id=row.person_id,
        route=leads.route,
        endpoint=leads.endpoint,
        language=leads.language,
        event_kind=EventKind.of(row.event_kind),
        about=unpacked_refs(row.about),
        attempts=row.attempts,
        expires_at=row.expires_at,
        grouped=row.grouped,
        tier=None if row.tier is None else Tier(row.tier),
        step=row.step,
        outbox_id=row.outbox_id,
        channel_id=row.channel_id,
        address_id=row.address,
    )
