"""The oldest browsers: the check of the built files can fail, at each of what it is there for."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CHECK = ROOT / "frontend/scripts/built.mjs"

pytestmark = pytest.mark.skipif(
    not (shutil.which("node") and (ROOT / "frontend/node_modules/eslint-plugin-es-x").is_dir()),
    reason="the packages of the pages are not installed",
)


YOUNGER = [
    ("assets/hand-sorted.js", "export const a = [2, 1].toSorted()", "toSorted"),
    ("assets/hand-timeout.js", "export const a = AbortSignal.timeout(1)", "within()"),
    ("assets/hand-lookbehind.js", "export const a = /(?<=a)b/", "lookbehind"),
    ("assets/part.js", "Object.hasOwn({}, 'a')", "hasOwn"),
    ("assets/zxing-grouped.js", "Object.groupBy([], String)", "groupBy"),
    ("assets/desk-grouped.js", "export const a = Object.groupBy([], String)", "groupBy"),
    ("assets/height.css", "p{height:100dvh}", "without a plain one before it"),
    ("assets/has.css", "a,p:has(b){color:red}", "dropped whole"),
    ("assets/translate.css", "p{translate:0 4px}", "younger than the floor"),
    ("assets/media.css", "@media not (min-width:700px){p{color:red}}", "write max-width"),
    ("assets/mixed.css", "p{color:color-mix(in srgb,red,blue)}", "outside of @supports"),
    ("index.html", "<p>Chrome 92, Safari 15.4</p><script>start()</script>", "does not name firefox"),
    ("index.html", "<p>Chrome 92, Safari 15.4</p><script>start()</script>", "inline script"),
]
OLD_ENOUGH = {
    "assets/kept.css": "p{height:100vh;height:100dvh}",
    "assets/kept.js": "[1].at(0)",
    "assets/desk-kept.js": "Object.hasOwn({}, 'a')",
    "assets/zxing-1.js": "Object.hasOwn({}, 'a')",
}
"""The last one: a part that the oldest browser never runs."""


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """What the check says of a built app with all of these files, a fault a line."""
    folder = tmp_path_factory.mktemp("built")
    for name, source in {**{name: source for name, source, _ in YOUNGER}, **OLD_ENOUGH}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(source, encoding="utf-8")
    done = subprocess.run(  # the check of this project, on files written above
        ["node", str(CHECK), str(folder)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 1, done.stderr
    return done.stdout.splitlines()


@pytest.mark.parametrize(("file", "source", "words"), YOUNGER)
def test_what_the_oldest_browser_does_not_know_is_named(
    said: list[str], file: str, source: str, words: str
) -> None:
    assert any(words.lower() in line.lower() for line in said if line.startswith(file))


@pytest.mark.parametrize("file", OLD_ENOUGH)
def test_what_it_knows_or_never_runs_passes(said: list[str], file: str) -> None:
    assert [line for line in said if line.startswith(file)] == []


def test_the_last_line_says_that_the_app_is_over_the_floor(said: list[str]) -> None:
    assert said[-1].startswith("OVER")
