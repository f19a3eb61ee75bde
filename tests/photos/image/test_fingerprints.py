"""The same picture is known again, other pictures are not: on pictures made here and on real ones."""

from collections.abc import Callable
from io import BytesIO
from itertools import combinations
from pathlib import Path
from random import Random

import pytest
from PIL import Image

from backend.core.errors import Refused
from backend.photos.fingerprint_rules import Fingerprint, is_copy, is_same_shot
from backend.photos.image.crop_match import is_one_exposure
from backend.photos.image.fingerprints import fingerprint
from backend.photos.image.grey_thumbnail import detail
from backend.photos.store import sanitise
from tests.support import pictures
from tests.support.pictures import scene

Edit = Callable[[Image.Image], Image.Image]
LEAST_PX = 240


def of(image: Image.Image) -> Fingerprint:
    text = fingerprint(image)
    assert text is not None
    return Fingerprint(text)


def cut(left: float, top: float, right: float, bottom: float) -> Edit:
    return lambda i: i.crop(
        (int(i.width * left), int(i.height * top), int(i.width * (1 - right)), int(i.height * (1 - bottom)))
    )


def again(quality: int) -> Edit:
    return lambda i: Image.open(BytesIO(pictures.jpeg(i, quality=quality)))


COPIES: dict[str, Edit] = {
    "encoded again": again(50),
    "encoded badly": again(25),
    "half the size": lambda i: i.resize((i.width // 2, i.height // 2)),
    "a third of the size": lambda i: i.resize((i.width // 3, i.height // 3)),
    "lighter": lambda i: i.point(lambda value: min(255, int(value * 1.15))),
    "grey": lambda i: i.convert("L"),
}
CUTS: dict[str, Edit] = {
    "cut a little": cut(0.02, 0.02, 0.02, 0.02),
    "cut more": cut(0.04, 0.04, 0.04, 0.04),
    "cut at one side": cut(0.04, 0, 0, 0),
}


@pytest.mark.parametrize("edit", [*COPIES.values(), *CUTS.values()], ids=[*COPIES, *CUTS])
def test_an_edited_copy_is_known_again(edit: Edit) -> None:
    assert all(is_copy(of(scene(n)), of(edit(scene(n)))) for n in range(5))


@pytest.mark.parametrize("edit", COPIES.values(), ids=COPIES)
def test_a_copy_that_was_not_cut_is_the_same_exposure(edit: Edit) -> None:
    assert all(is_same_shot(of(scene(n)), of(edit(scene(n)))) for n in range(5))


def test_other_pictures_are_other_pictures() -> None:
    found = [of(scene(n)) for n in range(40)]

    assert not any(is_copy(one, other) for one, other in combinations(found, 2))


@pytest.mark.parametrize("colour", ["white", "black", (90, 91, 92)])
def test_a_picture_of_nothing_has_no_fingerprint(colour: str | tuple[int, int, int]) -> None:
    assert fingerprint(Image.new("RGB", (800, 600), colour)) is None


def test_a_received_photo_brings_its_fingerprint_whatever_way_up_it_was_sent() -> None:
    lying = scene(1).transpose(Image.Transpose.ROTATE_90)
    upright = sanitise(pictures.jpeg(scene(1))).facts.fingerprint
    turned = sanitise(pictures.jpeg(lying, exif=pictures.phone_exif(orientation=6))).facts.fingerprint

    assert upright is not None
    assert turned is not None
    assert is_same_shot(Fingerprint(upright), Fingerprint(turned))


HANDLED: dict[str, Edit] = {
    **COPIES,
    "darker": lambda i: i.point(lambda value: int(value * 0.7)),
    "cut by 5 %": cut(0.05, 0.05, 0.05, 0.05),
    "cut by 10 %": cut(0.1, 0.1, 0.1, 0.1),
    "cut by 20 % at one side": cut(0, 0, 0.2, 0),
    "cut by 20 % askew": cut(0.13, 0.05, 0.07, 0.15),
    "cut, lighter, saved badly": lambda i: again(40)(
        cut(0.1, 0.02, 0.03, 0.08)(i).point(lambda value: min(255, int(value * 1.15)))
    ),
    "turned by a quarter": lambda i: i.transpose(Image.Transpose.ROTATE_90),
    "mirrored": lambda i: i.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
    "mirrored, cut and lighter": lambda i: cut(0.06, 0.06, 0.06, 0.06)(
        i.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    ).point(lambda value: min(255, int(value * 1.1))),
}
"""What people do to a picture to hand it in again."""


def taken_again(image: Image.Image, random: Random) -> Image.Image:
    """The scene photographed again from the same place, as the overlay helps to: held a little otherwise, in
    other light, with other noise.
    """
    wide, high = image.size
    turn, left, up = (
        random.choice((-1, 1)) * random.uniform(*within)
        for within in ((0.6, 2.0), (0.01, 0.03), (0.01, 0.03))
    )
    moved = image.rotate(turn, Image.Resampling.BICUBIC, translate=(int(left * wide), int(up * high)))
    light = random.uniform(0.75, 1.3)
    seen = cut(0.05, 0.05, 0.05, 0.05)(moved).convert("RGB")
    seen = seen.point([min(255, int(255 * (value / 255) ** light)) for value in range(256)] * 3)
    return again(80)(Image.blend(seen, Image.effect_noise(seen.size, 40).convert("RGB"), 0.12))


def closely(one: Image.Image, other: Image.Image) -> bool:
    return is_one_exposure(detail(one), detail(other))


@pytest.mark.parametrize("edit", HANDLED.values(), ids=HANDLED)
def test_within_a_case_a_picture_handed_in_again_is_found_whatever_was_done_to_it(edit: Edit) -> None:
    assert all(closely(scene(n), edit(scene(n))) for n in range(3))


def test_within_a_case_other_pictures_are_other_exposures() -> None:
    assert not any(closely(scene(n), scene(n + 1)) for n in range(6))


def photographed(folder: Path) -> dict[str, Image.Image]:
    """The real photos of some size by name; the landscape that is there nine times is one."""
    found = {}
    for file in sorted(folder.rglob("*")):
        if file.suffix.lower() not in {".jpg", ".png", ".webp"} or file.stem in {
            f"Landscape_{n}" for n in range(1, 9)
        }:
            continue
        try:
            image = Image.open(BytesIO(sanitise(file.read_bytes()).renditions[1600])).convert("RGB")
        except Refused:
            continue
        if min(image.size) >= LEAST_PX and fingerprint(image) is not None:
            found[file.name] = image
    return found


def test_real_photos_are_distinguished_and_their_copies_are_not(shared_data: Path) -> None:
    photos = photographed(shared_data / "photos")
    known = {name: of(image) for name, image in photos.items()}
    edits = [(name, edit) for name in photos for edit in (*COPIES.values(), *CUTS.values())]

    found_again = sum(is_copy(known[name], of(edit(photos[name]))) for name, edit in edits)

    assert len(photos) >= 40
    assert not [pair for pair in combinations(known, 2) if is_copy(known[pair[0]], known[pair[1]])]
    assert found_again / len(edits) > 0.97


@pytest.mark.nightly
def test_within_a_case_real_copies_are_found_and_a_scene_taken_again_is_none(shared_data: Path) -> None:
    """A sample that is quick enough for every run; `make bench` prints the figures over all of them."""
    random = Random(7)
    photos = list(photographed(shared_data / "photos").values())
    some = random.sample(photos, 8)
    edits = [HANDLED[name] for name in ("cut by 10 %", "cut, lighter, saved badly", "turned by a quarter")]

    found = sum(closely(image, edit(image)) for image in some for edit in edits)

    assert found >= 22, "of 24"
    assert not any(closely(cut(0.05, 0.05, 0.05, 0.05)(image), taken_again(image, random)) for image in some)
    assert not any(closely(one, other) for one, other in random.sample(list(combinations(some, 2)), 12))
