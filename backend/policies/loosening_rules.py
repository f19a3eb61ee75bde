"""Whether another policy lets a red or orange alert wait longer, or notifies of it fewer people or later."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from backend.core.vocabulary import Tier
from backend.people.rules import Audience
from backend.policies.rules import TierPolicy

GUARDED_TIERS: Final = (Tier.RED, Tier.ORANGE)
TIMES: Final = (
    "acknowledge_within",
    "dispose_within",
    "recheck_within",
    "opens_case_after",
    "second_channel_after",
    "each_channel_after",
)


@dataclass(frozen=True, slots=True)
class Lost:
    """Losses of a tier: the times that grow, by name with before and after (zero: never); whether people are
    notified later, or less; and which groups need no longer confirm.
    """

    tier: Tier
    longer: Mapping[str, tuple[timedelta, timedelta]]
    notifies_less: bool
    unconfirmed: frozenset[Audience] = frozenset()


def loosened(before: Mapping[Tier, TierPolicy], after: Mapping[Tier, TierPolicy]) -> list[Lost]:
    """List what each tier loses, the worst tier first; empty: nothing is looser."""
    found = [_lost(tier, before[tier], after[tier]) for tier in GUARDED_TIERS]
    return [each for each in found if each.longer or each.notifies_less or each.unconfirmed]


def _lost(tier: Tier, before: TierPolicy, after: TierPolicy) -> Lost:
    both = {name: (getattr(before, name), getattr(after, name)) for name in TIMES}
    longer = {name: (old, new) for name, (old, new) in both.items() if new > old}
    rings, later = before.rings_again_after, after.rings_again_after
    if rings and (not later or later > rings):
        longer["rings_again_after"] = (rings, later)
    # In percent of the time to acknowledge, whose own growth is said by itself.
    less = any(
        len(new) < len(old) or any(a > b for a, b in zip(new, old, strict=False))
        for old, new in ((_calls(before, group), _calls(after, group)) for group in Audience)
    )
    less = less or not before.channels <= after.channels
    return Lost(tier, longer, less, before.confirmed_by - after.confirmed_by)


def _calls(policy: TierPolicy, group: Audience) -> list[int]:
    """When this group is notified, in percent of the time that is given to acknowledge."""
    first = [0] if group in policy.notified_first else []
    return first + [rung.percent for rung in policy.ladder if group in rung.notifies]
