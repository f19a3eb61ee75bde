"""Plans of a site: pictures on which its areas are drawn."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations, pairwise
from typing import Final, TypeAlias
from uuid import NAMESPACE_OID, UUID, uuid5

from backend.core.errors import ErrorCode, Refused
from backend.core.text import Text

Point: TypeAlias = tuple[float, float]
FEWEST_CORNERS: Final = 3
MOST_CORNERS: Final = 200
LEAST_AREA: Final = 16.0
"""Of a polygon, in square units of the plan: less is a slip of the finger."""
MOST_PLANS: Final = 40
SLACK: Final = 0.5
"""Units by which a corner may lie outside: a finger at the very edge."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One picture of a site or a floor. `width`, `height`: its units. `sha256`: of the picture that was
    uploaded; None for a drawing that came with the product, which is `svg`, or where there is none yet.
    """

    plan_id: UUID
    site_id: UUID
    name: Text
    position: int
    width: float
    height: float
    sha256: str | None = None
    svg: str = ""
    removed_at: datetime | None = None
    version: int = 1
    changed_at: datetime | None = None
    changed_by: UUID | None = None


@dataclass(frozen=True, slots=True)
class PlanPicture:
    """A clean picture: a JPEG or PNG made here, of which nothing but the picture came from outside."""

    sha256: str
    media_type: str
    width: int
    height: int
    content: bytes


def first_plan_id(site_id: UUID) -> UUID:
    """Id of the plan that a site had before it could have several."""
    return uuid5(NAMESPACE_OID, f"{site_id}/plan")


def check_polygon(polygon: Sequence[float], *, width: float, height: float) -> tuple[float, ...]:
    """Return the polygon with its corners inside the picture. Raises Refused: POLYGON_INVALID (fewer than
    three corners, too many, no numbers, or no area), POLYGON_OUTSIDE, POLYGON_CROSSED.
    """
    corners = corners_of(polygon)
    if not FEWEST_CORNERS <= len(corners) <= MOST_CORNERS or len(set(corners)) != len(corners):
        raise Refused(ErrorCode.POLYGON_INVALID, f"{FEWEST_CORNERS} to {MOST_CORNERS} different corners")
    inside = [check_point(corner, width=width, height=height) for corner in corners]
    if is_crossed(inside):
        raise Refused(ErrorCode.POLYGON_CROSSED, "two of its edges cross")
    if abs(area_of(inside)) < LEAST_AREA:
        raise Refused(ErrorCode.POLYGON_INVALID, "it encloses nothing")
    return tuple(value for corner in inside for value in corner)


def check_point(point: Point, *, width: float, height: float) -> Point:
    """Return the point, moved onto the edge where it is a hair outside. Raises Refused(POLYGON_OUTSIDE)."""
    x, y = point
    if not (-SLACK <= x <= width + SLACK and -SLACK <= y <= height + SLACK):
        raise Refused(ErrorCode.POLYGON_OUTSIDE, f"({x}, {y}) is outside of {width} x {height}")
    return min(max(x, 0.0), width), min(max(y, 0.0), height)


def corners_of(polygon: Sequence[float]) -> list[Point]:
    """The corners of a polygon of x, y pairs. Raises Refused(POLYGON_INVALID) where a number is missing."""
    if len(polygon) % 2 or not all(math.isfinite(value) for value in polygon):
        raise Refused(ErrorCode.POLYGON_INVALID, "x, y pairs of numbers")
    return list(zip(polygon[::2], polygon[1::2], strict=True))


def area_of(corners: Sequence[Point]) -> float:
    """The signed area by the shoelace formula; 0 for a line."""
    ring = [*corners, corners[0]]
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)) / 2


def is_crossed(corners: Sequence[Point]) -> bool:
    """Whether two edges that are no neighbours meet, or two neighbours lie on one another."""
    ring = [*corners, corners[0]]
    edges = list(pairwise(ring))
    last = len(edges) - 1
    for (first, one), (second, other) in combinations(enumerate(edges), 2):
        if second - first == 1:
            if _folds(one[0], one[1], other[1]):
                return True
        elif (first, second) == (0, last):
            if _folds(other[0], other[1], one[1]):
                return True
        elif _meet(*one, *other):
            return True
    return False


def _folds(a: Point, b: Point, c: Point) -> bool:
    """Whether the way from a over b to c turns back upon itself."""
    return _turn(a, b, c) == 0 and (b[0] - a[0]) * (c[0] - b[0]) + (b[1] - a[1]) * (c[1] - b[1]) < 0


def _meet(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether the edges a-b and c-d have a point in common."""
    t1, t2, t3, t4 = _turn(a, b, c), _turn(a, b, d), _turn(c, d, a), _turn(c, d, b)
    if t1 * t2 < 0 and t3 * t4 < 0:
        return True
    touching = ((t1, a, b, c), (t2, a, b, d), (t3, c, d, a), (t4, c, d, b))
    return any(turn == 0 and _is_between(p, q, r) for turn, p, q, r in touching)


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _is_between(a: Point, b: Point, c: Point) -> bool:
    return min(a[0], b[0]) <= c[0] <= max(a[0], b[0]) and min(a[1], b[1]) <= c[1] <= max(a[1], b[1])
