"""Messages: from the commit of an alert to the provider, to a thousand devices, and what one costs.

`python -m tests.bench.bench_messages [encrypt] [latency] [devices] [memory]`: all goes to `messages_sink`.
"""

import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric import ec
from py_vapid import Vapid02
from pywebpush import WebPusher
from sqlalchemy import func
from sqlmodel import col, select

from backend.alerts import commands as alerts
from backend.alerts.events import ALERT_RAISED
from backend.connectors.mqtt.publisher import Publisher
from backend.core.database import Database, Transaction
from backend.core.events import ref_of, unpacked_refs
from backend.core.tables import OutboxRow
from backend.core.text import Language
from backend.core.viewer import Role, Viewer
from backend.core.vocabulary import Tier
from backend.notifications import commands as deliveries
from backend.notifications.rules import DeliveryState
from backend.notifications.tables import DeliveryRow
from backend.reactions import REACTIONS
from push.endpoint import Endpoint
from push.message import Message
from push.outcome import Outcome, Verdict
from push.route import Route
from push.vapid import VapidKeys
from push.webpush import encode
from tests.bench import bench_ingest
from tests.bench.table import show
from tests.hostile.matrix.objects import join
from tests.support import databases, installations, servers, sms_gateway
from tests.support.audit_keys import AUDIT_KEYS
from tests.support.declared import SUBJECTS
from tests.support.fakes import Subscription
from tests.support.installations import Installation
from tests.support.plants import Plants, id_of, more_sensors, over, plant
from tests.support.servers import wait_until

SECONDS: Final = 3.0
ROUNDS: Final = 3
ORIGINS: Final = 4
PROBES, PROBE_EVERY_S, SETTLE_S = 60, 0.4, 4.0
RATES: Final = (0, 20_000)
OFFICERS, BROWSERS = 100, 10
FLOOD: Final = 100
"""Red alerts to all devices: 100,000 deliveries."""
NODE_PACKAGE: Final = "web-push@3.6.7"
NODE: Final = """
const push = require('web-push'), [subject, seconds] = ['mailto:ops@example.com', %s]
const subscriptions = %s, payload = %s
const keys = push.generateVAPIDKeys(), began = process.cpuUsage(), start = Date.now()
let count = 0
while (Date.now() - start < seconds * 1000) {
  push.generateRequestDetails(subscriptions[count %% subscriptions.length], payload,
    { vapidDetails: { subject, ...keys }, TTL: 3600 })
  count++
}
const used = process.cpuUsage(began)
console.log(count / ((used.user + used.system) / 1e6))
"""
MESSAGE: Final = Message(
    title="红色预警", body="2号反应釜 可燃气体 62 %LEL", navigate="https://plant.example/alerts/7", topic="a7"
)


