"""Answering an alert from its card in a chat: what the card says, and what a tap does."""

import hmac
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import structlog

from backend.alerts.advice_store import AlertAdvice
from backend.alerts.responses.rules import Answer, Response
from backend.alerts.responses.store import Responses
from backend.alerts.rules import Alert
from backend.alerts.store import Alerts
from backend.core import words
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, EventKind
from backend.core.text import Language, Text
from backend.core.time import moment
from backend.notifications import reminders_commands as reminders
from backend.notifications.answer_links.commands import use_link
from backend.notifications.answer_links.rules import LinkAnswer, Via
from backend.notifications.answer_links.store import AnswerLink, AnswerLinks, is_token
from backend.notifications.called_commands import place_and_why
from backend.notifications.channels.store import SiteChannels
from backend.notifications.chat_cards.rules import (
    CHANGES_FOR,
    MOST_ADVICE,
    TAP_ANSWERED_WITHIN,
    Card,
    News,
    news_of,
    offered,
)
from backend.notifications.chat_cards.store import ChatCards
from backend.notifications.chat_cards.streams_store import ChatStreams
from backend.notifications.rules import Delivery
from backend.people.directory.rules import AddressKind
from backend.people.directory.store import Staff
from backend.sites.store import Sites
from push.message import ChatAnswer, ChatCard
from push.outcome import Outcome, Verdict
from push.tap import SHOW, Tap, TapReply

log = structlog.get_logger(__name__)


def card_of(tx: Transaction, delivery: Delivery, token: str) -> ChatCard | None:
    """Return the card of this message; None where it says something else than the alert itself, such as that
    nobody has responded, where answers do not come back now, or where the card cannot be worded: then the
    text leaves, with its words and a link that anybody can open who reaches us.
    """
    link, channel_id = tx.get(AnswerLinks).get(token) if token else None, delivery.channel_id
    if link is None or channel_id is None:
        return None
    channel = tx.get(SiteChannels).get(channel_id)
    if channel is None or not channel.has_cards or not _is_alert_itself(delivery.event_kind):
        return None
    if not tx.get(ChatStreams).is_connected(channel_id, now=tx.now):
        return None
    card = Card(
        delivery.delivery_id,
        channel_id,
        link.person_id,
        link.alert_id,
        delivery.language,
        link.key,
        made_at=tx.now,
    )
    made = tx.try_alone(lambda: _made(tx, card, token, delivery.site_id))
    if isinstance(made, Exception):  # it must not cost the text as well
        log.error("a card cannot be worded", delivery=str(delivery.delivery_id), exc_info=made)
        return None
    return made


def _made(tx: Transaction, card: Card, token: str, site_id: UUID) -> ChatCard:
    tx.get(ChatCards).put(card, token, site_id)
    return shown(tx, card, token)


def note_sent(tx: Transaction, delivery: Delivery, outcome: Outcome) -> None:
    """Note whether the message left as a card: from now on it is brought up to date, or never is."""
    if outcome.is_card and outcome.verdict is Verdict.ACCEPTED:
        card = tx.get(ChatCards).get(delivery.delivery_id)
        due_at = answers_end(tx, card) if card else None
        tx.get(ChatCards).delivered(delivery.delivery_id, ref=outcome.card_ref, at=tx.now, due_at=due_at)
    else:
        tx.get(ChatCards).not_delivered(delivery.delivery_id, error=outcome.reason)


def answers_end(tx: Transaction, card: Card) -> datetime | None:
    """Return when the link of a card ends: nothing else may happen then that has its buttons go."""
    link = tx.get(AnswerLinks).find(card.link_key)
    return link.expires_at if link else None


def follow_alert(tx: Transaction, happened: Event) -> None:
    """An alert changed, or somebody said something of it: its cards have to say so."""
    alert_ids = happened.refs_of("alert")
    if alert_ids:
        tx.get(ChatCards).change(alert_ids, at=tx.now, since=tx.now - CHANGES_FOR)


def take_tap(tx: Transaction, channel_id: UUID, tap: Tap) -> TapReply:
    """Do what a tap says, once however often it comes: in the name of the person of its link, if it is their
    verified address in this chat that tapped. Returns the card as it stands then, and a word to who tapped
    where what they said does not count; to somebody else that word alone.
    """
    link = tx.get(AnswerLinks).get(tap.token, lock=True) if is_token(tap.token) else None
    card = tx.get(ChatCards).get(link.delivery_id) if link else None
    if link is None or card is None or card.channel_id != channel_id:
        return TapReply(notice=_notice("ENDED", Language.ZH))
    if not _is_theirs(tx, card, tap):
        return TapReply(notice=_notice("OUTSIDER", card.language))
    reply = _tapped(tx, card, link, tap)
    channel = tx.get(SiteChannels).get(channel_id)
    if channel is not None and not channel.changes_cards:
        _note_news(tx, card, reply)
    return reply


def _note_news(tx: Transaction, card: Card, reply: TapReply) -> None:
    """Note what the card says since the tap: it is not sent beside it once more."""
    comes = reply.card is not None and bool(reply.card.coming)
    is_over = not tx.get(Alerts).peek(card.alert_id).is_open
    news = news_of(card.news, comes=comes, is_over=is_over)
    if news is not News.NONE:
        tx.get(ChatCards).note_news(card.delivery_id, news)


