"""State of a client over its connections: what it wants, and how far it has acknowledged."""

import asyncio
from collections import deque
from collections.abc import Iterable, Sequence
from typing import Final, Protocol

from backend.connectors.mqtt.embedded import packets
from backend.connectors.mqtt.embedded.message_log import Entry, MessageLog
from backend.connectors.mqtt.embedded.topics import matches

PENDING: Final = 20_000
"""Messages in memory for a client that is slower than they come; further ones wait on disk."""
TOPICS_REMEMBERED: Final = 20_000
CHUNKS_AT_ONCE: Final = 16
NOT_WANTED: Final = -1


class Line(Protocol):
    """The connection of a client, as its session sees it."""

    is_v5: bool
    window: int

    @property
    def is_clogged(self) -> bool:
        """Whether more than enough waits to be sent already."""

    def write(self, data: bytes) -> None: ...

    def close(self, reason: int) -> None: ...


class Session:
    """`cursor`: everything before it has been acknowledged, or was nothing for this client."""

    def __init__(
        self, client_id: str, log: MessageLog, *, kept_s: float = 0, cursor: int | None = None
    ) -> None:
        self.client_id = client_id
        self.kept_s = kept_s
        self.away_since = 0.0
        self.cursor = log.end if cursor is None else max(cursor, log.start)
        self.filters: dict[str, int] = {}
        self.line: Line | None = None
        self.unreleased: set[bytes] = set()
        """Identifiers of QoS 2 messages that it sent and has not released."""
        self._log = log
        self._read_at = self.cursor
        self._sent_to = self.cursor
        self._pending: deque[tuple[int, bytes, bytes, int]] = deque()
        self._in_flight: deque[tuple[bytes, int]] = deque()
        self._last = 0
        self._known: dict[bytes, int] = {}
        self._has_qos_0 = False

    def is_expired(self, now: float) -> bool:
        return self.line is None and now > self.away_since + self.kept_s

    def want(self, wanted: str, qos: int) -> bool:
        """Subscribe. Answers whether it is new. What is acknowledged from now on is for it."""
        is_new = wanted not in self.filters
        self.filters[wanted] = qos
        self._wants_changed()
        return is_new

    def want_no_more(self, wanted: str) -> None:
        self.filters.pop(wanted, None)
        self._wants_changed()

    def _wants_changed(self) -> None:
        self._known.clear()
        self._has_qos_0 = 0 in self.filters.values()

    def qos_of(self, topic: bytes) -> int:
        """The highest QoS at which it wants this topic, or NOT_WANTED."""
        found = self._known.get(topic)
        if found is None:
            text = topic.decode()
            found = max(
                (qos for want, qos in self.filters.items() if matches(want, text)), default=NOT_WANTED
            )
            if len(self._known) >= TOPICS_REMEMBERED:
                self._known.clear()
            self._known[topic] = found
        return found

    def attach(self, line: Line) -> None:
        """The client is here: it gets again what it has not acknowledged."""
        self.line = line
        self._rewind()

    def detach(self, now: float) -> None:
        self.line, self.away_since = None, now
        self._rewind()

    def _wants_any(self, entries: Sequence[Entry]) -> bool:
        return any(self.qos_of(topic) == 1 for _, topic, _ in entries)

    def _rewind(self) -> None:
        self._pending.clear()
        self._in_flight.clear()
        self._read_at = self.cursor

    def offer(self, begin: int, entries: Sequence[Entry], end: int) -> None:
        """New messages of the log, from `begin` to `end`. Whoever is behind reads them later."""
        if self.line is None:
            if self.cursor == begin and not self._wants_any(entries):
                self.cursor = self._read_at = end  # who is away for long does not keep what others wait for
            return
        if self._has_qos_0:
            for _, topic, payload in entries:
                if self.qos_of(topic) == 0:
                    self.send_now(packets.PUBLISH, topic, payload)
        if self._read_at == begin and len(self._pending) <= PENDING:
            self._take(entries, end)
            self.pump()

    def retained(self, topic: bytes, payload: bytes, qos: int) -> None:
        """A message that was there before: in turn after what waits."""
        if not qos:
            self.send_now(packets.PUBLISH | 1, topic, payload)
            return
        waiting = self._pending[-1][0] if self._pending else 0
        in_flight = self._in_flight[-1][1] if self._in_flight else 0
        self._pending.append((max(waiting, in_flight, self.cursor), topic, payload, packets.PUBLISH | 3))

    def send_now(self, first: int, topic: bytes, payload: bytes) -> None:
        """At QoS 0: now or never."""
        if self.line is not None and not self.line.is_clogged:
            self.line.write(packets.publish(first, topic, b"", payload, is_v5=self.line.is_v5))

    def pump(self) -> None:
        """Send what the client may get ahead of its acknowledgements."""
        line = self.line
        if line is None:
            return
        while not line.is_clogged:
            room = line.window - len(self._in_flight)
            if room <= 0:
                break
            if not self._pending and not self._read_on():
                break
            line.write(b"".join(self._next(min(room, len(self._pending)), is_v5=line.is_v5)))
        if not self._in_flight and not self._pending:
            self.cursor = self._read_at

    def acknowledge(self, identifiers: Iterable[bytes]) -> None:
        """Clients acknowledge in order; one that does not is read as if it had, later ones come again."""
        for identifier in identifiers:
            if self._in_flight and self._in_flight[0][0] == identifier:
                self.cursor = self._in_flight.popleft()[1]
            else:
                self._acknowledge_out_of_turn(identifier)
        self.pump()

    def _acknowledge_out_of_turn(self, identifier: bytes) -> None:
        """Remember it, so that what is acknowledged in turn takes it along."""
        for number, (waiting, _end) in enumerate(self._in_flight):
            if waiting == identifier:
                before = self._in_flight[number - 1]
                self._in_flight[number - 1] = (before[0], self._in_flight[number][1])
                del self._in_flight[number]
                return

    def _next(self, count: int, *, is_v5: bool) -> list[bytes]:
        frames: list[bytes] = []
        for _ in range(count):
            end, topic, payload, first = self._pending.popleft()
            self._last = self._last % 65_535 + 1
            identifier = self._last.to_bytes(2, "big")
            self._in_flight.append((identifier, end))
            if end <= self._sent_to:
                first |= 0x08  # it may have had it before
            else:
                self._sent_to = end
            frames.append(packets.publish(first, topic, identifier, payload, is_v5=is_v5))
        return frames

    def _read_on(self) -> bool:
        """Take the next messages from the disk; whether there are any that it wants."""
        for _ in range(CHUNKS_AT_ONCE):
            if self._pending or self._read_at >= self._log.end:
                return bool(self._pending)
            entries, end = self._log.read(self._read_at)
            self._take(entries, end)
            if not self._in_flight and not self._pending:
                self.cursor = end
        if not self._pending:  # others are to have their turn
            asyncio.get_running_loop().call_soon(self.pump)
        return bool(self._pending)

    def _take(self, entries: Sequence[Entry], end: int) -> None:
        qos_of, first = self.qos_of, packets.PUBLISH | 2
        self._pending.extend(
            (after, topic, payload, first) for after, topic, payload in entries if qos_of(topic) == 1
        )
        self._read_at = end
