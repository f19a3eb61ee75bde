"""What the pages of the hand cost a cheap phone: Chromium at a quarter of its speed, 360 x 800.

A start without a network, from a tap to the picture that follows it, and the longest task while 50 alerts
change. Beside each figure stands a bare page in the same run: a button that writes one line, with the same
brake. Times of tasks are those of the page's thread; times by the clock hold on an idle machine only.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Page, sync_playwright

from backend.alerts.commands import apply_changes
from backend.core.database import Transaction
from backend.core.time import microseconds
from backend.core.vocabulary import AlertCondition, ConditionChange, Tier
from backend.sensors.store import Sensors
from tests.bench import pages_site
from tests.bench.table import show
from tests.e2e.devices import PHONE, Device, launch
from tests.e2e.history import History, make_history
from tests.e2e.plant_floor import PlantFloor
from tests.support import installations
from tests.support.installations import Installation

SLOWER: Final = 4
START_MS: Final = 2_000
PAINT_MS: Final = 200
TASK_MS: Final = 200
ALERTS: Final = 50
ROUNDS: Final = 5
WATCHED_MS: Final = 12_000
BARE: Final = """<!doctype html><meta name="viewport" content="width=device-width"><h1>bare</h1>
<button onclick="document.body.append('line')">add</button>"""
# From the press to the frame after the one in which something changed.
PAINTED: Final = """() => {
  window.painted = new Promise((resolve) => {
    addEventListener('click', ({ timeStamp }) => {
      const seen = () => requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - timeStamp)))
      const watch = new MutationObserver(() => (watch.disconnect(), seen()))
      const all = { subtree: true, childList: true, attributes: true, characterData: true }
      watch.observe(document.documentElement, all)
    }, { capture: true, once: true })
  })
}"""
# Whoever has it already goes on to the next step at the same place.
VERB: Final = "[data-testid=acknowledge], [data-testid=next-step], [data-testid=help]"
# The name of the tap, where (with ids of the history), and what is tapped.
TAPS: Final[tuple[tuple[str, str, str], ...]] = (
    ("home: my work", "/", "[data-testid=my-work] a, a[data-testid=my-work], [data-testid=my-work]"),
    ("home: report", "/", "[data-testid=report-hazard]"),
    ("alerts: a filter", "/alerts", "[role=radio] >> nth=1"),
    ("alerts: an alert", "/alerts", "[data-testid=alert-row] a, a[data-testid=alert-row] >> nth=0"),
    ("cases: a case", "/cases", "a[href^='/cases/'] >> nth=0"),
    ("report: a kind", "/hazards/new", "[data-testid=category-FIRE]"),
    ("alert: its verb", "/alerts/{alert}", VERB),
    ("case: help", "/cases/{in_disposal}", "[data-testid=help]"),
    ("dispose: a measure", "/cases/{in_disposal}/dispose", "[role=checkbox]"),
    ("recheck: help", "/cases/{awaiting_recheck}/recheck", "[data-testid=help]"),
    ("thread: help", "/hazards/{joint_report}", "[data-testid=help]"),
    ("equipment: help", "/q/EQ-0009", "[data-testid=help]"),
    ("plan: an area", "/plan", "[data-testid=plan-sheet] .area"),
)


def main() -> None:
    """Measure on a plant with a past."""
    show(f"load when it began: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    show(f"{'':<52} {'found':>9} {'bar':>7} {'of bar':>7} {'of bare':>8}")
    with tempfile.TemporaryDirectory() as name, installations.embedded(Path(name)) as site:
        site.start("up")
        floor = PlantFloor(site)
        history = make_history(floor)
        with sync_playwright() as driver:
            browser = launch(driver)
            context = browser.new_context(**PHONE, service_workers="allow")
            held = Device(site.address, context, context.new_page())
            held.sign_in("wang.lei")
            held.is_controlled()
            held.has_pack()
            bare_start, bare_paint = bare(held)
            start(held, bare_start)
            taps(held, bare_paint, history)
            changes(site, held)
            browser.close()
        floor.close()


def line(name: str, found: float, bar: float, bare_ms: float) -> None:
    show(f"{name:<52} {found:>6.0f} ms {bar:>7g} {found / bar:>7.2f} {found / max(bare_ms, 1):>7.1f}x")


def slowed(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})


def bare(held: Device) -> tuple[float, float]:
    """Start and paint of a page that has nothing in it."""
    held.context.route("**/bare", lambda route: route.fulfill(content_type="text/html", body=BARE))
    starts, paints = [], []
    for _ in range(ROUNDS):
        starts.append(_opened(held, "/bare", "h1"))
        paints.append(_painted(held.page, "button"))
    return statistics.median(starts), statistics.median(paints)


def _opened(held: Device, path: str, ready: str) -> float:
    """A new page of the app, slowed before it loads; ms until its content is there."""
    held.closes_and_opens()
    slowed(held.page)
    begun = time.monotonic()
    held.page.goto(held.address + path, wait_until="commit")
    held.page.locator(ready).first.wait_for()
    return (time.monotonic() - begun) * 1000


def start(held: Device, bare_ms: float) -> None:
    held.context.set_offline(True)
    found = [_opened(held, "/", "[data-testid=my-work]") for _ in range(ROUNDS)]
    held.context.set_offline(False)
    line(
        f"home, cold, without a network, {SLOWER}x slower, median",
        statistics.median(found),
        START_MS,
        bare_ms,
    )


def _painted(page: Page, target: str) -> float:
    page.evaluate(PAINTED)
    # A list lies behind what was opened of it, and can be tapped by nobody.
    page.locator(target).and_(page.locator(":not([inert] *)")).first.click()
    return float(page.evaluate("painted"))


def taps(held: Device, bare_ms: float, history: History) -> None:
    for name, where, target in TAPS:
        path = where.format_map(asdict(history))
        found = []
        for _ in range(ROUNDS):
            _opened(held, path, target)
            held.page.wait_for_load_state("networkidle")
            found.append(_painted(held.page, target))
        line(f"{name}: from the tap to the picture, median", statistics.median(found), PAINT_MS, bare_ms)


def changes(site: Installation, held: Device) -> None:
    """The longest task of the home while so many alerts are raised, grow and end."""

    def swing(tier: Tier | None) -> Callable[[Transaction], None]:
        def apply(tx: Transaction) -> None:
            sensors = [each for each in tx.get(Sensors).in_service() if each.indicator is not None]
            pairs = [
                (each, kind)
                for kind in (AlertCondition.RATE_OF_CHANGE, AlertCondition.STUCK)
                for each in sensors
            ]
            apply_changes(tx, [_change(sensor, kind, tier) for sensor, kind in pairs[:ALERTS]])

        return apply

    _opened(held, "/", "[data-testid=my-work]")
    held.page.wait_for_load_state("networkidle")
    with pages_site.traced(held) as events:
        for tier in (Tier.BLUE, Tier.YELLOW, None):
            site.database.transact(swing(tier))
            held.page.wait_for_timeout(WATCHED_MS / 3)
    tasks = [each for each in events if each["name"] == "RunTask"]
    worked, passed = (sorted(each.get(of, 0) / 1000 for each in tasks) for of in ("tdur", "dur"))
    line(f"home, {ALERTS} alerts change: longest task", worked[-1], TASK_MS, statistics.median(worked))
    longer = sum(each > TASK_MS for each in passed)
    show(f"  {len(tasks)} tasks; by the clock {passed[-1]:.0f} ms, {longer} above {TASK_MS} ms")


def _change(sensor: Any, condition: AlertCondition, tier: Tier | None) -> ConditionChange:
    return ConditionChange(
        sensor_id=sensor.sensor_id,
        condition=condition,
        tier=tier,
        sampled_us=microseconds(datetime.now(UTC)),
        value=12.0,
        limit=10.0,
        lasted_us=60_000_000,
        indicator_id=sensor.indicator.indicator_id,
        indicator_version=sensor.indicator.version,
        trace=(),
    )


if __name__ == "__main__":
    main()
