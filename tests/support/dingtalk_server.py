"""DingTalk as far as cards go: its HTTPS and its Stream connection, with a certificate of its own.

It refuses what the protocol forbids: a wrong secret, a ticket that is used twice or made up, a connection
without the topic of cards, variables that are no texts, a card without a space, an update of what was never
made. What nobody could send us from outside (a replay, a outsider) a test makes it send.
"""

import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from websockets.sync.server import ServerConnection

from tests.support.card_server import SECRET, CardServer, ShownCard
from tests.support.chat_server import Reply, TapFailed

KEY: Final = "dingkey0001"
TEMPLATE: Final = "0c7b1e9a-template.schema"
TOPIC: Final = "/v1.0/card/instances/callback"
VARIABLES: Final = {"title", "place", "value", "advice", "coming", "said", "state", "btns"}
HASTE: Final = (403, {"code": "Forbidden.AccessDenied.QpsLimitForApi", "message": "quota spent"})


@dataclass
class DingtalkCard(ShownCard):
    """A card by the variables of its template."""

    @property
    def title(self) -> str:
        return str(self.shown["title"])

    @property
    def text(self) -> str:
        return "\n".join(value for name, value in self.shown.items() if name not in ("title", "btns"))

    @property
    def buttons(self) -> dict[str, dict[str, str]]:
        found = json.loads(self.shown["btns"])
        return {each["text"]: each["event"]["params"]["params"] for each in found}


