"""Risk assessment 风险评价: scores are picked, the level is computed by a cut-off set and typed by nobody.

Three methods: LEC (likelihood x exposure x consequence), LS (likelihood x severity), and DIRECT, a level
that a cited clause prescribes.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from enum import IntEnum, StrEnum
from itertools import product
from types import MappingProxyType
from typing import Any, Final, TypeAlias

from backend.core.errors import ErrorCode, Refused
from backend.core.text import Text

HUNDREDTHS: Final = 100
"""Likelihood and exposure of LEC have one decimal, a consequence has none: a product is whole hundredths."""


class AssessmentMethod(StrEnum):
    """Method by which a risk is assessed."""

    LEC = "LEC"
    LS = "LS"
    DIRECT = "DIRECT"
    """The level that a cited clause prescribes."""


class RiskLevel(IntEnum):
    """Level of a risk, 4 the worst: 低 一般 较大 重大, in blue, yellow, orange, red.

    Its words are those of the label set of the site (`sites.levels`).
    """

    LOW = 1
    GENERAL = 2
    LARGER = 3
    MAJOR = 4


class ScoreAxis(StrEnum):
    """Question that one score of a method answers."""

    LIKELIHOOD = "LIKELIHOOD"
    EXPOSURE = "EXPOSURE"
    CONSEQUENCE = "CONSEQUENCE"
    SEVERITY = "SEVERITY"


SCALES: Final[Mapping[AssessmentMethod, Mapping[ScoreAxis, tuple[float, ...]]]] = MappingProxyType(
    {
        AssessmentMethod.LEC: MappingProxyType(
            {
                ScoreAxis.LIKELIHOOD: (10, 6, 3, 1, 0.5, 0.2, 0.1),
                ScoreAxis.EXPOSURE: (10, 6, 3, 2, 1, 0.5),
                ScoreAxis.CONSEQUENCE: (100, 40, 15, 7, 3, 1),
            }
        ),
        AssessmentMethod.LS: MappingProxyType(
            {ScoreAxis.LIKELIHOOD: (5, 4, 3, 2, 1), ScoreAxis.SEVERITY: (5, 4, 3, 2, 1)}
        ),
        AssessmentMethod.DIRECT: MappingProxyType({}),
    }
)
"""Scores that a method knows, in the order in which they are shown: the worst first. They are the method
itself; a site changes their wording (`scales_rules.py`), never a score.
"""


@dataclass(frozen=True, slots=True)
class LecScores:
    """Scores of LEC, each on its scale in `SCALES`."""

    likelihood: float
    exposure: float
    consequence: float


@dataclass(frozen=True, slots=True)
class LsScores:
    """Scores of LS, each from 1 to 5."""

    likelihood: int
    severity: int


@dataclass(frozen=True, slots=True)
class Direct:
    """Level 1 to 4 that a clause prescribes, and the clause."""

    level: int
    clause: str


Scores: TypeAlias = LecScores | LsScores | Direct
METHODS: Final[Mapping[type, AssessmentMethod]] = MappingProxyType(
    {
        LecScores: AssessmentMethod.LEC,
        LsScores: AssessmentMethod.LS,
        Direct: AssessmentMethod.DIRECT,
    }
)


@dataclass(frozen=True, slots=True)
class CutoffSet:
    """Least scores of the levels red (4), orange (3) and yellow (2); whatever is below is blue (1).

    `version` grows when a bound changes. `is_verified`: read in the named source, and no other disagrees.
    Raises ValueError for bounds that do not fall from red to yellow, or a set for DIRECT.
    """

    code: str
    method: AssessmentMethod
    version: int
    red: float
    orange: float
    yellow: float
    source: str
    note: Text
    is_verified: bool

    def __post_init__(self) -> None:
        if not self.red > self.orange > self.yellow > 0 or self.method is AssessmentMethod.DIRECT:
            raise ValueError(f"no cut-off set: {self.code} {self.red}/{self.orange}/{self.yellow}")

    def level_of(self, score: float) -> RiskLevel:
        """Return the level of a product of scores; a bound itself belongs to the worse level."""
        if score >= self.red:
            return RiskLevel.MAJOR
        if score >= self.orange:
            return RiskLevel.LARGER
        return RiskLevel.GENERAL if score >= self.yellow else RiskLevel.LOW


@dataclass(frozen=True, slots=True)
class Assessment:
    """Risk as it was assessed once, with the cut-off set (code, version) that made the level of the score.

    `cutoff_set`, `version` and `score` are None for DIRECT.
    """

    scores: Scores
    level: RiskLevel
    cutoff_set: str | None = None
    version: int | None = None
    score: float | None = None

    @property
    def method(self) -> AssessmentMethod:
        return METHODS[type(self.scores)]

    @property
    def clause(self) -> str | None:
        """Clause that prescribes the level; None unless DIRECT."""
        return self.scores.clause if isinstance(self.scores, Direct) else None


def assess(scores: Scores, by: CutoffSet | None = None) -> Assessment:
    """Return the assessment that these scores make; DIRECT needs no cut-off set and ignores one.

    Raises Refused: SCORE_OFF_SCALE for a score or direct level that its scale does not have, CLAUSE_REQUIRED
    for DIRECT without a clause, INVALID_INPUT without a cut-off set of the method.
    """
    if isinstance(scores, Direct):
        return _prescribed(scores)
    method = METHODS[type(scores)]
    if by is None or by.method is not method:
        raise Refused(ErrorCode.INVALID_INPUT, f"{method} needs a cut-off set of its own")
    for axis, scale in SCALES[method].items():
        picked = getattr(scores, axis.lower())
        if picked not in scale:
            raise Refused(ErrorCode.SCORE_OFF_SCALE, f"{method} has no {axis.lower()} of {picked}")
    score = score_of(scores)
    return Assessment(scores, by.level_of(score), by.code, by.version, score)


def score_of(scores: LecScores | LsScores) -> float:
    """Return the product of the scores, exact: 0.1 x 6 x 7 is 4.2, and not a little more."""
    if isinstance(scores, LsScores):
        return float(scores.likelihood * scores.severity)
    hundredths = round(scores.likelihood * 10) * round(scores.exposure * 10) * round(scores.consequence)
    return hundredths / HUNDREDTHS


def _prescribed(direct: Direct) -> Assessment:
    if direct.level not in tuple(RiskLevel):
        raise Refused(ErrorCode.SCORE_OFF_SCALE, f"no risk level: {direct.level}")
    clause = direct.clause.strip()
    if not clause:
        raise Refused(ErrorCode.CLAUSE_REQUIRED, "a direct level needs the clause that prescribes it")
    return Assessment(Direct(direct.level, clause), RiskLevel(direct.level))


def combinations(by: CutoffSet) -> Iterator[Assessment]:
    """Yield the assessment of every combination of scores of the set's method, the worst scores first."""
    kind: Any = LecScores if by.method is AssessmentMethod.LEC else LsScores
    for scores in product(*SCALES[by.method].values()):
        yield assess(kind(*scores), by)


