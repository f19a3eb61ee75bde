"""Beacons show what is so now: a state that is wanted is left at the broker until the beacon confirms it.

Runs every second and after each commit. Three transactions, none open while the broker answers; a process
that dies between claim and outcome loses nothing, its claim runs out and another one sends again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Final
from uuid import UUID, uuid4

import structlog

from backend.core.database import Database, Transaction, site_changed
from backend.core.vocabulary import Tier
from backend.notifications.beacons import wanted_store as wanted
from backend.notifications.beacons.rules import CLAIM_FOR, FIRST_RETRY, KIND, LONGEST_RETRY, Beacon
from backend.notifications.beacons.store import Beacons
from backend.notifications.channels.store import SiteChannels
from backend.notifications.rules import retry_after
from push.endpoint import Endpoint
from push.message import Message, Purpose
from push.outcome import Outcome, Verdict
from push.route import Route

log = structlog.get_logger(__name__)
Send = Callable[[Route, Endpoint, Message], Outcome]
LOOKS_AGAIN_AFTER: Final = timedelta(seconds=5)
"""While the channel of a site is paused or not there: what is wanted waits."""
GONE_AFTER: Final = timedelta(days=1)
"""A beacon that was removed and cannot be reached for so long is not told to go dark any more."""


@dataclass(frozen=True, slots=True)
class Errand:
    """A state, or a test, on its way to a beacon."""

    beacon: Beacon
    route: Route
    message: Message


@dataclass(frozen=True, slots=True)
class Heard:
    """News from a beacon, or from the broker about it. Repeated after each connection.

    Without a `code` it is about the broker: while nobody is connected to it no beacon can be relied on.
    """

    site_id: UUID
    code: str
    message_id: str | None = None
    """Of the state or the test that it says it shows."""
    is_online: bool | None = None


def follow(database: Database) -> None:
    """Want of every beacon what is so now."""
    if database.read(wanted.changes):
        database.transact(_want)


def sites_due(database: Database) -> list[UUID]:
    """At which sites something is due; each has a broker of its own, which may hang."""
    now = database.clock()
    return database.read(lambda session: Beacons(session).sites_due(now=now))


def show_due(database: Database, send: Send, site_id: UUID) -> int:
    """Send what is due at this site; returns how much. A broker that does not answer is tried again later."""
    errands = database.transact(partial(_claim, site_id=site_id))
    for errand in errands:
        if not _is_wanted(database, errand):
            continue  # something else is, since it was claimed
        outcome = send(errand.route, Endpoint(errand.beacon.code), errand.message)
        database.transact(partial(_note_outcome, errand=errand, outcome=outcome))
    return len(errands)


def note_heard(tx: Transaction, heard: Sequence[Heard]) -> None:
    """Keep what beacons say. What concerns none of ours, or a state that is wanted no more, says nothing."""
    for each in heard:
        found = (
            [tx.get(Beacons).by_code(each.site_id, each.code)]
            if each.code
            else [known for known in tx.get(Beacons).of_site(each.site_id) if known.is_online]
        )
        for beacon in found:
            after = _after(tx, beacon, each) if beacon else None
            if after is not None and after != beacon:
                tx.get(Beacons).put(after)
                tx.hint(site_changed(each.site_id))


def _after(tx: Transaction, beacon: Beacon, heard: Heard) -> Beacon:
    if heard.is_online is not None and heard.is_online is not beacon.is_online:
        is_back = heard.is_online and beacon.is_online is False
        beacon = replace(beacon, is_online=heard.is_online, reachable_at=tx.now)
        if is_back:  # whoever lost it may have lost its state
            beacon = _anew(tx, beacon)
    if heard.message_id and heard.message_id == beacon.message_id and beacon.shown_at is None:
        # It has it: whatever the broker said of our message.
        accepted_at = beacon.accepted_at or tx.now
        beacon = replace(
            beacon, shown_at=tx.now, was_shown=True, accepted_at=accepted_at, due_at=None, last_error=None
        )
    is_foreign = heard.message_id not in (None, beacon.message_id, beacon.test_id)
    if is_foreign and beacon.shown_at is not None:  # something that was sent before came after it
        beacon = _anew(tx, beacon)
    if heard.message_id and heard.message_id == beacon.test_id and beacon.test_shown_at is None:
        beacon = replace(beacon, test_shown_at=tx.now, test_due_at=None, test_error=None)
    return beacon


def _anew(tx: Transaction, beacon: Beacon) -> Beacon:
    """The same state, to be sent and confirmed once more."""
    return replace(beacon, wanted_at=tx.now, due_at=tx.now, attempts=0, accepted_at=None, shown_at=None)


def _pause_after(beacon: Beacon) -> timedelta:
    return retry_after(beacon.attempts, first=FIRST_RETRY, longest=LONGEST_RETRY)


def _is_wanted(database: Database, errand: Errand) -> bool:
    beacon = database.read(lambda session: Beacons(session).get(errand.beacon.beacon_id))
    return beacon is not None and errand.message.message_id in (beacon.message_id, beacon.test_id)


def _want(tx: Transaction) -> None:
    for beacon, worst in wanted.changes(tx.session, lock=True):
        tx.get(Beacons).put(
            replace(
                beacon,
                tier=worst.tier if worst else None,
                alert_id=worst.alert_id if worst else None,
                message_id=uuid4().hex,
                wanted_at=tx.now,
                due_at=tx.now,
                attempts=0,
                accepted_at=None,
                shown_at=None,
                last_error=None,
            )
        )
        tx.hint(site_changed(beacon.site_id))


def _claim(tx: Transaction, *, site_id: UUID) -> list[Errand]:
    channel = tx.get(SiteChannels).find(site_id, KIND)
    route = tx.get(SiteChannels).route(channel.channel_id) if channel else None
    errands = []
    for beacon in tx.get(Beacons).due(site_id, now=tx.now):
        if route is None:
            _put_off(tx, beacon)
            continue
        claimed = beacon
        if beacon.test_due_at is not None and beacon.test_due_at <= tx.now:
            claimed = replace(claimed, test_due_at=tx.now + CLAIM_FOR)
            errands.append(Errand(beacon, route, _test_of(beacon)))
        if beacon.due_at is not None and beacon.due_at <= tx.now:
            claimed = replace(claimed, due_at=tx.now + CLAIM_FOR, attempts=beacon.attempts + 1)
            errands.append(Errand(beacon, route, _state_of(beacon)))
        tx.get(Beacons).put(claimed)
    return errands


def _put_off(tx: Transaction, beacon: Beacon) -> None:
    is_gone = beacon.removed_at is not None and beacon.removed_at + GONE_AFTER <= tx.now
    until = None if is_gone else tx.now + LOOKS_AGAIN_AFTER
    tx.get(Beacons).put(replace(beacon, due_at=until if beacon.due_at else None, test_due_at=None))


def _note_outcome(tx: Transaction, *, errand: Errand, outcome: Outcome) -> None:
    beacon = tx.get(Beacons).get(errand.beacon.beacon_id, lock=True)
    if beacon is None:
        return
    is_accepted = outcome.verdict is Verdict.ACCEPTED
    if errand.message.purpose is Purpose.TEST:
        if errand.message.message_id == beacon.test_id:
            said = None if is_accepted else outcome.reason
            tx.get(Beacons).put(replace(beacon, test_due_at=None, test_error=said))
            tx.hint(site_changed(beacon.site_id))
        return
    if errand.message.message_id != beacon.message_id or beacon.shown_at is not None:
        return  # something else is wanted by now, or the beacon has said that it shows it
    is_gone = beacon.removed_at is not None and beacon.removed_at + GONE_AFTER <= tx.now
    again = None if is_accepted or is_gone else tx.now + _pause_after(beacon)
    tx.get(Beacons).put(
        replace(
            beacon,
            accepted_at=tx.now if is_accepted else None,
            due_at=again,
            last_error=None if is_accepted else outcome.reason,
        )
    )
    if not is_accepted:
        log.warning("a beacon was not reached", beacon=beacon.code, why=outcome.reason)
    tx.hint(site_changed(beacon.site_id))


def _state_of(beacon: Beacon) -> Message:
    purpose = Purpose.CLEAR if beacon.tier is None else Purpose[Tier(beacon.tier).name]
    return _message(purpose, beacon.alert_id or beacon.beacon_id, beacon.message_id)


def _test_of(beacon: Beacon) -> Message:
    return _message(Purpose.TEST, beacon.beacon_id, beacon.test_id)


def _message(purpose: Purpose, about: UUID, message_id: str) -> Message:
    return Message(title="", body="", navigate="/", topic=about.hex, purpose=purpose, message_id=message_id)
