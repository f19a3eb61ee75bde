"""Evidence checks measured: what they find and what they confuse: copies, outsiders, scenes taken again.

On the real photos of the shared data. Across cases fingerprints are compared, within one case details.
"""

import os
import sys
import time
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from random import Random

from PIL import Image

from backend.photos.fingerprint_rules import is_copy
from backend.photos.image.crop_match import is_one_exposure
from backend.photos.image.grey_thumbnail import detail
from tests.bench.table import show
from tests.photos.image.test_fingerprints import HANDLED, cut, of, photographed, taken_again

SHARED = Path(os.environ.get("ANHUAN_SHARED", Path(__file__).parents[2] / "shared")) / "data" / "photos"
AGAIN = 3
"""How often each scene is photographed again."""

Alike = Callable[[Image.Image, Image.Image], bool]


def main() -> None:
    if not SHARED.is_dir():
        show("no shared photos here (set ANHUAN_SHARED)")
        return
    photos = list(photographed(SHARED).values())
    show(f"{len(photos)} photos; found per kind of alteration: across cases, within a case")
    for name, edit in HANDLED.items():
        copies = [(image, edit(image)) for image in photos]
        show(f"  {name:26} {_share(_across, copies)}   {_share(_within, copies)}")
    random = Random(7)
    retakes = [
        (cut(0.05, 0.05, 0.05, 0.05)(image), taken_again(image, random))
        for image in photos
        for _ in range(AGAIN)
    ]
    show(f"  {'the scene taken again':26} {_share(_across, retakes)}   {_share(_within, retakes)}")
    pairs = list(combinations(photos, 2))
    known = {id(image): of(image) for image in photos}
    details = {id(image): detail(image) for image in photos}
    across = sum(is_copy(known[id(one)], known[id(other)]) for one, other in pairs)
    began = time.process_time()
    within = sum(is_one_exposure(details[id(one)], details[id(other)]) for one, other in pairs)
    spent = (time.process_time() - began) / len(pairs)
    show(f"  pairs of different photos confused: {across} and {within} of {len(pairs):,}")
    show(f"  a closer look at one pair: {spent * 1000:.0f} ms of one core")


def _across(one: Image.Image, other: Image.Image) -> bool:
    return is_copy(of(one), of(other))


def _within(one: Image.Image, other: Image.Image) -> bool:
    return is_one_exposure(detail(one), detail(other))


def _share(alike: Alike, pairs: list[tuple[Image.Image, Image.Image]]) -> str:
    found = sum(alike(one, other) for one, other in pairs)
    return f"{found / len(pairs):6.1%}"


if __name__ == "__main__":
    sys.exit(main())
