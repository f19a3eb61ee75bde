"""Phones and tablets as people hold them: Chromium in their size, with touch, in Chinese, on Chinese time."""

import json
import os
import tempfile
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Playwright,
    Request,
    expect,
)
from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from backend.demo.blueprint import id_of
from backend.demo.people import PEOPLE
from tests.support.servers import find_program, wait_until

PASSWORD: Final = "anhuan-demo"
PATIENCE_MS: Final = 30_000
INSTALLED_WITHIN_MS: Final = 60_000
"""The whole app comes in the background, after what its person looks at."""
# What Chromium needs in a container, and what keeps it from talking to anybody but us.
FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
COMMON: Final = {
    "locale": "zh-CN",
    "timezone_id": "Asia/Shanghai",
    "color_scheme": "light",
    "reduced_motion": "reduce",
    "has_touch": True,
}
PHONE: Final = {
    **COMMON,
    "viewport": {"width": 360, "height": 800},
    "device_scale_factor": 2,
    "is_mobile": True,
}
AWAY: Final = {**PHONE, "offline": True}
"""Without a network from its first moment on: else its service worker sends what waits."""
TABLET: Final = {**COMMON, "viewport": {"width": 1194, "height": 834}}
DESK: Final = {
    **COMMON,
    "viewport": {"width": 1440, "height": 900},
    "has_touch": False,
    "accept_downloads": True,
}
# People of the demo have seen what a phone does; a test may have said otherwise before.
KNOWS_THE_PHONE: Final = (
    "const key = 'anhuan.first-minutes'; "
    "if (location.protocol.startsWith('http') && !localStorage.getItem(key)) "
    f"localStorage.setItem(key, '{json.dumps([str(id_of('person', each.username)) for each in PEOPLE])}')"
)
# The browser says so itself when the network is away, as some tests want it to be.
OF_THE_NETWORK: Final = (
    "Failed to load resource",
    "WebSocket connection to",
    "net::ERR_",
    # graphql-ws answers a beat that lay in the queue when the page gave its socket back.
    "WebSocket is already in CLOSING or CLOSED state",
)
TAPS: Final = """() => {
  if (window.taps === undefined) addEventListener('click', ({ target, isTrusted }) => {
    if (isTrusted && !target.closest('[data-testid="alarm"], canvas')) window.taps += 1
  }, true)
  window.taps = 0
}"""
# When the lists of the work pack were taken, in the database of the app; null before.
PACKED: Final = """() => new Promise((resolve) => {
  const opening = indexedDB.open('anhuan')
  opening.onsuccess = () => {
    const asked = opening.result.transaction('meta').objectStore('meta').get('packListsAt')
    asked.onsuccess = () => { opening.result.close(); resolve(asked.result ?? null) }
  }
})"""
# Also short transitions need a frame or two.
STILLNESS: Final = """async () => {
  const frame = () => new Promise(requestAnimationFrame)
  const moves = (each) => each instanceof CSSTransition && each.playState === 'running'
  for (await frame(), await frame(); document.getAnimations().some(moves); await frame());
}"""

expect.set_options(timeout=PATIENCE_MS)


