"""What Lighthouse says of the pages of the hand: `make lighthouse`, on an idle machine.

Mobile, as Lighthouse simulates it; the median of three runs each, of a person who is signed in. npx fetches
the program from the npm registry. The bars stand in issue "Hand": performance 90, accessibility 100.
"""

import json
import os
import statistics
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from playwright.sync_api import BrowserContext, Page, sync_playwright

from tests.bench.table import show
from tests.e2e.devices import FLAGS, PHONE, Device
from tests.e2e.history import History, make_history
from tests.e2e.plant_floor import PlantFloor
from tests.support import installations
from tests.support.servers import find_program, free_port

PROGRAM: Final = "lighthouse@13.5.0"
RUNS: Final = 3
BARS: Final = {"performance": 90, "accessibility": 100}
PATIENCE_S: Final = 300


def main() -> None:
    """Measure the four pages on a plant with a past; raises SystemExit where a bar is missed."""
    show(f"load when it began: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    missed = False
    with tempfile.TemporaryDirectory() as name, installations.embedded(Path(name) / "site") as site:
        site.start("up")
        floor = PlantFloor(site)
        history = make_history(floor)
        port = free_port()
        with sync_playwright() as driver:
            context = driver.chromium.launch_persistent_context(
                Path(name) / "profile",
                executable_path=find_program("chromium", "chromium"),
                args=[*FLAGS, f"--remote-debugging-port={port}"],
                **PHONE,
            )
            for page, path in _pages(site.address, context, history):
                found = [_run(site.address + path, port, Path(name) / "report.json") for _ in range(RUNS)]
                for category, bar in BARS.items():
                    median = statistics.median(each[category] for each in found)
                    missed |= median < bar
                    show(f"{page:<10} {category:<14} {median:>4.0f} of {bar}")
            context.close()
        floor.close()
    raise SystemExit(missed)


def _pages(address: str, context: BrowserContext, history: History) -> list[tuple[str, str]]:
    """Sign in, so that the pages have something to show; the sign-in page shows itself all the same."""
    page: Page = context.pages[0]
    Device(address, context, page).sign_in("wang.lei")
    # Its tab stays: without one the browser ends.
    page.goto("about:blank")
    return [
        ("sign-in", "/sign-in"),
        ("home", "/"),
        ("report", "/hazards/new"),
        ("alert", f"/alerts/{history.alert}"),
    ]


def _run(url: str, port: int, report: Path) -> dict[str, float]:
    """Scores of 100 by category, of one run."""
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
    categories = json.loads(report.read_text())["categories"]
    return {name: 100 * float(categories[name]["score"] or 0) for name in BARS}


if __name__ == "__main__":
    main()
