"""Every folder of the back end says in a few lines what it is, what it announces and what it reacts to."""

import re
from collections import defaultdict
from pathlib import Path
from typing import Final

import pytest

from backend.core.database import Reaction
from backend.core.words import LOCALES
from backend.reactions import AGREED, REACTIONS
from tests.support.declared import event_codes

BACKEND = Path(__file__).parents[2] / "backend"
FOLDERS = sorted(folder for folder in BACKEND.iterdir() if folder.is_dir() and folder.name != "__pycache__")
MOST_LINES = 12
CODE: Final = re.compile(r"`([A-Z_]+…?)`")
NAME: Final = re.compile(r"`([a-z_/]+(?:\.[a-z_]+)+)`")
"""A file, or what a module defines: `events.py`, `monitoring/commands.py`, `rules.sees`."""
ENDINGS: Final = ("py", "pyi", "json", "toml", "typ")
LONG: Final = 16
"""Above so many, a README points at `events.py` and names what others react to."""


def noun_of(module: str) -> str:
    return module.split(".")[1]


def noun_that_reacts(reaction: Reaction) -> str:
    """The noun of a function, or of the store that it was made for."""
    enclosed = [cell.cell_contents for cell in reaction.__closure__ or ()]
    stores = [each.__module__ for each in enclosed if isinstance(each, type)]
    return noun_of(stores[0] if stores else reaction.__module__)


def announced() -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for module, codes in event_codes().items():
        found[noun_of(module)] |= codes
    return found


def reacted_to() -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for kind, reactions in REACTIONS.items():
        for each in reactions:
            found[noun_that_reacts(each)].add(str(kind))
    for carries_out in AGREED.values():
        found[noun_of(carries_out.__module__)].add("AGREEMENT_GIVEN")
    return found


ANNOUNCED, REACTED_TO = announced(), reacted_to()


def bullet(folder: Path, opening: str) -> str:
    """The line that begins so; empty where there is none."""
    lines = (folder / "README.md").read_text(encoding="utf-8").splitlines()
    return next((line for line in lines if line.startswith(f"* {opening}")), "")


def unnamed(line: str, codes: set[str]) -> set[str]:
    """Codes that the line names neither whole nor by their beginning."""
    named = CODE.findall(line)
    starts = tuple(each[:-1] for each in named if each.endswith("…"))
    return {code for code in codes if code not in named and not (starts and code.startswith(starts))}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_folder_of_the_back_end_has_a_short_readme(folder: Path) -> None:
    lines = (folder / "README.md").read_text(encoding="utf-8").splitlines()

    assert lines[0].startswith(f"# {folder.name}")
    assert len(lines) <= MOST_LINES


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_readme_names_what_the_noun_announces(folder: Path) -> None:
    line, codes = bullet(folder, "Announces"), ANNOUNCED.get(folder.name, set())

    if not codes:
        assert not line or line.startswith("* Announces nothing")
    elif len(codes) > LONG:
        assert "`events.py`" in line
        assert not unnamed(line, codes & {str(kind) for kind in REACTIONS})
    else:
        assert not unnamed(line, codes)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_readme_names_what_the_noun_reacts_to(folder: Path) -> None:
    line, codes = bullet(folder, "Reacts to"), REACTED_TO.get(folder.name, set())

    assert not unnamed(line, codes)
    assert bool(line) == bool(codes), "only what reacts to something says so"


def exists(name: str, folder: Path) -> bool:
    """Whether the file is there, or the module defines it: seen from this folder, the back end or the top."""
    places = (folder, BACKEND, BACKEND.parent, *LOCALES.iterdir())
    if name.endswith(tuple(f".{ending}" for ending in ENDINGS)):
        return any((place / name).is_file() for place in places) or any(folder.rglob(name))
    *modules, defined = name.split(".")
    sources = [place.joinpath(*modules).with_suffix(".py") for place in places]
    definition = re.compile(rf"^(?:def|class) {defined}\b", re.MULTILINE)
    if any(definition.search(source.read_text(encoding="utf-8")) for source in sources if source.is_file()):
        return True
    inside = [place.joinpath(*modules, defined) for place in places]
    return any(module.is_dir() or module.with_suffix(".py").is_file() for module in inside)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_what_a_readme_names_exists(folder: Path) -> None:
    named = NAME.findall((folder / "README.md").read_text(encoding="utf-8"))

    assert [name for name in named if not exists(name, folder)] == []
