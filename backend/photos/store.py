"""Photos as files: cleaned on arrival, kept by the hash of the bytes that were sent.

`sanitise` holds a core for 0.1-0.3 s, so an HTTP edge calls it in a process of its own.
"""

import hashlib
import os
import struct
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, tzinfo
from io import BytesIO
from pathlib import Path
from typing import IO, Final

from PIL import Image, ImageCms, JpegImagePlugin, PngImagePlugin, WebPImagePlugin
from PIL.ImageFile import ImageFile

from backend.core.errors import ErrorCode, Refused
from backend.core.files import sync_folder
from backend.photos.image.exif import CameraClaims
from backend.photos.image.fingerprints import fingerprint
from backend.photos.image.grey_thumbnail import detail
from backend.photos.image.headers import read_header
from backend.photos.rules import (
    LARGE_PX,
    RENDITIONS,
    SMALL_PX,
    PhotoFacts,
    PhotoFormat,
    PhotoHeader,
    check_header,
    check_length,
    check_rendition,
    check_same,
    check_sha256,
)

_READERS: Final[dict[PhotoFormat, type[ImageFile]]] = {
    PhotoFormat.JPEG: JpegImagePlugin.JpegImageFile,
    PhotoFormat.PNG: PngImagePlugin.PngImageFile,
    PhotoFormat.WEBP: WebPImagePlugin.WebPImageFile,
}
"""The readers themselves, not `Image.open`: no other format can be reached, whatever is registered."""

ASIDE: Final = "incoming"
_JPEG_QUALITY: Final = {LARGE_PX: 82, SMALL_PX: 75}


@dataclass(frozen=True, slots=True)
class Sanitised:
    """The facts of a photo and its copies as baseline sRGB JPEG, by longest side in pixels."""

    facts: PhotoFacts
    renditions: dict[int, bytes]


def sanitise(data: bytes, *, zone: tzinfo | None = None) -> Sanitised:
    """Return small upright copies of a photo that hold nothing but the picture.

    EXIF, GPS, XMP, comments, colour profiles and anything hidden behind the picture are gone: the copies are
    new files. `zone` is where a camera that names no time zone is taken to be. Raises Refused:
    PHOTO_TOO_LARGE, PHOTO_NOT_AN_IMAGE, PHOTO_TRUNCATED, PHOTO_TOO_MANY_PIXELS; all but damage inside the
    picture is found before anything is decoded. Adds at most 64 MB of memory for a JPEG or an opaque PNG of
    12 MP.
    """
    check_length(len(data))
    header = read_header(data)
    check_header(header)
    with _refusing_damage():
        picture = _decode(data, header)
        claims = CameraClaims(picture, zone=zone)
        large = _upright(_flat(_fit(picture, LARGE_PX)), claims.turn)
        small = _fit(large.copy(), SMALL_PX)
        copies = {LARGE_PX: _encode(large, LARGE_PX), SMALL_PX: _encode(small, SMALL_PX)}
    print_ = fingerprint(large)
    facts = PhotoFacts(
        sha256=hashlib.sha256(data).hexdigest(),
        width=large.width,
        height=large.height,
        taken_at=claims.taken_at,
        place=claims.place,
        fingerprint=print_,
        detail=detail(large) if print_ else None,
    )
    return Sanitised(facts, copies)


def clean_picture(data: bytes, longest: int) -> Image.Image:
    """Return the picture upright in sRGB on white, with nothing beside it, at most so many px long.

    Raises Refused as `sanitise`.
    """
    check_length(len(data))
    header = read_header(data)
    check_header(header)
    with _refusing_damage():
        picture = _decode(data, header, longest)
        turn = CameraClaims(picture, zone=None).turn
        clean = _upright(_flat(_fit(picture, longest)), turn)
    clean.info.clear()
    return clean


@contextmanager
def _refusing_damage() -> Iterator[None]:
    """Turn what Pillow raises on a damaged picture into a refusal, and hush its warnings of broken EXIF.

    Its readers raise almost anything on purpose-made files; a program error in here would look the same,
    which is why the block around it is short and the cause is kept for the log.
    """
    try:
        with warnings.catch_warnings():  # for the whole process: one more reason for a process of its own
            warnings.simplefilter("ignore")
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            yield
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise Refused(ErrorCode.PHOTO_TOO_MANY_PIXELS, str(bomb)) from bomb
    except (EOFError, OSError, SyntaxError, ValueError, LookupError, TypeError, struct.error) as damage:
        raise Refused(ErrorCode.PHOTO_TRUNCATED, f"the picture is damaged: {damage}") from damage