class Sink:
    """The process that takes messages."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process
        self.origin = f"http://127.0.0.1:{self._line()}"

    def taken(self) -> list[tuple[str, float]]:
        """Ids and moments (epoch seconds) of what came since this was last asked."""
        assert self._process.stdin
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        found: list[tuple[str, float]] = json.loads(self._line())
        return found

    def _line(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip()


@contextmanager
def sink() -> Iterator[Sink]:
    command = [sys.executable, "-m", "tests.bench.messages_sink"]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    try:
        yield Sink(process)
    finally:
        process.kill()
        process.wait()


def per_cpu_second(work: Callable[[int], object]) -> float:
    """How often a second of one core does this."""
    began, until, count = time.process_time(), time.perf_counter() + SECONDS, 0
    while time.perf_counter() < until:
        work(count)
        count += 1
    return count / (time.process_time() - began)


def encryption() -> None:
    """Encrypted and signed per second of one core: ours, as pywebpush does it, and Node's web-push."""
    keys = VapidKeys(ec.generate_private_key(ec.SECP256R1()))
    addresses = [(f"https://push{n % ORIGINS}.example", f"/p/{n}") for n in range(200)]
    browsers = [Subscription(ec.generate_private_key(ec.SECP256R1()), uuid4().bytes).keys for _ in addresses]
    payload = encode(MESSAGE)
    signer = Vapid02(keys.private_key)

    def ours(number: int) -> None:
        each = number % len(addresses)
        origin, path = addresses[each]
        pusher = WebPusher({"endpoint": origin + path, "keys": browsers[each]})
        pusher.encode(encode(MESSAGE).encode(), "aes128gcm")
        signer.sign({"sub": "mailto:ops@example.com", "aud": origin})

    node = _node(
        [{"endpoint": o + p, "keys": k} for (o, p), k in zip(addresses, browsers, strict=True)], payload
    )
    figures: dict[str, list[float]] = {}
    for _ in range(ROUNDS):
        figures.setdefault("ours", []).append(per_cpu_second(ours))
        if node is not None:
            figures.setdefault(f"Node, {NODE_PACKAGE}", []).append(node())
    if node is not None:
        node.folder.cleanup()
    show(f"{'encrypted and signed per core':<32} {'per s':>8} {'range':>17} {'ratio':>6}")
    mine = statistics.median(figures["ours"])
    for name, found in figures.items():
        rate = statistics.median(found)
        show(f"{name:<32} {rate:>8,.0f} {min(found):>8,.0f}-{max(found):<8,.0f} {mine / rate:>6.1f}")


class _Node:
    def __init__(self, folder: "tempfile.TemporaryDirectory[str]", script: str) -> None:
        self.folder, self._script = folder, script

    def __call__(self) -> float:
        command = [str(shutil.which("node")), "-e", self._script]
        done = subprocess.run(command, cwd=self.folder.name, capture_output=True, text=True, check=True)
        return float(done.stdout)


