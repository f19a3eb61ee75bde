"""Events bound to a source: which of them speaks for an alert of it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final, Protocol, TypeVar
from uuid import UUID

from backend.core.vocabulary import AlertCondition
from backend.risks.assessment.rules import RiskLevel
from backend.risks.revisions.rules import BoundSide, EmergencySteps
from backend.risks.rules import Owner

SIDES: Final = {AlertCondition.LIMIT_HIGH: BoundSide.HIGH, AlertCondition.LIMIT_LOW: BoundSide.LOW}
"""Conditions that say on which side the danger lies; the others are of both."""


class Bound(Protocol):
    """As much of a bound event as decides whether an alert concerns it, and which one speaks first."""

    @property
    def code(self) -> str: ...
    @property
    def side(self) -> BoundSide: ...
    @property
    def observations(self) -> Collection[str]: ...
    @property
    def residual_level(self) -> int: ...


B = TypeVar("B", bound=Bound)


@dataclass(frozen=True, slots=True)
class BoundRisk:
    """Event in force that a source is bound to, with what an alert of the source takes from it."""

    event_id: UUID
    revision_id: UUID
    code: str
    sensor_id: int
    side: BoundSide
    observations: frozenset[str]
    residual_level: RiskLevel
    owner: Owner
    steps: EmergencySteps


@dataclass(frozen=True, slots=True)
class Meant:
    """As much of a binding as says which alerts concern it."""

    side: BoundSide
    observations: Collection[str]
    code: str = ""
    residual_level: int = 0


def concerning(bound: Iterable[B], condition: AlertCondition, aspect: str = "") -> list[B]:
    """Return those of the bound events that an alert of this condition concerns, the one that speaks first:
    the worst residual level, then the lower code. `aspect`: of an observation its type, and place after "@".
    """
    found = [each for each in bound if _is_meant(each.side, each.observations, condition, aspect)]
    return sorted(found, key=lambda each: (-each.residual_level, each.code))


def is_red(bound: Iterable[BoundRisk], condition: AlertCondition) -> bool:
    """Whether limits of a source speak one tier higher on the side of this condition: where the residual risk
    of an event bound there is red (product page, section 5).
    """
    return condition in SIDES and any(
        is_red_binding(each.side, each.residual_level, condition) for each in bound
    )


def is_red_binding(side: BoundSide, residual_level: RiskLevel, condition: AlertCondition) -> bool:
    """Whether a binding of this side, to an event of this residual level, makes limits speak one tier higher
    on the side of the condition.
    """
    return residual_level is RiskLevel.MAJOR and side in (SIDES.get(condition), BoundSide.BOTH)


def _is_meant(side: BoundSide, observations: Collection[str], condition: AlertCondition, aspect: str) -> bool:
    if condition is AlertCondition.EVENT:
        return aspect.partition("@")[0] in observations
    return SIDES.get(condition, side) is side or side is BoundSide.BOTH
