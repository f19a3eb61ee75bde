"""Photos: what is accepted as one, what is known about it, under which names it is kept."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from backend.core.errors import ErrorCode, Refused

MAX_BYTES: Final = 15_000_000
MAX_PIXELS: Final = 50_000_000
MAX_WHOLE_PIXELS: Final = 16_000_000
"""PNG and WebP are decoded whole, at up to 16 bytes for a pixel, a JPEG at a half or less; no camera writes
them, and 50 million pixels of one colour fit into 150 kB.
"""

MOST_PAGES: Final = 20
"""Of a PDF, each of which becomes a photo."""

MAX_SCANS: Final = 100
"""Phones write progressive JPEGs of about ten scans; each further one costs a pass over every pixel."""

LARGE_PX: Final = 1600
SMALL_PX: Final = 320
RENDITIONS: Final = (LARGE_PX, SMALL_PX)
"""Longest side of the copies that are kept and shown. The received bytes themselves are never kept."""

_SHA256: Final = re.compile(r"[0-9a-f]{64}")


class PhotoFormat(StrEnum):
    """The containers that are read; the first bytes decide, never a name or a content type."""

    JPEG = "JPEG"
    PNG = "PNG"
    WEBP = "WEBP"


@dataclass(frozen=True, slots=True)
class PhotoHeader:
    """The header of a picture, before anything is decoded. `length` is where the picture ends, in bytes."""

    format: PhotoFormat
    width: int
    height: int
    length: int
    scans: int = 1
    frames: int = 1


@dataclass(frozen=True, slots=True)
class Place:
    """WGS 84, decimal degrees; north and east are positive."""

    latitude: float
    longitude: float

    @classmethod
    def of(cls, latitude: float | None, longitude: float | None) -> "Place | None":
        """The place, or None unless both are known."""
        return None if latitude is None or longitude is None else cls(latitude, longitude)


@dataclass(frozen=True, slots=True)
class PhotoFacts:
    """A kept photo. `sha256` is of the bytes as sent; `width` and `height` are those of the large copy,
    upright. `taken_at` (UTC) and `place` are what the camera claimed: a hint, not a proof. `fingerprint`:
    by which the picture is known again (`photos.fingerprint_rules`); None where there is nothing to see.
    `detail`: a small grey copy for a closer look, where there is a fingerprint.
    """

    sha256: str
    width: int
    height: int
    taken_at: datetime | None = None
    place: Place | None = None
    fingerprint: str | None = None
    detail: bytes | None = None


def check_sha256(text: str) -> str:
    """Return `text` if it can be a photo's name, 64 lower-case hex digits; it becomes part of a file path."""
    if _SHA256.fullmatch(text) is None:
        raise Refused(ErrorCode.INVALID_INPUT, "a photo is named by 64 lower-case hex digits")
    return text


def check_rendition(size: int) -> int:
    """Return `size` if a copy of that longest side is kept."""
    if size not in RENDITIONS:
        raise Refused(ErrorCode.INVALID_INPUT, f"there is no copy of {size} px")
    return size


def check_length(length: int) -> None:
    """Raises Refused(PHOTO_TOO_LARGE) for a body of more than `MAX_BYTES`."""
    if length > MAX_BYTES:
        raise Refused(ErrorCode.PHOTO_TOO_LARGE, f"{length} bytes, at most {MAX_BYTES} are accepted")


def check_same(claimed_sha256: str, received_sha256: str) -> None:
    """Raises Refused(PHOTO_HASH_MISMATCH) for bytes other than those named: damaged, or another photo."""
    if claimed_sha256 != received_sha256:
        raise Refused(ErrorCode.PHOTO_HASH_MISMATCH, f"the bytes received hash to {received_sha256}")


def check_header(header: PhotoHeader) -> None:
    """Raises Refused from the header alone for what would cost too much to decode, or is no still picture."""
    pixels = header.width * header.height
    limit = MAX_PIXELS if header.format is PhotoFormat.JPEG else MAX_WHOLE_PIXELS
    if pixels > limit:
        raise Refused(ErrorCode.PHOTO_TOO_MANY_PIXELS, f"{pixels} pixels, at most {limit} are decoded")
    if pixels == 0:
        raise Refused(ErrorCode.PHOTO_NOT_AN_IMAGE, "a picture without pixels")
    if header.frames != 1:
        raise Refused(ErrorCode.PHOTO_NOT_AN_IMAGE, "an animation is not a photo")
    if header.scans > MAX_SCANS:
        raise Refused(ErrorCode.PHOTO_NOT_AN_IMAGE, f"{header.scans} scans, at most {MAX_SCANS} are decoded")
