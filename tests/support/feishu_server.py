"""Feishu as far as cards go: its HTTPS and its long connection.

It refuses what the protocol forbids: a wrong secret, an address that is used twice or made up, frames that
are no frames, cards with anything but plain texts, a change of a message that is unknown, too old or not
shared by all, more than five messages a second to a person or changes of a card. Taps come in parts.
"""

import json
import secrets
import time
from base64 import b64decode
from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass, replace
from hashlib import md5
from typing import Any, Final
from urllib.parse import unquote

from websockets.sync.server import ServerConnection

from push.feishu_frame import CONTROL, DATA, PbFrame, decode, encode
from tests.support.card_server import SECRET, CardServer, ShownCard
from tests.support.chat_server import Reply, TapFailed

APP: Final = "cli_a1b2c3"
COMPANY: Final = "2ed263bf32cf1651"
SERVICE: Final = 33554678
AT_ONCE: Final = 5
"""Messages to a person, and changes of a card, in a second."""
CHANGES_FOR_S: Final = 14 * 86_400
LONGEST_CARD: Final = 30_000
TOASTS: Final = {"info", "success", "warning", "error"}


@dataclass
class FeishuCard(ShownCard):
    """A card by its content."""

    @property
    def title(self) -> str:
        return str(self.shown["header"]["title"]["content"])

    @property
    def text(self) -> str:
        return "\n".join(each["text"]["content"] for each in self.shown["elements"] if each["tag"] == "div")

    @property
    def buttons(self) -> dict[str, dict[str, str]]:
        actions = [each["actions"] for each in self.shown["elements"] if each["tag"] == "action"]
        return {each["text"]["content"]: each["value"] for found in actions for each in found}