class DingtalkServer(CardServer):
    """Cards are known by their `outTrackId`, texts are work notifications."""

    kind = "dingtalk"
    card = DingtalkCard
    wrong_secret = "401"
    haste = "403"

    @property
    def settings(self) -> dict[str, str]:
        return {
            "app_key": KEY,
            "agent_id": "7",
            "card_template_id": TEMPLATE,
            "api_url": self.origin,
            "card_api_url": self.origin,
        }

    def sends(self, ref: str, card: ShownCard, user_id: str, params: dict[str, str]) -> ShownCard:
        content = json.dumps({"cardPrivateData": {"actionIds": [params["answer"]], "params": params}})
        called = {
            "extension": "{}",
            "corpId": "ding9f50",
            "type": "actionCallback",
            "userIdType": 1,
            "userId": user_id,
            "outTrackId": ref,
            "content": content,
            "value": content,
        }
        said = self.calls(json.dumps(called))
        assert not said or said["cardUpdateOptions"]["updateCardDataByKey"] is True
        seen_by_all, seen_by_one = (
            said.get(name, {}).get("cardParamMap", {}) for name in ("cardData", "userPrivateData")
        )
        assert all(isinstance(each, str) for each in (*seen_by_all.values(), *seen_by_one.values()))
        card.shown.update(seen_by_all)
        if "notice" in seen_by_one:
            card.notices[user_id] = seen_by_one["notice"]
        return card

    def calls(self, data: str, *, topic: str = TOPIC) -> dict[str, Any]:
        """Send a callback, and return what it is answered. Raises TapFailed."""
        message_id = secrets.token_hex(8)
        headers = {
            "topic": topic,
            "messageId": message_id,
            "contentType": "application/json",
            "time": str(int(time.time() * 1000)),
        }
        frame = {"specVersion": "1.0", "type": "CALLBACK", "headers": headers, "data": data}
        answer = self.asks(message_id, json.dumps(frame))
        if answer["code"] != HTTPStatus.OK:
            raise TapFailed(str(answer))
        found: dict[str, Any] = json.loads(answer["data"]).get("response", {})
        return found

    def pings(self) -> str:
        """Ask whether somebody is there, as DingTalk does; returns what is sent back."""
        return str(self.asks("ping-1", _system("ping", '{"opaque":"o1"}', "ping-1"))["data"])

    def is_read(self) -> bool:
        return bool(self.pings())

    def asks_to_leave(self) -> None:
        """Ask for another connection, as before a release."""
        self.send(_system("disconnect", '{"reason":"release"}', "bye-1"))

    def hear(self, connection: ServerConnection, frame: dict[str, Any]) -> None:
        assert set(frame) == {"code", "headers", "message", "data"}, frame
        assert isinstance(frame["data"], str)
        self.answered(frame["headers"]["messageId"], frame)

    def answer(
        self,
        method: str,
        path: str,
        query: Mapping[str, list[str]],
        headers: Mapping[str, str],
        asked: dict[str, Any],
    ) -> Reply:
        if path == "/gettoken":
            return self.old_token(query)
        if path == "/topapi/message/corpconversation/asyncsend_v2":
            return self.text(query, asked)
        free = {"/v1.0/gateway/connections/open": self.open, "/v1.0/oauth2/accessToken": self.token}
        with_token = {
            ("POST", "/v1.0/card/instances/createAndDeliver"): self.create,
            ("PUT", "/v1.0/card/instances"): self.update,
        }
        if path not in free and headers.get("x-acs-dingtalk-access-token", "") not in self.tokens:
            return 401, {"code": "InvalidAuthentication", "message": "no token"}
        found = free.get(path) or with_token.get((method, path))
        return found(asked) if found else (404, {"code": path})

    def old_token(self, query: Mapping[str, list[str]]) -> Reply:
        """GET /gettoken"""
        if query.get("appsecret") != [SECRET]:
            return 200, {"errcode": 40001, "errmsg": "wrong secret"}
        return 200, {"errcode": 0, "access_token": self.new_token(), "expires_in": 7200}

    def open(self, asked: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """POST /v1.0/gateway/connections/open"""
        if self.quota is not None and self.quota <= 0:
            return HASTE
        if (asked.get("clientId"), asked.get("clientSecret")) != (KEY, SECRET):
            return 401, {"code": "authFailed", "message": f"wrong secret {asked.get('clientSecret')}"}
        if {"type": "CALLBACK", "topic": TOPIC} not in asked.get("subscriptions", []):
            return 400, {"code": "invalidParameter", "message": "no topic of cards"}
        return 200, {"endpoint": f"{self.stream_origin}/connect", "ticket": self.ticket()}

    def token(self, asked: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """POST /v1.0/oauth2/accessToken"""
        if asked != {"appKey": KEY, "appSecret": SECRET}:
            return 400, {"code": "invalidClientSecret", "message": "wrong secret"}
        return 200, {"accessToken": self.new_token(), "expireIn": 7200}

    def create(self, asked: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """POST /v1.0/card/instances/createAndDeliver; the same `outTrackId` again overwrites nothing."""
        wrong = self._wrong(asked)
        if wrong is not None:
            return wrong
        space, robot = str(asked.get("openSpaceId", "")), asked.get("imRobotOpenDeliverModel", {})
        user_id = space.removeprefix("dtv1.card//IM_ROBOT.")
        if user_id == space or "imRobotOpenSpaceModel" not in asked:
            return 400, {"code": "param.openSpaceModelInvalid", "message": "no space"}
        if asked.get("cardTemplateId") != TEMPLATE:
            return 400, {"code": "param.cardTemplateNotExist", "message": "no such template"}
        if robot != {"spaceType": "IM_ROBOT", "robotCode": KEY} or asked.get("callbackType") != "STREAM":
            return 400, {"code": "chatbot.notFound", "message": "no such robot"}
        if set(asked["cardData"]["cardParamMap"]) != VARIABLES:
            return 400, {"code": "param.invalid", "message": "variables"}
        track_id = asked["outTrackId"]
        reached = not user_id.startswith("left")
        if reached:
            shown = dict(asked["cardData"]["cardParamMap"])
            self.cards.setdefault(track_id, DingtalkCard(user_id, shown, track_id))
        results = [{"spaceId": user_id, "success": reached, "errorMsg": "" if reached else "user left"}]
        return 200, {"success": True, "result": {"outTrackId": track_id, "deliverResults": results}}

    def update(self, asked: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """PUT /v1.0/card/instances; without `updateCardDataByKey` what is not given is lost."""
        wrong = self._wrong(asked)
        if wrong is not None:
            return wrong
        card = self.cards.get(asked["outTrackId"])
        if card is None:
            return 400, {"code": "param.outTrackIdNotExist", "message": "no such card"}
        if asked.get("cardUpdateOptions", {}).get("updateCardDataByKey") is not True:
            card.shown.clear()
        card.shown.update(asked["cardData"]["cardParamMap"])
        self.updates += 1
        return 200, {"success": True, "result": True}

    def _wrong(self, asked: dict[str, Any]) -> tuple[int, dict[str, Any]] | None:
        if self.is_spent():
            return HASTE
        if not asked.get("outTrackId"):
            return 400, {"code": "param.outTrackIdEmpty", "message": "no outTrackId"}
        given = asked.get("cardData", {}).get("cardParamMap", {})
        if not given or not all(isinstance(each, str) for each in given.values()):
            return 400, {"code": "param.cardPublicDataEmpty", "message": "variables are texts"}
        return None

    def text(self, query: Mapping[str, list[str]], asked: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """POST /topapi/message/corpconversation/asyncsend_v2"""
        if query.get("access_token", [""])[0] not in self.tokens:
            return 200, {"errcode": 40014, "errmsg": "no such token"}
        self.texts.append((asked["userid_list"], asked["msg"]["text"]["content"]))
        return 200, {"errcode": 0, "errmsg": "ok"}


def _system(topic: str, data: str, message_id: str) -> str:
    headers = {"topic": topic, "messageId": message_id, "contentType": "application/json"}
    return json.dumps({"specVersion": "1.0", "type": "SYSTEM", "headers": headers, "data": data})
