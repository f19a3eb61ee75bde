"""Reading the journal in bulk: columns of numbers, by the fastest way that the driver has."""

from collections.abc import Sequence
from itertools import chain
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection

from backend.core.data_version import note_readings
from backend.readings.rules import JournalRow

COLUMNS: Final = 4
SELECT: Final = (
    "SELECT sensor_id, sampled_us, value, quality + 4 * flags FROM reading_journal "
    "WHERE id BETWEEN ? AND ? ORDER BY id"
)
# One value for all rows: a row each would cost five times as much on its way through the driver.
PACKED: Final = (
    "SELECT string_agg("
    "int4send(sensor_id) || int8send(sampled_us) || float8send(value) || int2send(mark), '') FROM ("
    "SELECT sensor_id, sampled_us, value, (quality + 4 * flags)::int2 AS mark FROM reading_journal "
    "WHERE id BETWEEN %s AND %s ORDER BY id) AS found"
)
PACKED_ROW: Final = np.dtype([("sensor", ">i4"), ("us", ">i8"), ("value", ">f8"), ("mark", ">i2")])


class Journal(NamedTuple):
    """Rows of the journal in the order of their arrival. A mark is quality + 4 * flags."""

    sensors: npt.NDArray[np.int64]
    times_us: npt.NDArray[np.int64]
    values: npt.NDArray[np.float64]
    marks: npt.NDArray[np.uint8]

    def pick(self, chosen: Any) -> "Journal":
        """The rows of a slice, a mask or a list of places."""
        return Journal(self.sensors[chosen], self.times_us[chosen], self.values[chosen], self.marks[chosen])


def of(found: Sequence[JournalRow]) -> Journal:
    """The same of rows in memory."""
    numbers = np.fromiter(chain.from_iterable(found), np.float64).reshape(len(found), 5)
    marks = numbers[:, 3] + 4 * numbers[:, 4]
    return _of_numbers(np.column_stack([numbers[:, :3], marks]))


def rows(connection: Connection, first_id: int, last_id: int) -> Journal:
    """The rows whose ids lie in this range, both ends included."""
    note_readings(connection)
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "postgresql":
        with driver.cursor(binary=True) as cursor:
            (data,) = cursor.execute(PACKED, (first_id, last_id)).fetchone()
        table = np.frombuffer(data or b"", PACKED_ROW)
        return Journal(
            table["sensor"].astype(np.int64),
            table["us"].astype(np.int64),
            table["value"].astype(np.float64),
            table["mark"].astype(np.uint8),
        )
    found = driver.execute(SELECT, (first_id, last_id))
    return _of_numbers(np.fromiter(chain.from_iterable(found), np.float64).reshape(-1, COLUMNS))


def _of_numbers(numbers: npt.NDArray[np.float64]) -> Journal:
    """Ids and times are below 2**53: a double holds them exactly."""
    return Journal(
        numbers[:, 0].astype(np.int64),
        numbers[:, 1].astype(np.int64),
        np.ascontiguousarray(numbers[:, 2]),
        numbers[:, 3].astype(np.uint8),
    )
