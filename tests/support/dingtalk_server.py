"""DingTalk as far as cards go: its HTTPS and its Stream connection, with a certificate of its own.

It refuses what the protocol forbids: a wrong secret, a ticket that is used twice or made up, a connection
without the topic of cards, variables that are no texts, a card without a space, an update of what was never
made. What nobody could send us from outside (a replay, a outsider) a test makes it send.
"""

import json
import secrets
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.sync.server import ServerConnection

from tests.support.chat_server import ChatServer, Reply, TapFailed

KEY: Final = "dingkey0001"
SECRET: Final = "s3cret-of-the-app"
TEMPLATE: Final = "0c7b1e9a-template.schema"
TOPIC: Final = "/v1.0/card/instances/callback"
TAPS_WAIT_S: Final = 3.0
"""What DingTalk waits for the answer to a tap."""
VARIABLES: Final = {"title", "place", "value", "advice", "coming", "said", "state", "btns"}
HASTE: Final = (403, {"code": "Forbidden.AccessDenied.QpsLimitForApi", "message": "quota spent"})


@dataclass
class ShownCard:
    """A card in somebody's chat: what all see, and what only one person does."""

    user_id: str
    shown: dict[str, str]
    private: dict[str, dict[str, str]] = field(default_factory=dict)
    came_at: float = field(default_factory=time.time)

    @property
    def buttons(self) -> dict[str, dict[str, str]]:
        """What comes back with each button, by its words."""
        found = json.loads(self.shown["btns"])
        return {each["text"]: each["event"]["params"]["params"] for each in found}


