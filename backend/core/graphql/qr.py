"""Text as a picture for the camera of a phone."""


def qr(text: str) -> str:
    """The text as a QR code, an SVG as data URL: black on white in either theme, readable from a print."""
    import segno  # noqa: PLC0415 - optional: see core/libraries

    picture = segno.make(text, error="m", micro=False)
    return picture.svg_data_uri(scale=8, border=3, dark="#000", light="#fff")
