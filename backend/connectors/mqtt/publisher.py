"""A client that publishes at QoS 1 and knows what has been acknowledged."""

import ssl
import threading
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import msgspec
import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.reasoncodes import ReasonCode

KEEPALIVE_S: Final = 60  # 0 would be refused by rumqttd
WINDOW: Final = 1000
"""Messages that may be without acknowledgement before `publish` waits."""
CONNECT_WITHIN_S: Final = 10.0

Element = tuple[str, int, float]
"""(sensor code, milliseconds since the epoch, value)."""


class NoBroker(Exception):
    """The broker cannot be reached or refuses us; the text says why."""


class Publisher:
    """Publishes to the broker at `url` (`mqtt://user:password@host:port` or `mqtts://…`).

    Reconnects by itself; MQTT 3.1.1, which every broker speaks. Safe to use from one thread.
    """

    def __init__(self, url: str, *, ca_file: Path | None = None, client_id: str = "") -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"mqtt", "mqtts"} or not parts.hostname:
            raise NoBroker(f"not an address of an MQTT broker: {url!r} (mqtt://host:port)")
        self.address = parts.hostname, parts.port or (8883 if parts.scheme == "mqtts" else 1883)
        self.published = self.acknowledged = 0
        self._changed = threading.Condition()
        self._refusal = ""
        self._client = mqtt.Client(CallbackAPIVersion.VERSION2, client_id=client_id)
        self._client.max_inflight_messages_set(WINDOW)
        self._client.on_connect = self._on_connect
        self._client.on_publish = self._on_publish
        if parts.username is not None:
            self._client.username_pw_set(unquote(parts.username), unquote(parts.password or ""))
        if parts.scheme == "mqtts":
            self._client.tls_set_context(ssl.create_default_context(cafile=ca_file))

    def connect(self) -> None:
        """Connect; raises `NoBroker`. Afterwards a lost connection is restored without a word."""
        host, port = self.address
        try:
            self._client.connect(host, port, keepalive=KEEPALIVE_S)
        except OSError as error:
            raise NoBroker(f"no MQTT broker at {host}:{port}: {error}") from error
        self._client.loop_start()
        with self._changed:
            answered = self._changed.wait_for(
                lambda: self._client.is_connected() or self._refusal, CONNECT_WITHIN_S
            )
        if self._refusal or not answered:
            self.close()
            raise NoBroker(f"the broker at {host}:{port} refuses us: {self._refusal or 'no answer'}")

    def publish_batch(self, site: str, elements: list[Element]) -> None:
        """Readings of several sensors as one gateway message; waits while a window is unacknowledged."""
        payload = msgspec.json.encode([{"s": s, "ts": ts, "v": v} for s, ts, v in elements])
        self._publish(f"anhuan/{site}/batch", payload)

    def publish_reading(self, site: str, element: Element) -> None:
        """One reading under its sensor's own topic."""
        sensor, ts, value = element
        self._publish(f"anhuan/{site}/{sensor}/reading", msgspec.json.encode({"ts": ts, "v": value}))

    def publish_event(self, site: str, source: str, event: dict[str, Any]) -> None:
        """One event of a camera box, an RFID gate or a locator (architecture.md, section 5)."""
        self._publish(f"anhuan/{site}/{source}/event", msgspec.json.encode(event))

    @property
    def is_full(self) -> bool:
        """Whether `publish` would wait: the broker is away, or slower than we are."""
        return self.published - self.acknowledged >= WINDOW

    def wait_acknowledged(self, within_s: float) -> bool:
        """Wait until everything is acknowledged; False if it is not so in time."""
        with self._changed:
            return self._changed.wait_for(lambda: self.acknowledged >= self.published, within_s)

    def close(self) -> None:
        self._client.disconnect()
        self._client.loop_stop()

    def _publish(self, topic: str, payload: bytes) -> None:
        with self._changed:
            self._changed.wait_for(lambda: not self.is_full)
            self.published += 1
        self._client.publish(topic, payload, qos=1)

    def _on_connect(
        self, _client: mqtt.Client, _data: Any, _flags: Any, reason: ReasonCode, _more: Any
    ) -> None:
        with self._changed:
            self._refusal = str(reason) if reason.is_failure else ""
            self._changed.notify_all()

    def _on_publish(self, *_: Any) -> None:
        with self._changed:
            self.acknowledged += 1
            self._changed.notify_all()
