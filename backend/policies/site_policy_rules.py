"""A site's own answer to "what happens at this tier, and by when": four tiers, as one version."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from backend.core.errors import ErrorCode, Refused
from backend.core.vocabulary import Tier
from backend.people.rules import Audience
from backend.policies.rules import Channel, Rung, TierPolicy

RED_ACKNOWLEDGED_WITHIN: Final = timedelta(minutes=5)
"""No site gives its people longer than this to look at a red alert."""
LONGEST: Final = timedelta(days=90)
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
    """Raises Refused: REASON_REQUIRED, RED_TOO_SLOW, LADDER_INVALID, or INVALID_INPUT for what cannot be
    kept.
    """
    check_reason(reason)
    if set(tiers) != set(Tier):
        raise Refused(ErrorCode.INVALID_INPUT, "a policy says what happens at each of the four tiers")
    for policy in tiers.values():
        _check_times(policy)
        _check_ladder(policy.ladder)
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
            channels=frozenset(Channel(each) for each in entry["channels"]),
            opens_case_after=timedelta(seconds=entry["opens_case_after_s"]),
        )
        for name, entry in content.items()
    }


def _check_times(policy: TierPolicy) -> None:
    times = (policy.acknowledge_within, policy.dispose_within, policy.recheck_within)
    if min(times) <= timedelta(0) or max(times) > LONGEST:
        raise Refused(ErrorCode.INVALID_INPUT, "times are positive and at most 90 days")
    if policy.acknowledge_within >= policy.dispose_within:
        raise Refused(ErrorCode.INVALID_INPUT, "it is acknowledged before it is disposed of")
    if not timedelta(0) <= policy.opens_case_after <= LONGEST:
        raise Refused(ErrorCode.INVALID_INPUT, "a case opens at once or within 90 days")


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
