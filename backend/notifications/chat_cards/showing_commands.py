"""Cards show what is so now: those that changed are brought up to date until the provider has taken it.

Runs every second and after each commit. Two transactions, none open while the provider answers; a process
that dies between claim and outcome loses nothing, its claim runs out and another one goes on.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Final
from uuid import UUID

import structlog

from backend.core.database import Database, Transaction
from backend.notifications.channels.store import SiteChannels
from backend.notifications.chat_cards.commands import answers_end, shown, with_news
from backend.notifications.chat_cards.rules import CHANGES_FOR, FIRST_RETRY, LONGEST_RETRY, Card
from backend.notifications.chat_cards.store import ChatCards
from backend.notifications.rules import retry_after
from push.message import ChatCard, Message
from push.outcome import Outcome, Verdict
from push.route import Route

log = structlog.get_logger(__name__)
UpdateCard = Callable[[Route, Message], Outcome]
"""(channel, message with its card as it is now) → what became of it."""
AT_ONCE: Final = 8
CLAIMED_AT_ONCE: Final = 32


def no_cards(route: Route, message: Message) -> Outcome:  # noqa: ARG001 - of a process that sends none
    return Outcome(Verdict.FAILED, "cards are not sent here")


def channels_due(database: Database) -> list[UUID]:
    """By which channels cards are due; each is a provider of its own, which may hang."""
    return database.read(lambda session: ChatCards(session).channels_due(now=database.clock()))


def show_due(database: Database, update: UpdateCard, channel_id: UUID) -> int:
    """Bring the cards of this channel up to date that are due; returns how many were tried."""
    tried = 0
    with ThreadPoolExecutor(AT_ONCE) as senders:
        while claimed := database.transact(partial(_claim, channel_id=channel_id)):
            outcomes = senders.map(lambda each: update(each[1], each[2]), claimed)
            ended = [(card, now, outcome) for (card, _, now), outcome in zip(claimed, outcomes, strict=True)]
            database.transact(partial(_finish, ended=ended))
            tried += len(claimed)
    return tried


def _claim(tx: Transaction, *, channel_id: UUID) -> list[tuple[Card, Route, Message]]:
    """The cards that are due, as they stand now. While the channel is paused nothing is sent by it."""
    channel, route = tx.get(SiteChannels).get(channel_id), tx.get(SiteChannels).route(channel_id)
    found = []
    for card in tx.get(ChatCards).claim(channel_id, now=tx.now, limit=CLAIMED_AT_ONCE):
        if channel is None or route is None:
            tx.get(ChatCards).finish(card, due_at=None, error="the channel is paused")
            continue
        now = tx.try_alone(partial(_as_it_stands, tx, card))
        if isinstance(now, Exception):  # it must not keep the others from being brought up to date
            log.error("a card cannot be worded", delivery=str(card.delivery_id), exc_info=now)
            tx.get(ChatCards).finish(card, due_at=None, error=repr(now))
            continue
        known = card
        if not channel.changes_cards:
            known, now = with_news(tx, card, now)
            if not now.news:
                tx.get(ChatCards).finish(card, due_at=None, error=None)
                continue
        found.append(
            (
                known,
                route,
                Message(
                    title=now.title,
                    body=now.place,
                    navigate="/alerts",
                    topic=card.alert_id.hex,
                    card=now,
                    card_ref=card.provider_ref,
                    message_id=card.delivery_id.hex,
                ),
            )
        )
    return found


def _as_it_stands(tx: Transaction, card: Card) -> ChatCard:
    return shown(tx, card, tx.get(ChatCards).token(card.delivery_id))


def _finish(tx: Transaction, *, ended: list[tuple[Card, Message, Outcome]]) -> None:
    for card, shows, outcome in sorted(ended, key=lambda each: each[0].delivery_id):
        is_later = outcome.verdict is Verdict.RETRY and tx.now < card.made_at + CHANGES_FOR
        pause = outcome.retry_after or retry_after(card.attempts, first=FIRST_RETRY, longest=LONGEST_RETRY)
        is_taken = outcome.verdict is Verdict.ACCEPTED
        has_buttons = shows.card is not None and shows.card.answers
        ends_at = answers_end(tx, card) if is_taken and has_buttons else None
        tx.get(ChatCards).finish(
            card,
            due_at=tx.now + pause if is_later else ends_at,
            error=None if is_taken else outcome.reason,
        )
        if is_taken and card.news:
            tx.get(ChatCards).note_news(card.delivery_id, card.news)
        if not is_taken and (card.attempts == 1 or not is_later):  # not with every try
            log.warning(
                "a card was not brought up to date", delivery=str(card.delivery_id), why=outcome.reason
            )
