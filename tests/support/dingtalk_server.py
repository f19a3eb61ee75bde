"""DingTalk as far as cards go: its HTTPS and its Stream connection, with a certificate of its own.

It refuses what the protocol forbids: a wrong secret, a ticket that is used twice or made up, a connection
without the topic of cards, variables that are no texts, a card without a space, an update of what was never
made. What nobody could send us from outside (a replay, a outsider) a test makes it send.
"""

import json
import secrets
import socket
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final, Self
from urllib.parse import parse_qs, urlsplit

from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response
from websockets.sync.server import Server, ServerConnection, serve

from tests.support.channel_cases import server_side_tls

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


class TapFailed(Exception):
    """Raised where the answer to a tap did not come in time, or says that it was not taken."""


class DingtalkServer:
    """`cards` by their `outTrackId`, `texts` by user, as work notifications have them."""

    def __init__(self) -> None:
        self.cards: dict[str, ShownCard] = {}
        self.texts: list[tuple[str, str]] = []
        self.refused: list[str] = []
        self.connections: list[ServerConnection] = []
        self.most_connections = 0
        self.quota: int | None = None
        self.is_away = False
        self.updates = 0
        self.sent: list[str] = []
        self._tokens: set[str] = set()
        self._tickets: set[str] = set()
        self._answers: dict[str, dict[str, Any]] = {}
        self._answered = threading.Condition()
        self._lock = threading.Lock()
        self._tls = server_side_tls()
        self._http = _HttpServer(self)
        self._http.socket = self._tls.wrap_socket(self._http.socket, server_side=True)
        self._sockets: Server | None = None
        self._threads: list[threading.Thread] = []

    @property
    def origin(self) -> str:
        return f"https://127.0.0.1:{self._http.server_address[1]}"

    @property
    def stream_origin(self) -> str:
        assert self._sockets
        return f"wss://127.0.0.1:{self._sockets.socket.getsockname()[1]}"

    @property
    def origins(self) -> frozenset[str]:
        """What an installation lists as its own, to reach it inside the plant."""
        return frozenset({self.origin, self.stream_origin})

    @property
    def settings(self) -> dict[str, str]:
        """What an administrator types beside the secret."""
        return {
            "app_key": KEY,
            "agent_id": "7",
            "card_template_id": TEMPLATE,
            "api_url": self.origin,
            "card_api_url": self.origin,
        }

    def __enter__(self) -> Self:
        self._sockets = serve(self._converse, "127.0.0.1", 0, ssl=self._tls, process_request=self._admit)
        for work in (self._http.serve_forever, self._sockets.serve_forever):
            thread = threading.Thread(target=work, daemon=True)
            thread.start()
            self._threads.append(thread)
        return self

    def __exit__(self, *_: object) -> None:
        assert self._sockets
        self.cut()
        self._http.shutdown()
        self._http.server_close()
        self._sockets.shutdown()
        for each in self._threads:
            each.join(5)

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

    def cut(self) -> None:
        """Lose every connection without a word."""
        for each in [*self.connections]:
            with suppress(OSError):
                each.socket.shutdown(socket.SHUT_RDWR)

    def _system(self, topic: str, data: str, message_id: str) -> None:
        headers = {"topic": topic, "messageId": message_id, "contentType": "application/json"}
        frame = {"specVersion": "1.0", "type": "SYSTEM", "headers": headers, "data": data}
        self.connections[-1].send(json.dumps(frame))

    def _admit(self, connection: ServerConnection, request: Request) -> Response | None:
        ticket = parse_qs(urlsplit(request.path).query).get("ticket", [""])[0]
        with self._lock:
            if ticket in self._tickets and not self.is_away:
                self._tickets.discard(ticket)
                return None
        self.refused.append("ticket")
        return connection.respond(HTTPStatus.UNAUTHORIZED, "no such ticket\n")

    def _converse(self, connection: ServerConnection) -> None:
        with self._lock:
            self.connections.append(connection)
            self.most_connections = max(self.most_connections, len(self.connections))
        try:
            for frame in connection:
                said = json.loads(frame)
                assert set(said) == {"code", "headers", "message", "data"}, said
                assert isinstance(said["data"], str)
                with self._answered:
                    self._answers[said["headers"]["messageId"]] = said
                    self._answered.notify_all()
        except ConnectionClosed:
            pass
        finally:
            with self._lock:
                self.connections.remove(connection)

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

    def text(self, query: dict[str, list[str]], asked: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """POST /topapi/message/corpconversation/asyncsend_v2"""
        if not self.knows(query.get("access_token", [""])[0]):
            return 200, {"errcode": 40014, "errmsg": "no such token"}
        self.texts.append((asked["userid_list"], asked["msg"]["text"]["content"]))
        return 200, {"errcode": 0, "errmsg": "ok"}


class _HttpServer(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, server: DingtalkServer) -> None:
        self.dingtalk = server
        super().__init__(("127.0.0.1", 0), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that trusts no foreign certificate ends the handshake: that is a test of its own."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _HttpServer

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        query = parse_qs(parts.query)
        if parts.path != "/gettoken" or query.get("appsecret") != [SECRET]:
            return self._reply(200, {"errcode": 40001, "errmsg": "wrong secret"})
        _, found = self.server.dingtalk.token({"appKey": KEY, "appSecret": SECRET})
        return self._reply(200, {"errcode": 0, "access_token": found["accessToken"], "expires_in": 7200})

    def do_POST(self) -> None:
        self._do(
            {
                "/v1.0/gateway/connections/open": self.server.dingtalk.open,
                "/v1.0/oauth2/accessToken": self.server.dingtalk.token,
            },
            {"/v1.0/card/instances/createAndDeliver": self.server.dingtalk.create},
        )

    def do_PUT(self) -> None:
        self._do({}, {"/v1.0/card/instances": self.server.dingtalk.update})

    def _do(self, free: dict[str, Callable[..., Any]], with_token: dict[str, Callable[..., Any]]) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        server, parts = self.server.dingtalk, urlsplit(self.path)
        if server.is_away:
            self._reply(503, {})
        elif parts.path in free:
            self._reply(*free[parts.path](asked))
        elif parts.path in with_token:
            if not server.knows(self.headers.get("x-acs-dingtalk-access-token", "")):
                return self._reply(401, {"code": "InvalidAuthentication", "message": "no token"})
            self._reply(*with_token[parts.path](asked))
        elif parts.path == "/topapi/message/corpconversation/asyncsend_v2":
            self._reply(*server.text(parse_qs(parts.query), asked))
        else:
            server.refused.append(self.path)
            self._reply(404, {})
        return None

    def _reply(self, status: int, content: dict[str, Any]) -> None:
        if status >= 400:
            self.server.dingtalk.refused.append(f"{status} {content.get('code', '')}")
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nothing: tests read what was refused."""


def at_once(*taps: Callable[[], object]) -> list[object]:
    """Do these at the same time; returns what each came to, an error as itself."""

    def done(tap: Callable[[], object]) -> object:
        try:
            return tap()
        except TapFailed as failed:
            return failed

    with ThreadPoolExecutor(len(taps)) as people:
        return [each.result() for each in [people.submit(done, tap) for tap in taps]]
