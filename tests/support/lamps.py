"""Beacons as docs/beacon.md asks for them, on a real broker."""

import json
import queue
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion


@dataclass
class Lamp:
    """What the page asks of a beacon, and no more; `seen`: what it was to show."""

    client: mqtt.Client
    seen: "queue.Queue[dict[str, object]]"

    def cut_cable(self) -> None:
        """Vanish without a word."""
        socket = self.client.socket()
        assert socket is not None
        self.client.loop_stop()
        socket.close()


@contextmanager
def lamp(url: str, code: str = "R2-east") -> Iterator[Lamp]:
    root, seen = f"anhuan/demo/beacon/{code}", queue.Queue[dict[str, object]]()
    client = mqtt.Client(CallbackAPIVersion.VERSION2, client_id=code)
    client.will_set(f"{root}/status", "offline", qos=1, retain=True)

    def greet(*_: object) -> None:
        client.publish(f"{root}/status", "online", qos=1, retain=True)
        client.subscribe(f"{root}/set", qos=1)

    def obey(_: mqtt.Client, __: object, packet: mqtt.MQTTMessage) -> None:
        seen.put(json.loads(packet.payload))
        client.publish(f"{root}/state", packet.payload, qos=1, retain=True)

    client.on_connect, client.on_message = greet, obey
    host, _, port = url.removeprefix("mqtt://").partition(":")
    client.connect(host, int(port), keepalive=60)
    client.loop_start()
    yield Lamp(client, seen)
    client.disconnect()
    client.loop_stop()
