"""The layers point one way, and no module stands outside them."""

import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]
LAYERS = ("domain", "storage", "services", "api", "ingest", "worker", "entrypoints")


def test_every_import_contract_holds() -> None:
    program = Path(sys.executable).parent / "lint-imports"

    done = subprocess.run([program, "--no-logo"], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


def test_the_layers_contract_leaves_no_module_out() -> None:
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    (contract,) = (contract for contract in linter["contracts"] if contract["type"] == "layers")
    named = {layer.strip() for row in contract["layers"] for layer in row.split("|")}

    assert contract["exhaustive"] is True
    assert named == set(LAYERS)
    assert contract["exhaustive_ignores"] == ["settings"]


def test_a_folder_past_twenty_files_is_split_on_purpose() -> None:
    folders = [ROOT / "push", *(each for each in (ROOT / "backend").rglob("*") if each.is_dir())]

    sizes = {
        str(folder.relative_to(ROOT)): len([f for f in folder.glob("*.py") if f.name != "__init__.py"])
        for folder in folders
    }

    assert not {name: size for name, size in sizes.items() if size > 20}


def test_a_noun_of_the_loop_lies_in_the_same_family_in_every_layer() -> None:
    families: dict[str, set[str]] = {}
    for file in (ROOT / "backend").glob("**/loop/*/*.py"):
        families.setdefault(file.stem, set()).add(file.parent.name)
    del families["__init__"]

    assert len(families) > 30
    assert not {noun: found for noun, found in families.items() if len(found) > 1}
