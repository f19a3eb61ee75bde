"""Beacons 现场警示灯: what each has to show, and whether it says that it does.

The wanted state is kept here and left at the broker until the beacon repeats it: a message that was lost is
left once more, and one that nobody confirms becomes an alert of its own. The contract: docs/beacon.md.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from backend.core.errors import ErrorCode, Refused
from backend.core.vocabulary import Tier

KIND: Final = "beacon"
"""The channel by which a site reaches its beacons."""
CODE: Final = re.compile(r"[^\s/+#\x00-\x1f]{1,64}")
"""Code of a beacon, as it may stand in a topic; as `push.beacon` takes it."""
LONGEST_NAME: Final = 80
MOST_PER_SITE: Final = 200
CLAIM_FOR: Final = timedelta(seconds=60)
FIRST_RETRY: Final = timedelta(seconds=2)
LONGEST_RETRY: Final = timedelta(seconds=30)
"""Shorter than for a message to a person: the danger is there as long as its state waits."""
CONFIRMED_WITHIN: Final = timedelta(seconds=60)
OFFLINE_FOR: Final = timedelta(seconds=30)
"""A lamp that connects anew within this time is no fault."""
TESTED_AT_MOST_EVERY: Final = timedelta(seconds=10)


class BeaconState(StrEnum):
    """State of a beacon as far as it is known, the worst that is true."""

    PAUSED = "PAUSED"
    """The site has no channel for beacons, or has paused it: nothing is sent."""
    OFFLINE = "OFFLINE"
    """The broker says that it is not connected."""
    WAITING = "WAITING"
    """The broker does not have its state yet."""
    UNCONFIRMED = "UNCONFIRMED"
    """The broker has its state; the beacon has not repeated it."""
    SHOWN = "SHOWN"
    """The beacon says that it shows its state."""


@dataclass(frozen=True, slots=True)
class Beacon:
    """A lamp or siren on the spot. `area_id` None: it stands for the whole site. `tier` None: it is to be
    dark. `message_id` names the state for its receipt. `due_at`: when to leave it at the broker (again), None
    once it is there. `was_shown`: it has ever confirmed a state.
    """

    beacon_id: UUID
    site_id: UUID
    code: str
    name: str
    area_id: UUID | None
    added_at: datetime
    added_by: UUID
    tier: Tier | None = None
    alert_id: UUID | None = None
    message_id: str = ""
    wanted_at: datetime | None = None
    due_at: datetime | None = None
    attempts: int = 0
    accepted_at: datetime | None = None
    shown_at: datetime | None = None
    was_shown: bool = False
    last_error: str | None = None
    is_online: bool | None = None
    reachable_at: datetime | None = None
    test_id: str = ""
    tested_at: datetime | None = None
    test_due_at: datetime | None = None
    test_shown_at: datetime | None = None
    test_error: str | None = None
    removed_at: datetime | None = None

    def state(self, *, is_sending: bool) -> BeaconState:
        """`is_sending`: the site has a channel for beacons that is not paused."""
        if not is_sending:
            return BeaconState.PAUSED
        if self.is_online is False:
            return BeaconState.OFFLINE
        if self.shown_at is not None:
            return BeaconState.SHOWN
        return BeaconState.WAITING if self.accepted_at is None else BeaconState.UNCONFIRMED

    def is_lost(self, *, now: datetime) -> bool:
        """Whether people must not rely on it: it is away, or has not confirmed a state for too long.

        One that has never worked is no fault before it is needed: somebody is setting it up.
        """
        is_away = self.is_online is False and _is_past(self.reachable_at, OFFLINE_FOR, now)
        is_unconfirmed = self.shown_at is None and _is_past(self.wanted_at, CONFIRMED_WITHIN, now)
        return (is_away or is_unconfirmed) and (self.was_shown or self.tier is not None)


@dataclass(frozen=True, slots=True)
class Danger:
    """An active alert as far as a beacon shows it. `areas`: where its source is, and those around that."""

    alert_id: UUID
    tier: Tier
    areas: frozenset[UUID]


def worst_of(beacon: Beacon, dangers: Sequence[Danger]) -> Danger | None:
    """The worst danger in the area of this beacon, or in one that lies in it; None: it is to be dark.

    `dangers`: of its site, the worst first. Of several equally bad ones that which it shows already.
    """
    near = [each for each in dangers if beacon.area_id is None or beacon.area_id in each.areas]
    if not near:
        return None
    same = (each for each in near if each.tier is near[0].tier and each.alert_id == beacon.alert_id)
    return next(same, near[0])


def check(code: str, name: str, others: Collection[str]) -> tuple[str, str]:
    """Return code and name as they are kept. `others`: codes that the site has.

    Raises Refused: INVALID_INPUT, CODE_TAKEN.
    """
    code, name = code.strip(), name.strip()
    if CODE.fullmatch(code) is None:
        raise Refused(ErrorCode.INVALID_INPUT, "a code has 1 to 64 characters, no space and none of / + #")
    if not 1 <= len(name) <= LONGEST_NAME:
        raise Refused(ErrorCode.INVALID_INPUT, f"a name has 1 to {LONGEST_NAME} characters")
    if code in others:
        raise Refused(ErrorCode.CODE_TAKEN, "another beacon has this code")
    if len(others) >= MOST_PER_SITE:
        raise Refused(ErrorCode.INVALID_INPUT, f"a site has at most {MOST_PER_SITE} beacons")
    return code, name


def _is_past(since: datetime | None, span: timedelta, now: datetime) -> bool:
    return since is not None and since + span <= now
