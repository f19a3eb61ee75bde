"""A noun is named in its own folders and by what stands above it; a new one edits no table of names.

A place is a file that names a noun as an import, a path, a field of GraphQL or a quoted code; a word in
prose is none. `noun_names.json` holds the places that there are: it may only shrink, and is empty for a new
noun. After one went: `python -m tests.architecture.test_noun_names`.
"""

import json
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KNOWN = Path(__file__).with_name("noun_names.json")
NO_NOUNS = {"api", "connectors", "core", "demo", "detection", "entrypoints", "jobs", "reactions"}
CODE = {".py", ".ts", ".vue", ".mjs", ".graphql"}
WORDS = ".json"
OPEN = (
    "backend/reactions.py",
    "backend/core/errors.py",
    "backend/core/modules.py",
    "backend/core/viewer.py",
    "backend/agreements/rules.py",
    "backend/deadlines/rules.py",
    "tests/scenarios/",
    "tests/e2e/",
    "tests/architecture/",
    "tests/support/scaffold/",
    "frontend/src/graphql/generated/",
    "frontend/src/locales/",
    "graphql/persisted.json",
)
"""What may name every noun: reactions, enums of the contract, stories, this folder, what writes a new noun,
what is generated."""
IRREGULAR = {"people": "person", "equipment": "equipment", "archive": "archive"}
QUOTED = re.compile(r"""(["'`])((?:(?!\1)[^\\\n]|\\.){1,200})\1""")


@cache
def layers() -> list[set[str]]:
    """The floors of the house, the uppermost first."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    found = next(each["layers"] for each in contracts if each["name"] == "Nouns point one way")
    return [set(floor.split(" | ")) for floor in found]


def nouns() -> list[str]:
    """Every noun, by the name of its folder."""
    return sorted(set().union(*layers()) - NO_NOUNS)


def above(noun: str) -> set[str]:
    """Folders that stand above a noun, itself included; edges are no nouns and name none."""
    found: set[str] = set()
    for floor in layers():
        if noun in floor:
            break
        found |= floor
    return (found - NO_NOUNS) | {noun, "demo"}


def names_it(noun: str) -> re.Pattern[str]:
    """Pattern of the noun as a part of an identifier: `suggestion`, `Suggestions`, `SUGGESTION_ADOPTED`."""
    one = IRREGULAR.get(noun, noun.removesuffix("s").replace("policie", "policy"))
    either = "|".join(sorted({noun, one}, key=len, reverse=True))
    titled, loud = either.title(), either.upper()
    return re.compile(rf"(?:(?<![a-z])(?:{either})|(?:{titled})|(?:{loud}))(?![a-z])")


def codes(file: Path) -> Iterator[str]:
    """What a file says as code: imports, and quoted texts without a space; of GraphQL all of it."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".graphql":
        yield text
        return
    if file.suffix == ".py":
        yield from re.findall(r"^\s*(?:from|import) (\S+)", text, re.MULTILINE)
    for _, quoted in QUOTED.findall(text):
        if not re.search(r"\s|[^\x00-\x7f]", quoted):
            yield quoted


def files() -> Iterator[Path]:
    """All code of ours."""
    for folder in ("backend", "push", "tests", "frontend/src", "graphql/operations"):
        yield from (each for each in sorted((ROOT / folder).rglob("*")) if each.suffix in CODE)
    yield ROOT / "frontend" / "vite.config.ts"


@cache
def said() -> dict[str, list[str]]:
    """What each file says as code, by its path."""
    return {str(file.relative_to(ROOT)): list(codes(file)) for file in files()}


def is_its_own(path: str, noun: str) -> bool:
    """Whether a file belongs to the noun or to one above it, or may name every noun."""
    parts = Path(path).parts
    places = {"backend": 1, "tests": 1, "frontend": 3, "graphql": 2}
    place = parts[places.get(parts[0], 1)] if len(parts) > places.get(parts[0], 1) else ""
    return path.startswith(OPEN) or place in above(noun)


def places(noun: str) -> list[str]:
    """Files that name a noun and may not."""
    pattern = names_it(noun)
    return [
        path
        for path, quoted in said().items()
        if not is_its_own(path, noun) and any(pattern.search(each) for each in quoted)
    ]


def known() -> dict[str, list[str] | int]:
    """Places of before: files of small nouns, of large ones how many there are."""
    found: dict[str, list[str] | int] = json.loads(KNOWN.read_text())
    return found


@pytest.mark.parametrize("noun", nouns())
def test_a_noun_is_named_where_it_was_before_and_nowhere_else(noun: str) -> None:
    before, now = known().get(noun, []), places(noun)

    if isinstance(before, int):
        assert len(now) <= before, f"{len(now) - before} more files name it"
        assert len(now) == before, "some went: write the file anew"
    else:
        assert now == before


@pytest.mark.parametrize(
    ("noun", "quoted", "is_named"),
    [
        ("suggestions", "/suggestions/{}", True),
        ("suggestions", "submitSuggestion", True),
        ("suggestions", "SUGGESTION_ADOPTED", True),
        ("suggestions", "backend.suggestions.rules", True),
        ("suggestions", "suggested", False),
        ("people", "people", True),
        ("cases", "lowercase", False),
        ("cases", "CaseFilter", True),
    ],
)
def test_a_name_is_a_part_of_an_identifier(noun: str, quoted: str, is_named: bool) -> None:
    assert bool(names_it(noun).search(quoted)) is is_named


MOST_LISTED = 60

if __name__ == "__main__":
    found = {noun: places(noun) for noun in nouns()}
    kept = {noun: names if len(names) <= MOST_LISTED else len(names) for noun, names in found.items()}
    KNOWN.write_text(json.dumps(kept, indent=1) + "\n")
