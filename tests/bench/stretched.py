"""Labelled runs whose anomaly lasts four times as long: an alarm must not end because time has passed."""

import csv
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path
from typing import Final

TIMES: Final = 4


def stretch(runs: Path, into: Path) -> None:
    """Write every run of this folder that has an anomaly, once a second, the anomaly played four times."""
    into.mkdir(parents=True)
    for file in sorted(runs.glob("*.csv")):
        with file.open(encoding="utf-8") as lines:
            head, *rows = csv.reader(lines)
        if "label" not in head:
            continue
        instants = [list(each) for _, each in groupby(rows, key=lambda row: row[0])]
        anomalous = [n for n, each in enumerate(instants) if any(int(row[-1]) for row in each)]
        if not anomalous:
            continue
        begin, end = anomalous[0], anomalous[-1] + 1
        played = instants[:begin] + TIMES * instants[begin:end] + instants[end:]
        start = datetime.fromisoformat(rows[0][0])
        with (into / file.name).open("w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out)
            writer.writerow(head)
            for second, each in enumerate(played):
                stamp = (start + timedelta(seconds=second)).isoformat(" ")
                writer.writerows([stamp, *row[1:]] for row in each)
