"""Writing to the end of the journal, by the fastest way that the driver has."""

from collections.abc import Sequence
from itertools import chain
from typing import Any, Final

import numpy as np

from backend.readings.rules import JournalRow

INSERT: Final = (
    "INSERT INTO reading_journal (sensor_id, sampled_us, value, quality, flags) VALUES (?, ?, ?, ?, ?)"
)
COPY: Final = "COPY reading_journal (sensor_id, sampled_us, value, quality, flags) FROM STDIN (FORMAT BINARY)"
COLUMNS: Final = (("sensor", ">i4"), ("us", ">i8"), ("value", ">f8"), ("quality", ">i2"), ("flags", ">i2"))
ROW: Final = np.dtype(
    [("fields", ">i2")]
    + [part for name, kind in COLUMNS for part in ((f"{name}_bytes", ">i4"), (name, kind))]
)
"""A row of PostgreSQL's binary COPY: the number of fields, then the length of each before the field."""
HEAD: Final = b"PGCOPY\n\xff\r\n\0" + bytes(8)
END: Final = b"\xff\xff"


def append(driver: Any, rows: Sequence[JournalRow], *, is_postgres: bool) -> None:
    """Write rows in the transaction of this connection of sqlite3 or psycopg."""
    if not rows:
        return
    if is_postgres:
        block = packed(rows)  # before the statement begins, which the server waits for
        with driver.cursor() as cursor, cursor.copy(COPY) as copy:
            copy.write(block)
    else:
        driver.executemany(INSERT, rows)


def packed(rows: Sequence[JournalRow]) -> bytes:
    """The rows as one binary COPY. Ids and times are below 2**53: a double holds them exactly."""
    numbers = np.fromiter(chain.from_iterable(rows), np.float64, count=len(rows) * len(COLUMNS))
    table = np.empty(len(rows), ROW)
    table["fields"] = len(COLUMNS)
    for column, (name, kind) in zip(numbers.reshape(len(rows), -1).T, COLUMNS, strict=True):
        table[f"{name}_bytes"] = np.dtype(kind).itemsize
        table[name] = column
    return HEAD + table.tobytes() + END
