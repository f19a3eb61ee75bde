"""A site's own answer to "what happens at this tier, and by when": four tiers, as one version."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from backend.core.errors import ErrorCode, Refused
from backend.core.vocabulary import Tier
from backend.people.rules import Audience
from backend.policies.rules import POLICY, Channel, Rung, TierPolicy

RED_ACKNOWLEDGED_WITHIN: Final = timedelta(minutes=5)
"""No site gives its people longer than this to look at a red alert."""
LONGEST: Final = timedelta(days=90)
FASTEST_CHANNEL: Final = timedelta(seconds=10)
"""A message takes a moment to be shown; sooner, everybody would get everything twice."""
SLOWEST_CHANNEL: Final = timedelta(hours=1)
FIRST_RING: Final = timedelta(minutes=1)
LAST_RING: Final = timedelta(hours=8)
"""Between which lies the time after which an alert without a next step rings again: what is later is the
business of the deadline of its case.
"""
LOUD: Final = frozenset({Tier.RED, Tier.ORANGE})
"""Tiers of which a site may ask that everybody confirms them, and that no quiet hours hold."""
LONGEST_QUIET: Final = timedelta(hours=16)
"""A night and the rest around it; longer, people would hear of a yellow alert on another day."""
FIRST_RUNG: Final = 100
LAST_RUNG: Final = 1_000
MOST_RUNGS: Final = 5


@dataclass(frozen=True, slots=True)
class SitePolicy:
    """One version of the tier policy of a site, or of one of its areas.

    `by` is None for the one that the site began with. Without tiers the area does as the one around it, or as
    the site.
    """

    policy_id: UUID
    site_id: UUID
    version: int
    valid_from: datetime
    by: UUID | None
    reason: str
    tiers: Mapping[Tier, TierPolicy]
    area_id: UUID | None = None

    def of(self, tier: Tier) -> TierPolicy:
        return self.tiers[tier]


def nearest(own: Mapping[UUID, SitePolicy], outwards: Iterable[UUID]) -> SitePolicy | None:
    """The policy of the first of these areas that has its own now; None where none has."""
    found = (own.get(area_id) for area_id in outwards)
    return next((policy for policy in found if policy is not None and policy.tiers), None)


def check(tiers: Mapping[Tier, TierPolicy], *, reason: str) -> None:
    """Raises Refused: REASON_REQUIRED, RED_TOO_SLOW, LADDER_INVALID, VOICE_RED_ONLY, or INVALID_INPUT for
    what cannot be kept.
    """
    check_reason(reason)
    if set(tiers) != set(Tier):
        raise Refused(ErrorCode.INVALID_INPUT, "a policy says what happens at each of the four tiers")
    for tier, policy in tiers.items():
        _check_times(policy)
        _check_ladder(policy.ladder)
        _check_channels(tier, policy)
        _check_after(tier, policy)
        _check_quiet(tier, policy)
        if not policy.notified_first or Channel.IN_APP not in policy.channels:
            raise Refused(ErrorCode.INVALID_INPUT, "somebody is notified first, in the app at least")
    red = tiers[Tier.RED]
    if red.acknowledge_within > RED_ACKNOWLEDGED_WITHIN or Channel.WEB_PUSH not in red.channels:
        raise Refused(ErrorCode.RED_TOO_SLOW, "a red alert is notified aloud and acknowledged within minutes")


def check_reason(reason: str) -> None:
    """Raises Refused(REASON_REQUIRED)."""
    if not reason.strip():
        raise Refused(ErrorCode.REASON_REQUIRED, "a change of the tier policy needs a reason")


def to_json(tiers: Mapping[Tier, TierPolicy]) -> dict[str, Any]:
    """Per tier its durations in seconds, its groups, rungs and channels by name."""
    return {
        tier.name: {
            "acknowledge_within_s": policy.acknowledge_within.total_seconds(),
            "dispose_within_s": policy.dispose_within.total_seconds(),
            "recheck_within_s": policy.recheck_within.total_seconds(),
            "notified_first": sorted(policy.notified_first),
            "ladder": [
                {"percent": rung.percent, "notifies": sorted(rung.notifies)} for rung in policy.ladder
            ],
            "channels": sorted(policy.channels),
            "opens_case_after_s": policy.opens_case_after.total_seconds(),
            "second_channel_after_s": policy.second_channel_after.total_seconds(),
            "each_channel_after_s": policy.each_channel_after.total_seconds(),
            "rings_again_after_s": policy.rings_again_after.total_seconds(),
            "confirmed_by": sorted(policy.confirmed_by),
            "quiet_at_most_s": policy.quiet_at_most.total_seconds(),
        }
        for tier, policy in tiers.items()
    }


def from_json(content: Mapping[str, Any]) -> dict[Tier, TierPolicy]:
    return {
        Tier[name]: TierPolicy(
            acknowledge_within=timedelta(seconds=entry["acknowledge_within_s"]),
            dispose_within=timedelta(seconds=entry["dispose_within_s"]),
            recheck_within=timedelta(seconds=entry["recheck_within_s"]),
            notified_first=frozenset(Audience(each) for each in entry["notified_first"]),
            ladder=tuple(
                Rung(rung["percent"], frozenset(Audience(each) for each in rung["notifies"]))
                for rung in entry["ladder"]
            ),
            opens_case_after=timedelta(seconds=entry["opens_case_after_s"]),
            **_channels(Tier[name], entry),
            **_after(Tier[name], entry),
            quiet_at_most=_quiet(Tier[name], entry),
        )
        for name, entry in content.items()
    }


def _channels(tier: Tier, entry: Mapping[str, Any]) -> dict[str, Any]:
    """Channels and their times. A version of before there were others than push leaves them open: who was
    notified aloud is so by what a new site begins with. Calls are for red alone, whatever a version says of
    before that was asked.
    """
    channels, usual = frozenset(Channel(each) for each in entry["channels"]), POLICY[tier]
    if tier is not Tier.RED:
        channels -= {Channel.VOICE}
    if "each_channel_after_s" not in entry:
        return {
            "channels": channels | usual.channels if Channel.WEB_PUSH in channels else channels,
            "second_channel_after": usual.second_channel_after,
            "each_channel_after": usual.each_channel_after,
        }
    return {
        "channels": channels,
        "second_channel_after": timedelta(seconds=entry["second_channel_after_s"]),
        "each_channel_after": timedelta(seconds=entry["each_channel_after_s"]),
    }


def _after(tier: Tier, entry: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings for the time after an acknowledgement; a version that is older than these has those
    of a new site.
    """
    if "rings_again_after_s" not in entry:
        usual = POLICY[tier]
        return {"rings_again_after": usual.rings_again_after, "confirmed_by": usual.confirmed_by}
    return {
        "rings_again_after": timedelta(seconds=entry["rings_again_after_s"]),
        "confirmed_by": frozenset(Audience(each) for each in entry["confirmed_by"]),
    }


