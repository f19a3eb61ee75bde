"""Setting up, trying and taking away beacons."""

from dataclasses import replace
from typing import Final
from uuid import UUID, uuid4

from backend.agreements.loosening_commands import Change, Guarded, Loosened
from backend.agreements.rules import Agreement, AgreementKind
from backend.core import words
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused, too_many
from backend.core.events import Event, EventKind, Ref, refs
from backend.core.viewer import Permission, Viewer
from backend.notifications.beacons import rules
from backend.notifications.beacons.rules import KIND, TESTED_AT_MOST_EVERY, Beacon
from backend.notifications.beacons.store import Beacons
from backend.notifications.channels.store import SiteChannels
from backend.notifications.events import BEACON_ADDED, BEACON_REMOVED, BEACON_TESTED
from backend.sites.store import Sites


def add_beacon(
    tx: Transaction, site_id: UUID, *, code: str, name: str, area_id: UUID | None, by: Viewer
) -> UUID:
    """Have a beacon show the alerts of this area, or of the whole site; from now on. Returns its id.

    Raises Refused: NOT_ALLOWED, NOT_FOUND for an area that the site does not have, INVALID_INPUT, CODE_TAKEN.
    """
    by.require(Permission.MANAGE_CHANNELS, site_id=site_id)
    if area_id is not None:
        area = tx.get(Sites).area(area_id)
        if area.site_id != site_id or area.closed_at is not None:
            raise Refused(ErrorCode.NOT_FOUND, "no such area")
    others = [each.code for each in tx.get(Beacons).of_site(site_id)]
    code, name = rules.check(code, name, others)
    beacon = Beacon(uuid4(), site_id, code, name, area_id, added_at=tx.now, added_by=by.person_id)
    tx.get(Beacons).settle_removed(site_id, code)
    tx.get(Beacons).put(beacon)
    _announce(tx, BEACON_ADDED, beacon, by=by.person_id)
    return beacon.beacon_id


def remove_beacon(
    tx: Transaction, beacon_id: UUID, *, reason: str, asks_second_person: bool, by: Viewer
) -> UUID:
    """Take a beacon away, which goes dark. It takes a second person: until they agree, it goes on.

    Raises Refused: NOT_FOUND, NOT_ALLOWED, SECOND_PERSON_REQUIRED, and as `agreements.ask` does.
    """
    beacon = _own(tx, beacon_id, by)
    named = beacon.name
    loosened = Loosened(
        words.text("agreement.title.removeBeacon", beacon=named),
        words.text("agreement.what.removeBeacon", beacon=named),
    )
    change = Change(beacon.site_id, Ref("beacon", beacon_id), True, reason, by.person_id)
    GUARDED.change(tx, change, loosened, by=by, asks_second_person=asks_second_person)
    return beacon_id


def test_beacon(tx: Transaction, beacon_id: UUID, *, by: Viewer) -> UUID:
    """Have it show a test for some seconds; that it did stands on it, once it says so.

    Raises Refused: NOT_FOUND, NOT_ALLOWED, ILLEGAL_TRANSITION where nothing is sent to beacons,
    TOO_MANY_ATTEMPTS within seconds of the last test.
    """
    beacon = _own(tx, beacon_id, by)
    channel = tx.get(SiteChannels).find(beacon.site_id, KIND)
    if channel is None or channel.is_paused:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, "nothing is sent to the beacons of this site")
    if beacon.tested_at is not None and beacon.tested_at + TESTED_AT_MOST_EVERY > tx.now:
        raise too_many("it has just been tested", beacon.tested_at + TESTED_AT_MOST_EVERY - tx.now)
    tx.get(Beacons).put(
        replace(
            beacon,
            test_id=uuid4().hex,
            tested_at=tx.now,
            test_due_at=tx.now,
            test_shown_at=None,
            test_error=None,
        )
    )
    _announce(tx, BEACON_TESTED, beacon, by=by.person_id)
    return beacon_id


def keep_area(tx: Transaction, happened: Event) -> None:
    """Raises Refused(AREA_IN_USE) where a beacon stands for an area that is closed."""
    area_id = happened.ref("area")
    if area_id is not None and tx.get(Beacons).stands_in(area_id):
        raise Refused(ErrorCode.AREA_IN_USE, "a beacon stands for it")


def follow_channel(tx: Transaction, happened: Event) -> None:
    """The channel of a site leads elsewhere, or on again: what its beacons have to show is sent anew."""
    channel_id = happened.ref("site_channel")
    channel = tx.get(SiteChannels).get(channel_id) if channel_id else None
    if channel is None or channel.kind != KIND:
        return
    for beacon in tx.get(Beacons).of_site(channel.site_id):
        tx.get(Beacons).put(
            replace(beacon, message_id="", is_online=None, reachable_at=None, shown_at=None, test_due_at=None)
        )


def remove_agreed(tx: Transaction, agreed: Agreement) -> None:
    """A second person agreed: the beacon goes dark and is none any more."""
    GUARDED.set_agreed(tx, agreed)


def _remove(tx: Transaction, change: Change[bool]) -> None:
    beacon = tx.get(Beacons).get(change.about.object_id, lock=True)
    if beacon is None or beacon.removed_at is not None:
        return
    tx.get(Beacons).put(replace(beacon, removed_at=tx.now))
    _announce(tx, BEACON_REMOVED, beacon, change.reason, by=change.by)


def _own(tx: Transaction, beacon_id: UUID, by: Viewer) -> Beacon:
    beacon = tx.get(Beacons).get(beacon_id, lock=True)
    if beacon is None or beacon.removed_at is not None or beacon.site_id not in by.site_ids:
        raise Refused(ErrorCode.NOT_FOUND, "no such beacon")
    by.require(Permission.MANAGE_CHANNELS, site_id=beacon.site_id)
    return beacon


def _announce(tx: Transaction, kind: EventKind, beacon: Beacon, reason: str = "", *, by: UUID) -> None:
    named = f"{beacon.name} ({beacon.code})"
    note = f"{named}: {reason}" if reason else named
    tx.announce(Event(kind, beacon.site_id, about=refs(beacon=beacon.beacon_id), by=by, note=note))


GUARDED: Final[Guarded[bool]] = Guarded(
    AgreementKind.REMOVE_BEACON,
    _remove,
    lambda value: {"removed": value},
    lambda packed: bool(packed["removed"]),
)