def _node(subscriptions: list[dict[str, Any]], payload: str) -> _Node | None:
    """Node's web-push, installed for this run alone; None where that cannot be had."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        return None
    folder = tempfile.TemporaryDirectory()
    command = ["npm", "install", "--no-save", "--no-audit", "--no-fund", NODE_PACKAGE]
    if subprocess.run(command, cwd=folder.name, capture_output=True, check=False).returncode:
        folder.cleanup()
        return None
    script = NODE % (SECONDS, json.dumps(subscriptions), json.dumps(payload))
    return _Node(folder, script)


def latency() -> None:
    """From the commit of a red alert until a text, and a push, is handed over, beside readings."""
    show(f"{'commit to gateway, ms':<52} {'n':>4} {'p50':>7} {'p95':>7} {'max':>7}")
    for name, site in (("embedded", _embedded), ("Celery, PostgreSQL", _production)):
        for rate in RATES:
            with ExitStack() as stack:
                gateway = stack.enter_context(sink())
                beside = f", {rate:,} readings/s beside it" if rate else ""
                for channel, took in _latencies(stack, gateway, rate, *site(stack, gateway)).items():
                    found = sorted(took)
                    cuts, label = statistics.quantiles(found, n=100), f"{name}, {channel}{beside}"
                    show(f"{label:<52} {len(found):>4} {cuts[49]:>7.1f} {cuts[94]:>7.1f} {found[-1]:>7.1f}")


def _embedded(stack: ExitStack, gateway: Sink) -> tuple[Installation, Plants]:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    site = stack.enter_context(
        installations.embedded(folder, push_origin=gateway.origin, channel_origin=gateway.origin)
    )
    plants = _planted(site.database, gateway)
    site.start("up")
    return site, plants


def _production(stack: ExitStack, gateway: Sink) -> tuple[Installation, Plants]:
    folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
    url = stack.enter_context(servers.postgres_database(f"anhuan_bench_{uuid4().hex[:8]}"))
    site = stack.enter_context(
        installations.production(
            folder, postgres_url=url, push_origin=gateway.origin, channel_origin=gateway.origin
        )
    )
    plants = _planted(site.database, gateway)
    site.start("ingest", "worker", "beat")
    return site, plants


def _planted(database: Database, gateway: Sink) -> Plants:
    bench_ingest.prepare(database)
    plants = plant(database)
    sms_gateway.texts_to(database, plants, plants.bob, gateway.origin)
    return plants


def _latencies(
    stack: ExitStack, gateway: Sink, rate: int, site: Installation, plants: Plants
) -> dict[str, list[float]]:
    """Milliseconds by channel: bob is texted, alice has a browser."""
    site.database.transact(lambda tx: _browsers_of(tx, plants.alice, gateway.origin, number=1))
    codes = [f"PROBE-{number}" for number in range(PROBES + 1)]
    more_sensors(site.database, codes)
    line = Publisher(site.broker())
    line.connect()
    stack.callback(line.close)
    if rate:
        port = str(urlsplit(site.broker()).port)
        sender = [sys.executable, "-m", "tests.bench.load", "--port", port, "--rate", str(rate)]
        seconds = str(SETTLE_S + (PROBES + 1) * PROBE_EVERY_S + 5)
        loading = subprocess.Popen([*sender, "--seconds", seconds])
        stack.callback(loading.wait)
        stack.callback(loading.kill)
    time.sleep(SETTLE_S)
    for code in codes:
        line.publish_reading("north", (code, round(time.time() * 1000), 61.5))
        time.sleep(PROBE_EVERY_S)
    wait_until(lambda: _texts_accepted(site.database) > PROBES, "every alert has its text", within=60)
    came: dict[str, float] = {}
    for message_id, at in gateway.taken():
        came.setdefault(message_id, at)
    committed = site.database.read(_alerts_with_moments)
    warm = {channel: found[1:] for channel, found in committed.items()}  # the first one opens connections
    return {each: [(came[named] - began) * 1000 for named, began in found] for each, found in warm.items()}


def _texts_accepted(database: Database) -> int:
    statement = select(DeliveryRow.id).where(
        DeliveryRow.channel == "sms", DeliveryRow.state == DeliveryState.ACCEPTED
    )
    return len(database.read(lambda session: session.exec(statement).all()))


def _alerts_with_moments(session: Any) -> dict[str, list[tuple[str, float]]]:
    """By channel: id of the text or topic of the push, and when (epoch seconds) its alert was committed."""
    statement = (
        select(DeliveryRow.channel, DeliveryRow.id, DeliveryRow.about, OutboxRow.at)
        .join(OutboxRow, col(OutboxRow.id) == DeliveryRow.outbox_id)
        .where(col(DeliveryRow.channel).in_(("sms", "webpush")), DeliveryRow.event_kind == ALERT_RAISED)
        .order_by(col(OutboxRow.id))
    )
    found: dict[str, list[tuple[str, float]]] = {}
    for channel, message_id, about, at in session.exec(statement):
        topic = ref_of(unpacked_refs(about), "alert")
        named = message_id if channel == "sms" or topic is None else topic
        found.setdefault(channel, []).append((named.hex, at.timestamp()))
    return found


def devices() -> None:
    """One red alert to a thousand browsers of a hundred officers: until the last one is accepted."""
    show(f"{'one red to 1,000 devices, s':<44} {'median':>7} {'range':>13}")
    for name, site in (("embedded", _embedded), ("Celery, PostgreSQL", _production)):
        with ExitStack() as stack:
            service = stack.enter_context(sink())
            installation, _ = site(stack, service)
            database = installation.database
            _subscribe(database, service.origin)
            line = Publisher(installation.broker())
            line.connect()
            stack.callback(line.close)
            took = [_to_all(database, line, number) for number in range(ROUNDS + 1)]
            warm = took[1:]
            show(f"{name:<44} {statistics.median(warm):>7.2f} {min(warm):>6.2f}-{max(warm):<6.2f}")


def _to_all(database: Database, line: Publisher, number: int) -> float:
    """Seconds from one more red alert until the last device has it."""
    code = f"RED-{number}"
    more_sensors(database, [code])
    time.sleep(3)
    line.publish_reading("north", (code, round(time.time() * 1000), 61.5))
    wanted = OFFICERS * BROWSERS * (number + 1)
    wait_until(lambda: _accepted(database) >= wanted, "all are accepted", within=120)
    return _span(database)


def _subscribe(database: Database, origin: str) -> None:
    def command(tx: Transaction) -> None:
        for number in range(OFFICERS):
            person = join(tx, f"officer {number}", Role.OFFICER, id_of("north"))
            _browsers_of(tx, person, origin)

    database.transact(command)


def _browsers_of(tx: Transaction, person: Viewer, origin: str, *, number: int = BROWSERS) -> None:
    for _ in range(number):
        keys = Subscription(ec.generate_private_key(ec.SECP256R1()), uuid4().bytes).keys
        deliveries.subscribe_push(
            tx,
            endpoint=f"{origin}/p/{uuid4().hex}",
            p256dh=keys["p256dh"],
            auth=keys["auth"],
            language=Language.ZH,
            by=person,
            most=BROWSERS,
        )


def _accepted(database: Database) -> int:
    statement = select(func.count()).where(
        DeliveryRow.channel == "webpush", col(DeliveryRow.accepted_at).is_not(None)
    )
    return database.read(lambda session: session.exec(statement).one())


def _span(database: Database) -> float:
    """Seconds from the alert of the last event to the last acceptance."""

    def question(session: Any) -> float:
        outbox_id, at = session.exec(
            select(OutboxRow.id, OutboxRow.at)
            .join(DeliveryRow, col(DeliveryRow.outbox_id) == OutboxRow.id)
            .where(DeliveryRow.channel == "webpush")
            .order_by(col(OutboxRow.id).desc())
        ).first()
        accepted = session.exec(
            select(DeliveryRow.accepted_at)
            .where(DeliveryRow.outbox_id == outbox_id, col(DeliveryRow.accepted_at).is_not(None))
            .order_by(col(DeliveryRow.accepted_at).desc())
        ).first()
        return float((accepted - at).total_seconds())

    return database.read(question)


def memory() -> None:
    """A hundred thousand deliveries through one process: what it holds at the first tenth, and at the end."""

    def send(_route: Route, _endpoint: Endpoint, _message: Message) -> Outcome:
        return Outcome(Verdict.ACCEPTED)

    with tempfile.TemporaryDirectory() as folder:
        url = databases.migrated(f"sqlite:///{folder}/anhuan.sqlite3")
        database = Database(url, reactions=REACTIONS, audit_keys=AUDIT_KEYS)
        plants = plant(database)
        _subscribe(database, "https://push.example")
        sensors = list(more_sensors(database, [f"FLOOD-{n}" for n in range(FLOOD)]).values())
        held, sent, began = list[int](), 0, time.process_time()
        for number, sensor in enumerate(sensors, start=1):
            change = over(plants, Tier.RED, sensor_id=sensor)
            database.transact(lambda tx, change=change: alerts.apply_changes(tx, [change]))
            database.transact(deliveries.plan_deliveries)
            sent += deliveries.deliver_due(database, send, SUBJECTS)
            if number % (FLOOD // 10) == 0:
                held.append(_megabytes())
        took = time.process_time() - began
        database.dispose()
    show(f"{sent:,} deliveries, {sent / took:,.0f} per second of a core; MB by tenths: {held}")
    show(f"last tenth / first tenth: {held[-1] / held[0]:.2f}; most: {_most():.0f} MB")


def _megabytes() -> int:
    status = Path("/proc/self/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) // 1024


def _most() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


PARTS: Final = {"encrypt": encryption, "latency": latency, "devices": devices, "memory": memory}


def main(names: list[str] | None = None) -> None:
    for name, part in PARTS.items():
        if not names or name in names:
            part()


if __name__ == "__main__":
    main(sys.argv[1:])