class FeishuServer(CardServer):
    """Cards are known by ids of its own, texts are messages of the kind `post`."""

    kind = "feishu"
    card = FeishuCard
    haste = "400 230020"
    wrong_secret = "514"

    def __init__(self) -> None:
        super().__init__()
        self.parts = 2
        self.ping_every_s = 120
        self.beats: list[float] = []
        self._by_uuid: dict[str, str] = {}
        self._lately: defaultdict[str, deque[float]] = defaultdict(deque)
        self._asked: dict[str, PbFrame] = {}

    @property
    def settings(self) -> dict[str, str]:
        return {"app_id": APP, "answers": "on", "api_url": self.origin}

    def sends(self, ref: str, card: ShownCard, user_id: str, params: dict[str, str]) -> ShownCard:
        said = self.calls(json.dumps(tapped(user_id, params, ref)))
        assert set(said) <= {"toast", "card"}, said
        if "card" in said:
            assert said["card"]["type"] == "raw"
            problem = wrong(said["card"]["data"])
            assert not problem, problem
            card.shown = said["card"]["data"]
        if "toast" in said:
            assert said["toast"]["type"] in TOASTS
            assert said["toast"]["content"]
            card.notices[user_id] = said["toast"]["content"]
        return card

    def calls(self, payload: str, *, kind: str = "event", parts: int | None = None) -> dict[str, Any]:
        """Send an event or callback, and return what it is answered. Raises TapFailed."""
        message_id = secrets.token_hex(8)
        frames = self.frames(message_id, payload.encode(), kind=kind, parts=parts)
        self._asked[message_id] = decode(frames[0])
        answer = self.asks(message_id, *frames)
        if answer["code"] != 200:
            raise TapFailed(str(answer))
        found: dict[str, Any] = json.loads(b64decode(answer["data"])) if answer["data"] else {}
        return found

    def frames(
        self, message_id: str, payload: bytes, *, kind: str = "event", parts: int | None = None
    ) -> list[bytes]:
        """Write a message as frames, each a part of it, the last one first."""
        count = min(parts or self.parts, max(len(payload), 1))
        cuts = [len(payload) * each // count for each in range(count + 1)]
        whole = PbFrame(
            seq_id=secrets.randbits(40),
            log_id=secrets.randbits(60),
            service=SERVICE,
            method=DATA,
            payload_encoding="none",
            payload_type="json",
            log_id_new=secrets.token_hex(8),
        )
        headers = {"type": kind, "message_id": message_id, "sum": str(count), "trace_id": "t1"}
        return [
            encode(
                replace(
                    whole,
                    headers=(*headers.items(), ("seq", str(number))),
                    payload=payload[cuts[number] : cuts[number + 1]],
                )
            )
            for number in reversed(range(count))
        ]

    def is_read(self) -> bool:
        return self.calls(json.dumps({"schema": "2.0", "header": {"event_type": "x"}, "event": {}})) == {}

    def take(self, connection: ServerConnection, frame: str | bytes) -> None:
        assert isinstance(frame, bytes), "a text"
        found = decode(frame)
        assert found.service == SERVICE, "a foreign service"
        if found.method == CONTROL:
            assert found.headers == (("type", "ping"),), found.headers
            self.beats.append(time.monotonic())
            config = json.dumps({"PingInterval": self.ping_every_s, "ReconnectCount": -1}).encode()
            connection.send(encode(replace(found, headers=(("type", "pong"),), payload=config)))
            return
        key = found.header("message_id")
        asked = self._asked[key]
        assert (found.seq_id, found.log_id) == (asked.seq_id, asked.log_id), "another frame"
        assert found.header("type") == asked.header("type"), "another type"
        said = json.loads(found.payload)
        assert set(said) == {"code", "headers", "data"}, said
        self.answered(key, said)

    def answer(
        self,
        method: str,
        path: str,
        query: Mapping[str, list[str]],
        headers: Mapping[str, str],
        asked: dict[str, Any],
    ) -> Reply:
        free = {
            ("POST", "/callback/ws/endpoint"): self._endpoint,
            ("POST", "/open-apis/auth/v3/tenant_access_token/internal"): self._token,
        }
        if (method, path) in free:
            status, said = free[method, path](asked)
            if said["code"]:
                self.refused.append(f"{status} {said['code']}")
            return status, said
        place, _, ref = path.partition("/messages")
        if place != "/open-apis/im/v1" or (method, bool(ref)) not in (("POST", False), ("PATCH", True)):
            return 404, {"code": path}
        if headers.get("authorization", "").removeprefix("Bearer ") not in self.tokens:
            return 400, {"code": 99991663, "msg": "Invalid access token"}
        if ref:
            return self._update(unquote(ref[1:]), asked)
        return self._create(query.get("receive_id_type", [""])[0], asked)

    def _token(self, asked: dict[str, Any]) -> Reply:
        if asked != {"app_id": APP, "app_secret": SECRET}:
            return 200, {"code": 10014, "msg": "app secret invalid"}
        return 200, {"code": 0, "msg": "ok", "tenant_access_token": self.new_token(), "expire": 7200}

    def _endpoint(self, asked: dict[str, Any]) -> Reply:
        if self.quota is not None and self.quota <= 0:
            return 200, {"code": 1, "msg": "system busy"}
        if asked != {"AppID": APP, "AppSecret": SECRET}:
            return 200, {"code": 514, "msg": f"auth failed {asked.get('AppSecret')}"}
        query = f"device_id=1&service_id={SERVICE}&ticket={self.ticket()}"
        config = {"ReconnectCount": -1, "ReconnectInterval": 120, "PingInterval": self.ping_every_s}
        return 200, {
            "code": 0,
            "msg": "",
            "data": {"URL": f"{self.stream_origin}/ws/v2?{query}", "ClientConfig": config},
        }

    def _create(self, by: str, asked: dict[str, Any]) -> Reply:
        """The same `uuid` again is the message of before."""
        user_id, uuid = asked["receive_id"], asked.get("uuid", "")
        if by != ("open_id" if user_id.startswith("ou_") else "user_id") or not 0 < len(uuid) <= 50:
            return 400, {"code": 230001, "msg": "invalid receive_id"}
        if user_id.startswith("left"):
            return 400, {"code": 230029, "msg": "user has resigned"}
        if uuid in self._by_uuid:
            return 200, {"code": 0, "data": {"message_id": self._by_uuid[uuid]}}
        content = json.loads(asked["content"])
        is_card = asked["msg_type"] == "interactive"
        if self._is_hasty(f"to {user_id}") or (is_card and self.is_spent()):
            return 400, {"code": 230020, "msg": "quota spent"}
        if is_card and wrong(content):
            return 400, {"code": 230099, "msg": wrong(content)}
        ref = self._by_uuid[uuid] = f"om_{secrets.token_hex(16)}"
        if is_card:
            self.cards[ref] = FeishuCard(user_id, content, uuid[1:])
        else:
            assert asked["msg_type"] == "post"
            self.texts.append((user_id, json.dumps(content, ensure_ascii=False)))
        return 200, {"code": 0, "msg": "success", "data": {"message_id": ref}}

    def _update(self, ref: str, asked: dict[str, Any]) -> Reply:
        card = self.cards.get(ref)
        if card is None:
            return 400, {"code": 230001, "msg": "no such message"}
        if card.came_at < time.time() - CHANGES_FOR_S:
            return 400, {"code": 230031, "msg": "older than 14 days"}
        if self._is_hasty(ref) or self.is_spent():
            return 400, {"code": 230020, "msg": "quota spent"}
        content = json.loads(asked["content"])
        problem = "more than the content" if set(asked) != {"content"} else wrong(content)
        if problem or not card.shown["config"]["update_multi"]:
            return 400, {"code": 230099, "msg": problem or "not shared"}
        card.shown = content
        self.updates += 1
        return 200, {"code": 0, "msg": "success", "data": {}}

    def _is_hasty(self, what: str) -> bool:
        now, lately = time.monotonic(), self._lately[what]
        while lately and lately[0] <= now - 1:
            lately.popleft()
        if len(lately) >= AT_ONCE:
            return True
        lately.append(now)
        return False


def open_id_of(user_id: str) -> str:
    """The id of this user for the app."""
    return user_id if user_id.startswith("ou_") else f"ou_{md5(user_id.encode()).hexdigest()}"


def tapped(
    user_id: str,
    params: dict[str, Any],
    ref: str = "om_1",
    *,
    app_id: str = APP,
    operator: dict[str, Any] | None = None,
) -> dict[str, Any]:
    """The callback of a tap."""
    mine = {"tenant_key": COMPANY, "user_id": f"u{user_id}" if user_id.startswith("ou_") else user_id}
    return {
        "schema": "2.0",
        "header": {
            "event_id": secrets.token_hex(8),
            "token": "",
            "create_time": str(int(time.time() * 1_000_000)),
            "event_type": "card.action.trigger",
            "tenant_key": COMPANY,
            "app_id": app_id,
        },
        "event": {
            "operator": operator or {**mine, "open_id": open_id_of(user_id), "union_id": "on_1"},
            "token": "c-1",
            "action": {"value": params, "tag": "button"},
            "host": "im_message",
            "context": {"open_message_id": ref, "open_chat_id": "oc_1"},
        },
    }


def wrong(content: dict[str, Any]) -> str:
    """Return what is wrong with the content of a card, empty where nothing is."""
    try:
        if len(json.dumps(content).encode()) > LONGEST_CARD:
            return "longer than 30 kB"
        if content["config"].get("update_multi") is not True or content["config"]["enable_forward"]:
            return "not shared by all, or to be passed on"
        texts = [content["header"]["title"]]
        for each in content["elements"]:
            if each["tag"] == "div":
                texts.append(each["text"])
                continue
            assert each["tag"] == "action", each
            for button in each["actions"]:
                assert button["tag"] == "button", button
                assert button["type"] in ("default", "primary", "danger"), button
                assert set(button["value"]) == {"answer", "link"}, button
                texts.append(button["text"])
        assert all(each["tag"] == "plain_text" and each["content"] for each in texts), texts
    except (KeyError, TypeError, AssertionError) as problem:
        return f"ErrMsg: {problem!r}"
    return ""
