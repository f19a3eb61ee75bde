"""Tier decides the response: the default deadlines, who is notified first, and who next when nobody acts
(product page, section 5). A site starts from these; its own stand in `backend.policies.site_policy_rules`.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from backend.core.events import EventKind
from backend.core.vocabulary import Tier
from backend.people.rules import Audience

TIER_POLICY_CHANGED: Final = EventKind("TIER_POLICY_CHANGED", is_of_site=True)


class Channel(StrEnum):
    """Channel of notification. In the app always; the tier adds others, as far as the site has them."""

    IN_APP = "IN_APP"
    WEB_PUSH = "WEB_PUSH"
    CHAT = "CHAT"
    SMS = "SMS"
    VOICE = "VOICE"
    EMAIL = "EMAIL"


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the ladder: groups to notify once so many percent of the time are gone and nobody acted."""

    percent: int
    notifies: frozenset[Audience]


@dataclass(frozen=True, slots=True)
class TierPolicy:
    """Deadlines count from opening, acknowledgement is never waited for by a send result.

    `channels`: how people are notified first, and reminded; who is late, and who is next on the ladder, is
    always notified aloud. `opens_case_after`: time an alert lasts before it becomes a case (zero: at once).
    `second_channel_after`: how long somebody who was not shown the message is left to their first channel,
    `each_channel_after` to every other one. `rings_again_after`: how long an active alert that somebody
    acknowledged is left without a next step before they are asked again; zero: for ever. `confirmed_by`:
    groups whose people each have to confirm it, whoever acknowledged it. `quiet_at_most`: how long the quiet
    hours of a person may be in which its messages wait; zero: none do, as always of red and orange.
    """

    acknowledge_within: timedelta
    dispose_within: timedelta
    recheck_within: timedelta
    notified_first: frozenset[Audience]
    ladder: tuple[Rung, ...]
    channels: frozenset[Channel]
    opens_case_after: timedelta
    second_channel_after: timedelta = timedelta(minutes=2)
    each_channel_after: timedelta = timedelta(minutes=3)
    rings_again_after: timedelta = timedelta(0)
    confirmed_by: frozenset[Audience] = frozenset()
    quiet_at_most: timedelta = timedelta(0)

    @property
    def is_pushed(self) -> bool:
        return Channel.WEB_PUSH in self.channels

    @property
    def opens_case_at_once(self) -> bool:
        return not self.opens_case_after


_PUSHED: Final = frozenset({Channel.IN_APP, Channel.WEB_PUSH})
_WRITTEN: Final = frozenset(Channel) - {Channel.VOICE}
_STEEP: Final = (
    Rung(100, frozenset({Audience.RESPONSIBLE, Audience.LEAD})),
    Rung(150, frozenset({Audience.LEAD, Audience.OFFICER})),
    Rung(200, frozenset({Audience.OFFICER, Audience.EXECUTIVE})),
)
POLICY: Final = {
    Tier.RED: TierPolicy(
        acknowledge_within=timedelta(minutes=1),
        dispose_within=timedelta(minutes=30),
        recheck_within=timedelta(hours=24),
        notified_first=frozenset(
            {Audience.RESPONSIBLE, Audience.DEPARTMENT, Audience.OFFICER, Audience.EXECUTIVE}
        ),
        ladder=_STEEP,
        channels=frozenset(Channel),
        opens_case_after=timedelta(0),
        second_channel_after=timedelta(seconds=30),
        each_channel_after=timedelta(seconds=60),
        rings_again_after=timedelta(minutes=10),
    ),
    Tier.ORANGE: TierPolicy(
        acknowledge_within=timedelta(minutes=5),
        dispose_within=timedelta(hours=4),
        recheck_within=timedelta(hours=48),
        notified_first=frozenset({Audience.RESPONSIBLE, Audience.DEPARTMENT, Audience.OFFICER}),
        ladder=_STEEP,
        channels=_WRITTEN,
        opens_case_after=timedelta(0),
        rings_again_after=timedelta(minutes=60),
    ),
    Tier.YELLOW: TierPolicy(
        acknowledge_within=timedelta(minutes=30),
        dispose_within=timedelta(hours=24),
        recheck_within=timedelta(hours=72),
        notified_first=frozenset({Audience.RESPONSIBLE, Audience.LEAD}),
        ladder=(
            Rung(100, frozenset({Audience.RESPONSIBLE, Audience.LEAD})),
            Rung(200, frozenset({Audience.LEAD, Audience.OFFICER})),
        ),
        channels=_PUSHED,
        opens_case_after=timedelta(0),
        quiet_at_most=timedelta(hours=12),
    ),
    Tier.BLUE: TierPolicy(
        acknowledge_within=timedelta(hours=8),
        dispose_within=timedelta(hours=72),
        recheck_within=timedelta(days=7),
        notified_first=frozenset({Audience.RESPONSIBLE}),
        ladder=(Rung(200, frozenset({Audience.RESPONSIBLE, Audience.LEAD})),),
        channels=frozenset({Channel.IN_APP}),
        opens_case_after=timedelta(hours=24),
        quiet_at_most=timedelta(hours=12),
    ),
}

SOURCE_NORMAL_FOR: Final = timedelta(minutes=5)
"""An alert's case passes its recheck only after the source was back to normal at least this long."""
