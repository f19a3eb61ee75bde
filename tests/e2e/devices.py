"""Phones and tablets as people hold them: Chromium in their size, with touch, in Chinese, on Chinese time."""

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, expect

from tests.support.servers import find_program

PASSWORD: Final = "anhuan-demo"
PATIENCE_MS: Final = 15_000
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
TABLET: Final = {**COMMON, "viewport": {"width": 1194, "height": 834}}
DESK: Final = {
    **COMMON,
    "viewport": {"width": 1440, "height": 900},
    "has_touch": False,
    "accept_downloads": True,
}
# The browser says so itself when the network is away, as some tests want it to be.
OF_THE_NETWORK: Final = ("Failed to load resource", "WebSocket connection to", "net::ERR_")
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

    def _listen(self, message: ConsoleMessage) -> None:
        # Violations of the content security policy come this way, too.
        if message.type == "error" and not any(words in message.text for words in OF_THE_NETWORK):
            self.problems.append(message.text)

    def go(self, path: str) -> None:
        self.page.goto(self.address + path)

    def counts_taps(self) -> None:
        """From now on, until a page is loaded anew."""
        self.page.evaluate("window.taps = 0; addEventListener('click', () => (window.taps += 1), true)")

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
        self.page.wait_for_function("() => navigator.serviceWorker.controller !== null")

    def turn(self, theme: Literal["light", "dark"]) -> None:
        """Let the system turn light or dark; returns when every colour has arrived."""
        self.page.emulate_media(color_scheme=theme)
        expect(self.page.locator("html")).to_have_attribute("data-theme", theme)
        self.page.evaluate(STILLNESS)

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
        """Draw a signature with the pointer and confirm it."""
        self.page.get_by_role("button", name="点击签名").click()
        canvas = self.page.locator(".sheet canvas")
        canvas.hover()  # which waits until the sheet has stopped sliding
        box = canvas.bounding_box()
        assert box is not None
        mouse = self.page.mouse
        mouse.move(box["x"] + 30, box["y"] + box["height"] / 2)
        mouse.down()
        for step in range(1, 12):
            mouse.move(box["x"] + 30 + 20 * step, box["y"] + box["height"] * (0.3 if step % 2 else 0.7))
        mouse.up()
        self.page.get_by_role("button", name="确认签名").click()
        expect(self.page.get_by_alt_text("已签名")).to_be_visible()


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
        held.context.close()
