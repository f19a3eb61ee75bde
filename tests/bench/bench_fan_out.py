"""One alert on its way to 1,000 screens, and what a flood at one site costs the people of another one.

The application on SQLite in one process, its screens in another. Beside it runs a process that writes one
frame to as many sockets, and the same site with a feed for each subscription; changes alternate.
Then nothing happens at a site but its beats, and at another one not even these: what of a core they take.
The last part asks at the other site, idle and while 50 people of the first one have all subscriptions open
that one person may have, each of them with words of its own, and something there changes all the time.
"""

import json
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

import httpx

from backend.core.allowances import Allowances
from tests.bench.table import show
from tests.support.client import document
from tests.support.http_site import ask, sign_in

SCREENS, KINDS, CHANGES, WARM = 1_000, 20, 12, 2
APART_EVERY = 4
"""Changes of the others for each one where nothing is shared: it takes seconds."""
PEOPLE = 50
BEATING_S = 90.0
"""Three times what a viewer holds for: looking all of them up again is in it."""
ASKED, PAUSE_S, CHANGE_EVERY_S = 150, 0.02, 0.1
ALERTS = "{ alerts(first: 20) { edges { node { id tier state sensor { code } } } } }"


class Process:
    """A process that says lines."""

    def __init__(self, stack: ExitStack, *command: str) -> None:
        self._process = stack.enter_context(running(command))

    def say(self, what: str) -> None:
        assert self._process.stdin
        self._process.stdin.write(what + "\n")
        self._process.stdin.flush()

    def hear(self) -> Any:
        assert self._process.stdout
        line = self._process.stdout.readline().strip()
        return json.loads(line) if line != "ready" else line

    def count(self) -> int:
        """How many beats these screens have had."""
        self.say("")
        found: int = self.hear()
        return found


@contextmanager
def running(command: tuple[str, ...]) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


class Site:
    """A server, its screens, and what its changes cost."""

    def __init__(self, stack: ExitStack, *options: str, is_bare: bool = False) -> None:
        self._stack = stack
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        command = ("fan_out_bare",) if is_bare else ("fan_out_server", "--folder", folder, *options)
        self.server = Process(stack, f"tests.bench.{command[0]}", *command[1:])
        self.address = self.server.hear()
        self.delays_ms: list[float] = []
        self.cpu_us: list[float] = []
        self._cpu_s = 0.0

    def look(self, people: Mapping[str, list[list[str]]], *, is_bare: bool = False) -> Process:
        """Open the sockets of these people; each socket is the list of its documents."""
        screens = Process(self._stack, "tests.bench.fan_out_screens")
        port = int(self.address.rpartition(":")[2])
        with httpx.Client(base_url=self.address, timeout=60) as browser:
            sockets = [("" if is_bare else sign_in(browser, name), own) for name, own in people.items()]
            expected = 0 if is_bare else subscribers(browser)
            screens.say(json.dumps({"port": port, "sockets": sockets}))
            assert screens.hear() == "ready"
            expected += sum(len(each) for own in people.values() for each in own)
            while not is_bare and subscribers(browser) < expected:
                time.sleep(0.05)
        return screens

    def cost(self) -> dict[str, float]:
        """What the process has taken of the processor until now."""
        self.server.say("")
        found: dict[str, float] = self.server.hear()
        return found

    def change(self, screens: Process, number: int) -> None:
        """Something changes; all screens hear of it."""
        self.server.say("north")
        began = self.server.hear()
        if self._cpu_s and number > WARM:
            self.cpu_us.append((began["cpu_s"] - self._cpu_s) * 1e6 / SCREENS)
        self._cpu_s = began["cpu_s"]
        delay_ms = (screens.hear() - began["at_s"]) * 1000
        if number >= WARM:
            self.delays_ms.append(delay_ms)


def subscribers(browser: httpx.Client) -> int:
    for line in browser.get("/metrics").text.splitlines():
        if line.startswith("anhuan_live_subscribers "):
            return int(float(line.split()[1]))
    raise AssertionError("nobody counts them")


def main() -> None:
    fan_out()
    beats()
    flood()


