"""The reader: paho with another way of reading, so that one burst from the network is one batch.

Connecting, TLS, keepalive and every packet but PUBLISH of QoS 0 and 1 stay paho's. A burst is taken,
committed, and then acknowledged by one joined block. Where a private name of paho is missing, the reader
falls back to `on_message` and groups by a timer: slower, not less safe (tests/contract/test_paho.py).
"""

import socket
import ssl
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import Any, Final

import paho.mqtt.client as mqtt
import structlog
from paho.mqtt.enums import CallbackAPIVersion, MQTTErrorCode, MQTTProtocolVersion
from paho.mqtt.exception import MalformedPacket
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties

from backend.connectors.mqtt.broker import Address, BackOff
from backend.connectors.mqtt.frames import LARGEST_PACKET, Cut, Cutter, Malformed, Message
from backend.connectors.mqtt.kept_session import KeptSession
from backend.connectors.pipeline import Takes
from backend.core.errors import Unavailable
from backend.core.once_per_minute import away
from backend.monitoring.hot_path import metrics

TOPICS: Final = ("anhuan/+/+/reading", "anhuan/+/batch", "anhuan/+/+/event")
KEEPALIVE_S: Final = 60
SESSION_S: Final = 7 * 86_400
WINDOW: Final = 1_000
"""Messages that the broker may send ahead of our acknowledgement."""
BURST_BYTES: Final = 256 * 1024
BATCH_S: Final = 0.003
"""While readings stream, a commit starts at most this often: each costs as much as a hundred readings."""
STREAMING: Final = 32
"""A burst of so many messages is part of a stream; fewer are answered at once."""
TIMER_S: Final = 0.02
TICK_S: Final = 1.0
GOODBYE_S: Final = 5.0
"""At a stop, so long may the broker take to read what we have acknowledged."""
MAX_HELD_BYTES: Final = 64 * 1024 * 1024
PUBACK: Final = 0x40
PRIVATE_NAMES: Final = (
    "_in_packet",
    "_last_bytes_received",
    "_loop_rc_handle",
    "_msgtime_mutex",
    "_packet_handle",
    "_packet_queue",
    "_sock_recv",
)

log = structlog.get_logger()


