"""Cards of a bot of WeCom 智能机器人模板卡片: JSON of their own, without a template that somebody publishes.

A card changes in answer to a tap only, and no button can be greyed: one that asks for the present state
stands where there is nothing left to answer.
"""

from typing import Any, Final

from push.chat_cards import PRIMARY
from push.message import ChatAnswer, ChatCard
from push.tap import SHOW
from push.text import shortened

LONGEST_TITLE, LONGEST_PLACE, LONGEST_VALUE, LONGEST_ADVICE, LONGEST_STATE = 26, 30, 40, 112, 112
"""Longer texts are cut off by the phone, at a place that nobody chose."""
LONGEST_BUTTON: Final = 10
BLUE, GREY = 1, 3
SEPARATOR: Final = ":"
READ: Final = ChatAnswer(SHOW, "OK")
"""The button of a card that says nothing else: one is the least that it may have."""


def sent(card: ChatCard, task_id: str) -> dict[str, Any]:
    """Return the card as it is sent; `task_id` names it, and comes back with each tap."""
    return _shown(card, task_id, "")


def changed(card: ChatCard, task_id: str, notice: str = "") -> dict[str, Any]:
    """Return the answer to a tap that brings the card up to date, with a word to who tapped."""
    return {"response_type": "update_template_card", "template_card": _shown(card, task_id, notice)}


def noticed(notice: str, task_id: str, user_id: str) -> dict[str, Any]:
    """Return the answer to the tap of somebody whose card it is not: only they see it."""
    shown = {
        "card_type": "button_interaction",
        "sub_title_text": shortened(notice, LONGEST_STATE),
        "button_list": [_button(READ, "")],
        "task_id": task_id,
    }
    return {"response_type": "update_template_card", "userids": [user_id], "template_card": shown}


def key_of(answer: ChatAnswer, token: str) -> str:
    """Return what comes back with the tap on a button."""
    return f"{answer.value}{SEPARATOR}{token}"


def _shown(card: ChatCard, task_id: str, notice: str) -> dict[str, Any]:
    state = "\n".join(each for each in (notice, card.state, card.coming, card.said) if each)
    buttons = card.answers or [card.again]
    shown: dict[str, Any] = {
        "card_type": "button_interaction",
        "main_title": {
            "title": shortened(card.title, LONGEST_TITLE),
            "desc": shortened(card.place, LONGEST_PLACE),
        },
        "button_list": [_button(each, card.token) for each in buttons],
        "task_id": task_id,
    }
    advice = "\n".join(card.advice)
    if card.value or advice:
        shown["quote_area"] = {
            "title": shortened(card.value, LONGEST_VALUE),
            "quote_text": _cut(advice, LONGEST_ADVICE),
        }
    if state:
        shown["sub_title_text"] = _cut(state, LONGEST_STATE)
    return shown


def _cut(lines: str, most: int) -> str:
    """Return at most so many characters of lines that stay lines."""
    return lines if len(lines) <= most else f"{lines[: most - 1].rstrip()}…"


def _button(answer: ChatAnswer, token: str) -> dict[str, Any]:
    style = BLUE if answer.value == PRIMARY else GREY
    text = shortened(answer.title, LONGEST_BUTTON)
    return {"text": text, "style": style, "key": key_of(answer, token)}
