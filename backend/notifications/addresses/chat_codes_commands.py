"""Binding a chat the other way round: a person writes the code of their page to the bot of the site.

A bot may write to nobody first, so no code can be sent there. What they write shows that the chat is theirs,
and opens it as well.
"""

from uuid import UUID

from backend.core import words
from backend.core.allowances import HOUR
from backend.core.database import Transaction, site_changed
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, refs
from backend.core.text import Language
from backend.core.viewer import Permission, Viewer
from backend.notifications.addresses.chat_codes_store import ChatCodes
from backend.notifications.addresses.commands import bind
from backend.notifications.addresses.rules import CHAT_CODES_PER_HOUR, MOST_GUESSES, code_in
from backend.notifications.channels.store import SiteChannels
from backend.notifications.events import CHAT_CODE_MADE
from backend.people.accounts.store import Accounts
from backend.people.directory.rules import AddressKind, checked_address
from backend.people.store import People
from push.tap import Said, TapReply


def make_chat_code(tx: Transaction, site_id: UUID, *, by: Viewer) -> UUID:
    """Make a code that the person writes to the bot of the site; an earlier one ends. Returns their id.

    Raises Refused: NOT_FOUND, NOT_ALLOWED, NO_CHANNEL where the site has no such bot, TOO_MANY_ATTEMPTS.
    """
    by.require(Permission.REPORT_HAZARD, site_id=site_id)
    bots = [each for each in tx.get(SiteChannels).of_site(site_id) if each.hears_people]
    if not bots:
        raise Refused(ErrorCode.NO_CHANNEL, "the site has no bot to which people write")
    taken = tx.get(ChatCodes).taken(by.person_id, now=tx.now)
    taken.require_room(CHAT_CODES_PER_HOUR, within=HOUR, now=tx.now)
    tx.get(ChatCodes).make(by.person_id, bots[0].channel_id, at=tx.now)
    tx.announce(Event(CHAT_CODE_MADE, site_id, about=refs(person=by.person_id), by=by.person_id))
    return by.person_id


def hear(tx: Transaction, channel_id: UUID, said: Said) -> TapReply:
    """Answer what somebody wrote to the bot: with the code of a person their chat is this person's from now
    on, verified; with anything else nothing is done. Wrong codes are counted by who writes them.
    """
    channel = tx.get(SiteChannels).get(channel_id)
    code = code_in(said.text)
    if channel is None or not code:
        return _reply("HELLO")
    codes = tx.get(ChatCodes)
    if codes.guesses(channel_id, said.user_id, now=tx.now) >= MOST_GUESSES:
        return _reply("TOO_MANY")
    person_id = codes.whose(channel_id, code, now=tx.now)
    if person_id is None or not _may_be_reached(tx, person_id, channel.site_id):
        codes.count_guess(channel_id, said.user_id, at=tx.now)
        return _reply("WRONG")
    if codes.holders(channel.site_id, said.user_id) - {person_id}:
        codes.count_guess(channel_id, said.user_id, at=tx.now)
        return _reply("TAKEN")
    try:
        address = checked_address(AddressKind.CHAT, said.user_id)
    except Refused:
        return _reply("HELLO")
    codes.use(person_id)
    bind(tx, channel.site_id, person_id, AddressKind.CHAT, address)
    tx.hint(site_changed(channel.site_id))
    return _reply("BOUND")


def _may_be_reached(tx: Transaction, person_id: UUID, site_id: UUID) -> bool:
    is_disabled = tx.get(Accounts).account(person_id).disabled_at is not None
    return not is_disabled and site_id in tx.get(People).viewer(person_id).site_ids


def _reply(code: str) -> TapReply:
    return TapReply(notice=words.of("chatCode", code).in_(Language.ZH))
