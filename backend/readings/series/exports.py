"""Readings as plain rows for other programs: CSV or Parquet, a day of one source in memory at a time.

Columns: site, sensor (codes), sampled_at (UTC, microseconds), value, unit, quality (GOOD, UNCERTAIN, BAD),
is_late (came after it could be judged), by source and time.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from sqlmodel import Session

from backend.core.cells import csv_field
from backend.core.time import microseconds
from backend.core.vocabulary import Quality
from backend.readings.rules import QUALITY_BITS, ReadingFlag
from backend.readings.series import charts
from backend.readings.series.blocks import MAX_SPAN_US, Series

if TYPE_CHECKING:
    from arro3.core import RecordBatch, Schema

COLUMNS: Final = ("site", "sensor", "sampled_at", "value", "unit", "quality", "is_late")
QUALITIES: Final = np.array([quality.name for quality in Quality])
GROUP_ROWS: Final = 131_072
"""Rows of a group of a Parquet file: what its writer holds in memory."""

Ask = Callable[[Callable[[Session], Any]], Any]
"""`Database.read`: a question in a session of its own, so that no long one holds the store up."""


class ExportFormat(StrEnum):
    CSV = "csv"
    PARQUET = "parquet"

    @property
    def media_type(self) -> str:
        return "text/csv; charset=utf-8" if self is ExportFormat.CSV else "application/vnd.apache.parquet"


@dataclass(frozen=True, slots=True)
class ExportedSource:
    sensor_id: int
    site: str
    code: str
    unit: str


Piece = tuple[ExportedSource, Series]


def pieces(
    ask: Ask, sources: Sequence[ExportedSource], *, from_at: datetime, to_at: datetime
) -> Iterator[Piece]:
    """The readings of these sources from `from_at` on and before `to_at`, a day at a time."""
    start_us, end_us = microseconds(from_at), microseconds(to_at)
    for source in sources:
        for at_us in range(start_us, end_us, MAX_SPAN_US):
            last_us = min(at_us + MAX_SPAN_US, end_us) - 1
            found = ask(partial(_day, sensor_id=source.sensor_id, from_us=at_us, to_us=last_us))
            if found is not None:
                yield source, found


def csv(found: Iterator[Piece]) -> Iterator[bytes]:
    """UTF-8 lines (RFC 4180) with a head, piece by piece; nothing in them is computed by a spreadsheet."""
    yield (",".join(COLUMNS) + "\r\n").encode()
    for source, line in found:
        times = np.datetime_as_string(line.times_us.astype("datetime64[us]"), unit="us", timezone="UTC")
        start, unit = f"{csv_field(source.site)},{csv_field(source.code)}", csv_field(source.unit)
        columns = zip(
            times.tolist(),
            line.values.tolist(),
            QUALITIES[line.marks & QUALITY_BITS].tolist(),
            _is_late(line).tolist(),
            strict=True,
        )
        yield "".join(
            f"{start},{at},{value!r},{unit},{quality},{'true' if late else 'false'}\r\n"
            for at, value, quality, late in columns
        ).encode()


def parquet(found: Iterator[Piece], file: Path) -> None:
    """A Parquet file, compressed with zstd; written group by group."""
    from arro3.core import RecordBatchReader  # noqa: PLC0415 - only who exports needs it
    from arro3.io import write_parquet  # noqa: PLC0415

    schema = _schema()
    batches = (_batch(schema, source, line) for source, line in found)
    reader = RecordBatchReader.from_batches(schema, batches)
    write_parquet(reader, file, compression="zstd(3)", max_row_group_size=GROUP_ROWS)


def write(found: Iterator[Piece], file: Path, kind: ExportFormat) -> None:
    """Write all into a file."""
    if kind is ExportFormat.PARQUET:
        parquet(found, file)
        return
    with file.open("wb") as target:
        target.writelines(csv(found))


def _day(session: Session, *, sensor_id: int, from_us: int, to_us: int) -> Series | None:
    found = charts.series(session.connection(), [sensor_id], from_us=from_us, to_us=to_us).get(sensor_id)
    return found if found is not None and len(found.times_us) else None


def _is_late(line: Series) -> Any:
    return (line.marks >> 2 & int(ReadingFlag.LATE)) != 0


def _schema() -> "Schema":
    from arro3.core import DataType, Field, Schema  # noqa: PLC0415

    text, at = DataType.utf8(), DataType.timestamp("us", tz="UTC")
    kinds = (text, text, at, DataType.float64(), text, text, DataType.bool())
    return Schema([Field(name, kind, nullable=False) for name, kind in zip(COLUMNS, kinds, strict=True)])


def _batch(schema: "Schema", source: ExportedSource, line: Series) -> "RecordBatch":
    from arro3.core import Array, DataType, RecordBatch  # noqa: PLC0415

    n, text = len(line.times_us), DataType.utf8()
    arrays = [
        Array([source.site] * n, text),
        Array([source.code] * n, text),
        Array.from_numpy(line.times_us).cast(DataType.timestamp("us", tz="UTC")),
        Array.from_numpy(np.ascontiguousarray(line.values)),
        Array([source.unit] * n, text),
        Array(QUALITIES[line.marks & QUALITY_BITS].tolist(), text),
        Array.from_numpy(_is_late(line)),
    ]
    return RecordBatch.from_arrays(arrays, schema=schema)
