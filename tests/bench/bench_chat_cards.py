"""Cards: from the commit of a red alert until its card is handed over, and from a tap until it is answered.

`python -m tests.bench.bench_chat_cards [embedded] [production] [quick]`. DingTalk is the stand-in of the
tests, by HTTPS and WSS, in this process; all of it shares the cores.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from sqlmodel import col, select

from backend.alerts.events import ALERT_RAISED
from backend.connectors.mqtt.publisher import Publisher
from backend.core.tables import OutboxRow
from backend.notifications.tables import DeliveryRow
from tests.bench import bench_ingest
from tests.bench.table import show
from tests.support import installations, servers
from tests.support.channel_cases import certificate
from tests.support.chat_plant import ChatPlant
from tests.support.chat_server import TapFailed
from tests.support.dingtalk_server import DingtalkServer
from tests.support.installations import Installation
from tests.support.plants import more_sensors, plant
from tests.support.servers import wait_until

PROBES, PROBE_EVERY_S, SETTLE_S = 40, 1.5, 4.0
RATES: Final = (0, 20_000)
COMES: Final = "在路上"


def measure(name: str, rate: int, probes: int) -> None:
    """One row: p50, p95 and the most of both, in milliseconds."""
    with ExitStack() as stack:
        server = stack.enter_context(DingtalkServer())
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        site = _site(stack, name, folder, server)
        bench_ingest.prepare(site.database)
        chat = ChatPlant(site.database, plant(site.database), server)
        site.start(*(("up",) if name == "embedded" else ("ingest", "worker", "beat")))
        wait_until(lambda: chat.stream().is_connected, "answers come back", 60)
        codes = [f"PROBE-{number}" for number in range(probes + 1)]
        more_sensors(site.database, codes)
        line = Publisher(site.broker())
        line.connect()
        stack.callback(line.close)
        if rate:
            port = str(urlsplit(site.broker()).port)
            sender = [sys.executable, "-m", "tests.bench.load", "--port", port, "--rate", str(rate)]
            seconds = str(SETTLE_S + (probes + 1) * PROBE_EVERY_S + 5)
            loading = subprocess.Popen([*sender, "--seconds", seconds])
            stack.callback(loading.wait)
            stack.callback(loading.kill)
        time.sleep(SETTLE_S)
        taps = []
        for code in codes:
            line.publish_reading("north", (code, round(time.time() * 1000), 61.5))
            time.sleep(PROBE_EVERY_S)
            taps += _tap(server)
        wait_until(lambda: len(_committed(site)) > probes, "every alert has its cards", 60)
        wait_until(
            lambda: len(_taken(site)) > probes,
            f"every alert has a card; refused: {server.refused[:5]}, texts: {len(server.texts)}",
            60,
        )
        came = {UUID(track): card.came_at for track, card in server.cards.items()}
        took = sorted(
            (came[delivery_id] - began) * 1000
            for outbox_id, found in _committed(site).items()
            for delivery_id, began in found[:1]
            if delivery_id in came
        )[: probes + 1]
        beside = f", {rate:,} readings/s beside it" if rate else ""
        for what, figures in (("commit to card", took), ("tap to answer", sorted(taps))):
            cuts = statistics.quantiles(figures, n=100)
            label = f"{name}, {what}{beside}"
            show(f"{label:<56} {len(figures):>4} {cuts[49]:>7.1f} {cuts[94]:>7.1f} {figures[-1]:>7.1f}")


def _tap(server: DingtalkServer) -> list[float]:
    """Bob answers his newest card: milliseconds until it stands there. None where he has answered all."""
    mine = [(track, card) for track, card in [*server.cards.items()] if card.user_id == "bob"]
    for track, card in reversed(mine):
        if COMES in card.buttons:
            began = time.perf_counter()
            try:
                server.sends(track, card, "bob", card.buttons[COMES])
            except TapFailed:
                return []
            return [(time.perf_counter() - began) * 1000]
    return []


def _site(stack: ExitStack, name: str, folder: Path, server: DingtalkServer) -> Installation:
    authority = folder / "authority.pem"
    authority.write_text(certificate()[0])
    origins = ",".join(sorted(server.origins))
    if name == "embedded":
        site = stack.enter_context(installations.embedded(folder, channel_origin=origins))
    else:
        url = stack.enter_context(servers.postgres_database(f"anhuan_bench_{uuid4().hex[:8]}"))
        site = stack.enter_context(installations.production(folder, postgres_url=url, channel_origin=origins))
    named = {"REQUESTS_CA_BUNDLE": str(authority)}
    site.commands = {
        each: replace(service, environment={**service.environment, **named})
        for each, service in site.commands.items()
    }
    return site


def _taken(site: Installation) -> set[str]:
    """Deliveries that their provider took."""
    statement = select(DeliveryRow.id).where(
        DeliveryRow.channel == "dingtalk", col(DeliveryRow.accepted_at).is_not(None)
    )
    return {each.hex for each in site.database.read(lambda session: session.exec(statement).all())}


def _committed(site: Installation) -> dict[int, list[tuple[UUID, float]]]:
    """By event: its deliveries to the chat that left at once, and when (epoch seconds) it was committed."""
    statement = (
        select(OutboxRow.id, DeliveryRow.id, OutboxRow.at)
        .join(DeliveryRow, col(DeliveryRow.outbox_id) == OutboxRow.id)
        .where(
            DeliveryRow.channel == "dingtalk", DeliveryRow.event_kind == ALERT_RAISED, DeliveryRow.step == 0
        )
        .order_by(col(OutboxRow.id))
    )

    def question(session: Any) -> dict[int, list[tuple[UUID, float]]]:
        found: dict[int, list[tuple[UUID, float]]] = {}
        for outbox_id, delivery_id, at in session.exec(statement):
            found.setdefault(outbox_id, []).append((delivery_id, at.timestamp()))
        return found

    return site.database.read(question)


def main(names: list[str]) -> None:
    show(f"{'ms':<56} {'n':>4} {'p50':>7} {'p95':>7} {'max':>7}")
    for name in ("embedded", "production"):
        if name in names or not {"embedded", "production"} & set(names):
            for rate in RATES:
                measure(name, rate, 20 if "quick" in names else PROBES)


if __name__ == "__main__":
    main(sys.argv[1:])
