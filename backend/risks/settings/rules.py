"""Values of the register that a site may have its own of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple
from uuid import UUID

from backend.core.codes import clean
from backend.core.errors import ErrorCode, Refused
from backend.core.text import Text
from backend.risks.assessment.rules import (
    CONTROL_LEVELS,
    SCALES,
    AssessmentMethod,
    ControlLevel,
    RiskLevel,
    ScoreAxis,
)
from backend.risks.reviews.rules import REVIEW_MONTHS

MOST_MONTHS: Final = 120
LONGEST_WORDING: Final = 200


class ScoreKey(NamedTuple):
    """A score of an axis of a method: what is worded."""

    method: AssessmentMethod
    axis: ScoreAxis
    score: float


@dataclass(frozen=True, slots=True)
class RiskSettings:
    """Settings of the register of a site. `control_levels`: lowest level that may control a risk of each
    level; `review_months`: from one review to the next. `ls_set`: cut-off set of LS. `wordings`: of the
    scores that the site words by itself; the others have those of the product.
    """

    site_id: UUID
    control_levels: Mapping[RiskLevel, ControlLevel]
    review_months: Mapping[RiskLevel, int]
    ls_set: str = "LS-A"
    version: int = 0
    wordings: Mapping[ScoreKey, Text] = field(default_factory=dict)


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


def own_wordings(
    given: Iterable[tuple[ScoreKey, Text]], usual: Mapping[ScoreKey, Text]
) -> dict[ScoreKey, Text]:
    """Return the wordings that a site has of its own: clean, the words of one language where the other is
    missing. Empty ones, and those that say what the product says (`usual`), are none of its own.

    Raises Refused: SCORE_OFF_SCALE for a score that its axis does not have, INVALID_INPUT for one that is
    worded twice or in more than 200 characters.
    """
    found: dict[ScoreKey, Text] = {}
    for key, text in given:
        if key.score not in SCALES[key.method].get(key.axis, ()):
            raise Refused(ErrorCode.SCORE_OFF_SCALE, f"{key.method} has no {key.axis} of {key.score}")
        if key in found:
            raise Refused(ErrorCode.INVALID_INPUT, "a score is worded once")
        zh, en = clean(text.zh), clean(text.en)
        if max(len(zh), len(en)) > LONGEST_WORDING:
            raise Refused(ErrorCode.INVALID_INPUT, f"a wording has at most {LONGEST_WORDING} characters")
        found[key] = Text(zh or en, en or zh)
    return {key: text for key, text in found.items() if text.zh and text != usual[key]}
