"""QR codes on paper."""

from io import BytesIO
from typing import Final

CORRECTION: Final = "q"
"""A quarter of the code may be dirty."""


def qr_drawing(text: str) -> bytes:
    """Return the text as a QR code (SVG) without a margin: its template leaves the room."""
    import segno  # noqa: PLC0415 - optional: see core/libraries

    drawing = BytesIO()
    segno.make(text, error=CORRECTION, micro=False).save(drawing, kind="svg", border=0, xmldecl=False)
    return drawing.getvalue()
