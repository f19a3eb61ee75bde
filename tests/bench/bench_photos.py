"""Time and memory of cleaning one photo of 12 MP, next to decoding it in full. Run it as a script."""

import asyncio
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps

REPOSITORY = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(REPOSITORY))

from backend.photos.image.worker import PhotoWorker  # noqa: E402 (run as a script)
from backend.photos.store import sanitise  # noqa: E402 (run as a script)
from tests.support.pictures import jpeg, noisy, phone_photo, png, webp  # noqa: E402

ROUNDS = 7


def naive(data: bytes) -> None:
    """What comes to mind first: decode, turn, shrink twice, write."""
    image = ImageOps.exif_transpose(Image.open(BytesIO(data)))
    for longest in (1600, 320):
        copy = image.convert("RGB")
        copy.thumbnail((longest, longest), Image.Resampling.LANCZOS)
        copy.save(BytesIO(), "JPEG", quality=82)


WAYS: dict[str, Callable[[bytes], object]] = {"sanitise": sanitise, "naive": naive}


def show(line: str) -> None:
    sys.stdout.write(line + "\n")


def peak_kb() -> int:
    status = Path("/proc/self/status").read_text()
    return int(status.split("VmHWM:")[1].split()[0])


def measure(way: str, path: str) -> None:
    """In a process of its own: prints extra peak memory of the first round in MB and the median ms of all."""
    data, work, taken = Path(path).read_bytes(), WAYS[way], []
    work(jpeg())  # so that code and tables are not counted as the photo's
    before = peak_kb()
    work(data)
    extra = (peak_kb() - before) / 1024
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work(data)
        taken.append((time.perf_counter() - start) * 1000)
    show(f"{extra:.1f} {statistics.median(taken):.0f}")


def run(way: str, path: Path) -> tuple[float, float]:
    command = [sys.executable, __file__, way, str(path)]
    extra, taken = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return float(extra), float(taken)


async def first(data: bytes, *, is_warm: bool) -> float:
    """Milliseconds until the first photo of a worker is clean, which is started for it or was kept warm."""
    worker = PhotoWorker()
    if is_warm:
        await worker.warm_up()
    start = time.perf_counter()
    await worker.run(sanitise, data)
    taken = (time.perf_counter() - start) * 1000
    worker.close()
    return taken


def main() -> None:
    scene = noisy()
    photos = {
        "JPEG": phone_photo(),
        "progressive": jpeg(scene, quality=88, progressive=True),
        "PNG": png(scene.point(lambda value: value & 0xE0), compress_level=6),
        "WebP": webp(scene, quality=80, method=0),
    }
    show(f"{'12 MP':<12} {'MB':>5} {'ms':>6} {'naive':>6} {'ratio':>6} {'+MB':>6} {'naive':>6} {'ratio':>6}")
    with tempfile.TemporaryDirectory() as folder:
        for kind, data in photos.items():
            path = Path(folder, kind)
            path.write_bytes(data)
            (extra, ms), (naive_extra, naive_ms) = run("sanitise", path), run("naive", path)
            show(
                f"{kind:<12} {len(data) / 1e6:>5.1f} {ms:>6.0f} {naive_ms:>6.0f} {ms / naive_ms:>6.2f}"
                f" {extra:>6.0f} {naive_extra:>6.0f} {extra / naive_extra:>6.2f}"
            )
    warm, cold = (asyncio.run(first(photos["JPEG"], is_warm=is_warm)) for is_warm in (True, False))
    show(f"first photo after start: {warm:.0f} ms, {cold:.0f} ms if the worker had to be started")


if __name__ == "__main__":
    measure(*sys.argv[1:]) if len(sys.argv) > 1 else main()
