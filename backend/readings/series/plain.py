"""Plain rows for people with SQL: a view over the hours, and readings unpacked into a table of their own.

Blocks are compressed, so no database can show them by itself. The view is made anew with every migration: a
migration that copies a table must find nothing that hangs on it.
"""

import sqlite3
from collections.abc import Iterator
from typing import Final

import numpy as np
from sqlalchemy import Connection

from backend.readings.rules import QUALITY_BITS
from backend.readings.series.exports import QUALITIES, Piece

VIEW: Final = "hour_readings"
_SELECT: Final = """
CREATE VIEW hour_readings AS
SELECT sites.code AS site, sensors.code AS sensor, sensors.unit AS unit, {hour} AS hour_utc,
       reading_hours.n AS n, reading_hours.low AS low, reading_hours.high AS high,
       reading_hours.total / reading_hours.n AS mean, reading_hours.last AS last
FROM reading_hours
JOIN sensors ON sensors.id = reading_hours.sensor_id
JOIN sites ON sites.id = sensors.site_id
"""
_HOUR: Final = {
    "sqlite": "datetime(reading_hours.hour * 3600, 'unixepoch')",
    "postgresql": "to_timestamp(reading_hours.hour * 3600.0) AT TIME ZONE 'UTC'",
}
_TABLE: Final = (
    "CREATE TABLE readings (site TEXT, sensor TEXT, sampled_at TEXT, value REAL, unit TEXT, quality TEXT)"
)
_INSERT: Final = "INSERT INTO readings VALUES (?, ?, ?, ?, ?, ?)"


def drop_views(connection: Connection) -> None:
    connection.exec_driver_sql(f"DROP VIEW IF EXISTS {VIEW}")


def create_views(connection: Connection) -> None:
    connection.exec_driver_sql(_SELECT.format(hour=_HOUR[connection.dialect.name]))


def ask(found: Iterator[Piece], question: str) -> tuple[list[str], Iterator[tuple[object, ...]]]:
    """Run SQL over a table `readings` of these. Returns the names of the columns, and the rows.

    The table lives in a temporary file of its own, so nothing else can be read or changed. Raises
    sqlite3.Error for SQL that does not run.
    """
    own = sqlite3.connect("")  # a temporary file, deleted when closed
    own.execute(_TABLE)
    for source, line in found:
        times = np.datetime_as_string(line.times_us.astype("datetime64[us]"), unit="us", timezone="UTC")
        qualities = QUALITIES[line.marks & QUALITY_BITS].tolist()
        rows = zip(times.tolist(), line.values.tolist(), qualities, strict=True)
        own.executemany(
            _INSERT,
            ((source.site, source.code, at, value, source.unit, quality) for at, value, quality in rows),
        )
    answer = own.execute(question)
    return [column[0] for column in answer.description or ()], answer
