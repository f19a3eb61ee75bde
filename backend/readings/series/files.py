"""Files of readings: `timestamp,sensor,value[,label]` as CSV, in the order of time."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Final

WARM_UP_SHARE: Final = 0.15
WARM_UP_MOST: Final = 400
FORBIDDEN_IN_CODE: Final = frozenset("/+#\0")


@dataclass(frozen=True, slots=True)
class Sample:
    """One reading of a file. `value` is None where the file has an empty field: a reading that is missing."""

    at: datetime
    sensor: str
    value: float | None


@dataclass(frozen=True, slots=True)
class Malformed:
    """A line that is no reading, with its number in the file (the first line is 1)."""

    line: int
    why: str


def read_series(lines: Iterable[str]) -> Iterator[Sample | Malformed]:
    """Read these lines, one by one. A heading is skipped; times without a zone are UTC."""
    for number, line in enumerate(lines, start=1):
        # No csv module: one stray quote would make it swallow the rest of the file.
        row = [cell.strip().strip('"') for cell in line.lstrip("\ufeff").split(",")]
        if row == [""] or (number == 1 and row[0].lower() == "timestamp"):
            continue
        try:
            yield _sample(row)
        except ValueError as error:
            yield Malformed(number, str(error))


def _sample(row: list[str]) -> Sample:
    if len(row) < 3:
        raise ValueError(f"{len(row)} fields instead of timestamp,sensor,value")
    at = datetime.fromisoformat(row[0])
    _, sensor, text, *_ = row
    if not sensor or FORBIDDEN_IN_CODE & set(sensor):
        raise ValueError(f"{sensor!r} cannot be part of a topic")
    value = float(text) if text else None
    if value is not None and not math.isfinite(value):
        raise ValueError(f"{text} is not a number")
    return Sample(at if at.tzinfo else at.replace(tzinfo=UTC), sensor, value)


@dataclass(slots=True)
class Survey:
    """Summary of a whole file before it is replayed."""

    counts: Counter[str] = field(default_factory=Counter)
    first_at: datetime | None = None
    last_at: datetime | None = None
    empty: int = 0
    malformed: list[Malformed] = field(default_factory=list)
    heads: dict[str, list[Sample]] = field(default_factory=lambda: defaultdict(list))
    """The first readings of each sensor, at most `WARM_UP_MOST`."""

    @classmethod
    def of(cls, series: Iterable[Sample | Malformed]) -> "Survey":
        survey = cls()
        for item in series:
            survey._add(item)
        return survey

    def _add(self, item: Sample | Malformed) -> None:
        if isinstance(item, Malformed):
            self.malformed.append(item)
        elif item.value is None:
            self.empty += 1
        else:
            self.counts[item.sensor] += 1
            self.first_at = min(item.at, self.first_at or item.at)
            self.last_at = max(item.at, self.last_at or item.at)
            if len(self.heads[item.sensor]) < WARM_UP_MOST:
                self.heads[item.sensor].append(item)

    @property
    def readings(self) -> int:
        return self.counts.total()

    @property
    def lasts(self) -> timedelta:
        return self.last_at - self.first_at if self.last_at and self.first_at else timedelta(0)

    def warm_up(self, sensor: str) -> list[Sample]:
        """The part of a sensor's readings that is taken as normal: the first 15 %, at most 400."""
        count = math.ceil(self.counts[sensor] * WARM_UP_SHARE)
        return self.heads[sensor][: max(count, min(20, self.counts[sensor]))]


def rebase_by(survey: Survey, *, speed: float, now: datetime) -> timedelta:
    """Return the shift of all times of the file by which no reading is from the future while it is replayed.

    The spacing stays that of the file, because delays count event time: replayed faster than it was sampled,
    a file begins in the past and reaches the present with its last reading. `speed` 0: all at once.
    """
    if survey.first_at is None:
        return timedelta(0)
    shrink = 1 / speed - 1 if speed else -1
    return now - survey.first_at + survey.lasts * min(0.0, shrink)
