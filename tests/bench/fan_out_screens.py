"""Many screens of `bench_fan_out`, as a process of its own: what they cost is not what is measured.

Reads one line of JSON: the port, the access tokens, for each token how many sockets, and the documents that
each socket subscribes to. Prints "ready"; then, each time that all have heard of a change, when the last one
did (`time.perf_counter`, the same clock for all processes of a machine), and for each further line how many
beats all of them have had.
"""

import asyncio
import base64
import json
import os
import sys
import time
from dataclasses import dataclass

from tests.bench.table import show

HEAD = (
    "GET /graphql HTTP/1.1\r\nhost: 127.0.0.1\r\nupgrade: websocket\r\nconnection: upgrade\r\n"
    "sec-websocket-version: 13\r\nsec-websocket-protocol: graphql-transport-ws\r\n"
    "sec-websocket-key: %s\r\n\r\n"
)
PING, PONG = 9, 10
BEAT, ANSWER = b'{"type":"ping"', b'{"type":"pong"'


@dataclass
class Count:
    """Frames of all screens; `expected`: as many tell of one change."""

    expected: int = 0
    heard: int = 0
    beats: int = 0
    acknowledged: int = 0

    def one_more(self) -> None:
        self.heard += 1
        if self.heard % self.expected == 0:
            show(json.dumps(time.perf_counter()))


class Screen(asyncio.Protocol):
    def __init__(self, count: Count, token: str, documents: list[str]) -> None:
        self._count, self._token, self._documents = count, token, documents
        self._rest = b""
        self._is_open = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: asyncio.Transport = transport  # type: ignore[assignment]  # of a stream it is one
        self._transport.write((HEAD % base64.b64encode(os.urandom(16)).decode()).encode())

    def data_received(self, data: bytes) -> None:
        self._rest += data
        if not self._is_open:
            head, end, self._rest = self._rest.partition(b"\r\n\r\n")
            if not end:
                self._rest = head
                return
            assert head.startswith(b"HTTP/1.1 101"), head
            self._is_open = True
            self._say(type="connection_init", payload={"accessToken": self._token})
        while (frame := self._frame()) is not None:
            self._take(frame)

    def _frame(self) -> bytes | None:
        rest = self._rest
        if len(rest) < 4:
            return None
        start, size = 2, rest[1]
        if size == 126:
            start, size = 4, int.from_bytes(rest[2:4], "big")
        if len(rest) < start + size:
            return None
        self._rest = rest[start + size :]
        content = rest[start : start + size]
        if rest[0] & 15 == PING:
            self._transport.write(bytes([128 | PONG, 128 | size]) + bytes(4) + content)
            return b""
        return content

    def _take(self, frame: bytes) -> None:
        if not frame:
            return  # it was answered
        if b'"next"' in frame[:60]:
            self._count.one_more()
        elif frame.startswith(BEAT):  # answered with what it brought, as graphql-ws does
            self._say_text(ANSWER + frame[len(BEAT) :])
            self._count.beats += 1
        elif b"connection_ack" in frame:
            for number, text in enumerate(self._documents):
                self._say(id=str(number), type="subscribe", payload={"query": text})
            self._count.acknowledged += 1
        else:
            raise AssertionError(frame)

    def _say(self, **message: object) -> None:
        self._say_text(json.dumps(message).encode())

    def _say_text(self, text: bytes) -> None:
        size = len(text)
        head = b"\x81" + (bytes([128 | size]) if size < 126 else b"\xfe" + size.to_bytes(2, "big"))
        self._transport.write(head + bytes(4) + text)  # a mask of zeros leaves it as it is


async def main() -> None:
    wanted = json.loads(sys.stdin.readline())
    count, loop = Count(), asyncio.get_running_loop()
    for token, sockets in wanted["sockets"]:
        for documents in sockets:
            count.expected += len(documents)
            await loop.create_connection(
                lambda token=token, documents=documents: Screen(count, token, documents),
                "127.0.0.1",
                wanted["port"],
            )
    while count.acknowledged < sum(len(sockets) for _, sockets in wanted["sockets"]):
        await asyncio.sleep(0.05)
    show("ready")
    while await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline):
        show(json.dumps(count.beats))


if __name__ == "__main__":
    asyncio.run(main())
