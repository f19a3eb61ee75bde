"""Channels of a site: by what its people are reached beside the app, and in which order."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from backend.core.errors import ErrorCode, Refused
from backend.core.vocabulary import Tier
from backend.people.directory.rules import AddressKind
from backend.policies.rules import Channel
from push.endpoint import WEB_PUSH
from push.route import Route

KINDS: Final[Mapping[Channel, tuple[str, ...]]] = {
    Channel.WEB_PUSH: (WEB_PUSH,),
    Channel.CHAT: ("wecom", "dingtalk", "feishu"),
    Channel.SMS: ("sms",),
    Channel.VOICE: ("voice",),
    Channel.EMAIL: ("email",),
}
"""Kinds of channels that each channel of a tier policy stands for; in the order in which a person is
tried.
"""

ADDRESS_OF: Final[Mapping[str, AddressKind]] = {
    "wecom": AddressKind.CHAT,
    "dingtalk": AddressKind.CHAT,
    "feishu": AddressKind.CHAT,
    "sms": AddressKind.PHONE,
    "voice": AddressKind.PHONE,
    "email": AddressKind.EMAIL,
}
"""Which address of a person a kind of channel sends to."""

CODES_BY: Final[Mapping[AddressKind, tuple[str, ...]]] = {
    AddressKind.PHONE: ("sms",),
    AddressKind.EMAIL: ("email",),
    AddressKind.CHAT: ("wecom", "dingtalk", "feishu"),
}
"""By what a code reaches an address. A voice call is for red alerts alone."""

ANSWERS: Final[Mapping[str, str]] = {"dingtalk": "card_template_id", "feishu": "answers", "wecom": "bot_id"}
"""By kind of chat: the setting with which it sends cards, by which an alert is answered."""

OVER_CONNECTION: Final = frozenset({"wecom"})
"""Kinds of chats that send cards over the connection alone, by which answers come back, and change them in
answer to a tap only.
"""

REPLY_SECRET: Final = "reply_secret"
"""Name of the secret in the address to which a gateway of text messages sends replies."""

MOST_SETTINGS: Final = 40
LONGEST_SETTING: Final = 4_000
HIGHEST_CAP: Final = 1_000_000
HIGHEST_PRICE: Final = 100_000
KEPT_BEFORE_FOR: Final = timedelta(days=1)
NEARLY: Final = 0.8
"""Part of the monthly cap at which administrators are warned."""


@dataclass(frozen=True, slots=True)
class SiteChannel:
    """One kind of channel at a site. `secret_names`: which secrets are there; their values are read apart."""

    channel_id: UUID
    site_id: UUID
    kind: str
    provider: str
    settings: Mapping[str, str]
    secret_names: frozenset[str]
    version: int
    changed_at: datetime
    changed_by: UUID
    paused_at: datetime | None = None
    pause_reason: str = ""
    monthly_cap: int | None = None
    price_cents: int | None = None
    tested_at: datetime | None = None
    test_outcome: str | None = None

    @property
    def is_paused(self) -> bool:
        return self.paused_at is not None

    @property
    def is_used_for_people(self) -> bool:
        """Whether messages to people go by it now: a chat reaches people by an app of the company, which has
        a secret; without one only groups.
        """
        reaches = self.kind in ADDRESS_OF and (
            self.kind not in KINDS[Channel.CHAT] or bool(self.secret_names)
        )
        return reaches and not self.is_paused

    @property
    def takes_replies(self) -> bool:
        """Whether its gateway has an address of ours for what people send back."""
        return self.kind == "sms" and REPLY_SECRET in self.secret_names

    @property
    def is_heard(self) -> bool:
        """Whether a connection is held by which answers come back."""
        return self.is_used_for_people and self._answers not in ("", "off")

    @property
    def has_cards(self) -> bool:
        """Whether an alert is answered in it by a card."""
        return self.is_heard and self._answers != "connect"

    @property
    def _answers(self) -> str:
        return self.settings.get(ANSWERS.get(self.kind, ""), "")

    @property
    def hears_people(self) -> bool:
        """Whether people write to it: its bot may write to nobody first."""
        return self.is_heard and self.kind in OVER_CONNECTION

    @property
    def changes_cards(self) -> bool:
        """Whether a card of it changes also where nobody taps on it."""
        return self.kind not in OVER_CONNECTION

    def route(self, secrets: Mapping[str, str]) -> Route:
        """The channel as `push` builds it."""
        return Route(self.kind, self.provider, {**self.settings, **secrets}, self.route_key)

    @property
    def route_key(self) -> str:
        """Names the channel as it is now."""
        return f"{self.channel_id}:{self.version}"


@dataclass(frozen=True, slots=True)
class ChannelBefore:
    """A channel as it was before its last change, and how the change does. See its row."""

    channel_id: UUID
    provider: str
    settings: Mapping[str, str]
    version: int
    changed_at: datetime
    proven_at: datetime | None = None
    used_at: datetime | None = None
    refused: str = ""

    def is_kept(self, now: datetime) -> bool:
        """Whether messages still fall back to it: until the change is proven, and for a day at least, in
        which the other side replaces its half of a secret.
        """
        return self.proven_at is None or now < self.kept_until

    @property
    def kept_until(self) -> datetime:
        """Until when it is kept in any case."""
        return self.changed_at + KEPT_BEFORE_FOR


@dataclass(frozen=True, slots=True)
class Means:
    """How the policy of a tier reaches people: its channels, and how long one that shows nothing is given."""

    channels: frozenset[Channel]
    second_after: timedelta
    each_after: timedelta

    def leaves_after(self, step: int) -> timedelta:
        """Time from the event until the way of this place leaves: the first one at once."""
        return timedelta(0) if step == 0 else self.second_after + (step - 1) * self.each_after

    def kinds(self) -> list[str]:
        """Kinds of channels in the order in which a person is tried."""
        return [kind for channel, kinds in KINDS.items() if channel in self.channels for kind in kinds]


@dataclass(frozen=True, slots=True)
class Way:
    """One way to a person, or to an outlet where there is none. `address`: id of the browser's subscription,
    of the address, or of the outlet; `step`: its place among the ways of this person, several browsers are
    one.
    """

    person_id: UUID | None
    kind: str
    address: str
    step: int = 0
    channel_id: UUID | None = None
    after: timedelta = timedelta(0)
    """How long after the event it leaves."""

    @property
    def to_id(self) -> UUID:
        """Id of the person, or of the outlet."""
        return self.person_id or UUID(self.address)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A channel as an administrator wants it. A secret that is left empty stays as it is."""

    provider: str
    settings: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict, repr=False)
    monthly_cap: int | None = None
    price_cents: int | None = None

    def check(self) -> None:
        """Raises Refused(INVALID_INPUT) for what is beyond all bounds."""
        given = {**self.settings, **self.secrets}
        if len(given) > MOST_SETTINGS or any(len(each) > LONGEST_SETTING for each in given.values()):
            raise Refused(ErrorCode.INVALID_INPUT, "too many settings, or too long ones")
        if self.monthly_cap is not None and not 0 < self.monthly_cap <= HIGHEST_CAP:
            raise Refused(ErrorCode.INVALID_INPUT, f"a cap is between 1 and {HIGHEST_CAP}")
        if self.price_cents is not None and not 0 <= self.price_cents <= HIGHEST_PRICE:
            raise Refused(ErrorCode.INVALID_INPUT, f"a price is between 0 and {HIGHEST_PRICE}")


def in_order(
    people: Iterable[UUID],
    kinds: Iterable[str],
    addresses: Mapping[tuple[UUID, str], Sequence[str]],
    channels: Mapping[str, UUID],
) -> list[Way]:
    """Every way to these people, theirs in the order of the kinds. `addresses`: by person and kind."""
    ways: list[Way] = []
    known = list(kinds)
    for person_id in people:
        theirs = [kind for kind in known if (person_id, kind) in addresses]
        for step, kind in enumerate(theirs):
            ways += [
                Way(person_id, kind, address, step, channels.get(kind))
                for address in addresses[person_id, kind]
            ]
    return ways


def is_spent(channel: SiteChannel, *, sent: int, tier: Tier | None) -> bool:
    """Whether the month's messages are spent; for a red alert they never are."""
    return channel.monthly_cap is not None and sent >= channel.monthly_cap and tier is not Tier.RED


def is_nearly_spent(cap: int, *, sent: int) -> bool:
    """Whether the month has come to where administrators are warned."""
    return sent >= max(1, int(cap * NEARLY))


def month_of(now: datetime) -> datetime:
    """When the calendar month began (UTC)."""
    return now.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
