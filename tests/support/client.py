"""A phone as a test holds it: sign-in, persisted operations, photos, and a screen that shows live changes."""

import hashlib
import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any, Self
from uuid import uuid4

import httpx
from graphql import parse, print_ast
from PIL.PngImagePlugin import PngInfo
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from tests.support import composefile, pictures
from tests.support.servers import NO_TLS, wait_until

OPERATIONS = composefile.ROOT / "graphql" / "operations"
SPREAD = re.compile(r"\.\.\.([A-Z]\w*)")
PROTOCOL = Subprotocol("graphql-transport-ws")


class RefusedHere(Exception):
    """The product said no; `code` is that of its catalogue."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code


class Client:
    """One person at one phone. Operations go by hash, as installed phones send them."""

    def __init__(self, address: str, token: str = "") -> None:
        self.address = address
        self.token = token
        self._http = httpx.Client(base_url=address, timeout=30, verify=NO_TLS)

    @classmethod
    def signed_in(cls, address: str, username: str, password: str) -> Self:
        client = cls(address)
        answer = client._http.post("/auth/sign-in", json={"username": username, "password": password})
        assert answer.status_code == 200, answer.text
        client.token = answer.json()["accessToken"]
        return client

    def ask(self, operation: str, **variables: Any) -> Any:
        """The value of the operation's only field. Raises RefusedHere."""
        return self.post(operationName=operation, variables=variables, extensions=persisted(operation))

    def post(self, **body: Any) -> Any:
        """The value of the only field that this GraphQL request asks for. Raises RefusedHere."""
        answer = self.send("POST", "/graphql", json=body).json()
        for error in answer.get("errors", ()):
            raise RefusedHere(error["extensions"]["code"], error["message"])
        [value] = answer["data"].values()
        return value

    def do(self, operation: str, **content: Any) -> Any:
        """Run a mutation with an id of its own."""
        return self.ask(operation, input={"operationId": str(uuid4()), **content})

    def photo(self, content: bytes) -> dict[str, str]:
        """Send a picture; the answer refers to it as evidence."""
        sha256 = hashlib.sha256(content).hexdigest()
        answer = self.send("PUT", f"/photos/{sha256}", content=content)
        assert answer.status_code in (200, 201), answer.text
        return {"sha256": sha256}

    def voice(self, content: bytes, *, seconds: int) -> dict[str, Any]:
        """Send a recording; the answer refers to it as evidence."""
        sha256 = hashlib.sha256(content).hexdigest()
        answer = self.send("PUT", f"/voice/{sha256}", content=content)
        assert answer.status_code in (200, 201), answer.text
        return {"sha256": sha256, "seconds": seconds}

    def picture(self, sha256: str) -> httpx.Response:
        return self.send("GET", f"/photos/{sha256}", params={"size": 320})

    def dossier(self, case_id: str, language: str) -> bytes:
        """An archived case on paper, in "zh" or "en"."""
        where = f"/cases/{case_id}/dossier.pdf"
        answer = self.send("GET", where, params={"lang": language}, timeout=60)
        assert answer.status_code == 200, answer.text
        return answer.content

    def receipt(self, delivery_id: str, state: str) -> int:
        """What the service worker posts when it showed a message; the HTTP status."""
        return self._http.post(f"/receipts/{delivery_id}", json={"state": state}).status_code

    def send(self, method: str, path: str, **request: Any) -> httpx.Response:
        """Any request of this person."""
        return self._http.request(method, path, headers=self._bearer, **request)

    def close(self) -> None:
        self._http.close()

    @property
    def _bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}

    def subscribers(self) -> int:
        """How many streams of live changes the server has open."""
        for line in self._http.get("/metrics").text.splitlines():
            name, _, value = line.partition(" ")
            if name == "anhuan_live_subscribers":
                return int(float(value))
        raise AssertionError("/metrics does not count subscribers")


class Screen:
    """A screen that is being looked at: everything its subscriptions brought, oldest first.

    `socket` is open to the server that `client` is signed in at.
    """

    def __init__(self, socket: ClientConnection, client: Client, *operations: str) -> None:
        self.seen: dict[str, list[Any]] = {operation: [] for operation in operations}
        self.problems: list[Any] = []
        before = client.subscribers()
        self._socket = socket
        self._say(type="connection_init", payload={"accessToken": client.token})
        assert json.loads(self._socket.recv(10))["type"] == "connection_ack"
        for operation in operations:
            payload = {"operationName": operation, "extensions": persisted(operation)}
            self._say(id=operation, type="subscribe", payload=payload)
        threading.Thread(target=self._read, daemon=True).start()
        expected = before + len(operations)
        wait_until(lambda: client.subscribers() >= expected or bool(self.problems), "subscribed")
        assert not self.problems

    def shows(self, operation: str, claim: Callable[[Any], bool], what: str) -> Any:
        """The first thing that meets the claim, now or within a bound."""

        def found() -> list[Any]:
            return [each for each in list(self.seen[operation]) if claim(each)]

        wait_until(lambda: bool(found()), f"the screen shows {what}")
        return found()[0]

    def _say(self, **message: Any) -> None:
        self._socket.send(json.dumps(message))

    def _read(self) -> None:
        try:
            for text in self._socket:
                self._take(json.loads(text))
        except ConnectionClosed as closed:
            self.problems.append(repr(closed))

    def _take(self, message: dict[str, Any]) -> None:
        if message["type"] == "ping":
            self._say(type="pong")
        elif message["type"] == "next" and "errors" not in message["payload"]:
            [value] = message["payload"]["data"].values()
            self.seen[message["id"]].append(value)
        else:
            self.problems.append(message)


@contextmanager
def looking(client: Client, *operations: str) -> Iterator[Screen]:
    """A screen that shows these subscriptions; it must not have stumbled when the block ends."""
    address = client.address.replace("http://", "ws://", 1) + "/graphql"
    with connect(address, subprotocols=[PROTOCOL]) as socket:
        screen = Screen(socket, client, *operations)
        yield screen
        assert screen.problems == []


@cache
def persisted(operation: str) -> dict[str, Any]:
    """The `extensions` that name this operation: by the hash of its document with the fragments it needs."""
    text = document(operation)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    known = json.loads((OPERATIONS.parent / "persisted.json").read_text())
    assert known.get(sha256) == text, f"{operation} is not in persisted.json"
    return {"persistedQuery": {"version": 1, "sha256Hash": sha256}}


def document(operation: str) -> str:
    """The text under whose hash phones ask for it: as graphql-js prints it, fragments by name."""
    files = {file.stem: file for file in OPERATIONS.rglob("*.graphql")}
    main = parse(files[operation].read_text())
    wanted, fragments = [main], {}
    while wanted:
        for name in SPREAD.findall(print_ast(wanted.pop())):
            if name not in fragments:
                found = parse(files[name].read_text())
                fragments[name] = print_ast(found)
                wanted.append(found)
    return "\n\n".join([print_ast(main), *(fragments[name] for name in sorted(fragments))])


def new_photo() -> bytes:
    """A small photo that nobody sent before."""
    return pictures.jpeg(pictures.corners(80, 60), comment=uuid4().bytes)


def new_signature() -> bytes:
    mark = PngInfo()
    mark.add_text("made", str(uuid4()))
    return pictures.png(pictures.corners(160, 80), pnginfo=mark)
