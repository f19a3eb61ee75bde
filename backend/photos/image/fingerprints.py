"""The perceptual hash of a photo: what `photos.fingerprint_rules` compares."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from PIL import Image

CUTS: Final = (
    (0.02, 0.02, 0.02, 0.02),
    (0.04, 0.04, 0.04, 0.04),
    (0.04, 0.0, 0.0, 0.0),
    (0.0, 0.04, 0.0, 0.0),
    (0.0, 0.0, 0.04, 0.0),
    (0.0, 0.0, 0.0, 0.04),
)
"""Shares cut off left, top, right and bottom: which cuts of a picture are recognised as the picture."""
COARSE: Final = (8, 8)
FINE: Final = (16, 16)
LEAST_STEP: Final = 2
LEAST_STEPS: Final = 0.3
"""Below this share of visible steps between neighbours a picture shows nothing: a wall, the dark, paper."""


def fingerprint(image: Image.Image) -> str | None:
    """Hex as `Fingerprint` reads it; None for a picture that has no features."""
    grey = image.convert("L")
    rows = list(_rows(grey, COARSE))
    steps = [abs(right - left) >= LEAST_STEP for row in rows for left, right in pairwise(row)]
    if sum(steps) < LEAST_STEPS * len(steps):
        return None
    wide, high = grey.size
    boxes = [
        (wide * left, high * top, wide * (1 - right), high * (1 - bottom))
        for left, top, right, bottom in CUTS
    ]
    coarse = [_bits(rows), *(_bits(_rows(grey, COARSE, box)) for box in boxes)]
    return "".join(f"{bits:016x}" for bits in coarse) + f"{_bits(_rows(grey, FINE)):064x}"


def _rows(
    grey: Image.Image, size: tuple[int, int], box: tuple[float, float, float, float] | None = None
) -> Iterator[bytes]:
    """The brightness of each cell, row by row, with one more column than `size` to compare with."""
    wide, high = size[0] + 1, size[1]
    cells = grey.resize((wide, high), Image.Resampling.BOX, box=box).tobytes()
    return (cells[at : at + wide] for at in range(0, wide * high, wide))


def _bits(rows: "Iterator[bytes] | list[bytes]") -> int:
    bits = 0
    for row in rows:
        for left, right in pairwise(row):
            bits = bits << 1 | (right > left)
    return bits
