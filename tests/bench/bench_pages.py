"""What the pages of the desk cost a browser, on the machine that also runs the product.

A site of 300 sources with a month behind it (`BENCH_HISTORY`), the built pages, Chromium at the size of a
desk. Times of tasks and of script are those of the page's thread: they hold also while others use the cores.
The wall is shown at the pace of its frames: the seconds of its clock are made to be fifteen.
"""

import statistics
import tempfile
from pathlib import Path
from typing import Final

from playwright.sync_api import expect

from tests.bench import pages_site
from tests.bench.table import show
from tests.e2e.devices import Device
from tests.support.installations import Installation

SOURCES: Final = 300
CHANGES_A_SECOND: Final = 50
WATCHED_MS: Final = 20_000
SLOWER: Final = 4
LONG_TASK_MS: Final = 100

ROWS: Final = 1_000
ROWS_KEPT: Final = 80
STEP_PX: Final = 300
STEP_MS: Final = 16
SCRIPT: Final = {
    "EventDispatch",
    "FireAnimationFrame",
    "TimerFire",
    "EvaluateScript",
    "BlinkScheduler_PerformMicrotaskCheckpoint",
}
"""What Chromium calls the times in which script runs; Vue draws in microtasks."""
STILL: Final = "() => new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen)))"

WARM: Final = 100
ROTATIONS: Final = 2_000
GROWTH: Final = 1.1
ROTATE: Final = """() => {
  const now = Date.now, begin = setInterval, end = clearInterval, seconds = new Map()
  let ahead = 0
  Date.now = () => now() + ahead
  window.setInterval = (work, every, ...more) => {
    const id = begin(work, every, ...more)
    if (every === 1000) seconds.set(id, work)
    return id
  }
  window.clearInterval = (id) => (seconds.delete(id), end(id))
  window.rotate = async (times) => {
    for (; times > 0; times--) {
      ahead += 15_000
      for (const work of seconds.values()) work()
      await new Promise(requestAnimationFrame)
    }
  }
}"""

ALL_SPANS: Final = ("1h", "1d", "1w", "1m", "1q")
SPANS: Final = ("1d", "1w", "1m", "1q", "1h")
"""In the order of the presses: a page opens with the first of `ALL_SPANS`."""
TREND_MS: Final = 150
TREND_OF: Final = 8
DRAWN: Final = """() => {
  const ask = fetch, stroke = CanvasRenderingContext2D.prototype.stroke
  let tapped = 0, answered = 0, tell
  addEventListener('click', ({ timeStamp }) => (tapped = timeStamp), true)
  window.fetch = async (...asked) => {
    const answer = await ask(...asked)
    if (String(asked[1]?.body).includes('SourceTrend')) answered = performance.now()
    return answer
  }
  CanvasRenderingContext2D.prototype.stroke = function (...path) {
    if (answered && tell) {
      const done = tell
      tell = undefined
      requestAnimationFrame(() => setTimeout(() => done([answered - tapped, performance.now() - tapped])))
    }
    return stroke.apply(this, path)
  }
  window.untilDrawn = () => new Promise((resolve) => ((answered = 0), (tell = resolve)))
}"""


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, pages_site.site(Path(folder), SOURCES) as site:
        show(f"{'':<64} {'found':>10} {'bar':>8} {'of bar':>8}")
        with pages_site.desk(site) as held:
            monitor(site, held)
        with pages_site.desk(site) as held:
            wall(site, held)
        with pages_site.desk(site) as held:
            trend(held)
        pages_site.have_sources(site, ROWS)
        with pages_site.desk(site) as held:
            table(held)


def line(name: str, found: float, bar: float, unit: str) -> None:
    show(f"{name:<64} {found:>7.1f} {unit:<2} {bar:>8g} {found / bar:>8.2f}")


