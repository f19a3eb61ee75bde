"""`make noun` in a copy: what it writes stands in the house as any noun does, and keeps every gate.

By day layers, SDL, generated code and its tests; at night the gates of the pages and the types, too.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).parents[2]
NOUN: Final = "gadgets"
LEFT_OUT: Final = shutil.ignore_patterns(
    ".git", ".venv", "node_modules", "__pycache__", ".mypy_cache", "dist", "data"
)
OVER_ALL_NOUNS: Final = (
    "tests/hostile/test_object_matrix.py",
    "tests/core/graphql/test_plans.py",
    "tests/architecture/test_noun_names.py",
    "tests/scenarios/test_tables.py",
)
"""Tests that find the new noun by themselves; of them those that name it."""
OF_THE_NIGHT: Final = ("tests/architecture", "tests/people/held", "tests/core/test_indexes.py")


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The house with a new noun."""
    folder = tmp_path_factory.mktemp("house") / "anhuan"
    shutil.copytree(ROOT, folder, ignore=LEFT_OUT, symlinks=True)
    (folder / "frontend" / "node_modules").symlink_to(ROOT / "frontend" / "node_modules")
    run(folder, sys.executable, "-m", "tests.support.scaffold", NOUN, "--zh", "器具")
    yield folder
    shutil.rmtree(folder.parent)


def run(folder: Path, *command: str) -> None:
    """Run a command on what lies in the copy; its output is shown where it fails."""
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    environment.pop("PYTEST_XDIST_WORKER", None)
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout[-6000:]}{done.stderr[-6000:]}"


def test_a_new_noun_stands_in_the_house_and_passes_the_tests_over_all_nouns(copy: Path) -> None:
    run(copy, "lint-imports")
    sdl = (copy / "graphql" / "schema.graphql").read_text()
    assert "type Gadget " in sdl
    assert "gadgets(filter: GadgetFilter = null" in sdl
    pytest_in = (sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-n0")
    run(copy, *pytest_in, f"tests/{NOUN}")
    run(copy, *pytest_in, *OVER_ALL_NOUNS, "-k", "gadget or Gadget")


@pytest.mark.nightly
def test_a_new_noun_keeps_every_gate(copy: Path) -> None:
    run(copy, "ruff", "check", ".")
    run(copy, "ruff", "format", "--check", ".")
    run(copy, sys.executable, "-m", "mypy", "backend")
    run(copy, sys.executable, "-m", "tests.support.dead_code")
    # Without this file, which would make a copy of the copy.
    ignored = f"--ignore=tests/architecture/{Path(__file__).name}"
    run(copy, sys.executable, "-m", "pytest", "-n2", *OF_THE_NIGHT, ignored)
    for script in ("lint", "typecheck", "build", "size"):
        run(copy, "npm", "--prefix", "frontend", "run", "--silent", script)
    run(copy, "npm", "--prefix", "frontend", "test")
