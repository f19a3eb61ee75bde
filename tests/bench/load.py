"""A sender that is faster than what it measures: raw MQTT 3.1.1, QoS 1, one socket. Run as a process."""

import argparse
import random
import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from functools import cache

PAUSE_S = 0.0005
VALUES = [round(random.uniform(20, 70), 2) for _ in range(997)]
TEXTS = [str(value).encode() for value in VALUES]


def sensor(index: int) -> str:
    return f"load-{index:05d}"


@cache
def _head(index: int) -> bytes:
    topic = f"anhuan/bench/{sensor(index)}/reading".encode()
    return len(topic).to_bytes(2, "big") + topic


@cache
def _varint(value: int) -> bytes:
    found = bytearray()
    while True:
        value, low = divmod(value, 128)
        found.append(low | (128 if value else 0))
        if not value:
            return bytes(found)


def connect(port: int, client_id: str, *, is_clean: bool = True) -> socket.socket:
    """A socket on which CONNECT has been answered."""
    body = b"\x00\x04MQTT\x04" + bytes([2 if is_clean else 0]) + b"\x00\x3c"
    body += len(client_id).to_bytes(2, "big") + client_id.encode()
    connection = socket.create_connection(("127.0.0.1", port))
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        connection.sendall(b"\x10" + _varint(len(body)) + body)
        answer = connection.recv(4)
        assert answer[:1] == b"\x20", answer
        assert answer[3] == 0, answer
    except BaseException:
        connection.close()
        raise
    return connection


def subscribe(connection: socket.socket, topic: str) -> None:
    body = b"\x00\x01" + len(topic).to_bytes(2, "big") + topic.encode() + b"\x01"
    connection.sendall(b"\x82" + _varint(len(body)) + body)
    assert connection.recv(5)[:1] == b"\x90"


def forget_session(port: int, client_id: str) -> None:
    connection = connect(port, client_id, is_clean=True)
    connection.sendall(b"\xe0\x00")
    connection.close()


def open_session(port: int, client_id: str, topics: tuple[str, ...]) -> None:
    """A session that is away: from now on the broker queues for it."""
    forget_session(port, client_id)
    connection = connect(port, client_id, is_clean=False)
    for topic in topics:
        subscribe(connection, topic)
    connection.sendall(b"\xe0\x00")
    connection.close()


def packet(message: int, sensors: int, per_message: int, at_ms: float) -> bytes:
    """One PUBLISH: a reading of one sensor, or a gateway batch over as many sensors as readings."""
    if per_message == 1:  # as fast as can be: the sender has the cores of what it measures
        head, number = _head(message % sensors), (message % 65_535 + 1).to_bytes(2, "big")
        reading = b'{"ts":%.3f,"v":%s}' % (at_ms, TEXTS[message % 997])
        return b"\x32%b%b%b%b" % (_varint(len(head) + 2 + len(reading)), head, number, reading)
    topic = "anhuan/bench/batch"
    first = message * per_message
    elements = [
        f'{{"s":"{sensor(i % sensors)}","ts":{at_ms + (i - first) / 1000:.3f},"v":{VALUES[i % 997]}}}'
        for i in range(first, first + per_message)
    ]
    payload = f"[{','.join(elements)}]"
    return publish(message, topic, payload)


def publish(message: int, topic: str, payload: str) -> bytes:
    """A PUBLISH of QoS 1; the identifier follows from the number of the message."""
    name = topic.encode()
    body = len(name).to_bytes(2, "big") + name
    body += (message % 65_535 + 1).to_bytes(2, "big") + payload.encode()
    return b"\x32" + _varint(len(body)) + body


def queued(messages: int, sensors: int, per_message: int) -> Iterator[bytes]:
    """Packets whose readings end now; so close together that two runs do not overlap."""
    start_ms = time.time() * 1000 - messages / 100
    for message in range(messages):
        yield packet(message, sensors, per_message, start_ms + message / 100)


def send_all(port: int, packets: Iterator[bytes], *, window: int = 20_000) -> None:
    """Send as fast as the broker takes them; return when all are acknowledged."""
    connection = connect(port, f"load-{random.randrange(10**9)}")
    sent = acknowledged = 0
    rest = b""
    block: list[bytes] = []
    for each in packets:
        block.append(each)
        if len(block) < 200:
            continue
        connection.sendall(b"".join(block))
        sent += len(block)
        block = []
        while sent - acknowledged > window:
            acknowledged, rest = _acknowledged(connection, acknowledged, rest)
    connection.sendall(b"".join(block))
    sent += len(block)
    while acknowledged < sent:
        acknowledged, rest = _acknowledged(connection, acknowledged, rest)
    connection.sendall(b"\xe0\x00")
    connection.close()


def _acknowledged(connection: socket.socket, acknowledged: int, rest: bytes) -> tuple[int, bytes]:
    data = rest + connection.recv(1 << 16)
    whole = len(data) // 4
    return acknowledged + whole, data[whole * 4 :]


def send_paced(port: int, *, rate: int, seconds: float, sensors: int, per_message: int) -> None:
    """Send `rate` messages a second; each carries the time at which it left.

    It sleeps between its sends instead of waiting for answers: woken by every one of them it would take the
    cores from what it measures.
    """
    connection = connect(port, f"load-{random.randrange(10**9)}")
    connection.setblocking(False)
    start = time.monotonic()
    message, total = 0, int(rate * seconds)
    backlog = b""
    while message < total or backlog:
        time.sleep(PAUSE_S)
        due = min(total, int((time.monotonic() - start) * rate))
        now_ms = time.time() * 1000
        backlog += b"".join(
            packet(i, sensors, per_message, now_ms + (i - message) / 1000) for i in range(message, due)
        )
        message = due
        with suppress(BlockingIOError):
            connection.recv(1 << 18)
        with suppress(BlockingIOError):
            backlog = backlog[connection.send(backlog) :]
    connection.setblocking(True)
    connection.sendall(b"\xe0\x00")
    connection.close()


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--messages", type=int, default=0)
    parser.add_argument("--rate", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--sensors", type=int, default=1000)
    parser.add_argument("--per-message", type=int, default=1)
    options = parser.parse_args()
    if options.rate:
        send_paced(
            options.port,
            rate=options.rate,
            seconds=options.seconds,
            sensors=options.sensors,
            per_message=options.per_message,
        )
    else:
        send_all(options.port, queued(options.messages, options.sensors, options.per_message))


if __name__ == "__main__":
    main()
