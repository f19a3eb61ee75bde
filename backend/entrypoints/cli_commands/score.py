"""`anhuan replay --score`: the detectors over files of readings, without a broker, as one CSV of scores.

A file with one sensor is a source, judged by the anomaly score; a file with several is one equipment, judged
by the equipment score. They are the engine of the intake: causal, one configuration, nothing fitted to files.

Written are `series,timestamp,score,alert` (UTC). `alert` is the state of the alarm, 0 or 1. `score` is in
multiples of the alarm threshold; of a source it is kept below 1 on readings that raise no alarm (one stands
already, or the event is the same), so that 1 finds the alarms, each once.
"""

import csv
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from rich.console import Console

from backend.core.cells import plain_cell
from backend.core.time import microseconds, moment
from backend.detection.anomaly.anomaly import AnomalyColumns, step_many
from backend.detection.equipment.alignment import align
from backend.detection.equipment.equipment import EquipmentScore
from backend.readings.series.files import Malformed, Sample, read_series

BELOW_ALARM: Final = 0.999


@dataclass(frozen=True, slots=True)
class Recording:
    """A file of readings: columns in the order of the file, without late ones; `sensor` counts `sensors`."""

    name: str
    sensors: tuple[str, ...]
    sensor: NDArray[np.intp]
    sampled_us: NDArray[np.int64]
    values: NDArray[np.float64]
    malformed: int

    @classmethod
    def read(cls, file: Path) -> "Recording":
        with file.open(encoding="utf-8-sig") as lines:
            return cls.of(f"{file.resolve().parent.name}/{file.stem}", read_series(lines))

    @classmethod
    def of(cls, name: str, series: Iterable[Sample | Malformed]) -> "Recording":
        """A reading no later than the sensor's last one is a second copy or late, and not evaluated."""
        known: dict[str, int] = {}
        latest: dict[str, int] = {}
        rows: list[tuple[int, int, float]] = []
        malformed = 0
        for item in series:
            if isinstance(item, Malformed):
                malformed += 1
            elif item.value is not None and (at_us := microseconds(item.at)) > latest.get(item.sensor, -1):
                latest[item.sensor] = at_us
                rows.append((known.setdefault(item.sensor, len(known)), at_us, item.value))
        sensor, sampled_us, values = zip(*rows, strict=True) if rows else ((), (), ())
        return cls(
            name,
            tuple(known),
            np.array(sensor, np.intp),
            np.array(sampled_us, np.int64),
            np.array(values, np.float64),
            malformed,
        )


class Scored(NamedTuple):
    """The scores of one recording, a row per reading of a source or per instant of an equipment."""

    series: str
    at_us: NDArray[np.int64]
    score: NDArray[np.float64]
    is_alarm: NDArray[np.bool_]


def find_files(paths: Iterable[Path]) -> list[Path]:
    """These files, and the CSV files in these folders and below."""
    found: list[Path] = []
    for path in paths:
        found += sorted(path.rglob("*.csv")) if path.is_dir() else [path]
    return found


def score_recordings(recordings: Iterable[Recording]) -> list[Scored]:
    """In the order of the recordings; one without readings has no scores."""
    known = [each for each in recordings if len(each.values)]
    sources = iter(score_sources([each for each in known if len(each.sensors) == 1]))
    return [next(sources) if len(each.sensors) == 1 else score_equipment(each) for each in known]


def score_sources(recordings: list[Recording]) -> Iterator[Scored]:
    """All at once: a source's scores do not depend on its company, and columns are fast in company."""
    lengths = [len(each.values) for each in recordings]
    if not lengths:
        return
    slots = np.repeat(np.arange(len(recordings)), lengths)
    sampled_us = np.concatenate([each.sampled_us for each in recordings])
    values = np.concatenate([each.values for each in recordings])
    scores = step_many(AnomalyColumns(len(recordings)), slots, sampled_us, values)
    ends = np.cumsum(lengths)
    for recording, end in zip(recordings, ends, strict=True):
        part = slice(end - len(recording.values), end)
        is_alarm = scores.is_alarm[part]
        is_raised = is_alarm & ~np.concatenate(([False], is_alarm[:-1]))
        score = np.where(is_raised, scores.score[part], np.minimum(scores.score[part], BELOW_ALARM))
        yield Scored(recording.name, recording.sampled_us, score, is_alarm)


def score_equipment(recording: Recording) -> Scored:
    count = len(recording.sensors)
    columns = (recording.sensor.tolist(), recording.sampled_us.tolist(), recording.values.tolist())
    history = EquipmentScore(count).run(*align(count, zip(*columns, strict=True)))
    return Scored(recording.name, history.at_us, history.score, history.is_alarm)


def write_scores(out: Path, scored: Iterable[Scored]) -> int:
    """Returns how many rows were written."""
    rows = 0
    with out.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("series", "timestamp", "score", "alert"))
        for each in scored:
            columns = (each.at_us.tolist(), each.score.tolist(), each.is_alarm.tolist())
            for at_us, score, is_alarm in zip(*columns, strict=True):
                at = moment(at_us).replace(tzinfo=None).isoformat(sep=" ")
                writer.writerow((plain_cell(each.series), at, f"{score:.6g}", int(is_alarm)))
            rows += len(each.at_us)
    return rows


def score_offline(console: Console, paths: list[Path], out: Path) -> None:
    """Run the detectors over these files or the CSV files of these folders, without a broker."""
    began = time.monotonic()
    recordings = [Recording.read(file) for file in find_files(paths)]
    rows = write_scores(out, score_recordings(recordings))
    malformed = sum(each.malformed for each in recordings)
    console.print(
        f"{len(recordings)} files, {sum(len(each.values) for each in recordings):,} readings, {malformed:,} "
        f"malformed lines: {rows:,} scores in {out}, {time.monotonic() - began:.1f} s"
    )
