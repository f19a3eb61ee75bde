"""The bot of WeCom 智能机器人: it sends over the connection that this process holds, nothing else."""

from typing import Any, Final

from push.held import HeldConnections
from push.http_client import Codes, Unreachable, readable_code, reason_of
from push.message import ChatCard, Message
from push.outcome import Outcome, Verdict
from push.text import plain_text
from push.wecom_card import sent

SEND: Final = "aibot_send_msg"
TO_ONE_PERSON: Final = 1
LONGEST_TEXT_BYTES: Final = 2048
AWAY: Final = Outcome(Verdict.RETRY, "the bot is not connected here", was_asked=False)
NO_ANSWER: Final = "no answer in time"
CODES: Final = Codes(accepted=frozenset({0}), busy=frozenset({-1, 45009, 45033}))
MARKS: Final = str.maketrans({"<": "‹", "[": "(", "*": "+", "`": "'"})
"""Signs that are more than themselves in Markdown, the only text that a bot may send."""


class WecomBot:
    """Sends cards and short messages to people who have written to the bot before."""

    def __init__(self, who: tuple[str, str, str], held: HeldConnections) -> None:
        self._who, self._held = who, held

    def deliver(self, person_id: str, message: Message, card: ChatCard) -> Outcome:
        """Send the card to this person. Its `task_id` is that of the message, with every attempt."""
        content = {"msgtype": "template_card", "template_card": sent(card, message.message_id)}
        return self._send(person_id, content, is_card=True)

    def write(self, person_id: str, message: Message) -> Outcome:
        """Send the message as a text with its link."""
        return self._write(person_id, plain_text(message, most_bytes=LONGEST_TEXT_BYTES))

    def update(self, message: Message, card: ChatCard) -> Outcome:  # noqa: ARG002 - the card stays as it is
        """Write to whose card it is what it cannot say by itself: it changes in answer to a tap only."""
        if not card.news:
            return Outcome(Verdict.FAILED, "there is nothing to say")
        return self._write(card.user_id, card.news)

    def close(self) -> None:
        """Leave the connection: it is the process's."""

    def _write(self, person_id: str, text: str) -> Outcome:
        return self._send(person_id, {"msgtype": "markdown", "markdown": {"content": text.translate(MARKS)}})

    def _send(self, person_id: str, content: dict[str, Any], *, is_card: bool = False) -> Outcome:
        talk = self._held.get(self._who)
        if talk is None:
            return AWAY
        try:
            answer = talk.ask(SEND, {"chatid": person_id, "chat_type": TO_ONE_PERSON, **content})
        except Unreachable as failed:
            return failed.outcome
        code = readable_code(answer.get("errcode"))
        if code in CODES.accepted:
            return Outcome(Verdict.ACCEPTED, is_card=is_card)
        return refused(code, str(answer.get("errmsg", "")), person_id)


def refused(code: str | int | None, words: str, *hidden: str) -> Outcome:
    """Return what a refusal of the bot means, with the words of WeCom; `hidden` is left out of them."""
    reason = reason_of(f"{code}: {words}", hidden)
    return Outcome(Verdict.RETRY if code in CODES.busy else Verdict.FAILED, reason)
