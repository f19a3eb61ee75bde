"""Nouns point one way, and a file does what its name says."""

import ast
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BACKEND = ROOT / "backend"
NO_NOUN = {"api", "connectors", "core", "demo", "detection", "entrypoints", "jobs"}
"""What stands below, beside or above the nouns: files there are named after their topic."""
INSIDES = {
    "photos/image",
    "photos/voice",
    "readings/series",
    "archive/dossier",
    "live_risk/paper",
    "monitoring/hot_path",
    "anchors/places",
    "workbooks/files",
    "workbooks/rehearsal",
}
"""Machinery of one noun, kept in a folder of its own; files there are named after their topic."""
MAY_NOT_IMPORT = {
    "rules": {"tables", "store", "queries", "commands", "graphql", "http"},
    "events": {"tables", "store", "queries", "commands", "graphql", "http"},
    "tables": {"rules", "store", "queries", "commands", "graphql", "http"},
    "store": {"queries", "commands", "graphql", "http"},
    "queries": {"commands", "graphql", "http"},
    "commands": {"tables", "queries", "graphql", "http"},
    "graphql": {"tables", "store", "http"},
    "http": {"tables", "graphql"},
    "noun": {"tables", "graphql", "http", "noun"},
}
MAY_NOT_KNOW = {
    "rules": {
        "sqlalchemy",
        "sqlmodel",
        "starlette",
        "strawberry",
        "redis",
        "paho",
        "celery",
        "structlog",
    },
    "commands": {"sqlalchemy", "sqlmodel", "starlette", "strawberry", "redis", "paho", "celery"},
    "graphql": {"sqlalchemy", "sqlmodel", "starlette", "redis", "paho", "celery", "push"},
    "http": {"sqlalchemy", "sqlmodel", "strawberry", "redis", "paho", "celery", "push"},
    "noun": {"sqlalchemy", "sqlmodel", "starlette", "strawberry", "redis", "paho", "celery", "push"},
}


def role(stem: str) -> str:
    """The role of a module is its name or its ending."""
    return stem.rsplit("_", 1)[-1]


def modules() -> Iterator[Path]:
    """Files of nouns, whose names are roles."""
    for file in BACKEND.rglob("*.py"):
        folders = file.relative_to(BACKEND).parts[:-1]
        if folders and folders[0] not in NO_NOUN and "/".join(folders[:2]) not in INSIDES:
            yield file


def imports(file: Path) -> Iterator[tuple[str, str | None]]:
    """(first package, role or None) of everything that a file imports."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name.split(".")[0], None
        elif isinstance(node, ast.ImportFrom) and node.module:
            folder = ROOT / Path(*node.module.split("."))
            stems = [alias.name for alias in node.names if (folder / f"{alias.name}.py").exists()]
            for stem in stems or [node.module.split(".")[-1]]:
                yield node.module.split(".")[0], role(stem)


def test_every_import_contract_holds() -> None:
    program = Path(sys.executable).parent / "lint-imports"

    done = subprocess.run([program, "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


def test_the_contract_on_nouns_leaves_none_out() -> None:
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    (contract,) = (contract for contract in linter["contracts"] if contract["type"] == "layers")
    named = {layer.strip(" ()") for row in contract["layers"] for layer in row.split("|")}
    found = {file.stem for file in BACKEND.iterdir() if file.is_dir() or file.suffix == ".py"}

    assert contract["exhaustive"] is True
    assert contract["exhaustive_ignores"] == ["settings"]
    assert named >= found - {"__init__", "__pycache__", "settings"}


@pytest.mark.parametrize("file", sorted(modules()), ids=lambda file: str(file.relative_to(BACKEND)))
def test_a_file_of_a_noun_keeps_to_its_role(file: Path) -> None:
    mine = role(file.stem)
    if file.stem == "__init__":
        assert not list(imports(file))
        return

    assert mine in MAY_NOT_IMPORT, f"{file.stem} is no role"
    found = list(imports(file))
    assert not {theirs for package, theirs in found if package == "backend"} & MAY_NOT_IMPORT[mine]
    assert not {package for package, _ in found} & MAY_NOT_KNOW.get(mine, set())
