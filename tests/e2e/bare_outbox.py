"""A page that has nothing but the outbox of the app as it stands, in a real browser."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, BrowserContext, Page, Route

ROOT: Final = Path(__file__).parents[2]
SIGN_IN: Final = """async ([username, password]) => {
  const headers = { 'Content-Type': 'application/json' }
  const body = JSON.stringify({ username, password })
  const answer = await fetch('/auth/sign-in', { method: 'POST', headers, body })
  const grant = await answer.json()
  outbox.acceptGrant(grant)
  const [, claims] = grant.accessToken.split('.')
  await outbox.writeMeta('userId', JSON.parse(atob(claims.replace(/-/g, '+').replace(/_/g, '/'))).sub)
}"""
FINISH: Final = """async () => {
  await outbox.wake(({ state }) => state !== 'refused')
  await outbox.drain(true)
  return (await outbox.allEntries()).map(({ operation, state, lastError }) => [operation, state, lastError])
}"""


def bundled(folder: Path) -> str:
    """The outbox as it stands in frontend/src, as one script."""
    file = folder / "outbox.js"
    path = f"{ROOT / '.venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"
    script = ["node", str(Path(__file__).with_name("outbox_bundle.mjs")), str(ROOT / "frontend"), str(file)]
    subprocess.run(script, check=True, env={**os.environ, "PATH": path})
    return file.read_text()


@dataclass
class Phone:
    """A browser in which the outbox is all there is; its page may be closed at any moment."""

    context: BrowserContext
    address: str
    page: Page

    def open(self) -> None:
        self.page.goto(f"{self.address}/bare")
        self.page.wait_for_function("() => 'outbox' in window")

    def kill(self) -> None:
        """Close the page, whatever it is doing, and open the app again."""
        self.page.close()
        self.page = self.context.new_page()
        self.open()


@contextmanager
def holding(browser: Browser, address: str, bundle: str) -> Iterator[Phone]:
    """A phone that reaches its server at this address."""

    def bare(route: Route) -> None:
        route.fulfill(content_type="text/html", body=f"<script>{bundle}</script>")

    context = browser.new_context()
    context.route("**/bare", bare)
    phone = Phone(context, address, context.new_page())
    phone.open()
    yield phone
    context.close()
