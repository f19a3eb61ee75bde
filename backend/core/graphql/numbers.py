"""Ids of sensors: numbers, which clients know as text, as every other id."""

from typing import Final

import strawberry

from backend.core.errors import ErrorCode, Refused
from backend.core.filters import listed

LONGEST_ID: Final = 9


def number_of(sensor_id: str) -> int | None:
    """The number that is a sensor's id; None for what no sensor can have."""
    return int(sensor_id) if sensor_id.isdecimal() and len(sensor_id) <= LONGEST_ID else None


def numbers_of(sensor_ids: list[strawberry.ID] | None) -> tuple[int, ...] | None:
    """Return the numbers of these sensors for a filter; what is none finds nothing."""
    if sensor_ids is None:
        return None
    return listed(n for each in sensor_ids if (n := number_of(each)) is not None)


def required_number(sensor_id: str) -> int:
    """The same for a command: raises Refused(NOT_FOUND)."""
    number = number_of(sensor_id)
    if number is None:
        raise Refused(ErrorCode.NOT_FOUND, "no such sensor")
    return number
