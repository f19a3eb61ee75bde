"""Ink: the picture of a signature, drawn from its strokes."""

import io
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from PIL import Image, ImageDraw

INK: Final = (16, 33, 30)
PAPER: Final = (255, 255, 255)
PEN_PX: Final = 5
FINER: Final = 2
"""Drawn so many times larger, then made smaller: smooth edges."""


def draw_ink(strokes: Sequence[Sequence[tuple[int, int]]], *, width: int, height: int) -> bytes:
    """Return a PNG of these strokes, dark on white; the same strokes give the same bytes."""
    paper = Image.new("RGB", (width * FINER, height * FINER), PAPER)
    pen = ImageDraw.Draw(paper)
    nib = PEN_PX * FINER / 2
    for stroke in strokes:
        points = [(x * FINER, y * FINER) for x, y in stroke]
        for ends in pairwise(points):
            pen.line(ends, fill=INK, width=PEN_PX * FINER)
        for x, y in points:
            pen.ellipse((x - nib, y - nib, x + nib, y + nib), fill=INK)
    file = io.BytesIO()
    paper.resize((width, height), Image.Resampling.LANCZOS).save(file, "PNG")
    return file.getvalue()
