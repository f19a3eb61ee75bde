import csv
import hashlib
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from backend.core.errors import ErrorCode, Refused
from backend.photos.rules import MAX_BYTES, Place
from backend.photos.store import PhotoStore, sanitise
from tests.support import pictures
from tests.support.refusals import code_of

REPOSITORY = Path(__file__).resolve().parents[2]
REAL_PHOTOS = Path(os.environ.get("ANHUAN_SHARED", REPOSITORY.parent / "shared"), "data", "photos")

real_photos = pytest.mark.skipif(
    not REAL_PHOTOS.is_dir(), reason="the real photos are not here (ANHUAN_SHARED)"
)

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)
ZIP = b"PK\x05\x06" + bytes(18)
HTML = b"<html><script>alert(1)</script></html>"


def opened(copy: bytes) -> Image.Image:
    return Image.open(BytesIO(copy))


def quarters(copy: bytes) -> list[tuple[int, ...]]:
    """The colours of top left, top right, bottom left, bottom right, rounded to full or nothing."""
    image = opened(copy)
    width, height = image.size
    spots = [(width // 4, height // 4), (3 * width // 4, height // 4), (width // 4, 3 * height // 4)]
    return [tuple(255 * (part > 127) for part in image.getpixel(spot)) for spot in spots]  # type: ignore[union-attr]


def expected() -> list[dict[str, str]]:
    if not REAL_PHOTOS.is_dir():
        return []
    with (REAL_PHOTOS / "expected.csv").open() as rows:
        return [row for row in csv.DictReader(rows) if not row["file"].startswith("qr/")]


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_turned_upright(orientation: int) -> None:
    upright = pictures.corners(400, 300)
    turned_back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # the Transpose that the camera undid
    as_stored = upright.transpose(Image.Transpose(turned_back[orientation])) if orientation > 1 else upright

    photo = sanitise(pictures.jpeg(as_stored, exif=pictures.phone_exif(orientation=orientation)))

    assert (photo.facts.width, photo.facts.height) == (400, 300)
    assert quarters(photo.renditions[1600]) == [RED, GREEN, BLUE]
    assert quarters(photo.renditions[320]) == [RED, GREEN, BLUE]


@real_photos
def test_the_same_landscape_looks_the_same_in_all_orientations() -> None:
    thumbnails = [
        opened(sanitise((REAL_PHOTOS / row["file"]).read_bytes()).renditions[320]).resize((12, 8))
        for row in expected()
        if row["file"].startswith("orientation/")
    ]

    assert len(thumbnails) == 9
    for each in thumbnails:
        difference = [abs(a - b) for a, b in zip(each.tobytes(), thumbnails[0].tobytes(), strict=True)]
        assert sum(difference) / len(difference) < 12


@real_photos
@pytest.mark.parametrize("row", expected(), ids=lambda row: row["file"])
def test_real_photos_give_their_facts_and_keep_none_of_them(row: dict[str, str]) -> None:
    data = (REAL_PHOTOS / row["file"]).read_bytes()
    if row["format"] not in {"JPEG", "PNG", "WEBP"}:
        assert code_of(sanitise, data) is ErrorCode.PHOTO_NOT_AN_IMAGE
        return

    photo = sanitise(data, zone=UTC)

    taken = datetime.strptime(row["taken"], "%Y:%m:%d %H:%M:%S").replace(tzinfo=UTC) if row["taken"] else None
    assert photo.facts.taken_at == taken
    place = photo.facts.place
    assert (place is None) == (not row["lat"])
    if place is not None:
        assert place.latitude == pytest.approx(float(row["lat"]), abs=1e-5)
        assert place.longitude == pytest.approx(float(row["lon"]), abs=1e-5)
    for longest, copy in photo.renditions.items():
        assert max(opened(copy).size) <= longest
        assert set(opened(copy).info) == {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_nothing_but_the_picture_is_kept() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = pictures.jpeg(
        exif=pictures.phone_exif(),
        comment=b"SECRET",
        icc_profile=profile,
        xmp=b"<x:xmpmeta>SECRET</x:xmpmeta>",
    )

    photo = sanitise(data)

    for copy in photo.renditions.values():
        assert set(opened(copy).info) == {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        assert not any(word in copy for word in (b"SECRET", b"Exif", b"A phone", b"ICC_PROFILE", b"2026"))


def test_when_and_where_are_read_before_they_are_stripped() -> None:
    facts = sanitise(pictures.jpeg(exif=pictures.phone_exif(offset="+08:00"))).facts

    assert facts.taken_at == datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
    assert facts.place == Place(pytest.approx(31.2304), pytest.approx(121.4737))


def test_a_clock_without_a_zone_is_read_in_the_zone_of_the_site_or_not_at_all() -> None:
    data = pictures.jpeg(exif=pictures.phone_exif(offset=None))

    assert sanitise(data).facts.taken_at is None
    in_china = sanitise(data, zone=timezone(timedelta(hours=8))).facts
    assert in_china.taken_at == datetime(2026, 11, 24, 2, 0, tzinfo=UTC)


def test_broken_exif_does_not_cost_the_photo() -> None:
    data = pictures.jpeg(exif=pictures.phone_exif(orientation=6))
    at = data.index(b"Exif\0\0")
    broken = data[: at + 14] + b"\xff" * 40 + data[at + 54 :]

    facts = sanitise(broken).facts

    assert (facts.taken_at, facts.place) == (None, None)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA"])
def test_every_kind_of_png_is_read(mode: str) -> None:
    photo = sanitise(pictures.png(pictures.corners().convert(mode)))

    assert opened(photo.renditions[1600]).mode == "RGB"


def test_a_picture_of_sixteen_bits_keeps_its_greys() -> None:
    grey = pictures.corners().convert("L").convert("I").point(lambda value: value * 257).convert("I;16")

    photo = sanitise(pictures.png(grey))

    assert opened(photo.renditions[1600]).getpixel((10, 10)) == pytest.approx((76, 76, 76), abs=1)


def test_a_signature_on_nothing_is_shown_on_white() -> None:
    photo = sanitise(pictures.png(Image.new("RGBA", (300, 100), (0, 0, 0, 0))))

    assert opened(photo.renditions[320]).getpixel((150, 50)) == WHITE


def test_a_small_picture_is_not_blown_up() -> None:
    photo = sanitise(pictures.webp(pictures.corners(200, 100)))

    assert (photo.facts.width, photo.facts.height) == (200, 100)


def test_colours_of_a_wide_gamut_phone_come_out_as_srgb() -> None:
    swapped = pictures.jpeg(icc_profile=_profile_with_swapped_primaries())

    assert quarters(sanitise(swapped).renditions[1600]) != quarters(
        sanitise(pictures.jpeg()).renditions[1600]
    )


def _profile_with_swapped_primaries() -> bytes:
    """sRGB with red and blue exchanged: an honest reader shows the colours exchanged."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    red, blue = profile.index(b"rXYZ"), profile.index(b"bXYZ")
    profile[red : red + 4], profile[blue : blue + 4] = b"bXYZ", b"rXYZ"
    return bytes(profile).replace("sRGB".encode("utf-16-be"), "test".encode("utf-16-be"))


def test_a_bomb_is_refused_from_its_header() -> None:
    bomb = pictures.bomb()

    assert len(bomb) < 1_000_000
    assert code_of(sanitise, bomb) is ErrorCode.PHOTO_TOO_MANY_PIXELS


def test_a_lie_about_the_size_is_refused() -> None:
    data = bytearray(pictures.jpeg(pictures.corners(1000, 800)))
    at = data.index(b"\xff\xc0") + 5
    data[at : at + 4] = b"\xff\xff\xff\xff"

    assert code_of(sanitise, bytes(data)) is ErrorCode.PHOTO_TOO_MANY_PIXELS


def test_too_many_bytes_are_refused() -> None:
    assert code_of(sanitise, pictures.jpeg() + bytes(MAX_BYTES)) is ErrorCode.PHOTO_TOO_LARGE


@pytest.mark.parametrize("make", [pictures.jpeg, pictures.png, pictures.webp])
@pytest.mark.parametrize("share", [0.01, 0.5, 0.99])
def test_a_truncated_photo_is_refused(make: object, share: float) -> None:
    data = make()  # type: ignore[operator]

    assert code_of(sanitise, data[: max(20, int(len(data) * share))]) is ErrorCode.PHOTO_TRUNCATED


def test_a_damaged_picture_is_refused() -> None:
    data = bytearray(pictures.png())
    data[len(data) // 2] ^= 0xFF

    assert code_of(sanitise, bytes(data)) is ErrorCode.PHOTO_TRUNCATED


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff\xd8\xff", HTML, ZIP, b"GIF89a" + bytes(40), b"%PDF-1.7", b"II*\0" + bytes(40), b"<svg/>"],
)
def test_what_is_no_photo_is_refused(data: bytes) -> None:
    assert code_of(sanitise, data) in {ErrorCode.PHOTO_NOT_AN_IMAGE, ErrorCode.PHOTO_TRUNCATED}


@pytest.mark.parametrize("tail", [ZIP, HTML, b"\0\0" + ZIP, pictures.jpeg() + ZIP, b"MZ" + bytes(100)])
def test_a_second_file_behind_the_picture_is_refused(tail: bytes) -> None:
    assert code_of(sanitise, pictures.jpeg() + tail) is ErrorCode.PHOTO_NOT_AN_IMAGE
    assert code_of(sanitise, pictures.png() + tail) is ErrorCode.PHOTO_NOT_AN_IMAGE
    assert code_of(sanitise, pictures.webp() + tail) is ErrorCode.PHOTO_NOT_AN_IMAGE


def test_a_script_hidden_inside_the_picture_does_not_come_out() -> None:
    photo = sanitise(pictures.jpeg(comment=HTML))

    assert not any(HTML in copy for copy in photo.renditions.values())


@pytest.mark.parametrize(
    "tail",
    [
        bytes(64),
        pictures.jpeg(pictures.corners(40, 30)),
        b"\0\0\0\x18ftypmp42" + bytes(12),
        b"\0\0\x01\x0a\x04\0\0\0Image" + b"SEFH" + bytes(20) + (24).to_bytes(4, "little") + b"SEFT",
    ],
    ids=["padding", "gain map", "motion photo", "Samsung"],
)
def test_what_phones_put_behind_their_photos_is_dropped(tail: bytes) -> None:
    plain, with_tail = sanitise(pictures.jpeg()), sanitise(pictures.jpeg() + tail)

    assert with_tail.renditions == plain.renditions


def test_of_several_pictures_in_one_phone_photo_the_first_counts() -> None:
    data = pictures.encoded(
        pictures.corners(), "MPO", save_all=True, append_images=[Image.new("RGB", (400, 300), "black")]
    )

    assert quarters(sanitise(data).renditions[1600]) == [RED, GREEN, BLUE]


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_an_animation_is_refused(kind: str) -> None:
    data = pictures.encoded(
        pictures.corners(), kind, save_all=True, append_images=[pictures.corners().rotate(180)], duration=100
    )

    assert code_of(sanitise, data) is ErrorCode.PHOTO_NOT_AN_IMAGE


MEASURE = """
import sys
from pathlib import Path
from backend.photos.store import sanitise
from tests.support.pictures import jpeg

def peak_kb():
    return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])

data = Path(sys.argv[1]).read_bytes()
sanitise(jpeg())
before = peak_kb()
sanitise(data)
print(peak_kb() - before)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="peak memory is read from /proc")
def test_twelve_megapixels_take_at_most_64_megabytes(tmp_path: Path) -> None:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(pictures.phone_photo())

    command = [sys.executable, "-c", MEASURE, str(photo)]
    measured = subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True, text=True, timeout=60)

    assert int(measured.stdout) <= 64 * 1024


