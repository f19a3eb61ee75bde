"""Devices that were refused: what the person who connects one is told of it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from backend.core.errors import ErrorCode, Refused


class KeyRefusal(StrEnum):
    """Why a device with a key, or without, got nothing in."""

    KEY_UNKNOWN = "KEY_UNKNOWN"
    """At the site that the address names. Whether another site knows the key is not said."""
    KEY_REVOKED = "KEY_REVOKED"
    OTHER_SITE = "OTHER_SITE"
    """The key is of this site, what was sent names another one."""
    OTHER_SOURCE = "OTHER_SOURCE"
    """The key is of this site, and does not speak for the source that was named."""
    ACCOUNT = "ACCOUNT"
    """The broker knows no such account, or its password is another one."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """The attempt of a device that was refused: its key, and the site and source it named, "" for none.

    `why` is known where the key is good, and only what was sent is not of the device.
    """

    key: str
    site: str
    code: str
    why: KeyRefusal | None = None


@dataclass(frozen=True, slots=True)
class RefusedDevice:
    """One thing that goes wrong again and again. `device`: the name of that of the key; "" for none here."""

    site_code: str
    code: str
    reason: KeyRefusal
    device: str
    count: int
    first_seen_at: datetime
    last_seen_at: datetime


class NotOfDevice(Refused):
    """The key is good, but speaks neither for that site nor for that source."""

    def __init__(self, why: KeyRefusal, code: str = "") -> None:
        super().__init__(ErrorCode.NOT_ALLOWED, SAID[why])
        self.why, self.source = why, code


SAID: Final = {
    KeyRefusal.OTHER_SITE: "this key does not speak for that site",
    KeyRefusal.OTHER_SOURCE: "this key does not speak for that source",
}
"""For the log of the device."""
