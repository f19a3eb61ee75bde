"""What `bench_fan_out` is measured against: one frame, made beforehand, written to every socket.

No rights, no database, no product. It says and hears the same as `fan_out_server`.
"""

import asyncio
import json
import sys
import time

import uvloop

from tests.bench.table import show

CONTENT = b'{"id":"0","type":"next","payload":{"data":"' + b"x" * 1_200 + b'"}}'


def frame(content: bytes) -> bytes:
    size = len(content)
    return b"\x81" + (bytes([size]) if size < 126 else b"\x7e" + size.to_bytes(2, "big")) + content


class Socket(asyncio.Protocol):
    everybody: list[asyncio.Transport] = []  # noqa: RUF012 - of the one process

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: asyncio.Transport = transport  # type: ignore[assignment]  # of a stream it is one
        self._is_open = False

    def data_received(self, _: bytes) -> None:
        if self._is_open:
            return  # what screens say is not looked at
        self._is_open = True
        head = b"HTTP/1.1 101 x\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n"
        self._transport.write(head + frame(b'{"type":"connection_ack"}'))
        self.everybody.append(self._transport)


async def main() -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(Socket, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    show(json.dumps(f"http://127.0.0.1:{port}"))
    ready = frame(CONTENT)
    while await loop.run_in_executor(None, sys.stdin.readline):
        cpu_s, at_s = time.process_time(), time.perf_counter()
        for transport in Socket.everybody:
            transport.write(ready)
        show(json.dumps({"at_s": at_s, "cpu_s": cpu_s}))


if __name__ == "__main__":
    uvloop.run(main())
