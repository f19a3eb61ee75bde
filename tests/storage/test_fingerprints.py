"""The same picture is known again, other pictures are not: on pictures made here and on real ones."""

from collections.abc import Callable
from io import BytesIO
from itertools import combinations
from pathlib import Path
from random import Random

import pytest
from PIL import Image

from backend.domain.errors import Refused
from backend.domain.loop.proof.fingerprints import Fingerprint, is_copy, is_same_shot
from backend.storage.photo_store.fingerprints import fingerprint
from backend.storage.photos import sanitise
from tests import pictures

Edit = Callable[[Image.Image], Image.Image]
LEAST_PX = 240


def scene(seed: int) -> Image.Image:
    """Soft patches of light and dark, as a camera sees a plant."""
    return Image.frombytes("L", (12, 9), Random(seed).randbytes(108)).resize((800, 600)).convert("RGB")


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


def test_real_photos_are_told_apart_and_their_copies_are_not(shared_data: Path) -> None:
    photos = photographed(shared_data / "photos")
    known = {name: of(image) for name, image in photos.items()}
    edits = [(name, edit) for name in photos for edit in (*COPIES.values(), *CUTS.values())]

    found_again = sum(is_copy(known[name], of(edit(photos[name]))) for name, edit in edits)

    assert len(photos) >= 40
    assert not [pair for pair in combinations(known, 2) if is_copy(known[pair[0]], known[pair[1]])]
    assert found_again / len(edits) > 0.97