def _decode(data: bytes, header: PhotoHeader, longest: int = LARGE_PX) -> Image.Image:
    """Return the picture, already reduced by a whole number if it is much larger than the large copy.

    A JPEG is asked for a half, quarter or eighth (`draft`), which saves most of the time and memory; the box
    needs the picture's own aspect, or `draft` takes the wrong side as its limit. Other formats are averaged
    right after decoding, and the full picture is let go.
    """
    image: Image.Image = _READERS[header.format](BytesIO(data))
    if image.size != (header.width, header.height):
        raise Refused(ErrorCode.PHOTO_NOT_AN_IMAGE, f"the header and the picture disagree: {image.size}")
    over = max(image.size)
    image.draft("RGB", (max(1, image.width * longest // over), max(1, image.height * longest // over)))
    image.load()
    if image.mode in {"P", "1", "PA"}:
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    elif image.mode.startswith("I"):  # 16 bits; `convert` alone would clip them
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    factor = max(image.size) // longest
    return image.reduce(factor) if factor > 1 else image


def _fit(image: Image.Image, longest: int) -> Image.Image:
    """Bring the longest side down to `longest` px, never up; in place."""
    image.thumbnail((longest, longest), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return image


def _flat(image: Image.Image) -> Image.Image:
    """RGB, in sRGB, on white."""
    return _on_white(_in_srgb(image, image.info.get("icc_profile")))


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """Apply the colour profile, as the copies carry none; an unreadable or unfitting one is ignored."""
    if not profile or image.mode not in {"RGB", "RGBA", "L", "CMYK"}:
        return image
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        if (source.profile.profile_description or "").startswith("sRGB"):
            return image
        mode = "RGBA" if image.mode == "RGBA" else "RGB"
        converted = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return image if converted is None else converted


def _on_white(image: Image.Image) -> Image.Image:
    """Signatures come as transparent PNG; JPEG knows no transparency and would show them on black."""
    if not image.has_transparency_data:
        return image.convert("RGB")
    ink = image.convert("RGBA")
    paper = Image.new("RGB", ink.size, "white")
    paper.paste(ink, mask=ink.getchannel("A"))
    return paper


def _upright(image: Image.Image, turn: Image.Transpose | None) -> Image.Image:
    return image if turn is None else image.transpose(turn)


def _encode(image: Image.Image, longest: int) -> bytes:
    image.info.clear()  # Pillow would copy a comment from here
    target = BytesIO()
    image.save(target, "JPEG", quality=_JPEG_QUALITY[longest])
    return target.getvalue()


@dataclass(frozen=True)
class PhotoStore:
    """Copies of photos under `folder`, two levels deep, two files each. Safe to share between processes.

    A file appears whole or not at all (written aside, fsync, rename, fsync of the folder); the large copy
    comes last, so where it stands the photo is complete. Putting the same photo twice changes nothing.
    """

    folder: Path

    def path(self, sha256: str, size: int) -> Path:
        """Where the copy of `size` px is or would be. Raises Refused(INVALID_INPUT) for another hash or
        size.
        """
        name = check_sha256(sha256)
        return self.folder / name[:2] / name[2:4] / f"{name}-{check_rendition(size)}.jpg"

    def is_complete(self, sha256: str) -> bool:
        """Whether both copies are there."""
        return all(self.path(sha256, size).is_file() for size in RENDITIONS)

    def open(self, sha256: str, size: int) -> Path:
        """Return the path of a kept copy. Raises Refused(PHOTO_MISSING)."""
        path = self.path(sha256, size)
        if not path.is_file():
            raise Refused(ErrorCode.PHOTO_MISSING, "this photo has not arrived")
        return path

    def remove(self, sha256: str) -> None:
        """Delete both copies; what is gone already stays so. The large one first: then it is not complete."""
        for size in sorted(RENDITIONS, reverse=True):
            self.path(sha256, size).unlink(missing_ok=True)

    def put(self, photo: Sanitised) -> None:
        """Keep the copies; durable on return."""
        for size in sorted(RENDITIONS):
            path = self.path(photo.facts.sha256, size)
            if not path.is_file():
                self._write(path, photo.renditions[size])
        for folder in (
            path.parent,
            *path.parents[1:3],
        ):  # also when another process wrote, and died before this
            sync_folder(folder)

    def keep(self, received: Path, sha256: str, zone: tzinfo | None = None) -> PhotoFacts:
        """Clean the file `received`, keep its copies, return its facts; for a worker process.

        Refuses as `sanitise` does, and PHOTO_HASH_MISMATCH if the bytes are not those named.
        """
        data = received.read_bytes()
        check_same(sha256, hashlib.sha256(data).hexdigest())
        photo = sanitise(data, zone=zone)
        self.put(photo)
        return photo.facts

    def receive(self) -> IO[bytes]:
        """Return a new file for the bytes of an upload; closing it deletes it."""
        return tempfile.NamedTemporaryFile(dir=self._aside(), prefix="received-")

    def discard_leftovers(self, *, before: datetime) -> int:
        """Delete what killed processes left aside before that time; returns how many files."""
        return discard_leftovers(self.folder / ASIDE, before=before)

    def _aside(self) -> Path:
        aside = self.folder / ASIDE
        aside.mkdir(parents=True, exist_ok=True)
        return aside

    def _write(self, path: Path, content: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self._aside(), prefix="copy-", delete=False) as aside:
            try:
                aside.write(content)
                aside.flush()
                os.fsync(aside.fileno())
                Path(aside.name).replace(path)
            except OSError:  # a full disk must not be filled further by what did not fit
                Path(aside.name).unlink(missing_ok=True)
                raise


def discard_leftovers(aside: Path, *, before: datetime) -> int:
    """Delete the files of this folder that were last written before that time; returns how many."""
    files = aside.iterdir() if aside.is_dir() else ()
    return sum(_discard(each, before.timestamp()) for each in files)


def _discard(file: Path, before_s: float) -> bool:
    try:
        if file.stat().st_mtime >= before_s:
            return False
        file.unlink()
    except FileNotFoundError:  # its upload ended meanwhile
        return False
    return True
