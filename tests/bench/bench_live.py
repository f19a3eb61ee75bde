"""How long from a published reading until a subscribed client knows of the alert.

The whole product as `anhuan up` starts it, with its own broker or beside Mosquitto; another process
subscribes as a phone does. Once alone, and then while a minute of other readings is judged and stored on the
same cores. The ratio is to a bare MQTT subscriber of the same broker, measured in the same run.
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
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import paho.mqtt.client as mqtt
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from backend.core.database import Database
from backend.people.commands import hasher
from backend.reactions import REACTIONS
from tests.bench import bench_ingest
from tests.bench.table import show
from tests.support import servers
from tests.support.audit_keys import AUDIT_KEYS
from tests.support.plants import PASSWORD, plant
from tests.support.servers import free_port, wait_until

PROBES = 150
RATES = (0, 20_000, 30_000, 40_000, 50_000)
LOAD_S, SETTLE_S, PAUSE_S, PATIENCE_S = 60, 3.0, 0.2, 10
TOPIC = "anhuan/north/GAS-1/reading"
SUBSCRIPTION = "subscription { alertChanged { id isActive changedAt } }"
MINUTE_US = 60_000_000


def main() -> None:
    for is_embedded in (True, False):
        broker = "its own broker" if is_embedded else "Mosquitto"
        show(f"{f'publish to …, ms, {broker}':<48} {'n':>5} {'p50':>7} {'p95':>7} {'p99':>7} {'max':>7}")
        for rate in RATES:
            with ExitStack() as stack:
                try:
                    report(rate, *one_plant(stack, rate, is_embedded=is_embedded))
                except queue.Empty:
                    show(f"{rate:,} readings/s: falls behind, an alert took more than {PATIENCE_S} s")


def one_plant(stack: ExitStack, rate: int, *, is_embedded: bool) -> tuple[list[float], list[float]]:
    """What `measure` finds while so many other readings a second are judged and stored; 0: none."""
    folder = stack.enter_context(tempfile.TemporaryDirectory())
    database = Database(f"sqlite:///{folder}/anhuan.sqlite3", reactions=REACTIONS, audit_keys=AUDIT_KEYS)
    bench_ingest.prepare(database)
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
    if not is_embedded:
        environment["ANHUAN_MQTT_URL"] = stack.enter_context(servers.mosquitto(Path(folder)))
        broker = urlsplit(environment["ANHUAN_MQTT_URL"]).port or 0
    stack.enter_context(running([sys.executable, "-m", "backend.entrypoints", "up"], env=environment))
    wait_until(lambda: is_ready(http), "the product is up")
    if rate:
        sender = [sys.executable, "-m", "tests.bench.load", "--port", str(broker), "--rate", str(rate)]
        stack.enter_context(running([*sender, "--seconds", str(LOAD_S)]))
        time.sleep(SETTLE_S)
    return measure(http, broker, pause_s=PAUSE_S if rate else 0.0)


@contextmanager
def running(command: list[str], env: dict[str, str] | None = None) -> Iterator[None]:
    """Run it until the block ends."""
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        process.terminate()
        process.wait()


def is_ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=1) as answer:
            return bool(answer.status == 200)
    except OSError:
        return False


def measure(http: int, broker: int, *, pause_s: float) -> tuple[list[float], list[float]]:
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
            time.sleep(pause_s)
            for value, wait_us in ((60.0, 0), (0.0, 1_000_000), (0.0, 40_000_000)):
                began = time.perf_counter()
                send(publisher, at_us + wait_us, value)
                to_bare.append((heard.get(timeout=PATIENCE_S) - began) * 1000)
                if value > 0 or wait_us == 40_000_000:  # the alert begins, and returns to normal
                    to_screen.append((seen.get(timeout=PATIENCE_S) - began) * 1000)
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


def report(rate: int, to_screen: list[float], to_bare: list[float]) -> None:
    beside = f", {rate:,} readings/s beside it" if rate else ""
    for name, taken in ((f"subscribed screen{beside}", to_screen), ("bare MQTT subscriber", to_bare)):
        cuts = statistics.quantiles(taken, n=100)
        figures = (cuts[49], cuts[94], cuts[98], max(taken))
        show(f"{name:<48} {len(taken):>5}" + "".join(f" {figure:>7.1f}" for figure in figures))
    ratio = statistics.median(to_screen) / statistics.median(to_bare)
    show(f"screen / bare, p50: {ratio:.1f}")


if __name__ == "__main__":
    main()