def fan_out() -> None:
    sockets = [[document("AlertChanged")]] * (SCREENS // KINDS)
    people = {f"p{number}": sockets for number in range(KINDS)}
    with ExitStack() as stack:
        bare, shared = Site(stack, is_bare=True), Site(stack, "--roomy")
        apart = Site(stack, "--roomy", "--apart")
        screens = [site.look(people, is_bare=site is bare) for site in (bare, shared, apart)]
        for number in range(WARM + CHANGES):
            bare.change(screens[0], number)
            shared.change(screens[1], number)
            if number % APART_EVERY == APART_EVERY - 1:
                apart.change(screens[2], number)
    show(f"{'one alert to 1,000 screens':<40} {'p50 ms':>8} {'max ms':>8} {'CPU us each':>12}")
    rows = {"one frame, written to all": bare, "shared": shared, "each subscription by itself": apart}
    for name, site in rows.items():
        figures = (statistics.median(site.delays_ms), max(site.delays_ms), statistics.median(site.cpu_us))
        show(f"{name:<40} {figures[0]:>8.1f} {figures[1]:>8.1f} {figures[2]:>12.1f}")
    middle = [statistics.median(site.delays_ms) for site in (bare, shared, apart)]
    show(f"shared / one frame: {middle[1] / middle[0]:.1f}; by itself / shared: {middle[2] / middle[1]:.1f}")


def beats() -> None:
    people = {f"p{number}": [[document("AlertChanged")]] * (SCREENS // KINDS) for number in range(KINDS)}
    with ExitStack() as stack:
        sites = {"no beats": Site(stack, "--roomy", "--mute"), "beats": Site(stack, "--roomy")}
        screens = {name: site.look(people) for name, site in sites.items()}
        began = {name: site.cost() for name, site in sites.items()}
        heard = {name: each.count() for name, each in screens.items()}
        time.sleep(BEATING_S)
        show(f"{'1,000 sockets, nothing happens':<40} {'% of a core':>12} {'beats each':>12}")
        shares = {}
        for name, site in sites.items():
            cost = site.cost()
            took_s, cpu_s = cost["at_s"] - began[name]["at_s"], cost["cpu_s"] - began[name]["cpu_s"]
            shares[name] = cpu_s / took_s * 100
            each = (screens[name].count() - heard[name]) / SCREENS
            show(f"{name:<40} {shares[name]:>12.2f} {each:>12.2f}")
    show(f"beats of 1,000 sockets: {shares['beats'] - shares['no beats']:.2f} % of a core")


def flood() -> None:
    with ExitStack() as stack:
        site = Site(stack)
        idle = asked(site)
        site.look({f"p{number}": own_documents(number) for number in range(PEOPLE)})
        ending = threading.Event()
        thread = threading.Thread(target=changing, args=(site, ending))
        thread.start()
        beside = asked(site)
        ending.set()
        thread.join()
    show(f"{'asked at another site':<40} {'p50 ms':>8} {'p95 ms':>8}")
    for name, taken in (("idle", idle), (f"beside {PEOPLE} people at their caps", beside)):
        cuts = statistics.quantiles(taken, n=100)
        show(f"{name:<40} {cuts[49]:>8.1f} {cuts[94]:>8.1f}")
    ratio = statistics.quantiles(beside, n=100)[94] / statistics.quantiles(idle, n=100)[94]
    show(f"p95 beside the flood / idle: {ratio:.1f}")


def own_documents(number: int) -> list[list[str]]:
    """All that one person may have open, each in words of its own."""
    most = Allowances()
    each = most.subscriptions_per_person // most.sockets_per_person
    return [
        [named(f"S{number}x{socket}x{one}") for one in range(each)]
        for socket in range(most.sockets_per_person)
    ]


def named(name: str) -> str:
    """The alert list of the app in a document that nobody else has."""
    return document("AlertChanged").replace("subscription AlertChanged", f"subscription {name}")


def asked(site: Site) -> list[float]:
    """Milliseconds of each request for the alerts of the other site."""
    taken = []
    with httpx.Client(base_url=site.address, timeout=60) as browser:
        token = sign_in(browser, "carol")
        for _ in range(ASKED):
            began = time.perf_counter()
            assert ask(browser, token, ALERTS)["data"]["alerts"]["edges"]
            taken.append((time.perf_counter() - began) * 1000)
            time.sleep(PAUSE_S)
    return taken


def changing(site: Site, ending: threading.Event) -> None:
    with suppress(BrokenPipeError):
        while not ending.wait(CHANGE_EVERY_S):
            site.server.say("north")
            site.server.hear()


if __name__ == "__main__":
    main()