class DingtalkServer(ChatServer):
    """`cards` by their `outTrackId`, `texts` by user, as work notifications have them."""

    kind = "dingtalk"

    def __init__(self) -> None:
        super().__init__()
        self.cards: dict[str, ShownCard] = {}
        self.updates = 0
        self.sent: list[str] = []
        self._tokens: set[str] = set()
        self._tickets: set[str] = set()
        self._answers: dict[str, dict[str, Any]] = {}
        self._answered = threading.Condition()

    @property
    def settings(self) -> dict[str, str]:
        return {
            "app_key": KEY,
            "agent_id": "7",
            "card_template_id": TEMPLATE,
            "api_url": self.origin,
            "card_api_url": self.origin,
        }

    @property
    def secrets(self) -> dict[str, str]:
        return {"app_secret": SECRET}

    def card_of(self, user_id: str) -> ShownCard:
        """The one card in the chat of this person."""
        [found] = [each for each in self.cards.values() if each.user_id == user_id]
        return found

    def taps(self, user_id: str, words: str, *, of: str = "") -> ShownCard:
        """Tap the button with these words on one's own card, or on somebody else's. Raises TapFailed."""
        [(track_id, card)] = [each for each in self.cards.items() if each[1].user_id == (of or user_id)]
        return self.sends(track_id, card, user_id, card.buttons[words])

    def sends(self, track_id: str, card: ShownCard, user_id: str, params: dict[str, str]) -> ShownCard:
        """Send what a tap sends, and show what comes back. Raises TapFailed."""
        content = json.dumps({"cardPrivateData": {"actionIds": [params["answer"]], "params": params}})
        called = {
            "extension": "{}",
            "corpId": "ding9f50",
            "type": "actionCallback",
            "userIdType": 1,
            "userId": user_id,
            "outTrackId": track_id,
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
        card.private.setdefault(user_id, {}).update(seen_by_one)
        return card

    def calls(self, data: str, *, topic: str = TOPIC, message_id: str = "") -> dict[str, Any]:
        """Send a callback over one of the connections, and return what it is answered. Raises TapFailed."""
        message_id = message_id or secrets.token_hex(8)
        frame = json.dumps(
            {
                "specVersion": "1.0",
                "type": "CALLBACK",
                "headers": {
                    "topic": topic,
                    "messageId": message_id,
                    "contentType": "application/json",
                    "time": str(int(time.time() * 1000)),
                },
                "data": data,
            }
        )
        self.sent.append(frame)
        with self._answered:
            self._answers.pop(message_id, None)
        try:
            self.connections[-1].send(frame)
        except (IndexError, ConnectionClosed) as lost:
            raise TapFailed("nobody is connected") from lost
        with self._answered:
            if not self._answered.wait_for(lambda: message_id in self._answers, TAPS_WAIT_S):
                raise TapFailed("no answer in time")
            answer = self._answers[message_id]
        if answer["code"] != HTTPStatus.OK:
            raise TapFailed(str(answer))
        found: dict[str, Any] = json.loads(answer["data"]).get("response", {})
        return found

    def replays(self) -> None:
        """Send every callback of before once more."""
        for frame in [*self.sent]:
            self.connections[-1].send(frame)

    def pings(self) -> str:
        """Ask whether somebody is there, as DingTalk does; returns what is sent back."""
        self._system("ping", '{"opaque":"o1"}', "ping-1")
        with self._answered:
            assert self._answered.wait_for(lambda: "ping-1" in self._answers, TAPS_WAIT_S)
            return str(self._answers["ping-1"]["data"])

    def asks_to_leave(self) -> None:
        """Ask for another connection, as before a release."""
        self._system("disconnect", '{"reason":"release"}', "bye-1")

    def _system(self, topic: str, data: str, message_id: str) -> None:
        headers = {"topic": topic, "messageId": message_id, "contentType": "application/json"}
        frame = {"specVersion": "1.0", "type": "SYSTEM", "headers": headers, "data": data}
        self.connections[-1].send(json.dumps(frame))

    def admit(self, connection: ServerConnection, request: Request) -> Response | None:
        ticket = parse_qs(urlsplit(request.path).query).get("ticket", [""])[0]
        with self.lock:
            if ticket in self._tickets and not self.is_away:
                self._tickets.discard(ticket)
                return None
        self.refused.append("ticket")
        return connection.respond(HTTPStatus.UNAUTHORIZED, "no such ticket\n")

    def hear(self, connection: ServerConnection, frame: dict[str, Any]) -> None:
        assert set(frame) == {"code", "headers", "message", "data"}, frame
        assert isinstance(frame["data"], str)
        with self._answered:
            self._answers[frame["headers"]["messageId"]] = frame
            self._answered.notify_all()

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
        if path not in free and not self.knows(headers.get("x-acs-dingtalk-access-token", "")):
            return 401, {"code": "InvalidAuthentication", "message": "no token"}
        found = free.get(path) or with_token.get((method, path))
        return found(asked) if found else (404, {"code": path})

    def old_token(self, query: Mapping[str, list[str]]) -> Reply:
        """GET /gettoken"""
        if query.get("appsecret") != [SECRET]:
            return 200, {"errcode": 40001, "errmsg": "wrong secret"}
        _, found = self.token({"appKey": KEY, "appSecret": SECRET})
        return 200, {"errcode": 0, "access_token": found["accessToken"], "expires_in": 7200}

    def open(self, asked: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """POST /v1.0/gateway/connections/open"""
        if self.quota is not None and self.quota <= 0:
            return HASTE
        if (asked.get("clientId"), asked.get("clientSecret")) != (KEY, SECRET):
            return 401, {"code": "authFailed", "message": f"wrong secret {asked.get('clientSecret')}"}
        if {"type": "CALLBACK", "topic": TOPIC} not in asked.get("subscriptions", []):
            return 400, {"code": "invalidParameter", "message": "no topic of cards"}
        ticket = secrets.token_urlsafe(16)
        self._tickets.add(ticket)
        return 200, {"endpoint": f"{self.stream_origin}/connect", "ticket": ticket}

    def token(self, asked: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """POST /v1.0/oauth2/accessToken"""
        if asked != {"appKey": KEY, "appSecret": SECRET}:
            return 400, {"code": "invalidClientSecret", "message": "wrong secret"}
        token = secrets.token_hex(16)
        self._tokens.add(token)
        return 200, {"accessToken": token, "expireIn": 7200}

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
            self.cards.setdefault(track_id, ShownCard(user_id, dict(asked["cardData"]["cardParamMap"])))
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
        if self.quota is not None:
            if self.quota <= 0:
                return HASTE
            self.quota -= 1
        if not asked.get("outTrackId"):
            return 400, {"code": "param.outTrackIdEmpty", "message": "no outTrackId"}
        given = asked.get("cardData", {}).get("cardParamMap", {})
        if not given or not all(isinstance(each, str) for each in given.values()):
            return 400, {"code": "param.cardPublicDataEmpty", "message": "variables are texts"}
        return None

    def knows(self, token: str) -> bool:
        return token in self._tokens

    def text(self, query: Mapping[str, list[str]], asked: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """POST /topapi/message/corpconversation/asyncsend_v2"""
        if not self.knows(query.get("access_token", [""])[0]):
            return 200, {"errcode": 40014, "errmsg": "no such token"}
        self.texts.append((asked["userid_list"], asked["msg"]["text"]["content"]))
        return 200, {"errcode": 0, "errmsg": "ok"}
