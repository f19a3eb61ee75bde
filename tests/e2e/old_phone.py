"""A phone that was sold years ago: Chromium 92, 103 or 114, driven by the program of `old_engines/`."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from tests.e2e.devices import KNOWS_THE_PHONE, PASSWORD

ENGINES: Final = Path(__file__).parent / "old_engines"
PATIENCE_MS: Final = 60_000
INSTALL_S: Final = 600
"""For the packages, once: 170 MB."""
ENDS_WITHIN_S: Final = 20


@dataclass
class OldPhone:
    """One window of an old engine in somebody's hand. Every act waits for what it needs."""

    address: str
    _bridge: "subprocess.Popen[str]"

    def act(self, what: str, *details: object) -> Any:
        """Let the program do something; returns its answer. Raises AssertionError with what was shown."""
        answer = self._ask(what, *details)
        if "fault" in answer:
            shown = self._ask("shown").get("answer")
            complaints = self._ask("problems").get("answer")
            raise AssertionError(f"{what} {details}: {answer['fault']}\n{complaints}\n{shown}")
        return answer["answer"]

    def _ask(self, what: str, *details: object) -> dict[str, Any]:
        assert self._bridge.stdin is not None
        assert self._bridge.stdout is not None
        self._bridge.stdin.write(json.dumps([what, *details]) + "\n")
        self._bridge.stdin.flush()
        line = self._bridge.stdout.readline()
        assert line, "the old engine has gone"
        return dict(json.loads(line))

    def go(self, path: str) -> None:
        self.act("go", self.address + path)

    def tap(self, selector: str) -> None:
        self.act("tap", selector)

    def sees(self, words: str, within_ms: int = PATIENCE_MS) -> None:
        """Wait until these words stand on the screen."""
        self.act("sees", words, within_ms)

    def finds(self, selector: str, within_ms: int = PATIENCE_MS) -> None:
        """Wait until this is on the screen."""
        self.act("finds", selector, within_ms)

    def misses(self, selector: str, within_ms: int = PATIENCE_MS) -> None:
        """Wait until this is no longer on the screen."""
        self.act("misses", selector, within_ms)

    def sign_in(self, username: str) -> None:
        """Sign in by the form, and wait until changes reach the screen."""
        self.go("/sign-in")
        self.act("type", "input[name=username]", username)
        self.act("type", "input[name=password]", PASSWORD)
        self.tap("button[type=submit]")
        self.sees("实时")

    def is_controlled(self) -> None:
        """Wait until the service worker serves this page, so that it opens without a network."""
        self.act("until", "navigator.serviceWorker.controller !== null", PATIENCE_MS * 2)

    def problems(self) -> list[str]:
        """What the console called an error, and what nobody caught."""
        return list(self.act("problems"))


@contextmanager
def old_phone(version: str, address: str, film: Path | None = None) -> Iterator[OldPhone]:
    """A phone with an empty engine of this version; nobody may have stumbled when the block ends.

    Its packages are installed if they are not there. `film`: what its camera sees; it has none without.
    """
    node = shutil.which("node")
    assert node, "Node comes with python3 bootstrap.py --front-end"
    if not (ENGINES / "node_modules" / f"chromium-{version}").is_dir():
        npm = shutil.which("npm")
        assert npm
        subprocess.run([npm, "ci"], cwd=ENGINES, check=True, capture_output=True, timeout=INSTALL_S)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        # Its libraries lie beside it, and a path to others would keep it from making pages.
        bridge = subprocess.Popen(
            [node, str(ENGINES / "phone.mjs"), version, folder, *([str(film)] if film else [])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={name: value for name, value in os.environ.items() if name != "LD_LIBRARY_PATH"},
        )
        phone = OldPhone(address, bridge)
        try:
            phone.act("first", KNOWS_THE_PHONE)
            yield phone
            if problems := phone.problems():
                raise AssertionError(f"the pages complained: {problems}")
        finally:
            _end(bridge)


def _end(bridge: "subprocess.Popen[str]") -> None:
    """Close the line to the program, which closes the engine and ends; a signal makes it kill the engine."""
    for pipe in (bridge.stdin, bridge.stdout):
        assert pipe is not None
        with suppress(BrokenPipeError):
            pipe.close()
    for step in (bridge.terminate, bridge.kill):
        with suppress(subprocess.TimeoutExpired):
            bridge.wait(ENDS_WITHIN_S)
            return
        step()
    bridge.wait()
