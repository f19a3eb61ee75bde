"""The oldest browsers: the check of the built files can fail, at each of what it is there for."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CHECK = ROOT / "frontend/scripts/built.mjs"
PAGE = '<script type="module" src="/assets/index-1.js"></script> Chrome 92, Safari 15.4, Firefox 102'

pytestmark = pytest.mark.skipif(
    not (shutil.which("node") and (ROOT / "frontend/node_modules/eslint-plugin-es-x").is_dir()),
    reason="the packages of the pages are not installed",
)


def faults(folder: Path, files: dict[str, str]) -> str:
    """Return what the check says of a built app with these files beside its page."""
    for name, source in {"index.html": PAGE, "assets/index-1.js": "", **files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(source, encoding="utf-8")
    done = subprocess.run(  # the check of this project, on files written above
        ["node", str(CHECK), str(folder)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == (0 if done.stdout.startswith("ok") else 1), done.stderr
    return done.stdout


def test_an_app_that_keeps_to_the_floor_passes(tmp_path: Path) -> None:
    assert faults(
        tmp_path, {"assets/a.css": "p{height:100vh;height:100dvh}", "assets/a.js": "[1].at(0)"}
    ).startswith("ok")


@pytest.mark.parametrize(
    ("file", "source", "said"),
    [
        ("assets/hand.js", "export const a = [2, 1].toSorted()", "toSorted"),
        ("assets/hand.js", "export const a = AbortSignal.timeout(1)", "within()"),
        ("assets/hand.js", "export const a = /(?<=a)b/", "lookbehind"),
        ("assets/desk-a.js", "export const a = Object.groupBy([], String)", "groupBy"),
        ("assets/part.js", "Object.hasOwn({}, 'a')", "hasOwn"),
        ("assets/a.css", "p{height:100dvh}", "without a plain one before it"),
        ("assets/a.css", "a,p:has(b){color:red}", "dropped whole"),
        ("assets/a.css", "p{translate:0 4px}", "younger than the floor"),
        ("assets/a.css", "@media not (min-width:700px){p{color:red}}", "write max-width"),
        ("assets/a.css", "p{color:color-mix(in srgb,red,blue)}", "outside of @supports"),
        ("index.html", "<p>Chrome 92, Safari 15.4</p>", "does not name firefox"),
        ("index.html", PAGE + "<script>start()</script>", "inline script"),
    ],
)
def test_what_the_oldest_browser_does_not_know_is_named(
    tmp_path: Path, file: str, source: str, said: str
) -> None:
    assert said.lower() in faults(tmp_path, {file: source}).lower()


def test_what_a_part_holds_and_the_oldest_browser_never_runs_passes(tmp_path: Path) -> None:
    assert faults(tmp_path, {"assets/zxing-1.js": "Object.hasOwn({}, 'a')"}).startswith("ok")
    assert "groupby" in faults(tmp_path, {"assets/zxing-1.js": "Object.groupBy([], String)"}).lower()
