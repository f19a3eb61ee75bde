"""What Lighthouse says of the pages of the hand: `make lighthouse`, on an idle machine.

Mobile, as Lighthouse simulates it; the median of three runs each, of a person who is signed in. npx fetches
the program from the npm registry. The bars stand in issue "Hand": performance 90, accessibility 100.
"""

import json
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final
from urllib.request import urlopen

from playwright.sync_api import sync_playwright

from tests.bench.table import show
from tests.e2e.devices import FLAGS, PHONE, Device
from tests.e2e.history import History, make_history
from tests.e2e.plant_floor import PlantFloor
from tests.support import installations
from tests.support.servers import find_program, free_port, listens, wait_until

PROGRAM: Final = "lighthouse@13.5.0"
RUNS: Final = 3
BARS: Final = {"performance": 90, "accessibility": 100}
PATIENCE_S: Final = 300
SETTLE_S: Final = 3.0
"""A browser that has just started works on itself."""
SLOWED, LOW_TIER = 4, 264
"""By how much this machine is slowed down, and the index of what Chrome counts as a low-tier phone."""


def main() -> None:
    """Measure the four pages on a plant with a past; raises SystemExit where a bar is missed."""
    show(f"load when it began: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    missed = False
    with tempfile.TemporaryDirectory() as name, installations.embedded(Path(name) / "site") as site:
        site.start("up")
        floor = PlantFloor(site)
        history = make_history(floor)
        floor.acknowledge_all()  # each page for itself, not the alarm over all of them
        profile = Path(name) / "profile"
        _sign_in(site.address, profile)
        with _browser(profile) as port:
            for page, path in _pages(history):
                found = [_run(site.address + path, port, Path(name) / "report.json") for _ in range(RUNS)]
                for category, bar in BARS.items():
                    median = statistics.median(each.scores[category] for each in found)
                    missed |= median < bar
                    show(f"{page:<10} {category:<14} {median:>4.0f} of {bar}")
                index = statistics.median(each.machine for each in found)
                show(
                    f"{page:<10} {'as a phone of':<14} {index / SLOWED:>4.0f}; a low-tier one has {LOW_TIER}"
                )
        floor.close()
    raise SystemExit(missed)


def _sign_in(address: str, profile: Path) -> None:
    """Sign in, so that the pages have something to show, and wait until the app is installed on this phone.

    The sign-in page shows itself all the same.
    """
    with sync_playwright() as driver:
        context = driver.chromium.launch_persistent_context(
            profile, executable_path=find_program("chromium", "chromium"), args=FLAGS, **PHONE
        )
        device = Device(address, context, context.pages[0])
        device.sign_in("wang.lei")
        device.is_controlled()
        device.has_pack()
        context.close()


@contextmanager
def _browser(profile: Path) -> Iterator[int]:
    """Start a browser that nothing but Lighthouse drives: whatever does adds long tasks. Yields its port."""
    port = free_port()
    command = [find_program("chromium", "chromium"), "--headless=new", *FLAGS]
    command += [f"--remote-debugging-port={port}", f"--user-data-dir={profile}", "about:blank"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as browser:
        try:
            wait_until(partial(_has_page, port), "the browser has a page")
            time.sleep(SETTLE_S)
            yield port
        finally:
            browser.terminate()


def _has_page(port: int) -> bool:
    if not listens(port):
        return False
    with urlopen(f"http://127.0.0.1:{port}/json/list") as answer:
        return any(each["type"] == "page" for each in json.load(answer))


def _pages(history: History) -> list[tuple[str, str]]:
    return [
        ("sign-in", "/sign-in"),
        ("home", "/"),
        ("report", "/hazards/new"),
        ("alert", f"/alerts/{history.alert}"),
    ]


@dataclass(frozen=True, slots=True)
class Run:
    """Scores of 100 by category; `machine`: Lighthouse's index of how fast this one computes."""

    scores: dict[str, float]
    machine: float


def _run(url: str, port: int, report: Path) -> Run:
    subprocess.run(
        [
            "npx",
            "--yes",
            PROGRAM,
            url,
            "--quiet",
            f"--port={port}",
            "--disable-storage-reset",
            "--output=json",
            f"--output-path={report}",
            f"--only-categories={','.join(BARS)}",
        ],
        check=True,
        timeout=PATIENCE_S,
    )
    found = json.loads(report.read_text())
    scores = {name: 100 * float(found["categories"][name]["score"] or 0) for name in BARS}
    return Run(scores, float(found["environment"]["benchmarkIndex"]))


if __name__ == "__main__":
    main()
