"""Scoring files offline: what becomes a source, what an equipment, and what is written."""

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from backend.detection.anomaly.anomaly import AnomalyColumns
from backend.detection.equipment.equipment import EquipmentScore
from backend.entrypoints.cli import app
from backend.entrypoints.cli_commands.score import (
    Recording,
    find_files,
    score_equipment,
    score_recordings,
    write_scores,
)
from backend.readings.series.files import Malformed, Sample

T0 = datetime(2026, 3, 1, tzinfo=UTC)
FIVE_MINUTES = timedelta(minutes=5)


def room(seed: int, readings: int = 900) -> list[float]:
    rng = np.random.default_rng(seed)
    return (20 + 5 * np.sin(np.arange(readings) / 46) + rng.normal(0, 0.3, readings)).tolist()


def samples(values: list[float], sensor: str = "x") -> list[Sample | Malformed]:
    return [Sample(T0 + n * FIVE_MINUTES, sensor, value) for n, value in enumerate(values)]


def write(file: Path, rows: list[tuple[datetime, str, float]]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"{at:%Y-%m-%d %H:%M:%S},{sensor},{value},0\n" for at, sensor, value in rows]
    file.write_text("timestamp,sensor,value,label\n" + "".join(lines))


def test_the_scores_of_a_file_are_those_of_the_engine_one_reading_at_a_time():
    values = room(1)
    values[700] = 60.0
    columns = AnomalyColumns(1)
    recording = Recording.of("plant/room", samples(values))
    singly = [
        columns.update([0], [at], [value])
        for at, value in zip(recording.sampled_us, recording.values, strict=True)
    ]
    [scored] = score_recordings([recording])

    assert scored.is_alarm.tolist() == [bool(one.is_alarm[0]) for one in singly]
    assert scored.is_alarm[700]
    assert scored.score[700] == singly[700].score[0] > 1.0


def test_the_scores_of_a_file_do_not_depend_on_the_other_files():
    alone = score_recordings([Recording.of("plant/b", samples(room(2)))])
    others = [Recording.of(f"plant/{n}", samples(room(n, 400 + n))) for n in range(3)]
    all_scores = score_recordings([*others, Recording.of("plant/b", samples(room(2)))])

    assert np.array_equal(all_scores[-1].score, alone[0].score)


def test_an_alarm_that_stands_reaches_the_threshold_once():
    values = room(3)
    values[700:] = [value + 40 for value in values[700:]]
    [scored] = score_recordings([Recording.of("plant/room", samples(values))])

    assert scored.is_alarm[700:].all()
    assert np.flatnonzero(scored.score >= 1).tolist() == [700]


def test_a_file_with_several_sensors_is_one_equipment():
    rng = np.random.default_rng(4)
    rows = [
        Sample(T0 + timedelta(seconds=n), sensor, float(level + rng.normal()))
        for n in range(600)
        for sensor, level in (("flow", 30.0), ("current", 2.0))
    ]
    recording = Recording.of("plant/pump", rows)
    [scored] = score_recordings([recording])
    values = recording.values.reshape(600, 2)
    history = EquipmentScore(2).run(recording.sampled_us[::2], values)

    assert len(scored.at_us) == 600
    assert np.array_equal(scored.score, history.score)
    assert np.array_equal(scored.is_alarm, score_equipment(recording).is_alarm)


def test_empty_late_repeated_and_malformed_lines_are_no_readings():
    series: list[Sample | Malformed] = [
        Sample(T0 + FIVE_MINUTES, "x", 1.0),
        Sample(T0 + 2 * FIVE_MINUTES, "x", None),
        Sample(T0 + FIVE_MINUTES, "x", 2.0),
        Sample(T0, "x", 3.0),
        Malformed(6, "1 fields instead of timestamp,sensor,value"),
        Sample(T0 + 3 * FIVE_MINUTES, "x", 4.0),
    ]
    recording = Recording.of("plant/x", series)

    assert recording.values.tolist() == [1.0, 4.0]
    assert recording.malformed == 1


def test_a_folder_means_the_csv_files_in_it_and_below(tmp_path: Path) -> None:
    for name in ("nab/b.csv", "nab/a.csv", "skab/c.csv", "nab/windows.json"):
        write(tmp_path / name, [])

    assert [file.stem for file in find_files([tmp_path / "nab"])] == ["a", "b"]
    assert [file.stem for file in find_files([tmp_path, tmp_path / "skab/c.csv"])] == ["a", "b", "c", "c"]


def test_the_command_writes_a_row_for_each_reading_named_by_folder_and_file(tmp_path: Path) -> None:
    values = room(5)
    values[700] = 60.0
    write(tmp_path / "plant/room.csv", [(T0 + n * FIVE_MINUTES, "x", v) for n, v in enumerate(values)])
    write(tmp_path / "plant/nothing.csv", [])
    out = tmp_path / "out.csv"
    result = CliRunner().invoke(app, ["replay", "--score", str(tmp_path / "plant"), "--out", str(out)])
    with out.open() as file:
        rows = list(csv.DictReader(file))

    assert result.exit_code == 0, result.output
    assert len(rows) == 900
    assert rows[700]["series"] == "plant/room"
    assert rows[700]["timestamp"] == "2026-03-03 10:20:00"
    assert rows[700]["alert"] == "1"
    assert float(rows[700]["score"]) > 1.0


def test_nothing_to_publish_and_nothing_to_score_is_refused():
    result = CliRunner().invoke(app, ["replay"])

    assert result.exit_code != 0


@pytest.mark.parametrize("recordings", [[], [Recording.of("plant/empty", [])]])
def test_no_readings_are_no_rows(recordings: list[Recording], tmp_path: Path) -> None:
    assert write_scores(tmp_path / "out.csv", score_recordings(recordings)) == 0
