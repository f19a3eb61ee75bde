"""Cards: from the commit of a red alert until its card is handed over, and from a tap until it is answered.

`python -m tests.bench.bench_chat_cards [embedded] [production] [dingtalk] [feishu] [wecom] [quick]`. The
chat is the stand-in of the tests, by HTTPS and WSS, in this process; all of it shares the cores. Every
delivery and every probe is a sample: what came as a text, late beyond the wait or not at all is one that
failed and counts as longer than anything.
"""

import math
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any, Final, TypeAlias
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
from tests.support.card_server import CardServer
from tests.support.channel_cases import certificate
from tests.support.chat_plant import PEOPLE, ChatPlant
from tests.support.chat_server import TapFailed
from tests.support.dingtalk_server import DingtalkServer
from tests.support.feishu_server import FeishuServer
from tests.support.installations import Installation
from tests.support.plants import more_sensors, plant
from tests.support.servers import wait_until
from tests.support.wecom_server import WecomServer

PROBES, PROBE_EVERY_S, SETTLE_S = 40, 1.5, 4.0
RATES: Final = (0, 20_000)
COMES: Final = "在路上"
WAITS_S: Final = 30.0
Chat: TypeAlias = CardServer | WecomServer
CHATS: Final[dict[str, type[Chat]]] = {
    each.kind: each for each in (DingtalkServer, FeishuServer, WecomServer)
}


def measure(name: str, kind: str, rate: int, probes: int) -> None:
    """Show a row each: how many, how many failed, p50, p95 and the most, in milliseconds."""
    with ExitStack() as stack:
        server: Chat = CHATS[kind]()
        stack.enter_context(server)
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        site = _site(stack, name, folder, server)
        bench_ingest.prepare(site.database)
        if isinstance(server, WecomServer):  # forty cards in a minute are more than a chat takes
            server.wrote |= set(PEOPLE)
            server.quotas = dict.fromkeys(PEOPLE, 10 * probes)
        chat = ChatPlant(site.database, plant(site.database), server)
        site.start(*(("up",) if name == "embedded" else ("ingest", "worker", "beat")))
        wait_until(lambda: chat.stream().is_connected, "answers come back", 60)
        codes = [f"PROBE-{number}" for number in range(probes)]
        more_sensors(site.database, codes)
        line = Publisher(site.broker())
        line.connect()
        stack.callback(line.close)
        if rate:
            port = str(urlsplit(site.broker()).port)
            sender = [sys.executable, "-m", "tests.bench.load", "--port", port, "--rate", str(rate)]
            seconds = str(SETTLE_S + probes * PROBE_EVERY_S + 5)
            loading = subprocess.Popen([*sender, "--seconds", seconds])
            stack.callback(loading.wait)
            stack.callback(loading.kill)
        time.sleep(SETTLE_S)
        taps = []
        for number, code in enumerate(codes, 1):
            line.publish_reading("north", (code, round(time.time() * 1000), 61.5))
            time.sleep(PROBE_EVERY_S)
            taps.append(_tap(server, number))
        wait_until(lambda: len({event for event, _, _ in _committed(site, kind)}) == probes, "all alerts", 60)
        _waits(lambda: len(_came(server)) >= len(_committed(site, kind)))
        came = _came(server)
        took = [
            (came[delivery_id] - began) * 1000 if delivery_id in came else math.inf
            for _, delivery_id, began in _committed(site, kind)
        ]
        beside = f", {rate:,} readings/s beside it" if rate else ""
        for what, figures in (("commit to card", took), ("tap to answer", taps)):
            failed = figures.count(math.inf)
            p50, p95, most = (_at_most(figures, share) for share in (0.5, 0.95, 1.0))
            label = f"{name}, {kind}, {what}{beside}"
            show(f"{label:<64} {len(figures):>4} {failed:>6} {p50:>7.1f} {p95:>7.1f} {most:>7.1f}")


def _at_most(figures: list[float], share: float) -> float:
    """The figure that this share of all stays within."""
    return sorted(figures)[max(math.ceil(share * len(figures)) - 1, 0)]


def _waits(is_so: Callable[[], bool]) -> bool:
    """Whether it becomes so in time."""
    deadline = time.monotonic() + WAITS_S
    while not is_so():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def _came(server: Chat) -> dict[UUID, float]:
    """When the card of each delivery came (epoch seconds)."""
    return {UUID(card.delivery): card.came_at for card in [*server.cards.values()]}


def _tap(server: Chat, number: int) -> float:
    """Bob answers his newest card once he has so many: milliseconds until the answer stands there."""

    def cards() -> list[tuple[str, Any]]:
        return [(ref, card) for ref, card in [*server.cards.items()] if card.user_id == "bob"]

    if not _waits(lambda: len(cards()) >= number):
        return math.inf
    ref, card = cards()[-1]
    began = time.perf_counter()
    try:
        server.sends(ref, card, "bob", card.buttons[COMES])
    except (TapFailed, KeyError):
        return math.inf
    return (time.perf_counter() - began) * 1000


def _site(stack: ExitStack, name: str, folder: Path, server: Chat) -> Installation:
    authority = folder / "authority.pem"
    authority.write_text(certificate()[0])
    origins = ",".join(sorted(server.origins))
    if name == "embedded":
        site = installations.embedded(folder, channel_origin=origins, channel_authority=authority)
    else:
        url = stack.enter_context(servers.postgres_database(f"anhuan_bench_{uuid4().hex[:8]}"))
        site = installations.production(
            folder, postgres_url=url, channel_origin=origins, channel_authority=authority
        )
    return stack.enter_context(site)


def _committed(site: Installation, kind: str) -> list[tuple[int, UUID, float]]:
    """The deliveries to the chat that left at once: event, id, and when it was committed (epoch seconds)."""
    statement = (
        select(OutboxRow.id, DeliveryRow.id, OutboxRow.at)
        .join(DeliveryRow, col(DeliveryRow.outbox_id) == OutboxRow.id)
        .where(DeliveryRow.channel == kind, DeliveryRow.event_kind == ALERT_RAISED, DeliveryRow.step == 0)
    )
    rows = site.database.read(lambda session: session.exec(statement).all())
    return [(event, delivery_id, at.timestamp()) for event, delivery_id, at in rows if event is not None]


def main(names: list[str]) -> None:
    show(f"{'ms':<64} {'n':>4} {'failed':>6} {'p50':>7} {'p95':>7} {'max':>7}")
    for name in _named(("embedded", "production"), names):
        for kind in _named(tuple(CHATS), names):
            for rate in RATES:
                measure(name, kind, rate, 20 if "quick" in names else PROBES)


def _named(known: tuple[str, ...], names: list[str]) -> tuple[str, ...]:
    """Those of these that are named, all where none is."""
    return tuple(each for each in known if each in names) or known


if __name__ == "__main__":
    main(sys.argv[1:])
