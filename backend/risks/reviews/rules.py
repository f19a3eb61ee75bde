"""When an event of the register is reviewed, and what calls for a review at once."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from backend.risks.assessment.rules import RiskLevel
from backend.risks.revisions.rules import EventContent

REVIEW_MONTHS: Final[Mapping[RiskLevel, int]] = MappingProxyType(
    {RiskLevel.MAJOR: 12, RiskLevel.LARGER: 12, RiskLevel.GENERAL: 36, RiskLevel.LOW: 36}
)
"""Months from one review to the next by the residual level: the product's own, a site may have others."""


class Trigger(StrEnum):
    """Reason for a review at once."""

    MAJOR_HAZARD = "MAJOR_HAZARD"
    """A case of a major hazard was archived."""
    ROOT_CAUSE = "ROOT_CAUSE"
    """A case was archived with a root cause."""
    RECURRENCE = "RECURRENCE"
    """The third case within the time of recurrences."""
    LIMITS_CHANGED = "LIMITS_CHANGED"
    """Limits or another rule of a bound source changed."""
    MACHINE_CHANGED = "MACHINE_CHANGED"
    """A machine of its unit was commissioned, replaced or scrapped."""
    AREA_MOVED = "AREA_MOVED"


def next_review(content: EventContent, at: datetime, by_level: Mapping[RiskLevel, int]) -> datetime:
    """Return when the event is due for review after `at`: its own months, else those of its level."""
    level = content.residual_level
    if level is None:
        raise ValueError("what is reviewed has been assessed")
    return months_after(at, content.review_months or by_level[level])


def months_after(at: datetime, months: int) -> datetime:
    """Return the same day so many months later, or the last of that month where it has no such day."""
    years, month = divmod(at.month - 1 + months, 12)
    year = at.year + years
    return at.replace(year=year, month=month + 1, day=min(at.day, monthrange(year, month + 1)[1]))
