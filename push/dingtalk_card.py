"""Cards of DingTalk 钉钉互动卡片: one of each person, made from a template that the company publishes.

The template is `docs/dingtalk-card.md`; all that changes are its variables, which are texts. The buttons are
one of them, so that they carry the link of their delivery and go when there is nothing left to answer.
"""

import json
from collections.abc import Iterable
from typing import Any, Final

from push.chat import Token, TokenCache, token_of
from push.chat_cards import LONGEST_LINE, PRIMARY, carried, hasty
from push.http_client import Answer, HttpClient, Network, Unreachable, is_busy
from push.message import ChatAnswer, ChatCard, Message
from push.outcome import Outcome, Verdict
from push.text import shortened

DEFAULT_API: Final = "https://api.dingtalk.com"
BUSY_CODES: Final = ("QpsLimit", "Throttling")
"""In the code of a 403: not forbidden, but too many at a time."""
UNAUTHORIZED: Final = 401
BY_KEY: Final = {"updateCardDataByKey": True, "updatePrivateDataByKey": True}
"""Only those variables change that are given."""


class DingtalkCards:
    """Sends cards by the robot of an app, and brings them up to date."""

    def __init__(
        self,
        network: Network,
        *,
        api_url: str,
        app_key: str,
        app_secret: str,
        template_id: str,
        robot_code: str,
    ) -> None:
        self._api, self._template_id, self._robot_code = api_url.rstrip("/"), template_id, robot_code
        self._app = {"appKey": app_key, "appSecret": app_secret}
        self._client = HttpClient(hasty(network), (app_secret,))
        self._tokens = TokenCache(self._new_token, network.now)

    def close(self) -> None:
        self._client.close()

    def deliver(self, person_id: str, message: Message, card: ChatCard) -> Outcome:
        """Send the card to this person; the same message again is the same card, as it was sent first."""
        content = {
            "cardTemplateId": self._template_id,
            "outTrackId": message.message_id,
            "callbackType": "STREAM",
            "userIdType": 1,
            "cardData": {"cardParamMap": params(card)},
            "openSpaceId": f"dtv1.card//IM_ROBOT.{person_id}",
            "imRobotOpenSpaceModel": {
                "supportForward": False,
                "lastMessageI18n": {"ZH_CN": shortened(f"{card.title} {card.place}", LONGEST_LINE)},
            },
            "imRobotOpenDeliverModel": {"spaceType": "IM_ROBOT", "robotCode": self._robot_code},
        }
        return self._call("POST", "/v1.0/card/instances/createAndDeliver", content, person_id, card.token)

    def update(self, message: Message, card: ChatCard) -> Outcome:
        """Bring the card of this message up to date; whose variables are given change."""
        content = {"outTrackId": message.message_id, **changed(card), "userIdType": 1}
        return self._call("PUT", "/v1.0/card/instances", content, card.token)

    def _call(self, method: str, path: str, content: dict[str, Any], *hidden: str) -> Outcome:
        try:
            token, answer = self._tokens.post(
                lambda token: self._send(method, path, content, token),
                lambda answer: answer.status == UNAUTHORIZED,
            )
        except Unreachable as failed:
            return failed.outcome
        return self._judge(answer, token, *hidden)

    def _send(self, method: str, path: str, content: dict[str, Any], token: str) -> Answer:
        headers = {"x-acs-dingtalk-access-token": token}
        return self._client.call_json(method, f"{self._api}{path}", content, headers)

    def _new_token(self) -> Token:
        answer = self._client.call_json("POST", f"{self._api}/v1.0/oauth2/accessToken", self._app)
        token = token_of(answer, "accessToken", "expireIn")
        if token is None:
            raise Unreachable(self._judge(answer))
        return token

    def _judge(self, answer: Answer, *hidden: str) -> Outcome:
        """Return what an answer means. A card may be made and yet reach nobody: that stands inside."""
        said = answer.fields()
        why = undelivered(said)
        if answer.is_success and said.get("success") is True and not why:
            return Outcome(Verdict.ACCEPTED, status=answer.status, is_card=True)
        return refused(self._client, answer, why, hidden)


def refused(client: HttpClient, answer: Answer, why: str = "", hidden: Iterable[str] = ()) -> Outcome:
    """Return what a refusal means, in the words of DingTalk where `why` is empty."""
    said = answer.fields()
    code = str(said.get("code", ""))
    is_later = is_busy(answer.status) or any(words in code for words in BUSY_CODES)
    reason = client.without_secrets(f"{answer.status} {code}: {why or said.get('message', '')}", hidden)
    return Outcome(Verdict.RETRY if is_later else Verdict.FAILED, reason, answer.status, answer.retry_after)


def undelivered(said: dict[str, Any]) -> str:
    """Return why a card that was made reached nobody, empty where it did or nothing is said of it."""
    result = said.get("result")
    found = result.get("deliverResults") if isinstance(result, dict) else None
    for each in found if isinstance(found, list) else []:
        if not isinstance(each, dict) or each.get("success") is not True:
            return str(each.get("errorMsg", "not delivered")) if isinstance(each, dict) else "not delivered"
    return ""


def params(card: ChatCard) -> dict[str, str]:
    """Return the variables of the template; each is a text, also the list of buttons."""
    return {
        "title": shortened(card.title, LONGEST_LINE),
        "place": shortened(card.place, LONGEST_LINE),
        "value": shortened(card.value, LONGEST_LINE),
        "advice": "\n".join(shortened(each, LONGEST_LINE) for each in card.advice),
        "coming": shortened(card.coming, LONGEST_LINE),
        "said": shortened(card.said, LONGEST_LINE),
        "state": shortened(card.state, LONGEST_LINE),
        "btns": json.dumps([_button(each, card.token) for each in card.answers], ensure_ascii=False),
    }


def changed(card: ChatCard) -> dict[str, Any]:
    """Return the part of a call, or of the answer to a tap, that changes the variables of a card."""
    return {"cardData": {"cardParamMap": params(card)}, "cardUpdateOptions": BY_KEY}


def noticed(notice: str) -> dict[str, Any]:
    """Return the answer to a tap that only who tapped sees."""
    return {
        "userPrivateData": {"cardParamMap": {"notice": shortened(notice, LONGEST_LINE)}},
        "cardUpdateOptions": BY_KEY,
    }


def _button(answer: ChatAnswer, token: str) -> dict[str, Any]:
    given = {"actionId": answer.value, "params": carried(answer, token)}
    return {
        "text": answer.title,
        "color": "blue" if answer.value == PRIMARY else "gray",
        "status": "normal",
        "event": {"type": "sendCardRequest", "params": given},
    }
