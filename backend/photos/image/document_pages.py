"""Pages of a PDF as photos: what is shown of a document is a picture made here, never the file itself.

Takes a core for up to some seconds, so an HTTP edge calls it in a process of its own.
"""

import hashlib
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PIL import Image

from backend.core.errors import ErrorCode, Refused
from backend.photos.rules import LARGE_PX, MAX_BYTES, MOST_PAGES, PhotoFacts, check_same
from backend.photos.store import PhotoStore, sanitise

if TYPE_CHECKING:
    import pypdfium2

QUALITY: Final = 90
THINNEST: Final = 12.0
"""Longest side over shortest side of a page."""


def check_document_length(length: int) -> None:
    """Raises Refused(DOCUMENT_TOO_LARGE)."""
    if length > MAX_BYTES:
        raise Refused(ErrorCode.DOCUMENT_TOO_LARGE, f"{length} bytes, at most {MAX_BYTES} are accepted")


def keep_pages(files: PhotoStore, received: Path, sha256: str) -> list[PhotoFacts]:
    """Keep a picture of each page of the PDF `received`; their facts in the order of the pages.

    Raises Refused: PHOTO_HASH_MISMATCH, DOCUMENT_TOO_LARGE, DOCUMENT_TOO_LONG, DOCUMENT_UNREADABLE (no PDF,
    a damaged one, or one that asks for a password).
    """
    import pypdfium2  # noqa: PLC0415 - optional: see core/libraries

    data = received.read_bytes()
    check_document_length(len(data))
    check_same(sha256, hashlib.sha256(data).hexdigest())
    if not data.startswith(b"%PDF-"):
        raise Refused(ErrorCode.DOCUMENT_UNREADABLE, "no PDF")
    try:
        document = pypdfium2.PdfDocument(data)
        if not 0 < len(document) <= MOST_PAGES:
            raise Refused(ErrorCode.DOCUMENT_TOO_LONG, f"{len(document)} pages, at most {MOST_PAGES}")
        # All of them before any is kept: what cannot be shown whole leaves nothing behind.
        pages = [_jpeg(document[number]) for number in range(len(document))]
    except pypdfium2.PdfiumError as damage:
        raise Refused(ErrorCode.DOCUMENT_UNREADABLE, f"the PDF cannot be read: {damage}") from damage
    found = []
    for page in pages:
        photo = sanitise(page)
        files.put(photo)
        found.append(photo.facts)
    return found


def _jpeg(page: "pypdfium2.PdfPage") -> bytes:
    width, height = page.get_size()
    if not min(width, height) > 0 or max(width, height) / min(width, height) > THINNEST:
        raise Refused(ErrorCode.DOCUMENT_UNREADABLE, "a page without size")
    picture: Image.Image = page.render(scale=LARGE_PX / max(width, height)).to_pil().convert("RGB")
    target = BytesIO()
    picture.save(target, "JPEG", quality=QUALITY)
    return target.getvalue()
