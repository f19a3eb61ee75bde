"""Answering an alert by replying to its text message, from a phone without data."""

import hmac
from datetime import datetime
from uuid import UUID

import structlog

from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, refs
from backend.core.session import Session
from backend.notifications.answer_links import commands as links
from backend.notifications.answer_links.rules import Via
from backend.notifications.answer_links.store import AnswerLink, AnswerLinks
from backend.notifications.channels.before_store import ChannelsBefore
from backend.notifications.channels.rules import REPLY_SECRET, SiteChannel
from backend.notifications.channels.store import SiteChannels
from backend.notifications.events import REPLY_CODES_TRIED
from backend.notifications.replies.rules import MOST_WRONG, WITHIN, ReplyOutcome, Said, read_reply
from backend.notifications.replies.store import Replies
from push.sms_replies import HEARD, Reply, Unreadable, read_replies

log = structlog.get_logger(__name__)


def channel_of(session: Session, site_id: UUID, secret: str, *, now: datetime) -> SiteChannel:
    """The channel to whose address this belongs; for a day after it was changed, the address of before leads
    to it, too. Raises Refused(NOT_FOUND), alike for all that is wrong.
    """
    channels = SiteChannels(session)
    channel = next((each for each in channels.of_site(site_id) if each.takes_replies), None)
    if channel is not None:
        accepted = [channels.secrets(channel.channel_id)[REPLY_SECRET], *_before(session, channel, now)]
        if any(hmac.compare_digest(each.encode(), secret.encode()) for each in accepted):
            return channel
    raise Refused(ErrorCode.NOT_FOUND, "no such address")


def _before(session: Session, channel: SiteChannel, now: datetime) -> list[str]:
    """The secret in the address that the gateway had until the channel was changed, as long as it is kept."""
    before = ChannelsBefore(session).get(channel.channel_id)
    if before is None or not before.is_kept(now):
        return []
    secret = ChannelsBefore(session).secrets(channel.channel_id).get(REPLY_SECRET)
    return [secret] if secret else []


def read(channel: SiteChannel, sent: bytes) -> list[Reply]:
    """The messages of a call by the gateway of this channel. Raises Refused(INVALID_INPUT)."""
    try:
        return read_replies(channel.provider, sent)
    except Unreadable as wrong:
        raise Refused(ErrorCode.INVALID_INPUT, "not what this gateway sends") from wrong


def heard(channel: SiteChannel) -> dict[str, object]:
    """Return the response (JSON) that the gateway of this channel takes for a success."""
    return dict(HEARD[channel.provider])


def take_reply(tx: Transaction, channel: SiteChannel, reply: Reply) -> ReplyOutcome | None:
    """Do what a reply says, once however often the gateway hands it over; None: it was done before.

    The code answers only from the phone that it was sent to. What became of it is written down and nobody
    outside hears it; after five wrong codes from a phone none of its codes is taken for a while.
    """
    replies = tx.get(Replies)
    reply_id = replies.take(channel.channel_id, reply.message_id, at=tx.now)
    if reply_id is None:
        return None
    people = replies.people_with(channel.site_id, reply.phone)
    said = read_reply(reply.text)
    if said is None:
        outcome = ReplyOutcome.UNREADABLE
    elif people and replies.wrong_of(people, since=tx.now - WITHIN) >= MOST_WRONG:
        outcome = ReplyOutcome.LOCKED
    else:
        outcome = _answer(tx, channel, people, said)
    person_id = min(people, default=None)  # of a phone that several share, always the same one
    replies.finish(reply_id, outcome, person_id=person_id)
    if outcome is ReplyOutcome.WRONG and person_id is not None:
        _note_tries(tx, channel, person_id)
    return outcome


def _answer(tx: Transaction, channel: SiteChannel, people: set[UUID], said: Said) -> ReplyOutcome:
    link = _link_of(tx, channel, people, said.code)
    if link is None:
        return ReplyOutcome.WRONG
    try:
        with tx.savepoint():
            links.use_link(tx, link, said.answer, via=Via.SMS)
    except Refused as refused:
        is_over = refused.code is ErrorCode.LINK_ENDED
        return ReplyOutcome.WRONG if is_over else ReplyOutcome.REFUSED
    return ReplyOutcome.ANSWERED


def _link_of(tx: Transaction, channel: SiteChannel, people: set[UUID], code: str) -> AnswerLink | None:
    """The link, locked, beside which this code stood in a message to one of these people."""
    links_of = tx.get(AnswerLinks)
    # All of them are compared, so that the time says nothing of how near a code was.
    found = [
        key
        for key, theirs in links_of.replies(people, channel.site_id, now=tx.now)
        if hmac.compare_digest(theirs.encode(), code.encode())
    ]
    return links_of.find(found[0], lock=True) if found else None


def _note_tries(tx: Transaction, channel: SiteChannel, person_id: UUID) -> None:
    """Write into the audit log that somebody tries codes by a person's phone, once they are stopped."""
    if tx.get(Replies).wrong_of({person_id}, since=tx.now - WITHIN) == MOST_WRONG:
        log.warning("codes are tried by text message", channel_id=str(channel.channel_id))
        about = refs(site_channel=channel.channel_id, person=person_id)
        tx.announce(Event(REPLY_CODES_TRIED, channel.site_id, about=about))
