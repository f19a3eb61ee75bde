"""Setting up, pausing and trying the channels of a site."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Final
from uuid import UUID, uuid4

from backend.agreements import commands as agreements
from backend.agreements.loosening_commands import Change, Guarded, Loosened
from backend.agreements.rules import Agreement, AgreementKind
from backend.core import words
from backend.core.allowances import HOUR, Allowances
from backend.core.database import Transaction, site_changed
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, EventKind, Ref, refs
from backend.core.text import Text
from backend.core.viewer import Permission, Viewer
from backend.notifications.administrators_commands import announce_to_administrators
from backend.notifications.channels.before_store import ChannelsBefore
from backend.notifications.channels.rules import ADDRESS_OF, SiteChannel, Wanted
from backend.notifications.channels.store import SiteChannels
from backend.notifications.events import (
    CHANNEL_BEFORE_FORGOTTEN,
    CHANNEL_CHANGED,
    CHANNEL_FELL_BACK,
    CHANNEL_PAUSED,
    CHANNEL_RESUMED,
    CHANNEL_TESTED,
)
from backend.people.directory.store import Staff
from backend.sites.store import Sites

Check = Callable[[str, str, Mapping[str, str]], None]
"""(kind, provider, settings): raises Refused(SETTING_INVALID), which names the setting that is wrong."""


def configure_channel(
    tx: Transaction, site_id: UUID, kind: str, wanted: Wanted, *, version: int, check: Check, by: Viewer
) -> UUID:
    """Set up the channel of this kind, or change it; in force for every message from now on. Returns its id.

    A secret that is left empty stays as it is, unless the provider is another one: nobody reads one again,
    and none of the old provider is sent to the new one. `version`: as the person saw it, 0 for a new one.
    Raises Refused: NOT_ALLOWED, NOT_FOUND, CONFLICT, INVALID_INPUT, SETTING_INVALID.
    """
    by.require(Permission.MANAGE_CHANNELS, site_id=site_id)
    wanted.check()
    before = tx.get(SiteChannels).find(site_id, kind)
    if (before.version if before else 0) != version:
        raise Refused(ErrorCode.CONFLICT, "somebody changed the channel in between")
    is_kept = before is not None and before.provider == wanted.provider
    kept = tx.get(SiteChannels).secrets(before.channel_id) if before and is_kept else {}
    secrets = {**kept, **{name: value for name, value in wanted.secrets.items() if value}}
    settings = {name: value.strip() for name, value in wanted.settings.items() if value.strip()}
    check(kind, wanted.provider, {**settings, **secrets})
    _keep_topics(tx, site_id, settings if kind == "beacon" else {})
    after = SiteChannel(
        channel_id=before.channel_id if before else uuid4(),
        site_id=site_id,
        kind=kind,
        provider=wanted.provider,
        settings=settings,
        secret_names=frozenset(secrets),
        version=version + 1,
        changed_at=tx.now,
        changed_by=by.person_id,
        paused_at=before.paused_at if before else None,
        pause_reason=before.pause_reason if before else "",
        monthly_cap=wanted.monthly_cap,
        price_cents=wanted.price_cents,
    )
    if before is not None and kind != "beacon":  # a lamp is left its wanted state, no message
        _keep_before(tx, before, after, secrets)
    tx.get(SiteChannels).put(after, secrets)
    was = before.settings if before else {}
    changed = [name for name in sorted({*settings, *was}) if settings.get(name) != was.get(name)]
    changed += [name for name in sorted(wanted.secrets) if wanted.secrets[name]]
    _announce(tx, CHANNEL_CHANGED, after, f"{wanted.provider}: {', '.join(changed)}", by=by.person_id)
    return after.channel_id


def pause_channel(
    tx: Transaction, channel_id: UUID, *, reason: str, asks_second_person: bool, by: Viewer
) -> UUID:
    """Send nothing more by it; messages that wait for it end. It takes a second person: until they agree,
    it goes on. Paused already: nothing changes.

    Raises Refused: NOT_FOUND, NOT_ALLOWED, SECOND_PERSON_REQUIRED, and as `agreements.ask` does.
    """
    channel = _own(tx, channel_id, by)
    if not channel.is_paused:
        named = words.of("ChannelKind", channel.kind.upper())
        loosened = Loosened(
            words.text("agreement.title.pauseChannel", channel=named),
            words.text("agreement.what.pauseChannel", channel=named),
        )
        GUARDED.change(
            tx,
            Change(channel.site_id, Ref("site_channel", channel_id), True, reason, by.person_id),
            loosened,
            by=by,
            asks_second_person=asks_second_person,
        )
    return channel_id


def resume_channel(tx: Transaction, channel_id: UUID, *, by: Viewer) -> UUID:
    """Send by it again. Raises Refused: NOT_FOUND, NOT_ALLOWED."""
    channel = _own(tx, channel_id, by)
    if channel.is_paused:
        _put(tx, replace(channel, paused_at=None, pause_reason=""))
        _announce(tx, CHANNEL_RESUMED, channel, "", by=by.person_id)
    agreements.end(tx, AgreementKind.PAUSE_CHANNEL, channel_id)
    return channel_id


def forget_before(tx: Transaction, channel_id: UUID, *, by: Viewer) -> UUID:
    """Send nothing more by what the channel was before its change, such as when that key is in wrong hands.
    Nothing kept: nothing changes. Raises Refused: NOT_FOUND, NOT_ALLOWED, ILLEGAL_TRANSITION as long as its
    provider has taken nothing by what it is now: nobody would be reached.
    """
    channel = _own(tx, channel_id, by)
    before = tx.get(ChannelsBefore).get(channel_id, lock=True)
    if before is not None:
        if before.proven_at is None:
            raise Refused(ErrorCode.ILLEGAL_TRANSITION, "the change has not proven itself")
        tx.get(ChannelsBefore).forget(channel_id)
        _announce(tx, CHANNEL_BEFORE_FORGOTTEN, channel, "", by=by.person_id)
    return channel_id


def follow_change(tx: Transaction, channel: SiteChannel, left_by: str, *, refused: str | None) -> None:
    """Note how what the channel was changed into does: its provider took a message by it, or refused one by
    it, with these words. Administrators are notified of the first refusal. `left_by`: the key of its route.
    """
    before = tx.get(ChannelsBefore).get(channel.channel_id, lock=True)
    if before is None or left_by != channel.route_key:
        return
    if refused is None:
        if before.proven_at is None:
            tx.get(ChannelsBefore).prove(channel.channel_id, at=tx.now)
    elif before.used_at is None:
        tx.get(ChannelsBefore).note_use(channel.channel_id, refused, at=tx.now)
        about, note = refs(site_channel=channel.channel_id), f"{channel.kind}: {refused}"
        announce_to_administrators(tx, CHANNEL_FELL_BACK, channel.site_id, about, note)


def send_channel_test(tx: Transaction, channel_id: UUID, *, by: Viewer) -> UUID:
    """Send a test by it to the administrator's own address; what becomes of it stands on the channel.

    Raises Refused: NOT_FOUND, NOT_ALLOWED, ADDRESS_MISSING for who has no address of its kind,
    ILLEGAL_TRANSITION while it is paused.
    """
    channel = _own(tx, channel_id, by)
    if channel.is_paused:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, "it is paused")
    kind = ADDRESS_OF.get(channel.kind)
    if kind is not None and not tx.get(Staff).has_address(by.person_id, kind):
        raise Refused(ErrorCode.ADDRESS_MISSING, "no address of yours for this channel")
    _announce(tx, CHANNEL_TESTED, channel, "", by=by.person_id)
    return channel_id


def check_allowance(tx: Transaction, by: Viewer, allowances: Allowances) -> None:
    """Raises Refused(TOO_MANY_ATTEMPTS) for who has sent enough tests within the last hour."""
    taken = tx.get(SiteChannels).tests_taken(by.person_id, since=tx.now - HOUR)
    taken.require_room(allowances.alert_tests_per_hour, within=HOUR, now=tx.now)


def follow_test(tx: Transaction, channel_id: UUID, outcome: str | None) -> None:
    """Keep what the provider said of a test, and let the page show it."""
    channel = tx.get(SiteChannels).get(channel_id)
    if channel is not None:
        tx.get(SiteChannels).note_test(channel_id, outcome, at=tx.now)
        tx.hint(site_changed(channel.site_id))


def test_message(tx: Transaction, channel_id: UUID) -> tuple[Text, Text]:
    """Title and body of a test. Raises LookupError."""
    channel = tx.get(SiteChannels).get(channel_id)
    if channel is None:
        raise LookupError("no such channel")
    named = words.of("ChannelKind", channel.kind.upper())
    title = words.of("message.title", CHANNEL_TESTED)
    return title, words.text("message.channelTestBody", channel=named)


def pause_agreed(tx: Transaction, agreed: Agreement) -> None:
    """A second person agreed: nothing more is sent by it."""
    GUARDED.set_agreed(tx, agreed)


def _keep_topics(tx: Transaction, site_id: UUID, settings: Mapping[str, str]) -> None:
    """Raises Refused(SETTING_INVALID) for topics below the code of another site: its lamps are not ours."""
    other = tx.get(Sites).by_code(settings.get("site", ""))
    if other is not None and other.site_id != site_id:
        raise Refused(ErrorCode.SETTING_INVALID, "site: TAKEN")


def _keep_before(
    tx: Transaction, before: SiteChannel, after: SiteChannel, secrets: Mapping[str, str]
) -> None:
    """Keep what worked until now: a wrong key must not cost an alert. Caps and prices are no such change."""
    old = tx.get(SiteChannels).secrets(before.channel_id)
    if (before.provider, before.settings, old) == (after.provider, after.settings, secrets):
        return
    earlier = tx.get(ChannelsBefore).get(before.channel_id, lock=True)
    if earlier is not None and earlier.proven_at is None:
        tx.get(ChannelsBefore).changed_again(before.channel_id, at=tx.now)
    else:
        tx.get(ChannelsBefore).keep(before, old, at=tx.now)


def _pause(tx: Transaction, change: Change[bool]) -> None:
    channel = tx.get(SiteChannels).get(change.about.object_id, lock=True)
    if channel is None or channel.is_paused:
        return
    _put(tx, replace(channel, paused_at=tx.now, pause_reason=change.reason))
    _announce(tx, CHANNEL_PAUSED, channel, change.reason, by=change.by)


def _put(tx: Transaction, channel: SiteChannel) -> None:
    secrets = tx.get(SiteChannels).secrets(channel.channel_id)
    changed = replace(channel, version=channel.version + 1, changed_at=tx.now)
    tx.get(SiteChannels).put(changed, secrets)


def _own(tx: Transaction, channel_id: UUID, by: Viewer) -> SiteChannel:
    channel = tx.get(SiteChannels).get(channel_id, lock=True)
    if channel is None or channel.site_id not in by.site_ids:
        raise Refused(ErrorCode.NOT_FOUND, "no such channel")
    by.require(Permission.MANAGE_CHANNELS, site_id=channel.site_id)
    return channel


def _announce(tx: Transaction, kind: EventKind, channel: SiteChannel, note: str, *, by: UUID) -> None:
    about = refs(site_channel=channel.channel_id)
    said = f"{channel.kind}: {note}" if note else channel.kind
    tx.announce(Event(kind, channel.site_id, about=about, by=by, note=said))


GUARDED: Final[Guarded[bool]] = Guarded(
    AgreementKind.PAUSE_CHANNEL,
    _pause,
    lambda value: {"paused": value},
    lambda packed: bool(packed["paused"]),
)