def _tapped(tx: Transaction, card: Card, link: AnswerLink, tap: Tap) -> TapReply:
    def replied(notice: str = "") -> TapReply:
        said = _notice(notice, card.language) if notice else ""
        return TapReply(card=shown(tx, card, tap.token), notice=said)

    if tap.answer == SHOW:
        return replied()
    try:
        answer = LinkAnswer(tap.answer)
    except ValueError:
        return replied("ENDED")
    try:
        with tx.savepoint():
            use_link(tx, link, answer, via=Via.CHAT)
    except Refused as refused:
        if refused.code is not ErrorCode.ILLEGAL_TRANSITION:  # else the card says that it is over
            return replied("ENDED" if refused.code is ErrorCode.LINK_ENDED else "REFUSED")
    # The tapped card changes with this answer; what comes beside it may be undone by it.
    tx.get(ChatCards).wait(card, until=tx.now + TAP_ANSWERED_WITHIN)
    return replied()


def shown(tx: Transaction, card: Card, token: str) -> ChatCard:
    """Return what a card says now, in the language of its person. It names nobody, as no message does.
    `token`: end of its link.
    """
    alert = tx.get(Alerts).peek(card.alert_id)
    link = tx.get(AnswerLinks).find(card.link_key)
    place, why = place_and_why(tx, alert, group_id=alert.group_id)
    zone = ZoneInfo(tx.get(Sites).get(alert.site_id).timezone)
    title = reminders.marked(words.of("message.tier", alert.rank.name), is_simulated=alert.is_simulated)
    responses = tx.get(Responses).current(alert)
    mine, coming = responses.get(card.person_id), _coming_since(responses.values())
    has_to = not alert.is_acknowledged or (mine is not None and mine.has_yet_to_confirm)
    is_over = not alert.is_open or link is None or tx.now >= link.expires_at
    answers = offered(link.answer if link else None, is_over=is_over, has_to_acknowledge=has_to)
    language, advice = card.language, tx.get(AlertAdvice).of(card.alert_id)
    return ChatCard(
        title=title.in_(language),
        place=place.in_(language),
        value=_value(tx, alert, why, zone).in_(language),
        advice=[each.in_(language) for each in advice.steps[:MOST_ADVICE]],
        coming=_coming(coming, zone).in_(language) if coming else "",
        said=_said(mine.answer if mine else None, link, language),
        state=_state(alert).in_(language),
        answers=[ChatAnswer(each.value, words.of("chatCard.button", each).in_(language)) for each in answers],
        again=ChatAnswer(SHOW, words.of("chatCard.button", SHOW).in_(language)),
        token=token,
        tier=alert.rank.name if alert.is_open else "",
    )


def with_news(tx: Transaction, card: Card, now: ChatCard) -> tuple[Card, ChatCard]:
    """Return a card that cannot change by itself, with what its person has yet to read of it beside it, and
    knows then; as it was where there is nothing, or no way to them.
    """
    alert = tx.get(Alerts).peek(card.alert_id)
    others = tx.get(Responses).current(alert).items()
    comes = any(each.answer is Answer.ON_THE_WAY for person_id, each in others if person_id != card.person_id)
    news = news_of(card.news, comes=comes, is_over=not alert.is_open)
    address = tx.get(Staff).address(card.person_id, AddressKind.CHAT)
    if news is News.NONE or address is None or address.verified_at is None:
        return card, now
    said = now.coming if news is News.COMING else now.state
    text = words.text("chatCard.news", title=now.title, place=now.place, said=said).in_(card.language)
    return replace(card, news=news), replace(now, user_id=address.address, news=text)


def _is_alert_itself(kind: EventKind) -> bool:
    """Whether its message is titled by the tier alone, as a card is."""
    return kind not in reminders.KINDS and words.find("message.title", kind) is None


def _is_theirs(tx: Transaction, card: Card, tap: Tap) -> bool:
    address = tx.get(Staff).address(card.person_id, AddressKind.CHAT)
    if address is None or address.verified_at is None:
        return False
    known = address.address.encode()
    return any(hmac.compare_digest(known, each.encode()) for each in (tap.user_id, *tap.other_ids))


def _coming_since(responses: Iterable[Response]) -> list[datetime]:
    """Return since when each who is coming is, the first first."""
    coming = (each.answered_at for each in responses if each.answer is Answer.ON_THE_WAY)
    return sorted(each for each in coming if each)


def _value(tx: Transaction, alert: Alert, why: Text, zone: ZoneInfo) -> Text:
    cause = tx.get(Alerts).cause(alert.alert_id)
    at = moment(cause["sampled_us"]) if "sampled_us" in cause else alert.active_from
    return words.text("chatCard.value", why=why, time=f"{at.astimezone(zone):%H:%M}")


def _coming(since: list[datetime], zone: ZoneInfo) -> Text:
    return words.text("chatCard.coming", n=len(since), time=f"{since[0].astimezone(zone):%H:%M}")


def _said(mine: Answer | None, link: AnswerLink | None, language: Language) -> str:
    said = mine.value if mine else (link.answer.value if link and link.answer else "")
    return words.of("message.said", said).in_(language) if said else ""


def _state(alert: Alert) -> Text:
    if not alert.is_open:
        return words.text("answerPage.over")
    if not alert.is_active:
        return words.text("chatCard.normal")
    return words.text("chatCard.acknowledged") if alert.is_acknowledged else Text("", "")


def _notice(code: str, language: Language) -> str:
    return words.of("chatCard.notice", code).in_(language)