def _quiet(tier: Tier, entry: Mapping[str, Any]) -> timedelta:
    """How long quiet hours may be; of a version of before there were any, as a new site begins."""
    seconds = entry.get("quiet_at_most_s")
    return POLICY[tier].quiet_at_most if seconds is None else timedelta(seconds=seconds)


def _check_quiet(tier: Tier, policy: TierPolicy) -> None:
    if not timedelta(0) <= policy.quiet_at_most <= LONGEST_QUIET:
        raise Refused(ErrorCode.INVALID_INPUT, f"quiet hours are at most {LONGEST_QUIET}")
    if policy.quiet_at_most and tier in LOUD:
        raise Refused(ErrorCode.INVALID_INPUT, "no red or orange alert waits for the end of quiet hours")


def _check_after(tier: Tier, policy: TierPolicy) -> None:
    after = policy.rings_again_after
    if after and not FIRST_RING <= after <= LAST_RING:
        raise Refused(
            ErrorCode.INVALID_INPUT, "an alert rings again within a minute to eight hours, or never"
        )
    if policy.confirmed_by and tier not in LOUD:
        raise Refused(ErrorCode.INVALID_INPUT, "everybody confirms red and orange alerts only")
    if not policy.confirmed_by <= policy.notified_first:
        raise Refused(ErrorCode.INVALID_INPUT, "who has to confirm an alert is notified of it first")


def _check_times(policy: TierPolicy) -> None:
    times = (policy.acknowledge_within, policy.dispose_within, policy.recheck_within)
    if min(times) <= timedelta(0) or max(times) > LONGEST:
        raise Refused(ErrorCode.INVALID_INPUT, "times are positive and at most 90 days")
    if policy.acknowledge_within >= policy.dispose_within:
        raise Refused(ErrorCode.INVALID_INPUT, "it is acknowledged before it is disposed of")
    if not timedelta(0) <= policy.opens_case_after <= LONGEST:
        raise Refused(ErrorCode.INVALID_INPUT, "a case opens at once or within 90 days")


def _check_channels(tier: Tier, policy: TierPolicy) -> None:
    if Channel.VOICE in policy.channels and tier is not Tier.RED:
        raise Refused(ErrorCode.VOICE_RED_ONLY, "a telephone rings for red alerts only")
    times = (policy.second_channel_after, policy.each_channel_after)
    if min(times) < FASTEST_CHANNEL or max(times) > SLOWEST_CHANNEL:
        raise Refused(ErrorCode.INVALID_INPUT, "a further channel comes within 10 s to an hour")


def _check_ladder(ladder: tuple[Rung, ...]) -> None:
    percents = [rung.percent for rung in ladder]
    if not 1 <= len(percents) <= MOST_RUNGS or percents != sorted(set(percents)):
        raise Refused(
            ErrorCode.LADDER_INVALID, "the ladder has one to five rungs, each later than the one before"
        )
    if percents[0] < FIRST_RUNG or percents[-1] > LAST_RUNG:
        raise Refused(ErrorCode.LADDER_INVALID, "a rung lies between once and ten times the time")
    if not all(rung.notifies for rung in ladder):
        raise Refused(ErrorCode.LADDER_INVALID, "every rung notifies somebody")
