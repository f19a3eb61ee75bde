"""Setting up, trying and taking away outlets, and what becomes of messages to them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid4

from backend.agreements.loosening_commands import Change, Guarded, Loosened
from backend.agreements.rules import Agreement, AgreementKind
from backend.core import words
from backend.core.database import Transaction, site_changed
from backend.core.errors import ErrorCode, Refused, too_many
from backend.core.events import Event, EventKind, Ref, refs
from backend.core.text import Text
from backend.core.viewer import Permission, Viewer
from backend.notifications.administrators_commands import announce_to_administrators
from backend.notifications.channels import commands as channels
from backend.notifications.channels.commands import Check
from backend.notifications.channels.rules import SiteChannel, Wanted
from backend.notifications.channels.store import SiteChannels
from backend.notifications.events import (
    OUTLET_ADDED,
    OUTLET_LOST,
    OUTLET_REMOVED,
    OUTLET_REPLAYED,
    OUTLET_TESTED,
)
from backend.notifications.outlets import rules
from backend.notifications.outlets.rules import (
    CHATS,
    MOST_PER_SITE,
    REPLAYED_WITHIN,
    TESTED_AT_MOST_EVERY,
    Outlet,
    WantedOutlet,
)
from backend.notifications.outlets.store import Outlets
from backend.notifications.rules import EXPIRES_AFTER
from backend.sites.store import Sites
from push.endpoint import Endpoint

CheckAddress = Callable[[str, str, Mapping[str, str], str], None]
"""(kind, provider, settings, address): raises Refused(SETTING_INVALID) where it cannot be sent to."""


@dataclass(frozen=True, slots=True)
class Checks:
    """Checks of a channel: whether it can be made of its settings, and whether it can send to an address."""

    channel: Check
    address: CheckAddress


def add_outlet(tx: Transaction, site_id: UUID, wanted: WantedOutlet, *, checks: Checks, by: Viewer) -> UUID:
    """Notify a group or a system of alerts of this tier and worse, from now on. Returns its id. A chat that
    the site has not set up is set up for groups alone: their bots need no account of ours.

    Raises Refused: NOT_ALLOWED, NOT_FOUND for a site or an area that is not there, INVALID_INPUT,
    SETTING_INVALID for an address that the channel cannot send to, and for a channel that must be set up
    first.
    """
    by.require(Permission.MANAGE_CHANNELS, site_id=site_id)
    if wanted.area_id is not None:
        area = tx.get(Sites).area(wanted.area_id)
        if area.site_id != site_id or area.closed_at is not None:
            raise Refused(ErrorCode.NOT_FOUND, "no such area")
    if len(tx.get(Outlets).of_site(site_id)) >= MOST_PER_SITE:
        raise Refused(ErrorCode.INVALID_INPUT, f"a site has at most {MOST_PER_SITE} outlets")
    wanted = wanted.cleaned()
    channel = _channel_for(tx, site_id, wanted.kind, checks, by)
    settings = {**channel.settings, **tx.get(SiteChannels).secrets(channel.channel_id)}
    checks.address(channel.kind, channel.provider, settings, wanted.address)
    outlet = Outlet(
        outlet_id=uuid4(),
        site_id=site_id,
        channel_id=channel.channel_id,
        name=wanted.name,
        hint=rules.hint_of(wanted.address),
        from_tier=wanted.from_tier,
        area_id=wanted.area_id,
        added_at=tx.now,
        added_by=by.person_id,
    )
    keys = {"secret": wanted.secret} if wanted.secret else {}
    tx.get(Outlets).add(outlet, Endpoint(wanted.address, keys))
    _announce(tx, OUTLET_ADDED, outlet, by=by.person_id)
    return outlet.outlet_id


def _channel_for(tx: Transaction, site_id: UUID, kind: str, checks: Checks, by: Viewer) -> SiteChannel:
    channel = tx.get(SiteChannels).find(site_id, kind)
    if channel is None and kind in CHATS:
        channels.configure_channel(tx, site_id, kind, Wanted(kind), version=0, check=checks.channel, by=by)
        channel = tx.get(SiteChannels).find(site_id, kind)
    if channel is None:
        raise Refused(ErrorCode.SETTING_INVALID, "kind: MISSING")
    return channel


def remove_outlet(
    tx: Transaction, outlet_id: UUID, *, reason: str, asks_second_person: bool, by: Viewer
) -> UUID:
    """Notify it of nothing more. It takes a second person: until they agree, it goes on.

    Raises Refused: NOT_FOUND, NOT_ALLOWED, SECOND_PERSON_REQUIRED, and as `agreements.ask` does.
    """
    outlet = _own(tx, outlet_id, by)
    loosened = Loosened(
        words.text("agreement.title.removeOutlet", outlet=outlet.name),
        words.text("agreement.what.removeOutlet", outlet=outlet.name),
    )
    change = Change(outlet.site_id, Ref("outlet", outlet_id), True, reason, by.person_id)
    GUARDED.change(tx, change, loosened, by=by, asks_second_person=asks_second_person)
    return outlet_id


def test_outlet(tx: Transaction, outlet_id: UUID, *, by: Viewer) -> UUID:
    """Send a test to it; what its provider says stands on it.

    Raises Refused: NOT_FOUND, NOT_ALLOWED, ILLEGAL_TRANSITION while its channel is paused,
    TOO_MANY_ATTEMPTS within seconds of the last test.
    """
    outlet = _own(tx, outlet_id, by)
    channel = tx.get(SiteChannels).get(outlet.channel_id)
    if channel is None or channel.is_paused:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, "its channel is paused")
    if outlet.tested_at is not None and outlet.tested_at + TESTED_AT_MOST_EVERY > tx.now:
        raise too_many("it has just been tested", outlet.tested_at + TESTED_AT_MOST_EVERY - tx.now)
    tx.get(Outlets).note_test(outlet_id, at=tx.now)
    _announce(tx, OUTLET_TESTED, outlet, by=by.person_id)
    return outlet_id


def replay_outlet(tx: Transaction, outlet_id: UUID, *, by: Viewer) -> UUID:
    """Send a system again what it has not taken within REPLAYED_WITHIN, with the same message ids. A group
    is not flooded with what is over: people read the list of alerts. Nothing lost: nothing changes.

    Raises Refused: NOT_FOUND, NOT_ALLOWED, ILLEGAL_TRANSITION for a group, and while its channel is paused.
    """
    outlet = _own(tx, outlet_id, by)
    channel = tx.get(SiteChannels).get(outlet.channel_id)
    if channel is None or channel.is_paused or channel.kind in CHATS:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, "a group, or its channel is paused")
    since = tx.now - REPLAYED_WITHIN
    count = tx.get(Outlets).replay(outlet_id, since=since, at=tx.now, expires_at=tx.now + EXPIRES_AFTER)
    if count:
        about = refs(outlet=outlet_id)
        tx.announce(
            Event(
                OUTLET_REPLAYED, outlet.site_id, about=about, by=by.person_id, note=f"{outlet.name}: {count}"
            )
        )
    return outlet_id


def test_message(tx: Transaction, outlet_id: UUID) -> tuple[Text, Text]:
    """Title and body of a test. Raises LookupError."""
    outlet = tx.get(Outlets).get(outlet_id)
    if outlet is None:
        raise LookupError("no such outlet")
    title = words.of("message.title", OUTLET_TESTED)
    return title, words.text("message.outletTestBody", outlet=outlet.name)


def follow_message(tx: Transaction, outlet_id: UUID, error: str | None) -> None:
    """Keep what became of a message to it, None where it was taken, and let the page show it. Administrators
    are notified of the first one that its provider refuses.
    """
    outlet = tx.get(Outlets).get(outlet_id)
    if outlet is None or outlet.removed_at is not None:
        return
    tx.get(Outlets).note_sent(outlet_id, error, at=tx.now)
    tx.hint(site_changed(outlet.site_id))
    if error is not None and outlet.error is None:
        announce_to_administrators(tx, OUTLET_LOST, outlet.site_id, refs(outlet=outlet_id), outlet.name)


def keep_area(tx: Transaction, happened: Event) -> None:
    """Raises Refused(AREA_IN_USE) where an outlet is notified of an area that is closed."""
    area_id = happened.ref("area")
    if area_id is not None and tx.get(Outlets).stands_in(area_id):
        raise Refused(ErrorCode.AREA_IN_USE, "an outlet is notified of it")


def remove_agreed(tx: Transaction, agreed: Agreement) -> None:
    """A second person agreed: it is notified of nothing more."""
    GUARDED.set_agreed(tx, agreed)


def _remove(tx: Transaction, change: Change[bool]) -> None:
    outlet = tx.get(Outlets).get(change.about.object_id, lock=True)
    if outlet is None or outlet.removed_at is not None:
        return
    tx.get(Outlets).remove(outlet.outlet_id, at=tx.now)
    _announce(tx, OUTLET_REMOVED, outlet, change.reason, by=change.by)


def _own(tx: Transaction, outlet_id: UUID, by: Viewer) -> Outlet:
    outlet = tx.get(Outlets).get(outlet_id, lock=True)
    if outlet is None or outlet.removed_at is not None or outlet.site_id not in by.site_ids:
        raise Refused(ErrorCode.NOT_FOUND, "no such outlet")
    by.require(Permission.MANAGE_CHANNELS, site_id=outlet.site_id)
    return outlet


def _announce(tx: Transaction, kind: EventKind, outlet: Outlet, reason: str = "", *, by: UUID) -> None:
    note = f"{outlet.name}: {reason}" if reason else outlet.name
    tx.announce(Event(kind, outlet.site_id, about=refs(outlet=outlet.outlet_id), by=by, note=note))


GUARDED: Final[Guarded[bool]] = Guarded(
    AgreementKind.REMOVE_OUTLET,
    _remove,
    lambda value: {"removed": value},
    lambda packed: bool(packed["removed"]),
)