def monitor(site: Installation, held: Device) -> None:
    """The longest task while values come, at a quarter of the speed."""
    session = held.context.new_cdp_session(held.page)
    with pages_site.measuring(site, a_second=CHANGES_A_SECOND):
        held.go("/monitor")
        expect(held.page.get_by_test_id("tile").first).to_be_visible()
        held.page.wait_for_timeout(5_000)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        for name, view in (("all in order of urgency", ""), ("scrolled to the end", "end")):
            if view:
                held.page.locator(".monitor").evaluate("(page) => page.scrollTo(0, page.scrollHeight)")
                held.page.wait_for_timeout(1_000)
            with pages_site.traced(held) as events:
                held.page.wait_for_timeout(WATCHED_MS)
            tasks = [each for each in events if each["name"] == "RunTask"]
            worked, passed = (sorted(each.get(of, 0) / 1000 for each in tasks) for of in ("tdur", "dur"))
            what = f"monitor of {SOURCES}, {CHANGES_A_SECOND} changes/s, {SLOWER}x slower, {name}"
            line(f"{what}: longest task", worked[-1], LONG_TASK_MS, "ms")
            longer = sum(each > LONG_TASK_MS for each in passed)
            show(f"  {len(worked)} tasks; by the clock {passed[-1]:.0f} ms, {longer} above {LONG_TASK_MS} ms")
        session.send("Emulation.setCPUThrottlingRate", {"rate": 1})


def wall(site: Installation, held: Device) -> None:
    """What the heap is after many rotations, as one of what it was after some."""
    held.context.add_init_script(f"({ROTATE})()")
    session = pages_site.session_of(held.page)
    with pages_site.measuring(site, a_second=CHANGES_A_SECOND):
        held.go("/monitor?wall=1")
        expect(held.page.get_by_test_id("wall").locator("li").first).to_be_visible()
        held.page.wait_for_timeout(2_000 * SOURCES / CHANGES_A_SECOND)  # each source has been heard of twice
        held.page.evaluate("(times) => rotate(times)", WARM)
        before, nodes = pages_site.heap(session), pages_site.metrics(session)["Nodes"]
        held.page.evaluate("(times) => rotate(times)", ROTATIONS - WARM)
        after, more = pages_site.heap(session), pages_site.metrics(session)["Nodes"]
    line(f"wall: heap after {ROTATIONS:,} rotations, of that after {WARM}", after / before, GROWTH, "x")
    show(f"  {before / 1e6:.1f} MB, then {after / 1e6:.1f} MB; {nodes:.0f} nodes, then {more:.0f}")


def trend(held: Device) -> None:
    """From a press on a span to its picture, for several sources."""
    held.context.add_init_script(f"({DRAWN})()")
    taken: dict[str, list[float]] = {span: [] for span in SPANS}
    answers: dict[str, list[float]] = {span: [] for span in SPANS}
    for source in range(1, TREND_OF + 1):
        held.go(f"/sources/{source}")
        expect(held.page.get_by_test_id("trend-chart").locator("canvas").first).to_be_visible()
        held.page.wait_for_timeout(500)
        for span in SPANS:
            option = held.page.locator(".controls [role=radio]").nth(list(ALL_SPANS).index(span))
            option.evaluate("(option) => { window.picture = untilDrawn(); option.click() }")
            answered, drawn = held.page.evaluate("picture")
            answers[span].append(answered)
            taken[span].append(drawn)
    for span, each in taken.items():
        what = f"trend over {span} of {len(each)} sources: from the press to the picture, median"
        line(what, statistics.median(each), TREND_MS, "ms")
        answer = statistics.median(answers[span])
        show(f"  answered after {answer:.0f} ms; least {min(each):.0f} ms, most {max(each):.0f} ms")


def table(held: Device) -> None:
    """Rows in the document, and script for one step of scrolling, from the first row to the last."""
    held.go("/sources")
    row = held.page.get_by_test_id("source-row")
    expect(row.first).to_be_visible()
    scroller = held.page.get_by_test_id("table")
    kept, at = [0], -1.0
    scroller.hover()
    with pages_site.traced(held) as events:
        while (now := float(scroller.evaluate("(each) => each.scrollTop"))) != at:
            at = now
            held.page.mouse.wheel(0, STEP_PX)
            held.page.evaluate(STILL)
            kept.append(row.count())
    script = pages_site.outermost(events, SCRIPT)
    worked = [
        sum(each.get("tdur", 0) for each in inside) / 1000 for _, inside in pages_site.by_task(events, script)
    ]
    line(f"table of {ROWS:,}: rows in the document, at most", max(kept), ROWS_KEPT, "")
    line(f"table of {ROWS:,}: script of a step of {STEP_PX} px, at most", max(worked), STEP_MS, "ms")
    show(f"  {len(kept) - 1} steps, {at:.0f} px")


if __name__ == "__main__":
    main()
