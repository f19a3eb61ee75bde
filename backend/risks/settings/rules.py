"""Values of the register that a site may have its own of."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from backend.core.errors import ErrorCode, Refused
from backend.risks.assessment.rules import CONTROL_LEVELS, ControlLevel, RiskLevel
from backend.risks.reviews.rules import REVIEW_MONTHS

MOST_MONTHS: Final = 120


@dataclass(frozen=True, slots=True)
class RiskSettings:
    """Settings of the register of a site. `control_levels`: lowest level that may control a risk of each
    level; `review_months`: from one review to the next. `ls_set`: cut-off set of LS.
    """

    site_id: UUID
    control_levels: Mapping[RiskLevel, ControlLevel]
    review_months: Mapping[RiskLevel, int]
    ls_set: str = "LS-A"
    version: int = 0


def default_settings(site_id: UUID) -> RiskSettings:
    """Return the settings of a site that has not changed any."""
    return RiskSettings(site_id, CONTROL_LEVELS, REVIEW_MONTHS)


def check(settings: RiskSettings) -> None:
    """Raises Refused(INVALID_INPUT): a level without a value, a worse level that a lower level controls or
    that is reviewed later, months beyond 1 to 120.
    """
    levels = sorted(RiskLevel)
    if set(settings.control_levels) != set(levels) or set(settings.review_months) != set(levels):
        raise Refused(ErrorCode.INVALID_INPUT, "each level has a value")
    ranks = [settings.control_levels[each].rank for each in levels]
    months = [settings.review_months[each] for each in levels]
    if ranks != sorted(ranks, reverse=True) or months != sorted(months, reverse=True):
        raise Refused(ErrorCode.INVALID_INPUT, "a worse risk is controlled higher up, and reviewed as often")
    if not all(1 <= each <= MOST_MONTHS for each in months):
        raise Refused(ErrorCode.INVALID_INPUT, f"1 to {MOST_MONTHS} months")