def check_residual(inherent: Assessment, residual: Assessment, measures: Collection[object]) -> None:
    """Check the risk 剩余 that the measures leave against the inherent one 固有, by level and, where both are
    of one method, by score.

    Raises Refused: RESIDUAL_WORSE, MEASURE_REQUIRED for a better one that rests on no measure.
    """
    changes = [residual.level - inherent.level]
    if inherent.method is residual.method and inherent.score is not None and residual.score is not None:
        changes.append(int(residual.score > inherent.score) - int(residual.score < inherent.score))
    if max(changes) > 0:
        raise Refused(ErrorCode.RESIDUAL_WORSE, "the residual risk is worse than the inherent one")
    if min(changes) < 0 and not measures:
        raise Refused(ErrorCode.MEASURE_REQUIRED, "a residual risk is lower by its measures: name them")


def packed(assessment: Assessment) -> dict[str, Any]:
    """Return the assessment as plain values for JSON; `assessment_of` reads them.

    `{"method": "LEC", "scores": {…}, "set": "LEC", "version": 1, "score": 270.0, "level": 4}`, or
    `{"method": "DIRECT", "scores": {}, "level": 4, "clause": "…"}`.
    """
    method, level = assessment.method.value, assessment.level.value
    if isinstance(assessment.scores, Direct):
        return {"method": method, "scores": {}, "level": level, "clause": assessment.scores.clause}
    kind = float if assessment.method is AssessmentMethod.LEC else int  # 6 and 6.0 are kept alike
    return {
        "method": method,
        "scores": {axis: kind(score) for axis, score in asdict(assessment.scores).items()},
        "set": assessment.cutoff_set,
        "version": assessment.version,
        "score": assessment.score,
        "level": level,
    }


def assessment_of(kept: Mapping[str, Any]) -> Assessment:
    """Return an assessment as it was packed: its level stays, whatever cut-off sets say by now.

    Raises KeyError, TypeError or ValueError for what `packed` did not write.
    """
    method, level = AssessmentMethod(kept["method"]), RiskLevel(kept["level"])
    if method is AssessmentMethod.DIRECT:
        return Assessment(Direct(level, kept["clause"]), level)
    scores = LecScores(**kept["scores"]) if method is AssessmentMethod.LEC else LsScores(**kept["scores"])
    return Assessment(scores, level, kept["set"], kept["version"], kept["score"])


class ControlLevel(StrEnum):
    """Level at which a risk is controlled 管控层级, the highest first."""

    COMPANY = "COMPANY"
    DEPARTMENT = "DEPARTMENT"
    TEAM = "TEAM"
    POST = "POST"

    @property
    def rank(self) -> int:
        """0 for the highest, 3 for the lowest."""
        return list(ControlLevel).index(self)


CONTROL_LEVELS: Final[Mapping[RiskLevel, ControlLevel]] = MappingProxyType(
    {
        RiskLevel.MAJOR: ControlLevel.COMPANY,
        RiskLevel.LARGER: ControlLevel.DEPARTMENT,
        RiskLevel.GENERAL: ControlLevel.TEAM,
        RiskLevel.LOW: ControlLevel.POST,
    }
)
"""Default of a site. Source: platforms of 双重预防 (the higher the risk, the higher the level); the exact
assignment is ours, so that a site may have its own.
"""


def required_control_level(
    level: RiskLevel, by_level: Mapping[RiskLevel, ControlLevel] = CONTROL_LEVELS
) -> ControlLevel:
    """Return the lowest level that may control a risk of this residual level."""
    return by_level[level]


def check_control_level(chosen: ControlLevel, needed: ControlLevel) -> None:
    """Check a chosen level: a higher one may be, a lower raises Refused(CONTROL_LEVEL_TOO_LOW)."""
    if chosen.rank > needed.rank:
        raise Refused(ErrorCode.CONTROL_LEVEL_TOO_LOW, f"needs at least {needed}, not {chosen}")
