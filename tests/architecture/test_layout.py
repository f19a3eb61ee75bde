"""The map of the repository stays the one that the README draws."""

import json
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = {"backend", "docs", "frontend", "graphql", "locales", "migrations", "push", "tests"}
LOCKS = ("requirements.lock", "requirements-dev.lock", "requirements-build.lock")


@pytest.fixture(scope="module")
def tracked() -> list[Path]:
    """Every file of the repository, relative to its top; skipped where git or its folder is missing."""
    try:
        listing = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git work tree")
    return [Path(line) for line in listing.stdout.split("\0") if line]


def test_the_top_level_holds_the_agreed_folders_only(tracked: list[Path]) -> None:
    visible = {file.parts[0] for file in tracked if len(file.parts) > 1 and not file.parts[0].startswith(".")}

    assert visible == FOLDERS


def test_the_contract_folder_holds_no_python_that_would_hide_graphql_core() -> None:
    assert not list((ROOT / "graphql").rglob("*.py"))


def test_no_package_of_tests_hides_a_real_one() -> None:
    assert not list((ROOT / "tests").rglob("__init__.py"))


def test_nobody_opens_a_drawer_for_odds_and_ends(tracked: list[Path]) -> None:
    drawers = {"utils", "util", "common", "helpers", "misc", "manager"}

    assert not [file for file in tracked if drawers & {file.stem, *file.parts[:-1]}]


@pytest.mark.parametrize("name", LOCKS)
def test_a_python_lock_has_a_hash_for_everything_and_no_address(name: str) -> None:
    text = (ROOT / name).read_text()
    packages = re.split(r"\n(?=\S)", text.strip())

    assert not [package for package in packages if "--hash=sha256:" not in package]
    assert not re.findall(r"https?://|--(?:extra-)?index-url|--find-links", text)


def test_the_npm_lock_has_a_hash_for_everything_and_no_address() -> None:
    packages = json.loads((ROOT / "frontend" / "package-lock.json").read_text())["packages"]

    assert not [name for name, package in packages.items() if name and "integrity" not in package]
    assert not [name for name, package in packages.items() if "resolved" in package]
