"""Leaving on a day that is set before: the person works until then, and cannot sign in from that day on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from backend.core.errors import ErrorCode, Refused

MOST_AHEAD: Final = timedelta(days=2 * 366)
"""A date further away is a year that somebody mistyped."""
ASK_AGAIN_AFTER: Final = timedelta(days=1)
"""Where the day has come and the account cannot be disabled: so long until it is tried again."""


@dataclass(frozen=True, slots=True)
class Leaving:
    """`leaves_on`: the first day on which the person cannot sign in; `due_at`: when that is tried next.
    `successor_id`: who takes over what the person has open by then. `version` counts the changes.
    """

    person_id: UUID
    leaves_on: date
    due_at: datetime
    successor_id: UUID
    set_by: UUID
    set_at: datetime
    version: int = 1


def begin_of(day: date, timezones: Iterable[str]) -> datetime:
    """When this day has begun everywhere: nobody is out before their last shift is over. No zone: in UTC."""
    begins = [datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC) for zone in timezones]
    return max(begins, default=datetime.combine(day, time(), UTC))


def check_begin(begins_at: datetime, *, now: datetime) -> None:
    """Raises Refused(LEAVE_DATE_INVALID) for a day that has begun (who leaves today is disabled), and for
    one more than two years away.
    """
    if not now < begins_at <= now + MOST_AHEAD:
        raise Refused(ErrorCode.LEAVE_DATE_INVALID, "a day from tomorrow, within two years")
