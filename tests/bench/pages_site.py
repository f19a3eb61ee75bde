"""A site of 300 sources with a month behind it, and a browser that looks at it; for `bench_pages`."""

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import CDPSession, Page, sync_playwright

from backend.connectors.mqtt.publisher import Publisher
from backend.core.database import Transaction
from backend.core.text import Text
from backend.demo.blueprint import SITE_CODE
from backend.sensors.store import Sensors
from backend.sites.store import Sites
from tests.e2e.devices import DESK, Device, launch
from tests.support import installations
from tests.support.installations import Installation

HISTORY: Final = os.environ.get("BENCH_HISTORY", "30d")
PIECE_S: Final = 0.1
TRACED: Final = ["devtools.timeline", "disabled-by-default-devtools.timeline", "toplevel"]
ADDED: Final = "BX-"
LIKE: Final = "TT-501"
"""Added sources measure as this one does: 55 is calm."""
CALM: Final = 55.0


@contextmanager
def site(folder: Path, sources: int) -> Iterator[Installation]:
    """The demo plant with a past and, beside its own, so many sources that there are `sources`."""
    with installations.embedded(folder) as installation:
        environment = {
            **os.environ,
            "ANHUAN_DATA_FOLDER": str(folder / "data"),
            "ANHUAN_SIMULATION": "false",
        }
        planted = [sys.executable, "-m", "backend.entrypoints", "demo", "--history", HISTORY]
        subprocess.run(planted, env=environment, check=True, capture_output=True)
        have_sources(installation, sources)
        installation.start("up")
        yield installation


def have_sources(installation: Installation, wanted: int) -> None:
    """Add sources, spread over the stages and areas, until there are `wanted`."""
    installation.database.transact(lambda tx: have_like(tx, wanted))


def have_like(tx: Transaction, wanted: int) -> None:
    """Add sources to the demo plant that measure as `LIKE` does, until there are `wanted`."""
    found = tx.get(Sites).by_code(SITE_CODE)
    assert found is not None
    sensors = tx.get(Sensors)
    ids = sensors.ids_of_site(found.site_id)
    others = list(sensors.get(ids).values())
    like = sensors.by_code(found.site_id, LIKE)
    assert like is not None
    assert like.indicator is not None
    for number in range(len(ids), wanted):
        at = others[number % len(others)]
        code = f"{ADDED}{number:04d}"
        name = Text(f"轴承温度 {number:04d}", f"Bearing temperature {number:04d}")
        added = replace(like, sensor_id=0, code=code, name=name, stage=at.stage, area_id=at.area_id)
        added = replace(added, equipment_id=None, indicator=None, last_seen_at=None)
        sensors.add_indicator(sensors.add(added), like.indicator, reason="bench", at=tx.now, by=None)


def _added(tx: Transaction) -> list[str]:
    found = tx.get(Sites).by_code(SITE_CODE)
    assert found is not None
    sensors = tx.get(Sensors)
    codes = sorted(each.code for each in sensors.get(sensors.ids_of_site(found.site_id)).values())
    return [code for code in codes if code.startswith(ADDED)]


@contextmanager
def measuring(installation: Installation, *, a_second: int) -> Iterator[None]:
    """So many sources a second have a new value, one after the other; each of them stays calm."""
    line, stop = Publisher(installation.broker()), threading.Event()
    codes = installation.database.transact(_added)
    line.connect()

    def run() -> None:
        turn, size = 0, max(1, round(a_second * PIECE_S))
        while not stop.wait(PIECE_S):
            now = int(time.time() * 1000)
            some = [codes[(turn + each) % len(codes)] for each in range(size)]
            turn += size
            line.publish_batch(SITE_CODE, [(code, now, CALM + (turn + n) % 7) for n, code in enumerate(some)])

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
        line.close()


@contextmanager
def desk(installation: Installation, person: str = "zhao.min") -> Iterator[Device]:
    """A desk on which this person has signed in."""
    with sync_playwright() as driver:
        browser = launch(driver, "--enable-precise-memory-info")
        context = browser.new_context(**DESK)
        held = Device(installation.address, context, context.new_page())
        held.sign_in(person)
        yield held
        browser.close()


@contextmanager
def traced(held: Device) -> Iterator[list[dict[str, Any]]]:
    """What the page's thread does within the block, in order; the list is filled when the block ends."""
    browser, events = held.context.browser, list[dict[str, Any]]()
    assert browser is not None
    browser.start_tracing(page=held.page, categories=TRACED)
    yield events
    found = json.loads(browser.stop_tracing())["traceEvents"]
    pages = {
        (each["pid"], each["tid"])
        for each in found
        if each["name"] == "thread_name" and each["args"]["name"] == "CrRendererMain"
    }
    mine = [each for each in found if each.get("ph") == "X" and (each["pid"], each["tid"]) in pages]
    events.extend(sorted(mine, key=lambda each: float(each["ts"])))


def outermost(events: list[dict[str, Any]], names: set[str]) -> list[dict[str, Any]]:
    """Those of these names that are not within another one of them."""
    found: list[dict[str, Any]] = []
    for each in events:
        if each["name"] in names and (not found or each["ts"] >= found[-1]["ts"] + found[-1]["dur"]):
            found.append(each)
    return found


def by_task(
    events: list[dict[str, Any]], some: list[dict[str, Any]]
) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Each task of the thread, and which of `some`, in order, ran within it."""
    at = 0
    for task in (each for each in events if each["name"] == "RunTask"):
        inside: list[dict[str, Any]] = []
        while at < len(some) and some[at]["ts"] < task["ts"] + task["dur"]:
            inside.append(some[at])
            at += 1
        yield task, inside


def metrics(session: CDPSession) -> dict[str, float]:
    """What Chromium counts of a page, as nodes and bytes of the heap."""
    answer: dict[str, Any] = session.send("Performance.getMetrics")
    return {each["name"]: float(each["value"]) for each in answer["metrics"]}


def heap(session: CDPSession) -> float:
    """Bytes that are in use once all that nobody needs is gone."""
    for _ in range(2):
        session.send("HeapProfiler.collectGarbage")
    return metrics(session)["JSHeapUsedSize"]


def session_of(page: Page) -> CDPSession:
    """The page's own counters."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    return session
