"""`make test` says the whole truth: both halves run, and one that fails is not forgotten."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.servers import Unavailable, find_program

ROOT = Path(__file__).parents[2]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with our Makefile, in which set-up is done and both halves are played by a line of shell."""
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "bootstrap.py").touch()
    (tmp_path / "frontend").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("python", "pages", "is_green"),
    [(0, 0, True), (2, 0, False), (0, 1, False), (1, 1, False)],
    ids=["both pass", "an error in Python", "a page fails", "both fail"],
)
def test_both_halves_run_and_the_worse_of_them_counts(
    checkout: Path, python: int, pages: int, is_green: bool
) -> None:
    _play(checkout / ".venv/bin/pytest", python, said="Python ran")
    _play(checkout / "programs/npm", pages, said="pages ran")
    try:
        make = find_program("make", "make")
    except Unavailable as missing:
        pytest.skip(str(missing))

    ours = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    environment = {**ours, "PATH": f"{checkout}/programs:{os.environ['PATH']}"}
    ran = subprocess.run(
        [make, "test"], cwd=checkout, env=environment, capture_output=True, text=True, check=False
    )

    assert ("Python ran" in ran.stdout, "pages ran" in ran.stdout) == (True, True), ran.stdout + ran.stderr
    assert (ran.returncode == 0) is is_green


def _play(program: Path, code: int, *, said: str) -> None:
    program.parent.mkdir(parents=True, exist_ok=True)
    program.write_text(f"#!/bin/sh\necho {said}\nexit {code}\n")
    program.chmod(0o755)
