"""Signatures drawn at the step: strokes, and the picture that the server makes of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from backend.cases.recheck.strokes_rules import HEIGHT, WIDTH, Stroke, check_strokes
from backend.photos.image.ink import draw_ink
from backend.photos.store import Sanitised, sanitise


@dataclass(frozen=True, slots=True)
class DrawnSignature:
    """Strokes with their picture, and its length in bytes; the copies are to be kept before it is shown."""

    strokes: tuple[Stroke, ...]
    picture: Sanitised
    length: int


def draw(strokes: Sequence[Stroke]) -> DrawnSignature:
    """Return the signature of these strokes; blocks for some milliseconds. Raises Refused as
    `check_strokes` does.
    """
    check_strokes(strokes)
    png = draw_ink([each.points() for each in strokes], width=WIDTH, height=HEIGHT)
    return DrawnSignature(tuple(strokes), sanitise(png), len(png))
