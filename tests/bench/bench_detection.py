"""The detectors alone: readings per second on one core, and how well they find what was labelled.

Speed is next to two rivals in the same run: an EWMA z-score in numpy over the same batches (far less work),
and the anomaly score itself fed one reading at a time. Accuracy needs the labelled series, which are not part
of the repository: `ANHUAN_DETECTION_DATA`, or `shared/data` beside the repository, with its scorer one folder
up. Alone: `python -m tests.bench.bench_detection`.
"""

import itertools
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from backend.detection.anomaly.anomaly import AnomalyColumns
from backend.entrypoints.cli_commands.score import (
    Recording,
    find_files,
    score_recordings,
    write_scores,
)
from tests.bench.stretched import stretch
from tests.bench.table import show

REPOSITORY: Final = Path(__file__).resolve().parents[2]
T0_US: Final = 1_790_000_000_000_000
EVERY_US: Final = 300_000_000
KNOWN_AFTER: Final = 300
SWEEPS: Final = 40
ROUNDS: Final = 5
SENSORS: Final = (100, 1_000, 5_000, 20_000)
STRETCHED: Final = "skab_stretch"
SCORED: Final = ("nab", "skab", STRETCHED, "nasa_telemetry")
Floats = NDArray[np.float64]


def plant(sensors: int) -> Floats:
    """(64 readings, sensors): daily temperatures with noise, none of them special."""
    rng = np.random.default_rng(7)
    phase = np.arange(64)[:, np.newaxis] / 64 + rng.uniform(size=sensors)
    return 20 + 5 * np.sin(2 * np.pi * phase) + rng.normal(0, 0.5, (64, sensors))


def anomaly(sensors: int, values: Floats) -> Callable[[int], None]:
    columns, slots = AnomalyColumns(sensors), np.arange(sensors)

    def sweep(index: int) -> None:
        columns.update(slots, np.full(sensors, T0_US + index * EVERY_US), values[index % len(values)])

    return sweep


def ewma(sensors: int, values: Floats) -> Callable[[int], None]:
    """What comes to mind first: a moving mean and variance, and how many sigma a reading is away."""
    mean, variance = values[0].copy(), np.ones(sensors)

    def sweep(index: int) -> None:
        off = values[index % len(values)] - mean
        np.abs(off / np.sqrt(variance)) > 3.0  # noqa: B015 - the answer of the rival, which nobody reads
        mean[:] += 0.01 * off
        variance[:] += 0.01 * (off * off - variance)

    return sweep


def per_second(sensors: int, sweep: Callable[[int], None], sweeps: int) -> float:
    """Readings a second, the best of some rounds, once the sensors are known."""
    times = itertools.count()
    for index in itertools.islice(times, KNOWN_AFTER):
        sweep(index)
    best = 0.0
    for _ in range(ROUNDS):
        start = time.perf_counter()
        for index in itertools.islice(times, sweeps):
            sweep(index)
        best = max(best, sensors * sweeps / (time.perf_counter() - start))
    return best


def measure_speed() -> None:
    singly = per_second(1, anomaly(1, plant(1)), 500)
    table = Table("sensors in a sweep", "anomaly score", "EWMA z-score", "ratio", "one at a time", "ratio")
    for sensors in SENSORS:
        values = plant(sensors)
        sweeps = max(SWEEPS, 20_000 // sensors)
        ours = per_second(sensors, anomaly(sensors, values), sweeps)
        rival = per_second(sensors, ewma(sensors, values), sweeps)
        table.add_row(
            f"{sensors:,}",
            f"{ours:,.0f}/s",
            f"{rival:,.0f}/s",
            f"{ours / rival:.3f}",
            f"{singly:,.0f}/s",
            f"{ours / singly:,.0f}",
        )
    Console(width=110).print(table)
    show(f"state: {len(AnomalyColumns(1).export(0)):,} B a sensor")


def find_data() -> Path | None:
    """The folder with the labelled series, if it is there together with its scorer."""
    named = os.environ.get("ANHUAN_DETECTION_DATA")
    data = Path(named) if named else REPOSITORY.parent / "shared" / "data"
    return data if (data.parent / "score_detection.py").is_file() and data.is_dir() else None


def measure_accuracy() -> None:
    data = find_data()
    if data is None:
        show("accuracy: the labelled series are absent (ANHUAN_DETECTION_DATA), nothing to score")
        return
    with tempfile.TemporaryDirectory() as folder:
        series = Path(folder, "data")
        series.mkdir()
        for given in data.iterdir():
            (series / given.name).symlink_to(given)
        if (data / "skab").is_dir() and not (data / STRETCHED).is_dir():
            stretch(data / "skab", series / STRETCHED)
        folders = [series / name for name in SCORED if (series / name).is_dir()]
        out = Path(folder, "scores.csv")
        start = time.perf_counter()
        recordings = [Recording.read(file) for file in find_files(folders)]
        rows = write_scores(out, score_recordings(recordings))
        show(f"{rows:,} scores of {len(recordings)} files in {time.perf_counter() - start:.1f} s")
        scorer = (sys.executable, data.parent / "score_detection.py", "--data", series, "--pred", out)
        done = subprocess.run(
            [*map(str, scorer), "--check", "accept"], capture_output=True, text=True, check=False
        )
        show(done.stdout + done.stderr)


def main() -> None:
    measure_speed()
    measure_accuracy()


if __name__ == "__main__":
    main()