def test_a_photo_kept_twice_is_the_same_photo(tmp_path: Path) -> None:
    store, received = PhotoStore(tmp_path / "photos"), tmp_path / "received"
    received.write_bytes(pictures.jpeg(exif=pictures.phone_exif()))
    sha256 = hashlib.sha256(received.read_bytes()).hexdigest()

    first = store.keep(received, sha256)
    written_at = store.open(sha256, 1600).stat().st_mtime_ns
    second = store.keep(received, sha256)

    assert first == second
    assert store.open(sha256, 1600).stat().st_mtime_ns == written_at
    assert opened(store.open(sha256, 320).read_bytes()).size == (320, 240)


def test_bytes_that_are_not_the_ones_named_are_refused(tmp_path: Path) -> None:
    received = tmp_path / "received"
    received.write_bytes(pictures.jpeg())

    with pytest.raises(Refused) as refusal:
        PhotoStore(tmp_path).keep(received, "0" * 64)

    assert refusal.value.code is ErrorCode.PHOTO_HASH_MISMATCH


def test_a_photo_that_never_came_is_missing(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refusal:
        PhotoStore(tmp_path).open("0" * 64, 1600)

    assert refusal.value.code is ErrorCode.PHOTO_MISSING


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "A" * 64, "0" * 63 + "\n", "0" * 65])
def test_a_name_that_is_no_hash_never_becomes_a_path(tmp_path: Path, name: str) -> None:
    with pytest.raises(Refused) as refusal:
        PhotoStore(tmp_path).path(name, 1600)

    assert refusal.value.code is ErrorCode.INVALID_INPUT


