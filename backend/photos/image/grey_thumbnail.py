"""Grey thumbnail of a picture: a small copy, kept beside its fingerprint for a closer look.

A fingerprint says at a glance whether two of thousands of pictures are alike. Within one case that is not
enough: before and after show the same scene on purpose. There the evidence checks lay one picture over
the other, in every cut and way round, and look at what is left (`crop_match.py`).
"""

from typing import Final

from PIL import Image

SIDE: Final = 64
"""Cells along each side, whatever the picture's shape: one byte of brightness each."""


def detail(image: Image.Image) -> bytes:
    return image.convert("L").resize((SIDE, SIDE), Image.Resampling.BOX).tobytes()
