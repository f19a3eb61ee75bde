"""Bearings that ran to failure: how well the time to 1.5 times the normal vibration is forecast.

The recordings are not ours to ship: where the labelled data of `bench_detection` is, `ims_bearing/*.csv` has
`timestamp,sensor,value` (mean absolute vibration every ten minutes). Made-up bearings come first, always.
"""

import csv
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from backend.detection.forecast.forecast import Forecast, forecast, recent_lines
from backend.detection.forecast.trends import TrendColumns
from backend.sensors.rules import LimitSide
from tests.bench.bench_detection import find_data

LIMIT = 1.5
DAY_S = 86_400
Floats = NDArray[np.float64]


def show(line: str) -> None:
    sys.stdout.write(line + "\n")


@dataclass(slots=True)
class Tally:
    """Over the moments before a bearing crosses the limit."""

    errors_h: list[float] = field(default_factory=list)
    inside: list[bool] = field(default_factory=list)
    last_day: int = 0
    earlier: int = 0
    false: int = 0
    crossings: int = 0
    asked: int = 0
    taken_s: float = 0.0

    def count(self, left_s: float, found: Forecast | None) -> None:
        if left_s > DAY_S:
            self.earlier += 1
            self.false += found is not None and found.seconds_to_limit <= DAY_S
            return
        self.last_day += 1
        if found is not None:
            self.errors_h.append(abs(found.seconds_to_limit - left_s) / 3600)
            self.inside.append(found.earliest_s <= left_s <= found.latest_s)

    def text(self) -> str:
        error_h, share = np.median(self.errors_h or [np.nan]), len(self.errors_h) / max(1, self.last_day)
        inside, false = np.mean(self.inside or [0]), self.false / max(1, self.earlier)
        return (
            f"{self.crossings} crossings: median error {error_h:.1f} h, a forecast in {share:.0%} of the"
            f" moments of the last 24 h (the truth within its interval {inside:.0%}), false 'within 24 h' in"
            f" {false:.2%} of {self.earlier} checks; {1e6 * self.taken_s / max(1, self.asked):.0f} µs each"
        )


def watch(at_s: Floats, values: Floats, tally: Tally) -> None:
    """One bearing: normal is the median of its first day; it crosses when the median of three does."""
    limit = LIMIT * float(np.median(values[at_s < at_s[0] + DAY_S]))
    smooth = np.array([np.median(values[max(0, index - 2) : index + 1]) for index in range(len(values))])
    beyond = np.flatnonzero(smooth >= limit)
    crossing_s = at_s[beyond[0]] if len(beyond) else np.inf
    tally.crossings += len(beyond) > 0
    trends, slot = TrendColumns(1), np.zeros(1, dtype=np.int64)
    for index, now_s in enumerate(at_s):
        trends.update(slot, np.array([now_s * 1e6]).astype(np.int64), values[index : index + 1])
        if now_s >= crossing_s:
            return
        if now_s < at_s[0] + DAY_S:
            continue
        start = perf_counter()
        found = forecast(recent_lines(trends, 0), limit, LimitSide.HIGH)
        tally.taken_s += perf_counter() - start
        tally.asked += 1
        tally.count(crossing_s - now_s, found)


def recordings(folder: Path) -> Iterator[tuple[str, Floats, Floats]]:
    """File and sensor, times in seconds, values."""
    for path in sorted(folder.glob("*.csv")):
        columns: dict[str, list[tuple[float, float]]] = defaultdict(list)
        with path.open(newline="") as file:
            for row in csv.DictReader(file):
                at = datetime.fromisoformat(row["timestamp"]).replace(tzinfo=UTC).timestamp()
                columns[row["sensor"]].append((at, float(row["value"])))
        for sensor, pairs in columns.items():
            yield f"{path.stem} {sensor}", *np.array(pairs).T


def made_up() -> Iterator[tuple[str, Floats, Floats]]:
    """Six bearings of a week: constant for four to six days, then wear that grows by a share of itself."""
    for seed in range(6):
        rng = np.random.default_rng(seed)
        at_s = np.arange(7 * 144) * 600.0
        worn_h = np.maximum(0.0, at_s / 3600 - rng.uniform(90, 140))
        wear = np.exp((worn_h / rng.uniform(25, 60)) ** 1.5) - 1
        yield f"made up {seed}", at_s, 0.06 * (1 + wear) * (1 + 0.01 * rng.normal(size=len(at_s)))


def main() -> None:
    folder = (find_data() or Path()) / "ims_bearing"
    for title, bearings in (("made up", made_up()), ("recorded", recordings(folder))):
        tally = Tally()
        for _, at_s, values in bearings:
            watch(at_s, values, tally)
        if tally.asked:
            show(f"{title:<9} {tally.text()}")
    if not folder.is_dir():
        show("recorded  (no recordings: ANHUAN_DETECTION_DATA)")


if __name__ == "__main__":
    main()