KEEP_AND_DIE = """
import os, signal, sys
from pathlib import Path
from backend.photos.store import PhotoStore

real = getattr(os, sys.argv[3])
calls = 0
def dying(*args, **kwargs):
    global calls
    calls += 1
    if calls > int(sys.argv[4]):
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*args, **kwargs)
setattr(os, sys.argv[3], dying)
PhotoStore(Path(sys.argv[1])).keep(Path(sys.argv[1], "received"), sys.argv[2])
"""


@pytest.mark.parametrize("at", [("fsync", 0), ("replace", 0), ("fsync", 1), ("replace", 1)])
def test_killed_in_the_middle_nothing_half_is_left(tmp_path: Path, at: tuple[str, int]) -> None:
    data = pictures.jpeg()
    (tmp_path / "received").write_bytes(data)
    sha256 = hashlib.sha256(data).hexdigest()
    store = PhotoStore(tmp_path)
    command = [sys.executable, "-c", KEEP_AND_DIE, str(tmp_path), sha256, at[0], str(at[1])]

    killed = subprocess.run(command, cwd=REPOSITORY, check=False, timeout=60)

    assert killed.returncode == -signal.SIGKILL
    assert not store.is_complete(sha256)
    for copy in tmp_path.rglob("*.jpg"):
        opened(copy.read_bytes()).load()
    assert list((tmp_path / "incoming").iterdir())

    store.keep(tmp_path / "received", sha256)
    assert store.is_complete(sha256)
    assert store.discard_leftovers(before=datetime.now(UTC) + timedelta(minutes=1)) == 1
    assert list((tmp_path / "incoming").iterdir()) == []


def test_leftovers_of_uploads_still_going_on_stay(tmp_path: Path) -> None:
    store = PhotoStore(tmp_path)
    with store.receive() as upload:
        assert store.discard_leftovers(before=datetime.now(UTC) - timedelta(hours=1)) == 0
        assert Path(upload.name).exists()
