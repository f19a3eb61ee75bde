"""Pictures of plans from what people have: PNG, JPEG, WebP, a page of a PDF, an SVG (which is never shown).

Takes a core for up to some seconds, so an HTTP edge calls it in a process of its own.
"""

import hashlib
import re
import tempfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Final

from PIL import Image

from backend.core.errors import ErrorCode, Refused
from backend.photos.rules import check_length, check_same
from backend.photos.store import clean_picture

LONGEST_PX: Final = 2400
"""Enough to read the name of a building on a plan that is enlarged six times."""
LARGEST_PNG: Final = 1_500_000
"""Bytes; a drawing is smaller, a scan becomes a JPEG."""
QUALITY: Final = 85
THINNEST: Final = 12.0
"""Longest side over shortest side of a drawing."""
SIDE_PT: Final = 1200
POINTS_PER_INCH: Final = 72
BOX: Final = re.compile(rb'<svg\b[^>]*?\sviewBox\s*=\s*["\']([^"\']*)["\']', re.DOTALL)
SIDES: Final = tuple(
    re.compile(rb"<svg\b[^>]*?\s" + side + rb'\s*=\s*["\']\s*([0-9.]+)', re.DOTALL)
    for side in (b"width", b"height")
)


@dataclass(frozen=True, slots=True)
class CleanPlan:
    """A PNG or JPEG made here. `pages`: how many the file has that it is from."""

    sha256: str
    media_type: str
    width: int
    height: int
    content: bytes
    pages: int


def make_plan_picture(received: Path, sha256: str, page: int) -> CleanPlan:
    """Make a clean picture of the file `received`, of this page (from 1) where it has several.

    Raises Refused: PHOTO_HASH_MISMATCH, PHOTO_TOO_LARGE, PHOTO_TOO_MANY_PIXELS, PHOTO_TRUNCATED,
    PLAN_UNREADABLE.
    """
    data = received.read_bytes()
    check_length(len(data))
    check_same(sha256, hashlib.sha256(data).hexdigest())
    if data.startswith(b"%PDF-"):
        return _from_pdf(data, page)
    if b"<svg" in data[:4096]:
        return _packed(_from_svg(data))
    try:
        return _packed(clean_picture(data, LONGEST_PX))
    except Refused as refused:
        if refused.code is ErrorCode.PHOTO_NOT_AN_IMAGE:
            raise Refused(ErrorCode.PLAN_UNREADABLE, refused.reason) from refused
        raise


def _from_pdf(data: bytes, page: int) -> CleanPlan:
    import pypdfium2  # noqa: PLC0415 - optional: see core/libraries

    try:
        document = pypdfium2.PdfDocument(data)
        pages = len(document)
        if not 1 <= page <= pages:
            raise Refused(ErrorCode.PLAN_UNREADABLE, f"page {page} of {pages}")
        found = document[page - 1]
        longest = max(found.get_size())
        if not longest > 0:
            raise Refused(ErrorCode.PLAN_UNREADABLE, "a page without size")
        picture: Image.Image = found.render(scale=LONGEST_PX / longest).to_pil().convert("RGB")
    except pypdfium2.PdfiumError as damage:
        raise Refused(ErrorCode.PLAN_UNREADABLE, f"the PDF cannot be read: {damage}") from damage
    return _packed(picture, pages)


def _from_svg(data: bytes) -> Image.Image:
    """Render the drawing, without anything that it refers to: it is alone in its folder."""
    import pylopdf_fonts_zh_cn  # noqa: PLC0415 - optional: see core/libraries
    import typst  # noqa: PLC0415

    width, height = _size_of(data)
    shown = (
        (SIDE_PT, round(SIDE_PT * height / width))
        if width >= height
        else (
            round(SIDE_PT * width / height),
            SIDE_PT,
        )
    )
    with tempfile.TemporaryDirectory(prefix="plan-") as name:
        folder = Path(name)
        (folder / "plan.svg").write_bytes(data)
        (folder / "plan.typ").write_text(
            f"#set page(width: {shown[0]}pt, height: {shown[1]}pt, margin: 0pt)\n"
            '#image("plan.svg", width: 100%, height: 100%, fit: "contain")\n',
            encoding="utf-8",
        )
        try:
            png = typst.compile(
                folder / "plan.typ",
                root=folder,
                font_paths=[Path(pylopdf_fonts_zh_cn.__file__).parent],
                ignore_system_fonts=True,
                format="png",
                ppi=LONGEST_PX * POINTS_PER_INCH / SIDE_PT,
            )
        except RuntimeError as damage:
            raise Refused(ErrorCode.PLAN_UNREADABLE, f"the SVG cannot be drawn: {damage}") from damage
    if not isinstance(png, bytes):
        raise Refused(ErrorCode.PLAN_UNREADABLE, "the SVG has several pages")
    return clean_picture(png, LONGEST_PX)


def _size_of(data: bytes) -> tuple[float, float]:
    """Width and height of a drawing, in any unit. Raises Refused(PLAN_UNREADABLE)."""
    try:
        if (box := BOX.search(data)) is not None:
            _, _, width, height = (float(each) for each in re.split(rb"[\s,]+", box[1].strip()))
        else:
            width, height = (float(found[1]) for side in SIDES if (found := side.search(data)))
    except ValueError as damage:
        raise Refused(ErrorCode.PLAN_UNREADABLE, "the SVG does not say how large it is") from damage
    if not (0 < width < float("inf") and 0 < height < float("inf")):
        raise Refused(ErrorCode.PLAN_UNREADABLE, "the SVG has no size")
    if max(width, height) / min(width, height) > THINNEST:
        raise Refused(ErrorCode.PLAN_UNREADABLE, "the SVG is a line")
    return width, height


def _packed(picture: Image.Image, pages: int = 1) -> CleanPlan:
    target, media_type = BytesIO(), "image/png"
    picture.save(target, "PNG", optimize=True)
    if target.getbuffer().nbytes > LARGEST_PNG:
        target, media_type = BytesIO(), "image/jpeg"
        picture.save(target, "JPEG", quality=QUALITY)
    content = target.getvalue()
    sha256 = hashlib.sha256(content).hexdigest()
    return CleanPlan(sha256, media_type, picture.width, picture.height, content, pages)
