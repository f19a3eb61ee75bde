"""Pictures made for tests: what phones send, and what attackers send."""

import random
import struct
import zlib
from io import BytesIO
from typing import Final

from PIL import Image

MEGAPIXELS_12: Final = (4032, 3024)


def corners(width: int = 400, height: int = 300) -> Image.Image:
    """A picture whose four quarters are red, green, blue (top left, top right, bottom left) and white."""
    image = Image.new("RGB", (width, height), "white")
    image.paste((255, 0, 0), (0, 0, width // 2, height // 2))
    image.paste((0, 255, 0), (width // 2, 0, width, height // 2))
    image.paste((0, 0, 255), (0, height // 2, width // 2, height))
    return image


def phone_exif(*, orientation: int = 1, offset: str | None = "+08:00") -> Image.Exif:
    """What a phone writes: taken 2026-11-24 10:00:00 at 31.2304 N, 121.4737 E."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "A phone", orientation
    exif.get_ifd(0x8769)[0x9003] = "2026:11:24 10:00:00"
    if offset is not None:
        exif.get_ifd(0x8769)[0x9011] = offset
    exif.get_ifd(0x8825).update({1: "N", 2: (31.0, 13.0, 49.44), 3: "E", 4: (121.0, 28.0, 25.32)})
    return exif


def jpeg(image: Image.Image | None = None, **options: object) -> bytes:
    return encoded(image or corners(), "JPEG", **{"quality": 90, **options})


def png(image: Image.Image | None = None, **options: object) -> bytes:
    return encoded(image or corners(), "PNG", **options)


def webp(image: Image.Image | None = None, **options: object) -> bytes:
    return encoded(image or corners(), "WEBP", **options)


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    target = BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def scene(seed: int) -> Image.Image:
    """Soft patches of light and dark, as a camera sees a plant; by each seed another one."""
    return Image.frombytes("L", (12, 9), random.Random(seed).randbytes(108)).resize((800, 600)).convert("RGB")


def noisy(size: tuple[int, int] = MEGAPIXELS_12) -> Image.Image:
    """A gradient with grain: costs an encoder about what a real scene costs, or a little more."""
    grain = Image.frombytes("L", (512, 512), random.Random(1).randbytes(512 * 512)).resize(size)
    slope = Image.linear_gradient("L").resize(size)
    return Image.merge("RGB", (slope, Image.blend(slope, grain, 0.3), grain))


def phone_photo() -> bytes:
    """12 MP, about 4 MB, lying on its side, with place and time."""
    return jpeg(noisy(), quality=88, exif=phone_exif(orientation=6), comment=b"a comment")


def bomb(side: int = 30_000) -> bytes:
    """A valid PNG of 900 MP in less than 1 MB."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
        )

    squeeze = zlib.compressobj(9)
    row = bytes(1 + side)
    rows = b"".join(squeeze.compress(row) for _ in range(side)) + squeeze.flush()
    header = struct.pack(">IIBBBBB", side, side, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
