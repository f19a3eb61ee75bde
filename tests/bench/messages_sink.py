"""A gateway and push service that takes everything, and notes when: a process of `bench_messages`.

Says its port, then for each line it reads what it has taken since: ids of texts, topics of pushes, moments.
"""

import asyncio
import json
import sys
import time
from typing import ClassVar

ANSWER = b'HTTP/1.1 201 Created\r\nContent-Length: 12\r\n\r\n{"ok": true}'


class Taker(asyncio.Protocol):
    """Reads requests one after the other; says yes to each."""

    taken: ClassVar[list[tuple[str, float]]] = []

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: asyncio.WriteTransport = transport  # type: ignore[assignment]
        self._waiting = b""

    def data_received(self, data: bytes) -> None:
        self._waiting += data
        while (end := self._waiting.find(b"\r\n\r\n")) >= 0:
            length, topic = 0, ""
            for line in self._waiting[:end].split(b"\r\n")[1:]:
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
                elif name.lower() == b"topic":
                    topic = value.strip().decode()
            if len(self._waiting) < end + 4 + length:
                return
            body = self._waiting[end + 4 : end + 4 + length]
            is_text = self._waiting.startswith(b"POST /send ")
            self._waiting = self._waiting[end + 4 + length :]
            self.taken.append((json.loads(body)["id"] if is_text else topic, time.time()))
            self._transport.write(ANSWER)


async def serve() -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Taker, "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    while await loop.run_in_executor(None, sys.stdin.readline):
        taken, Taker.taken[:] = list(Taker.taken), []
        sys.stdout.write(json.dumps(taken) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(serve())