class Reader(mqtt.Client):
    """One session with the broker. `run` returns when `stop` is set; everything happens in its thread.

    `tick` is called about once a second, after one that returned true again soon, and may raise Unavailable
    like the pipeline.
    """

    def __init__(
        self,
        address: Address,
        pipeline: Takes,
        *,
        client_id: str,
        stop: Event,
        tick: Callable[[], bool | None] = lambda: None,
        ca_file: Path | None = None,
        window: int = WINDOW,
        topics: Sequence[str] = TOPICS,
        session: KeptSession | None = None,
    ) -> None:
        protocol = MQTTProtocolVersion.MQTTv5 if address.is_v5 else MQTTProtocolVersion.MQTTv311
        super().__init__(
            CallbackAPIVersion.VERSION2,
            client_id=client_id,
            clean_session=None if address.is_v5 else False,
            protocol=protocol,
            manual_ack=True,
        )
        self.is_fast = all(hasattr(self, name) for name in PRIVATE_NAMES)
        self.generation = 0
        """Counts connections. Identifiers of an earlier one mean something else now."""
        self._address, self._pipeline, self._tick, self._stop_event = address, pipeline, tick, stop
        self._window, self._topics = window, topics
        self._session = session or KeptSession(address, client_id)
        self._cutter = Cutter(is_v5=address.is_v5)
        self._held: list[Message] = []
        self._too_large: list[Message] = []
        self._held_bytes = 0
        self._held_since = 0.0
        self._last_read_at = 0.0
        self._last_read = 0
        self._identifiers: list[bytes] = []
        self._slow_acks: list[tuple[int, int]] = []
        self._retry_at = self._tick_at = 0.0
        self._connect_again, self._store_again = BackOff(1.0), BackOff(0.1)
        self.on_connect = self._connected
        self.on_disconnect = self._disconnected
        self.on_message = self._receive_slowly
        self.on_socket_open = _send_at_once
        if address.username is not None:
            self.username_pw_set(address.username, address.password)
        if address.is_tls:
            self.tls_set_context(ssl.create_default_context(cafile=ca_file))

    def run(self) -> None:
        """Read until the stop event is set; a lost connection is restored after a growing pause."""
        while not self._stop_event.is_set():
            try:
                self._open()
            except OSError as error:
                away(log.warning, "no broker", error, host=self._address.host, port=self._address.port)
            else:
                self._serve()
            if not self._stop_event.is_set():
                self._pause(self._connect_again.next_s())
        self._leave()
        metrics.CONNECTED.set(0)

    def reconnect(self) -> MQTTErrorCode:
        """Connect anew. What is held will be stored, but can no longer be acknowledged: it comes again."""
        self.generation += 1
        self._cutter = Cutter(is_v5=self._address.is_v5)
        self._identifiers.clear()
        self._slow_acks.clear()
        return super().reconnect()

    def loop_read(self, max_packets: int = 1) -> MQTTErrorCode:
        """Read what the network holds, as one burst; then take, commit, acknowledge."""
        if not self.is_fast:
            return super().loop_read(max_packets)
        if self._held_bytes > MAX_HELD_BYTES:
            self._stop_event.wait(TIMER_S)  # the store is away: let the network fill up instead of us
            return MQTTErrorCode.MQTT_ERR_SUCCESS
        self._fill_batch()
        try:
            rc = self._read_burst()
        except BlockingIOError:
            return MQTTErrorCode.MQTT_ERR_SUCCESS
        except OSError as error:
            away(log.warning, "connection lost", error)
            rc = MQTTErrorCode.MQTT_ERR_CONN_LOST
        except (Malformed, MalformedPacket) as error:
            log.error("not MQTT", error=str(error))
            rc = MQTTErrorCode.MQTT_ERR_PROTOCOL
        self.flush()
        if self.socket() is None:  # the broker said goodbye, and paho has dealt with it
            return MQTTErrorCode.MQTT_ERR_NO_CONN
        return self._loop_rc_handle(rc)

    def flush(self) -> None:
        """Take and commit what is held, then acknowledge it; if the store is away keep it and try later."""
        if not (self._held or self._too_large or self._slow_acks) or time.monotonic() < self._retry_at:
            return
        generation = self.generation
        try:
            self._pipeline.take(self._held, self._too_large)
        except Unavailable as error:
            self._wait_for_store(error)
            return
        self._store_again.reset()
        self._held, self._too_large, self._held_bytes = [], [], 0
        metrics.HELD.set(0)
        self._acknowledge(generation)

    def _acknowledge(self, generation: int) -> None:
        identifiers, slow = self._identifiers, self._slow_acks
        self._identifiers, self._slow_acks = [], []
        if generation != self.generation or self.socket() is None:
            return
        if identifiers:
            block = b"@\x02" + b"@\x02".join(identifiers)
            self._packet_queue(PUBACK, block, 0, 1)
        for identifier, qos in slow:
            self.ack(identifier, qos)
        metrics.ACKNOWLEDGED_AFTER.observe(time.monotonic() - self._held_since)

    def _open(self) -> None:
        if not self._address.is_v5:
            self.connect(self._address.host, self._address.port, KEEPALIVE_S)
            return
        properties = Properties(PacketTypes.CONNECT)  # type: ignore[no-untyped-call]  # paho types it half
        properties.SessionExpiryInterval = SESSION_S
        properties.ReceiveMaximum = self._window
        properties.MaximumPacketSize = LARGEST_PACKET
        self.connect(
            self._address.host, self._address.port, KEEPALIVE_S, clean_start=False, properties=properties
        )

    def _serve(self) -> None:
        while not self._stop_event.is_set():
            if self.loop(TIMER_S) != MQTTErrorCode.MQTT_ERR_SUCCESS:
                return
            self._maintain()
        self.flush()

    def _leave(self) -> None:
        """Say goodbye, and give the broker time to read it.

        A busy broker that first reads the CONNECT of our successor drops what it has not read of us:
        readings that are acknowledged would come again.
        """
        until = time.monotonic() + GOODBYE_S
        connection = self.socket()
        if connection is None:
            return
        # A second handle: paho closes its own as soon as the goodbye is written.
        with socket.fromfd(connection.fileno(), socket.AF_INET, socket.SOCK_STREAM) as kept:
            self.disconnect()
            while self.socket() is not None and time.monotonic() < until:
                self.loop(TIMER_S)
            with suppress(OSError):  # it is gone already, or the time is up
                kept.shutdown(socket.SHUT_WR)
                kept.settimeout(GOODBYE_S)
                while kept.recv(BURST_BYTES) and time.monotonic() < until:
                    pass

    def _pause(self, wait_s: float) -> None:
        until = time.monotonic() + wait_s
        while (left := until - time.monotonic()) > 0 and not self._stop_event.wait(min(left, TICK_S)):
            self._maintain()

    def _maintain(self) -> None:
        """Do the work of the timer: the group of the slow way, a retry, the tick."""
        now = time.monotonic()
        if now - self._held_since >= TIMER_S:
            self.flush()
        if now >= self._tick_at and now >= self._retry_at:
            self._tick_at = now + TICK_S
            try:
                if self._tick():
                    self._tick_at = time.monotonic() + TIMER_S
            except Unavailable as error:
                self._wait_for_store(error)
            except Exception:  # the tick is a courtesy; reading must go on
                log.exception("the tick failed")

    def _wait_for_store(self, error: Unavailable) -> None:
        wait_s = self._store_again.next_s()
        self._retry_at = time.monotonic() + wait_s
        metrics.HELD.set(len(self._held))
        away(log.error, "the store is away", error, held=len(self._held), retry_in_s=round(wait_s, 1))

    def _fill_batch(self) -> None:
        """In a stream, let the network hold what comes until the next commit is due.

        Not when a good part of the window waits already: the broker may be waiting for us to acknowledge.
        """
        if STREAMING <= self._last_read < self._window // 4:
            wait_s = self._last_read_at + BATCH_S - time.monotonic()
            if wait_s > 0:
                time.sleep(wait_s)
        self._last_read_at = time.monotonic()

    def _read_burst(self) -> MQTTErrorCode:
        data = self._receive()
        if not data:
            return MQTTErrorCode.MQTT_ERR_CONN_LOST
        cut = self._cutter.cut(data)
        self._hold(cut)
        for first, body in cut.others:
            rc = self._hand_over(first, body)
            if rc != MQTTErrorCode.MQTT_ERR_SUCCESS or self.socket() is None:
                return rc
        return MQTTErrorCode.MQTT_ERR_SUCCESS

    def _receive(self) -> bytes:
        data = self._sock_recv(BURST_BYTES)
        pending = getattr(self.socket(), "pending", None)
        while pending is not None and pending() and len(data) < BURST_BYTES:  # TLS: one record at a time
            data += self._sock_recv(BURST_BYTES)
        with self._msgtime_mutex:
            self._last_bytes_received = time.monotonic()
        return data

    def _hand_over(self, first: int, body: bytes) -> MQTTErrorCode:
        """Let paho handle a packet as if it had read it itself."""
        self._in_packet = {
            "command": first,
            "have_remaining": 1,
            "remaining_count": [],
            "remaining_mult": 1,
            "remaining_length": len(body),
            "packet": bytearray(body),
            "to_process": 0,
            "pos": 0,
        }
        return self._packet_handle()

    def _hold(self, cut: Cut) -> None:
        if not self._held:
            self._held_since = time.monotonic()
        self._last_read = len(cut.messages)
        self._held += cut.messages
        self._too_large += cut.too_large
        self._identifiers += cut.identifiers
        if len(self._held) > len(cut.messages):  # the store is away: now the memory counts
            self._held_bytes = sum(len(topic) + len(payload) for topic, payload in self._held)

    def _receive_slowly(self, _client: mqtt.Client, _data: Any, message: mqtt.MQTTMessage) -> None:
        if not self._held:
            self._held_since = time.monotonic()
        self._held_bytes += len(message.payload)
        if self._held_bytes > MAX_HELD_BYTES and not message.qos:
            metrics.DROPPED.inc()
            return
        self._held.append((message.topic.encode(), bytes(message.payload)))
        if message.qos:
            self._slow_acks.append((message.mid, message.qos))

    def _connected(self, _client: mqtt.Client, _data: Any, flags: Any, reason: Any, _properties: Any) -> None:
        if reason.is_failure:
            away(log.error, "the broker refuses us", reason)
            return
        log.info("connected to the broker", session_kept=flags.session_present, fast=self.is_fast)
        self._connect_again.reset()
        metrics.CONNECTED.set(1)
        self._session.connected(is_kept=bool(flags.session_present))
        # What the broker says of itself is news, and not kept for us.
        self.subscribe([(topic, 0 if topic.startswith("$") else 1) for topic in self._topics])

    def _disconnected(self, _client: mqtt.Client, _data: Any, _flags: Any, reason: Any, _more: Any) -> None:
        metrics.CONNECTED.set(0)
        away(log.warning, "disconnected from the broker", reason)


def _send_at_once(_client: mqtt.Client, _data: Any, connection: Any) -> None:
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
