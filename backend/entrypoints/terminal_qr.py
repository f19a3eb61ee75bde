"""Text as a QR code of characters, for the camera of a phone before a terminal."""

from typing import Final

STYLE: Final = "#000000 on #ffffff"
"""How the lines are printed: a terminal may be dark or bright."""
BORDER: Final = 3


def terminal_qr(text: str) -> list[str]:
    """The lines of the code, each two modules high; none where the library that draws it is missing."""
    try:
        import segno  # noqa: PLC0415 - optional: see core/libraries
    except ImportError:
        return []
    code = segno.make(text, error="l", micro=False, boost_error=False)
    rows = [[bool(module) for module in row] for row in code.matrix_iter(border=BORDER)]
    if len(rows) % 2:
        rows.append([False] * len(rows[0]))
    pairs = zip(rows[::2], rows[1::2], strict=True)
    return ["".join(_half(top, low) for top, low in zip(above, below, strict=True)) for above, below in pairs]


def _half(is_dark_above: bool, is_dark_below: bool) -> str:
    if is_dark_above:
        return "█" if is_dark_below else "▀"
    return "▄" if is_dark_below else " "
