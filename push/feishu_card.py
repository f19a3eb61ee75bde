"""Cards of Feishu 飞书消息卡片: one message of each person, whose whole content is replaced when it changes.

Every text is `plain_text`, in which nothing is markup and nobody is called. The structure is 1.0: apps older
than 7.20 show no body of 2.0.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final
from urllib.parse import quote

from push.chat_cards import LONGEST_LINE, PRIMARY, carried, hasty
from push.feishu_api import FeishuApi, FeishuSettings, send_path
from push.http_client import Network, Unreachable
from push.message import ChatAnswer, ChatCard, Message
from push.outcome import Outcome, Verdict
from push.tap import TapReply
from push.text import shortened

COLOURS: Final[Mapping[str, str]] = {"RED": "red", "ORANGE": "orange", "YELLOW": "yellow", "BLUE": "blue"}
ENDED: Final = "grey"


class FeishuCards:
    """Sends cards by an app, and brings them up to date for 14 days."""

    def __init__(self, settings: FeishuSettings, network: Network) -> None:
        self._api = FeishuApi(settings, hasty(network))

    def close(self) -> None:
        self._api.client.close()

    def deliver(self, person_id: str, message: Message, card: ChatCard) -> Outcome:
        """Send the card to this person. The same again within an hour is one message; not so the text behind
        it, which would count as sent where only a card was that we lost.
        """
        content = {
            "receive_id": person_id,
            "msg_type": "interactive",
            "content": json.dumps(shown(card), ensure_ascii=False),
            "uuid": f"c{message.message_id}"[:50],
        }
        try:
            outcome, answer = self._api.call("POST", send_path(person_id), content, person_id, card.token)
        except Unreachable as failed:
            return failed.outcome
        if outcome.verdict is not Verdict.ACCEPTED:
            return outcome
        data = answer.fields().get("data")
        ref = data.get("message_id") if isinstance(data, dict) else None
        if not isinstance(ref, str) or not ref:
            return Outcome(Verdict.FAILED, "a card without an id, which could never change", answer.status)
        return replace(outcome, is_card=True, card_ref=ref)

    def update(self, message: Message, card: ChatCard) -> Outcome:
        """Replace the card of this message."""
        if not message.card_ref:
            return Outcome(Verdict.FAILED, "it is not known as which message the card was sent")
        content = {"content": json.dumps(shown(card), ensure_ascii=False)}
        path = f"/im/v1/messages/{quote(message.card_ref, safe='')}"
        try:
            return self._api.call("PATCH", path, content, card.token)[0]
        except Unreachable as failed:
            return failed.outcome


def shown(card: ChatCard) -> dict[str, Any]:
    """Return the content of a card. `update_multi`: without it no card changes."""
    lines = [card.place, card.value, *card.advice, card.coming, card.said, card.state]
    elements: list[dict[str, Any]] = [
        {"tag": "div", "text": _plain(line)} for line in lines if shortened(line, LONGEST_LINE)
    ]
    if card.answers:
        buttons = [_button(each, card.token) for each in card.answers]
        elements.append({"tag": "action", "actions": buttons, "layout": "flow"})
    return {
        "config": {"update_multi": True, "enable_forward": False, "wide_screen_mode": True},
        "header": {"title": _plain(card.title), "template": COLOURS.get(card.tier, ENDED)},
        "elements": elements,
    }


def answered(reply: TapReply) -> dict[str, Any]:
    """Return the answer to a tap: the card as it stands now, and a word that only who tapped sees."""
    card, words = reply.card, reply.notice or (reply.card.said if reply.card else "")
    answer: dict[str, Any] = {"card": {"type": "raw", "data": shown(card)}} if card else {}
    if words:
        kind = "warning" if reply.notice else "success"
        answer["toast"] = {"type": kind, "content": shortened(words, LONGEST_LINE)}
    return answer


def _plain(text: str) -> dict[str, str]:
    return {"tag": "plain_text", "content": shortened(text, LONGEST_LINE)}


def _button(answer: ChatAnswer, token: str) -> dict[str, Any]:
    return {
        "tag": "button",
        "text": _plain(answer.title),
        "type": "primary" if answer.value == PRIMARY else "default",
        "value": carried(answer, token),
    }
