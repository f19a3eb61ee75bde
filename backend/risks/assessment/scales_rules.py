"""Cut-off sets, and the wordings beside which scores are picked: data with their sources, read once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

import msgspec

from backend.core.errors import ErrorCode, Refused
from backend.core.text import Text
from backend.core.typed import convert
from backend.risks.assessment.rules import AssessmentMethod, CutoffSet, ScoreAxis

CUTOFF_SETS: Final = Path(__file__).with_name("cutoff_sets.json")
WORDINGS: Final = Path(__file__).with_name("score_wordings.json")
USUAL_SETS: Final[Mapping[AssessmentMethod, str]] = MappingProxyType(
    {AssessmentMethod.LEC: "LEC", AssessmentMethod.LS: "LS-A"}
)
"""Cut-off set of a method where a site chose none."""


@dataclass(frozen=True, slots=True)
class ScoreWording:
    """Wording of one score; a site may have its own, the score stays."""

    method: AssessmentMethod
    axis: ScoreAxis
    score: float
    wording: Text
    source: str


@cache
def cutoff_sets() -> tuple[CutoffSet, ...]:
    """Return every cut-off set of the product. A bound that changes is a further entry with a new version."""
    return tuple(convert(msgspec.json.decode(CUTOFF_SETS.read_bytes()), list[CutoffSet]))


def cutoff_set(code: str, version: int | None = None) -> CutoffSet:
    """Return this version of a set, or its newest one. Raises Refused(NOT_FOUND)."""
    found = [each for each in cutoff_sets() if each.code == code and version in (None, each.version)]
    if not found:
        raise Refused(ErrorCode.NOT_FOUND, "no such cut-off set")
    return max(found, key=lambda each: each.version)


def usual_cutoff_set(method: AssessmentMethod) -> CutoffSet | None:
    """Return the newest set of a method for a site that chose none; None for DIRECT."""
    code = USUAL_SETS.get(method)
    return cutoff_set(code) if code else None


def cutoff_set_for(method: AssessmentMethod, ls_set: str | None) -> CutoffSet | None:
    """Return the newest set of a method, of LS the one that was chosen; None for DIRECT. Raises
    Refused(NOT_FOUND) for a choice that there is not.
    """
    if method is AssessmentMethod.LS and ls_set is not None:
        return cutoff_set(ls_set)
    return usual_cutoff_set(method)


@cache
def score_wordings() -> tuple[ScoreWording, ...]:
    """Return the default wording of every score, by method and axis, the worst score first."""
    return tuple(convert(msgspec.json.decode(WORDINGS.read_bytes()), list[ScoreWording]))


def wordings_of(method: AssessmentMethod, axis: ScoreAxis) -> Iterator[ScoreWording]:
    """Yield the wordings of one scale, the worst score first."""
    return (each for each in score_wordings() if each.method is method and each.axis is axis)