@dataclass
class Device:
    """One browser window and everything that went wrong in it."""

    address: str
    context: BrowserContext
    page: Page
    problems: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.set_default_timeout(PATIENCE_MS)
        self.context.on("weberror", lambda error: self.problems.append(str(error.error)))
        self.context.on("console", self._listen)
        self.context.add_init_script(KNOWS_THE_PHONE)
        self._watch()

    def _watch(self) -> None:
        """Put aside what lies over this page."""
        # An alarm may lie over what is skipped: it is put aside first, and this is tried again.
        self.page.add_locator_handler(self._first_minutes, self._skip, no_wait_after=True)
        # The next alarm may come before the last one has gone: each is put aside by itself.
        self.page.add_locator_handler(
            self._alarm, lambda alarm: alarm.get_by_test_id("alarm-aside").click(), no_wait_after=True
        )

    def closes_and_opens(self) -> None:
        """Close the app; what follows happens in a new window of the same browser, which is empty."""
        self.page.close()
        self.page = self.context.new_page()
        self._watch()

    @property
    def _alarm(self) -> Locator:
        return self.page.get_by_test_id("alarm")

    @property
    def _first_minutes(self) -> Locator:
        return self.page.get_by_test_id("first-skip")

    def _skip(self, skip: Locator) -> None:
        with suppress(PlaywrightTimeout):  # it may be on its way out already
            skip.click(timeout=1000)

    def meets_first_minutes(self) -> None:
        """From now on whoever comes to this phone is new to it; else people of the demo know what it does."""
        self.page.remove_locator_handler(self._first_minutes)
        self.go("/sign-in")
        self.page.evaluate("localStorage.setItem('anhuan.first-minutes', '[]')")

    def meets_alarms(self) -> Locator:
        """Leave an alarm that owns the screen there, from now on; else it is put aside, so that what lies
        beneath is tested. Returns it.
        """
        self.page.remove_locator_handler(self._alarm)
        return self._alarm

    def _listen(self, message: ConsoleMessage) -> None:
        # Violations of the content security policy come this way, too.
        if message.type == "error" and not any(words in message.text for words in OF_THE_NETWORK):
            self.problems.append(message.text)

    def go(self, path: str) -> None:
        self.page.goto(self.address + path)

    def settles(self) -> None:
        """Wait until the page asks for nothing more. Raises AssertionError with what it still asks for."""
        asked = deque[str](maxlen=20)

        def note(request: Request) -> None:
            asked.append(f"{request.method} {request.url} {(request.post_data or '')[:160]}")

        self.page.on("request", note)
        try:
            self.page.wait_for_load_state("networkidle")
        except PlaywrightTimeout as error:
            raise AssertionError("\n".join(["it goes on asking for", *asked])) from error
        finally:
            self.page.remove_listener("request", note)

    def loses_signal(self) -> None:
        """Be without a network from now on, once the page is whole: without a service worker, a part of it
        that has not come yet would be missed.
        """
        self.settles()
        self.context.set_offline(True)

    def find(self, words: str) -> Locator:
        """Type these words into the palette; returns its field. An alarm keeps the keys: it is put aside, and
        they are pressed again.
        """
        palette = self.page.get_by_role("dialog", name="查找").get_by_role("combobox")

        def opened() -> bool:
            expect(self.page.locator("h1").first).to_be_visible()
            if not palette.is_visible():  # pressed again while it comes, the keys would begin it anew
                self.page.keyboard.press("Control+k")
            with suppress(AssertionError):
                expect(palette).to_be_focused(timeout=5000)
                return True
            return False

        wait_until(opened, "the palette is open")
        palette.fill(words)
        return palette

    def counts_taps(self) -> None:
        """From now on, until a page is loaded anew; what a page clicks by itself is no tap, nor what puts an
        alarm aside meanwhile, nor what is drawn.
        """
        self.page.evaluate(TAPS)

    def taps(self) -> int:
        return int(self.page.evaluate("window.taps"))

    def sign_in(self, username: str) -> None:
        """Sign in by the form and wait until the screen is live."""
        self.enter(username)
        self.is_live()

    def enter(self, username: str) -> None:
        """Sign in by the form, in whatever language it is."""
        self.go("/sign-in")
        self.page.fill("input[name=username]", username)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.click("button[type=submit]")
        expect(self.page.get_by_test_id("connection").first).to_be_visible()

    def is_live(self) -> None:
        """Wait until changes reach this screen by themselves; the home page says so on every device."""
        expect(self.page.get_by_test_id("connection").first).to_have_text("实时")

    def is_controlled(self) -> None:
        """Wait until the service worker serves this page, so that it opens without a network."""
        self.page.wait_for_function(
            "() => navigator.serviceWorker.controller !== null", timeout=INSTALLED_WITHIN_MS
        )

    def has_pack(self) -> None:
        """Wait until everything that its person may need offline is on this device."""
        for _ in range(PATIENCE_MS // 100):
            if self.page.evaluate(PACKED):
                return
            self.page.wait_for_timeout(100)
        raise AssertionError("no pack came")

    def turn(self, theme: Literal["light", "dark"]) -> None:
        """Let the system turn light or dark; returns when every colour has arrived."""
        self.page.emulate_media(color_scheme=theme)
        expect(self.page.locator("html")).to_have_attribute("data-theme", theme)
        self.page.evaluate(STILLNESS)

    def shot(self, name: str) -> None:
        """Take a picture for whoever wants to see it: into the folder that ANHUAN_LOOK names."""
        if folder := os.environ.get("ANHUAN_LOOK"):
            self.page.screenshot(path=f"{folder}/{name}.png")

    def shown(self) -> str:
        """The address and the screen as a screen reader hears it; else why there is nothing."""
        try:
            return f"{self.page.url}\n{self.page.locator('body').aria_snapshot(timeout=5000)}"
        except PlaywrightError as error:
            return str(error)

    def confirm(self, answer: str) -> None:
        """Give this answer to the question that has come up."""
        self.page.get_by_role("dialog").get_by_role("button", name=answer).click()

    def add_photo(self, photo: Path) -> None:
        """Choose a picture from the library of the phone; returns when it lies in the form."""
        thumbs = self.page.locator(".picker .thumb")
        before = thumbs.count()
        self.page.get_by_test_id("photo-library").set_input_files(photo)
        expect(thumbs).to_have_count(before + 1)

    def sign_by_hand(self) -> None:
        """Open the pad, draw a signature with the pointer and confirm it."""
        self.page.get_by_role("button", name="点击签名").click()
        self.draw_signature()
        self.page.get_by_role("button", name="确认签名").click()
        expect(self.page.get_by_role("img", name="已签名")).to_be_visible()

    def draw_signature(self) -> None:
        """Draw a signature on the pad that is open."""
        canvas = self.page.locator(".sheet canvas")
        canvas.hover()  # which waits until the sheet has stopped sliding
        box = canvas.bounding_box()
        assert box is not None
        mouse = self.page.mouse
        mouse.move(box["x"] + 30, box["y"] + box["height"] / 2)
        mouse.down()
        for step in range(1, 12):
            # In steps: a hand takes its time, and what is drawn in none is no signature.
            height = 0.3 if step % 2 else 0.7
            mouse.move(box["x"] + 30 + 20 * step, box["y"] + box["height"] * height, steps=10)
        mouse.up()


def launch(playwright: Playwright, *more: str) -> Browser:
    """Start the Chromium of this machine. Raises `tests.servers.Unavailable` where there is none."""
    program = find_program("chromium", "chromium")
    return playwright.chromium.launch(executable_path=program, args=[*FLAGS, *more])


@contextmanager
def device(browser: Browser, address: str, kind: dict[str, Any], **more: Any) -> Iterator[Device]:
    """A device with its own cookies and storage; it must not have stumbled when the block ends.

    Without a service worker, which would fetch the whole app in each test: where one is needed, to open
    without a network or to be sent messages, say `service_workers="allow"`.
    """
    context = browser.new_context(**{"service_workers": "block", **kind, **more})
    with _looked_after(Device(address, context, context.new_page())) as found:
        yield found


@contextmanager
def kept_device(
    playwright: Playwright, address: str, folder: Path, kind: dict[str, Any], permissions: Sequence[str] = ()
) -> Iterator[Device]:
    """A device whose storage lies in `folder` and is there again when the browser starts anew."""
    context = playwright.chromium.launch_persistent_context(
        folder,
        executable_path=find_program("chromium", "chromium"),
        args=list(FLAGS),
        permissions=list(permissions),
        **kind,
    )
    with _looked_after(Device(address, context, context.pages[0])) as found:
        yield found


@contextmanager
def _looked_after(held: Device) -> Iterator[Device]:
    try:
        yield held
        if held.problems:
            raise AssertionError(f"the pages complained: {held.problems}")
    except Exception as failure:
        picture = Path(tempfile.mkdtemp(prefix="anhuan-e2e-")) / "failed.png"
        held.page.screenshot(path=picture)
        failure.add_note(f"the screen at that moment: {picture} of {held.page.url}")
        raise
    finally:
        _leave(held.context)
        held.context.close()


def _leave(context: BrowserContext) -> None:
    """Leave the pages first: Chromium once never ended a context whose page was just loading."""
    for page in context.pages:
        with suppress(PlaywrightError):  # it is closed, or has crashed
            page.goto("about:blank")
