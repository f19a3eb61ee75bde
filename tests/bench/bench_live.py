"""How long from a published reading until a subscribed client knows of the alert.

The whole product in one process (database, broker, ingest, web server), another process subscribes as a
phone does. The ratio is to a bare MQTT subscriber of the same broker, measured in the same run.
"""

import json
import os
import queue
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import paho.mqtt.client as mqtt
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from backend.entrypoints.migration import migrate
from backend.services.people import hasher
from backend.storage.transaction import Database
from tests.bench.table import show
from tests.plants import PASSWORD, plant
from tests.servers import free_port, wait_until

PROBES = 200
TOPIC = "anhuan/north/GAS-1/reading"
SUBSCRIPTION = "subscription { alertChanged { id isActive changedAt } }"
MINUTE_US = 60_000_000


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/anhuan.sqlite3")
        migrate(database)
        plant(database, password_hash=hasher().hash(PASSWORD))
        database.dispose()
        http, broker = free_port(), free_port()
        environment = {
            **os.environ,
            "ANHUAN_DATA_FOLDER": folder,
            "ANHUAN_PORT": str(http),
            "ANHUAN_MQTT_PORT": str(broker),
            "ANHUAN_SIMULATION": "false",
            "ANHUAN_LOG_LEVEL": "WARNING",
        }
        command = [sys.executable, "-m", "backend.entrypoints", "up"]
        with Path(folder, "log").open("wb") as log:
            product = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            wait_until(lambda: is_ready(http), "the product is up")
            report(*measure(http, broker))
        finally:
            product.terminate()
            product.wait()


def is_ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=1) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def measure(http: int, broker: int) -> tuple[list[float], list[float]]:
    """Milliseconds from publish to the subscribed screen, and to a bare subscriber of the broker."""
    publisher, heard = mqtt_client(broker), queue.Queue[float]()
    bare = mqtt_client(broker)
    bare.on_message = lambda *_: heard.put(time.perf_counter())
    bare.subscribe(TOPIC, qos=1)
    to_screen, to_bare = [], []
    with subscribed(http) as screen:
        seen = queue.Queue[float]()
        threading.Thread(target=listen, args=(screen, seen), daemon=True).start()
        at_us = time.time_ns() // 1000 - (PROBES + 10) * MINUTE_US  # event time: a minute a probe, all past
        for _ in range(PROBES):
            at_us += MINUTE_US
            for value, wait_us in ((60.0, 0), (0.0, 1_000_000), (0.0, 40_000_000)):
                began = time.perf_counter()
                send(publisher, at_us + wait_us, value)
                to_bare.append((heard.get(timeout=10) - began) * 1000)
                if value > 0 or wait_us == 40_000_000:  # the alert begins, and returns to normal
                    to_screen.append((seen.get(timeout=10) - began) * 1000)
    for client in (publisher, bare):
        client.disconnect()
        client.loop_stop()
    return to_screen, to_bare


def mqtt_client(port: int) -> mqtt.Client:
    client = mqtt.Client(mqtt.CallbackAPIVersion.VERSION2)
    client.connect("127.0.0.1", port, keepalive=60)
    client.loop_start()
    return client


def send(publisher: mqtt.Client, sampled_us: int, value: float) -> None:
    publisher.publish(TOPIC, json.dumps({"ts": sampled_us // 1000, "v": value}), qos=1)


@contextmanager
def subscribed(port: int) -> Iterator[ClientConnection]:
    """A screen that is signed in and subscribed to alerts."""
    body = json.dumps({"username": "alice", "password": PASSWORD}).encode()
    headers = {"content-type": "application/json"}
    request = urllib.request.Request(f"http://127.0.0.1:{port}/auth/sign-in", body, headers)
    with urllib.request.urlopen(request) as answer:
        token = json.load(answer)["accessToken"]
    address = f"ws://127.0.0.1:{port}/graphql"
    with connect(address, subprotocols=["graphql-transport-ws"], proxy=None) as screen:
        screen.send(json.dumps({"type": "connection_init", "payload": {"accessToken": token}}))
        assert json.loads(screen.recv())["type"] == "connection_ack"
        screen.send(json.dumps({"id": "1", "type": "subscribe", "payload": {"query": SUBSCRIPTION}}))
        yield screen


def listen(screen: ClientConnection, seen: "queue.Queue[float]") -> None:
    with suppress(ConnectionClosed):
        for text in screen:
            if json.loads(text)["type"] == "next":
                seen.put(time.perf_counter())


def report(to_screen: list[float], to_bare: list[float]) -> None:
    show(f"{'publish to …, ms':<28} {'n':>5} {'p50':>7} {'p95':>7} {'p99':>7} {'max':>7}")
    for name, taken in (("subscribed screen", to_screen), ("bare MQTT subscriber", to_bare)):
        cuts = statistics.quantiles(taken, n=100)
        figures = (cuts[49], cuts[94], cuts[98], max(taken))
        show(f"{name:<28} {len(taken):>5}" + "".join(f" {figure:>7.1f}" for figure in figures))
    ratio = statistics.median(to_screen) / statistics.median(to_bare)
    show(f"screen / bare, p50: {ratio:.1f}")


if __name__ == "__main__":
    main()
