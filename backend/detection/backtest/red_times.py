"""Times in which the residual risk that a source watches was red, by what the risk register said then."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from backend.core.vocabulary import AlertCondition, Tier, raised
from backend.sensors.rules import CONDITIONS, LimitSide


class RedTime(NamedTuple):
    """From when until when (None: still), in microseconds since 1970."""

    from_us: int
    until_us: int | None


@dataclass(frozen=True, slots=True)
class RedTimes:
    """Times of each side of the limits."""

    by_condition: Mapping[AlertCondition, tuple[RedTime, ...]] = field(default_factory=dict)

    def raised(self, condition: AlertCondition, tier: Tier, from_us: int, until_us: int | None) -> Tier:
        """Return the worst tier that an alert had while its limit had this one: one higher where the residual
        risk was red for any part of that time (product page, section 5). `until_us` None: to the end.
        """
        is_red = any(
            (until_us is None or each.from_us < until_us)
            and (each.until_us is None or each.until_us > from_us)
            for each in self.by_condition.get(condition, ())
        )
        return raised(tier, is_residual_risk_red=is_red)

    @property
    def sides_now(self) -> frozenset[LimitSide]:
        """The sides that are red still."""
        return frozenset(
            side
            for side, condition in CONDITIONS.items()
            if any(each.until_us is None for each in self.by_condition.get(condition, ()))
        )


NEVER_RED = RedTimes()
