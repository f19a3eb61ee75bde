"""Pictures of the simulated camera: drawn, and marked so that nobody takes them for real."""

from datetime import datetime
from io import BytesIO
from typing import Final

from PIL import Image, ImageDraw

SIZE: Final = (960, 540)
FLOOR, WALL, PIPE, SKIN, CLOTHES = "#8d99a6", "#c9d1d9", "#5f6c7b", "#e0b08c", "#27517a"
BOX: Final = "#e5484d"


def snapshot(type: str, confidence: float, at: datetime) -> bytes:
    """A JPEG of a hall with a person in a box, labelled with what was seen, how surely and when."""
    image = Image.new("RGB", SIZE, WALL)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 360, *SIZE), fill=FLOOR)
    for x in (120, 700, 830):
        draw.rounded_rectangle((x, 120, x + 90, 380), 40, fill="#aab6c2", outline=PIPE, width=5)
    draw.line((0, 90, 960, 90), fill=PIPE, width=14)
    draw.line((560, 90, 560, 360), fill=PIPE, width=10)
    draw.ellipse((420, 190, 480, 256), fill=SKIN)
    draw.rounded_rectangle((395, 256, 505, 400), 26, fill=CLOTHES)
    draw.rectangle((412, 396, 444, 492), fill="#33404d")
    draw.rectangle((456, 396, 488, 492), fill="#33404d")
    draw.rectangle((384, 176, 516, 502), outline=BOX, width=5)
    label = f"{type} {confidence:.2f}"
    draw.rectangle((384, 146, 384 + 16 + int(draw.textlength(label, font_size=20)), 176), fill=BOX)
    draw.text((392, 149), label, fill="white", font_size=20)
    draw.text((16, 504), f"CB-201  {at.astimezone():%Y-%m-%d %H:%M:%S}", fill="white", font_size=20)
    draw.text((800, 504), "SIMULATED", fill="#ffe08a", font_size=20)
    target = BytesIO()
    image.save(target, "JPEG", quality=80)
    return target.getvalue()
