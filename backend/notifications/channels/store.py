"""Channels of a site, and the ways by which they lead to people, as rows."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import and_
from sqlmodel import Session, col, func, select

from backend.core.allowances import Taken
from backend.core.audit import Audit
from backend.core.statements import among
from backend.core.tables import AuditRefRow, AuditRow
from backend.core.vault import decrypt_fields, encrypt_fields
from backend.notifications.channels.before_store import ChannelsBefore
from backend.notifications.channels.rules import ADDRESS_OF, SiteChannel, Way, in_order
from backend.notifications.channels.tables import SiteChannelRow
from backend.notifications.events import CHANNEL_NEARLY_SPENT, CHANNEL_TESTED
from backend.notifications.tables import DeliveryRow, PushSubscriptionRow
from backend.people.tables import PersonAddressRow
from push.endpoint import WEB_PUSH
from push.route import Route

BROWSERS: Final = select(
    PushSubscriptionRow.person_id, PushSubscriptionRow.id, PushSubscriptionRow.is_alarms_only
).where(among(col(PushSubscriptionRow.person_id), "people"), col(PushSubscriptionRow.gone_at).is_(None))
ADDRESSES: Final = select(
    PersonAddressRow.person_id, PersonAddressRow.kind, PersonAddressRow.id, PersonAddressRow.verified_at
).where(among(col(PersonAddressRow.person_id), "people"))


class SiteChannels:
    def __init__(self, session: Session) -> None:
        self._session = session

    def of_site(self, site_id: UUID) -> list[SiteChannel]:
        """Every channel of the site, by kind."""
        statement = select(SiteChannelRow).where(SiteChannelRow.site_id == site_id)
        return [channel_of(row) for row in self._session.exec(statement.order_by(SiteChannelRow.kind))]

    def get(self, channel_id: UUID, *, lock: bool = False) -> SiteChannel | None:
        row = self._session.get(SiteChannelRow, channel_id, with_for_update=lock or None)
        return channel_of(row) if row else None

    def find(self, site_id: UUID, kind: str) -> SiteChannel | None:
        """The channel of this kind at the site, locked for this transaction."""
        statement = (
            select(SiteChannelRow)
            .where(SiteChannelRow.site_id == site_id, SiteChannelRow.kind == kind)
            .with_for_update()
        )
        row = self._session.exec(statement).first()
        return channel_of(row) if row else None

    def secrets(self, channel_id: UUID) -> dict[str, str]:
        """The secrets of this channel by name; none leave this process but to the provider."""
        row = self._session.get_one(SiteChannelRow, channel_id)
        return decrypt_fields(Audit(self._session).keys, row.sealed_secrets, purpose=_purpose(channel_id))

    def put(self, channel: SiteChannel, secrets: dict[str, str]) -> None:
        """Keep a channel as it is from now on."""
        self._session.merge(
            SiteChannelRow(
                id=channel.channel_id,
                site_id=channel.site_id,
                kind=channel.kind,
                provider=channel.provider,
                settings=dict(channel.settings),
                sealed_secrets=encrypt_fields(
                    Audit(self._session).keys, secrets, purpose=_purpose(channel.channel_id)
                ),
                secret_names=sorted(secrets),
                paused_at=channel.paused_at,
                pause_reason=channel.pause_reason,
                monthly_cap=channel.monthly_cap,
                price_cents=channel.price_cents,
                version=channel.version,
                changed_at=channel.changed_at,
                changed_by=channel.changed_by,
                tested_at=channel.tested_at,
                test_outcome=channel.test_outcome,
            )
        )
        self._session.flush()

    def route(self, channel_id: UUID, *, falls_back_at: datetime | None = None) -> Route | None:
        """Return the route by which this channel sends; None where it is gone or paused. `falls_back_at`:
        now, for messages that may also leave by the channel as it was before a change that has yet to prove
        itself.
        """
        channel = self.get(channel_id)
        if channel is None or channel.is_paused:
            return None
        route = channel.route(self.secrets(channel_id))
        was = ChannelsBefore(self._session).get(channel_id) if falls_back_at else None
        if was is None or falls_back_at is None or not was.is_kept(falls_back_at):
            return route
        earlier = replace(channel, provider=was.provider, settings=was.settings, version=was.version)
        return replace(route, before=earlier.route(ChannelsBefore(self._session).secrets(channel_id)))

    def note_test(self, channel_id: UUID, outcome: str | None, *, at: datetime) -> None:
        """Keep what became of the last test; None: the provider accepted it."""
        row = self._session.get_one(SiteChannelRow, channel_id, with_for_update=True)
        row.tested_at, row.test_outcome = at, outcome
        self._session.add(row)

    def tests_taken(self, person_id: UUID, *, since: datetime) -> Taken:
        """How many tests of channels this person sent since then."""
        statement = select(func.count(), func.min(DeliveryRow.created_at)).where(
            DeliveryRow.person_id == person_id,
            DeliveryRow.event_kind == CHANNEL_TESTED,
            col(DeliveryRow.created_at) > since,
        )
        count, oldest = self._session.exec(statement).one()
        return Taken(count, oldest)

    def sent_since(self, channel_id: UUID, since: datetime) -> int:
        """How many messages the provider has accepted since then."""
        statement = select(func.count(col(DeliveryRow.id))).where(
            DeliveryRow.channel_id == channel_id, col(DeliveryRow.accepted_at) >= since
        )
        return self._session.exec(statement).one()

    def was_warned(self, channel_id: UUID, *, since: datetime) -> bool:
        """Whether administrators were warned since then that its messages come to their cap: the record says
        so.
        """
        is_row = and_(
            col(AuditRow.site_id) == AuditRefRow.site_id, col(AuditRow.position) == AuditRefRow.position
        )
        statement = (
            select(AuditRow.position)
            .join(AuditRefRow, is_row)
            .where(AuditRefRow.object_id == channel_id, AuditRow.kind == CHANNEL_NEARLY_SPENT)
            .where(col(AuditRow.at) >= since)
        )
        return self._session.exec(statement.limit(1)).first() is not None

    def ways(
        self,
        site_id: UUID,
        people: Collection[UUID],
        kinds: Sequence[str],
        *,
        is_verified: bool = True,
        is_alarm: bool = True,
    ) -> list[Way]:
        """Every way to these people by these kinds, in their order. `is_verified`: only by addresses whose
        owner has shown that a message there reaches them; else also those that somebody typed. `is_alarm`:
        by all browsers, also those that somebody keeps for alarms while another one of theirs gets the rest.

        A kind that the site has not set up, or has paused, leads to nobody.
        """
        found = self._browsers(people, is_alarm=is_alarm) if WEB_PUSH in kinds else {}
        channels: dict[str, UUID] = {}
        if any(kind != WEB_PUSH for kind in kinds):
            channels = {
                each.kind: each.channel_id for each in self.of_site(site_id) if each.is_used_for_people
            }
        if channels:
            found |= self._addresses(people, [*channels], is_verified=is_verified)
        return in_order(people, kinds, found, channels)

    def _browsers(self, people: Collection[UUID], *, is_alarm: bool) -> dict[tuple[UUID, str], list[str]]:
        rows = self._session.exec(BROWSERS, params={"people": list(people)}).all()
        for_all = {person_id for person_id, _, is_alarms_only in rows if not is_alarms_only}
        found: dict[tuple[UUID, str], list[str]] = {}
        for person_id, subscription_id, is_alarms_only in rows:
            if is_alarm or not is_alarms_only or person_id not in for_all:
                found.setdefault((person_id, WEB_PUSH), []).append(str(subscription_id))
        return found

    def _addresses(
        self, people: Collection[UUID], kinds: Sequence[str], *, is_verified: bool
    ) -> dict[tuple[UUID, str], list[str]]:
        rows = self._session.exec(ADDRESSES, params={"people": list(people)}).all()
        return {
            (person_id, kind): [str(address_id)]
            for person_id, kind_of_address, address_id, verified_at in rows
            for kind in kinds
            if ADDRESS_OF.get(kind) == kind_of_address and (verified_at or not is_verified)
        }


def channel_of(row: SiteChannelRow) -> SiteChannel:
    return SiteChannel(
        channel_id=row.id,
        site_id=row.site_id,
        kind=row.kind,
        provider=row.provider,
        settings=row.settings,
        secret_names=frozenset(row.secret_names),
        version=row.version,
        changed_at=row.changed_at,
        changed_by=row.changed_by,
        paused_at=row.paused_at,
        pause_reason=row.pause_reason,
        monthly_cap=row.monthly_cap,
        price_cents=row.price_cents,
        tested_at=row.tested_at,
        test_outcome=row.test_outcome,
    )


def _purpose(channel_id: UUID) -> str:
    return f"site channel {channel_id}"
