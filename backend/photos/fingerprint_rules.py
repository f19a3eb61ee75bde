"""Is this the same picture again? Perceptual hashes of photos, compared bit by bit.

A *dHash* says of each cell of a small grey copy whether its right neighbour is brighter (Krawetz, 2013, "Kind
of like that"). Re-encoding, resizing and other light leave nearly all bits alone. Figures: decision 0019.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

COARSE_DIGITS: Final = 16
FINE_DIGITS: Final = 64
COPY_WITHIN: Final = 6
"""Bits of 64 that may differ between a picture and a copy of it, cut a little or not."""
SAME_SHOT_WITHIN: Final = 24
"""Bits of 256 that may differ between a picture and a copy that was not cut. The same scene photographed
again from the same place, as the overlay of the camera helps to, differs by more than 30."""


@dataclass(frozen=True)
class Fingerprint:
    """Hex: 64 bits of the whole picture, 64 of each cut (a little off the edges), then 256 fine ones."""

    text: str

    @cached_property
    def coarse(self) -> tuple[int, ...]:
        """The whole picture first, then its cuts."""
        digits = self.text[:-FINE_DIGITS]
        return tuple(int(digits[at : at + COARSE_DIGITS], 16) for at in range(0, len(digits), COARSE_DIGITS))

    @cached_property
    def fine(self) -> int:
        return int(self.text[-FINE_DIGITS:], 16)


def is_copy(one: Fingerprint, other: Fingerprint) -> bool:
    """Whether one is the other again: resized, re-encoded, lighter, or cut by up to 4 % at its edges."""
    return _is_cut_of(one, other) or _is_cut_of(other, one)


def is_same_shot(one: Fingerprint, other: Fingerprint) -> bool:
    """Whether they are one exposure, not two of the same scene: for before and after from one place."""
    return (one.fine ^ other.fine).bit_count() <= SAME_SHOT_WITHIN


def _is_cut_of(cut: Fingerprint, whole: Fingerprint) -> bool:
    seen = cut.coarse[0]
    return any((seen ^ part).bit_count() <= COPY_WITHIN for part in whole.coarse)
