"""Pictures for the history of the demo plant: drawn, because nobody was there with a camera."""

from io import BytesIO
from math import cos, sin
from typing import Final

from PIL import Image, ImageDraw

SIZE: Final = (960, 720)
SIGNATURE_SIZE: Final = (600, 240)
HUES: Final = ((196, 92, 60), (70, 130, 150), (120, 130, 90), (150, 120, 70), (100, 100, 140), (160, 80, 90))


def site_photo(number: int) -> bytes:
    """A JPEG of a flange, a gauge and a pipe run; each number another one."""
    hue = HUES[number % len(HUES)]
    image = Image.new("RGB", SIZE, (206, 210, 212))
    draw = ImageDraw.Draw(image)
    width, height = SIZE
    draw.rectangle((0, height * 2 // 3, width, height), fill=(150, 150, 146))
    for row in range(3):
        top = 120 + 130 * row + 17 * (number % 5)
        draw.rectangle((0, top, width, top + 54), fill=tuple(max(0, part - 24 * row) for part in hue))
        draw.line((0, top + 10, width, top + 10), fill=(235, 235, 235), width=4)
    x, y = 260 + 90 * (number % 6), 330
    draw.rectangle((x - 34, y - 150, x + 34, y + 150), fill=(90, 94, 98))
    for bolt in range(-2, 3):
        draw.ellipse((x - 10, y + 52 * bolt - 10, x + 10, y + 52 * bolt + 10), fill=(190, 190, 190))
    draw.ellipse((x + 120, y - 110, x + 300, y + 70), fill="white", outline=(50, 50, 50), width=10)
    angle = 2.4 + 0.35 * (number % 6)
    tip = (x + 210 + 70 * cos(angle), y - 20 + 70 * sin(angle))
    draw.line((x + 210, y - 20, *tip), fill=(190, 30, 30), width=8)
    return _encoded(image, "JPEG")


def signature() -> bytes:
    """A PNG with a line of ink."""
    image = Image.new("RGB", SIGNATURE_SIZE, "white")
    points = [(40 + 5 * step, 120 + 55 * sin(step / 4) * cos(step / 11)) for step in range(100)]
    ImageDraw.Draw(image).line(points, fill=(20, 30, 90), width=6, joint="curve")
    return _encoded(image, "PNG")


def _encoded(image: Image.Image, kind: str) -> bytes:
    target = BytesIO()
    image.save(target, kind)
    return target.getvalue()
