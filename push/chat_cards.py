"""Parts that chats with cards share: the card, the text behind it, and what a button carries."""

from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import replace
from time import monotonic
from typing import Any, Final, Protocol

from push.chat import Addresses, Chat
from push.http_client import HttpClient, Network
from push.message import ChatAnswer, ChatCard, Message
from push.outcome import Outcome, Verdict

CARDS_REST_S: Final = 30.0
"""After a card that was not taken as its provider is slow, away or busy: texts leave at once meanwhile."""
TIMEOUT_S: Final = 4.0
"""Of the network of a card, 1.6 s to connect and 6.4 s for the answer: a text waits behind it."""
LONGEST_LINE: Final = 200
PRIMARY: Final = "ON_THE_WAY"


class Cards(Protocol):
    """Cards of one provider. Neither method raises for what others do."""

    def deliver(self, person_id: str, message: Message, card: ChatCard) -> Outcome:
        """Send the card to this person; the same message again is the same card."""
        ...

    def update(self, message: Message, card: ChatCard) -> Outcome:
        """Bring the card of this message up to date."""
        ...

    def close(self) -> None:
        """Let go of connections."""
        ...


class CardChat(Chat):
    """A chat whose people get a card where there is one, and else the text."""

    def __init__(
        self, addresses: Addresses, client: HttpClient, cards: Cards | None, *, has_app: bool
    ) -> None:
        super().__init__(addresses, client, has_app=has_app)
        self._cards = cards
        self._texts_until = 0.0

    def close(self) -> None:
        super().close()
        if self._cards is not None:
            self._cards.close()

    def update_card(self, message: Message) -> Outcome:
        """Bring the card of this message up to date."""
        if self._cards is None or message.card is None:
            return Outcome(Verdict.FAILED, "there is no card")
        return self._cards.update(message, message.card)

    def _to_person(self, person_id: str, message: Message) -> Outcome:
        """Send a card where there is one, and the text where it is not taken at once: rather twice than not
        at all, and a card that is refused must cost no alert.
        """
        if self._cards is None or message.card is None or monotonic() < self._texts_until:
            return self._text_to_person(person_id, message)
        outcome = self._cards.deliver(person_id, message, message.card)
        if outcome.verdict is Verdict.ACCEPTED:
            return outcome
        if outcome.verdict is Verdict.RETRY and self._is_slow(outcome):
            # Three hundred people must not wait for it one by one.
            self._texts_until = monotonic() + CARDS_REST_S
        text = self._text_to_person(person_id, message)
        return replace(text, reason=f"card: {outcome.reason}") if text.verdict is Verdict.ACCEPTED else text

    def _is_slow(self, outcome: Outcome) -> bool:
        """Whether a card that may go better later says so of all people, not of one."""
        return outcome.was_asked

    @abstractmethod
    def _text_to_person(self, person_id: str, message: Message) -> Outcome:
        """Send the text with its link by the app. Raises Unreachable."""


def hasty(network: Network) -> Network:
    """Return the network of a card: behind it a text waits."""
    return replace(network, timeout_s=min(network.timeout_s, TIMEOUT_S))


def carried(answer: ChatAnswer, token: str) -> dict[str, str]:
    """Return what a button carries, and its tap brings back."""
    return {"answer": answer.value, "link": token}


def brought(given: Mapping[str, Any]) -> tuple[str, str]:
    """Return the answer and the token that a tap brought back. Raises TypeError for a card of others."""
    answer, token = given.get("answer"), given.get("link")
    if not isinstance(answer, str) or not isinstance(token, str):
        raise TypeError("not one of our buttons")
    return answer, token
