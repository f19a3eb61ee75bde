"""Strokes of a signature: the way of the pen on a pad of 600 × 300, with its time, drawn at the step."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot
from typing import Final

from backend.core.audit_chain import content_digest
from backend.core.errors import ErrorCode, Refused

WIDTH: Final = 600
HEIGHT: Final = 300
MOST_STROKES: Final = 100
MOST_POINTS: Final = 6_000
SHORTEST_WAY: Final = 120
"""Of the pen, over all strokes, as on the pad: less is a slip of the finger."""
SMALLEST_EXTENT: Final = 24
"""Of the larger side of the whole: a trembling dot is none."""
QUICKEST_MS: Final = 50
LONGEST_MS: Final = 600_000


@dataclass(frozen=True, slots=True)
class Stroke:
    """One stroke: positions on the pad, and milliseconds since the pen first touched it; of equal length."""

    x: Sequence[int]
    y: Sequence[int]
    t: Sequence[int]

    def points(self) -> list[tuple[int, int]]:
        """Return the positions in pairs."""
        return list(zip(self.x, self.y, strict=True))


def check_strokes(strokes: Sequence[Stroke]) -> None:
    """Raises Refused: INVALID_INPUT for what no pad sends (beyond its edges, back in time, too much of it),
    SIGNATURE_REQUIRED for what is no signature: a dot, a tick, or in no time at all.
    """
    _check_shape(strokes)
    points = [point for stroke in strokes for point in stroke.points()]
    times = [moment for stroke in strokes for moment in stroke.t]
    if not points:
        raise Refused(ErrorCode.SIGNATURE_REQUIRED, "nothing was drawn")
    way = sum(hypot(b[0] - a[0], b[1] - a[1]) for each in strokes for a, b in pairwise(each.points()))
    extent = max(max(side) - min(side) for side in zip(*points, strict=True))
    if way < SHORTEST_WAY or extent < SMALLEST_EXTENT or times[-1] - times[0] < QUICKEST_MS:
        raise Refused(ErrorCode.SIGNATURE_REQUIRED, "too little was drawn for a signature")


def _check_shape(strokes: Sequence[Stroke]) -> None:
    """Raises Refused(INVALID_INPUT) unless a pad of this size can have sent these strokes."""
    if len(strokes) > MOST_STROKES or sum(len(each.x) for each in strokes) > MOST_POINTS:
        raise Refused(ErrorCode.INVALID_INPUT, "too many strokes or points")
    if any(not len(each.x) == len(each.y) == len(each.t) for each in strokes):
        raise Refused(ErrorCode.INVALID_INPUT, "each point has its place and its moment")
    for each in strokes:
        if any(not 0 <= x <= WIDTH for x in each.x) or any(not 0 <= y <= HEIGHT for y in each.y):
            raise Refused(ErrorCode.INVALID_INPUT, "beyond the edge of the pad")
    times = [moment for each in strokes for moment in each.t]
    if any(not 0 <= moment <= LONGEST_MS for moment in times) or any(b < a for a, b in pairwise(times)):
        raise Refused(ErrorCode.INVALID_INPUT, "the pen goes forward in time")


def plain_strokes(strokes: Sequence[Stroke]) -> list[dict[str, list[int]]]:
    """Return the strokes as they are kept."""
    return [{"x": list(each.x), "y": list(each.y), "t": list(each.t)} for each in strokes]


def strokes_hash(strokes: Sequence[Stroke]) -> str:
    """Return the hex sha256 over the strokes as canonical JSON."""
    return content_digest(plain_strokes(strokes))
