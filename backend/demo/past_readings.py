"""Past readings, straight into blocks and rollups; answers what the rules would have said of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from backend.core.database import Database
from backend.core.vocabulary import ConditionChange
from backend.demo import history as past
from backend.demo.episodes import Episode
from backend.demo.history import Line
from backend.detection.limits.evaluator import evaluate, remember
from backend.detection.limits.sources import Source
from backend.monitoring.silence_commands import silence
from backend.readings.rules import JournalRow
from backend.readings.series.compaction import CompactedMeanwhile
from backend.readings.store import Readings
from backend.sensors.rules import Sensor

CHUNK_S: Final = 86_400
ATTEMPTS: Final = 20
MICRO: Final = 1_000_000


@dataclass(slots=True)
class Judge:
    """One source on its way through its past."""

    sensor: Sensor
    source: Source
    heard_us: int | None = None
    rows: list[JournalRow] = field(default_factory=list)

    @classmethod
    def of(cls, sensor: Sensor) -> "Judge":
        source = Source(sensor.sensor_id)
        source.bind(sensor.indicator, None)
        return cls(sensor, source)

    def judge(self, line: Line) -> Iterator[ConditionChange]:
        """Go through further readings; what the rules say of them, silence included."""
        if not line:
            return
        key = self.sensor.code
        readings = [(key, round(at * MICRO), value, 0) for at, value in line]
        sources = {key: self.source}
        found = evaluate(sources, readings, now_us=readings[-1][1])
        remember(sources, found)
        self.source = sources[key]
        self.rows = found.rows
        yield from found.changes
        yield from self._silences([row[1] for row in found.rows])

    def end(self) -> list[ConditionChange]:
        """End what still holds; the process that judges the present knows nothing of it."""
        return self.source.bind(None, self.source.state())

    def _silences(self, times_us: Sequence[int]) -> Iterator[ConditionChange]:
        after_us = self.source.silent_after_us
        for at_us in times_us if after_us else ():
            if self.heard_us is not None and at_us - self.heard_us > after_us:
                yield silence(self.sensor, self.heard_us + after_us, is_silent=True)
                yield silence(self.sensor, at_us, is_silent=False)
            self.heard_us = at_us


def record(
    database: Database, sensors: Mapping[str, Sensor], happened: Sequence[Episode], start_s: int, end_s: int
) -> tuple[int, list[ConditionChange]]:
    """Write the readings of these sensors (by code), a day at a time; what is stored already stays.

    Returns how many there are, and what the rules say of them.
    """
    judges = {code: Judge.of(sensor) for code, sensor in sensors.items() if code in past.CODES}
    n = 0
    changes: list[ConditionChange] = []
    for from_s in range(start_s, end_s, CHUNK_S):
        to_s = min(from_s + CHUNK_S, end_s)
        today = [each for each in happened if each.begins_s < to_s and each.ends_s >= from_s]
        rows: list[JournalRow] = []
        for code, judge in judges.items():
            changes += judge.judge(past.line(code, from_s, to_s, today))
            rows += judge.rows
            judge.rows = []
        keep(database, rows)
        n += len(rows)
    for judge in judges.values():
        changes += judge.end()
    return n, changes


def record_by_hand(database: Database, sensor: Sensor, starts: Sequence[int]) -> list[ConditionChange]:
    """Write the measurements with a hand-held instrument, at last laid down too early. Returns what the rules
    say of them.
    """
    judge = Judge.of(sensor)
    changes: list[ConditionChange] = []
    for at_s in starts:
        changes += judge.judge(past.hand_line(at_s, stays_high=at_s == starts[-1]))
        keep(database, judge.rows)
    return [*changes, *judge.end()]


def keep(database: Database, rows: Sequence[JournalRow]) -> None:
    """Store past rows beside a compactor that may be at work."""
    for attempt in range(1, ATTEMPTS + 1):
        try:
            database.transact(lambda tx: tx.get(Readings).add_past(rows))
        except CompactedMeanwhile:
            if attempt == ATTEMPTS:
                raise
        else:
            return
