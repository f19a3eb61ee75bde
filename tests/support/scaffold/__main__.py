"""`make noun N=drills`: writes a new noun with every role, as `things` under templates/, and its four tests.

What it writes is code to be changed, not a framework: rules, words and pages say what the noun is.
"""

import argparse
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

ROOT: Final = Path(__file__).parents[3]
TEMPLATES: Final = Path(__file__).parent / "templates"
FLOOR: Final = re.compile(r'^  "([^"]*\bsuggestions\b[^"]*)",$', re.MULTILINE)
"""Where a new noun stands until somebody moves it: beside suggestions, above cases and hazards."""
WORDS: Final[Mapping[str, Mapping[str, tuple[str, str]]]] = {
    "events": {
        "TimelineKind.THING_SUBMITTED": ("提交事物", "Thing submitted"),
        "TimelineKind.THING_CLOSED": ("关闭事物", "Thing closed"),
    },
    "outbox.operations": {
        "operation.SubmitThing": ("提交事物", "Submit a thing"),
        "operation.CloseThing": ("关闭事物", "Close a thing"),
    },
    "app.places": {"rail.things": ("事物", "Things")},
    "app.help": {
        "help.things.1": ("大家提交的事物，最新的在最前。", "What people submitted, newest first."),
        "help.thingNew.1": ("写清楚是什么、在哪里。", "Say what it is, and where."),
        "help.thing.1": ("看是谁提交的、关闭了没有。", "Who submitted it, and whether it is closed."),
    },
    "people.held": {
        "held.table.things": ("事物", "Things"),
        "HeldKind.THINGS": ("事物", "Things"),
        "HeldKept.THINGS": ("随安全记录长期保存", "Kept with the safety record"),
        "held.as.closed_by": ("您关闭", "closed by you"),
    },
}
"""By file: words that stand beside those of all nouns, in Chinese and English."""


class Names:
    """How the template's names become those of the noun: `things`, `Thing`, `THING_…`, 事物."""

    def __init__(self, nouns: str, noun: str, zh: str) -> None:
        self.nouns = nouns
        self.instead = {"things": nouns, "thing": noun, "事物": zh}
        for before, now in (("things", nouns), ("thing", noun)):
            self.instead |= {before.title(): now.title(), before.upper(): now.upper()}

    def put(self, text: str) -> str:
        """Return a text with these names."""
        return re.sub(r"(?<![a-z])things?|Things?|THINGS?|事物", lambda found: self.instead[found[0]], text)


def write(names: Names) -> list[Path]:
    """Write the files of the noun. Raises SystemExit for one that is there already."""
    written = []
    for template in sorted(each for each in TEMPLATES.rglob("*") if each.is_file()):
        path = ROOT / names.put(str(template.relative_to(TEMPLATES)).removesuffix(".tmpl"))
        if path.exists():
            sys.exit(f"{path.relative_to(ROOT)} is there already")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(names.put(template.read_text(encoding="utf-8")), encoding="utf-8")
        written.append(path)
    return written


def add_to_floor(names: Names) -> None:
    """Name the noun in the layers of the house: the only file outside its folders and its words."""
    file = ROOT / "pyproject.toml"
    text = file.read_text(encoding="utf-8")
    new = FLOOR.sub(lambda floor: f'  "{floor[1]} | {names.nouns}",', text, count=1)
    file.write_text(new, encoding="utf-8")


def add_words(names: Names) -> None:
    """Add the words that stand in files of all nouns."""
    for place, language in enumerate(("zh", "en")):
        for name, words in WORDS.items():
            file = ROOT / "locales" / language / f"{name}.json"
            known = json.loads(file.read_text(encoding="utf-8"))
            known |= {names.put(key): names.put(said[place]) for key, said in words.items()}
            file.write_text(json.dumps(known, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def generate(nouns: str) -> None:
    """Write what follows from it in the style of the house: SDL, keys of words, operations, migration."""
    folders = (f"backend/{nouns}", f"tests/{nouns}", "migrations/versions")
    pages = (f"frontend/src/features/{nouns}", f"frontend/src/views/{nouns}")
    ours = (sys.executable, "-m")
    for command in (
        (*ours, "backend.entrypoints", "schema", "export"),
        (*ours, "backend.entrypoints", "schema", "words"),
        ("npm", "--prefix", "frontend", "run", "--silent", "codegen"),
        (*ours, "ruff", "check", "--quiet", "--fix", *folders),
        (*ours, "ruff", "format", "--quiet", *folders),
        ("frontend/node_modules/.bin/prettier", "--log-level", "error", "--write", *pages),
    ):
        subprocess.run(command, cwd=ROOT, check=True)
    with TemporaryDirectory() as folder:
        environment = {**os.environ, "ANHUAN_DATABASE_URL": f"sqlite:///{folder}/anhuan.sqlite3"}
        for command in (("upgrade", "head"), ("revision", "--autogenerate", "--rev-id", nouns, "-m", nouns)):
            subprocess.run((*ours, "alembic", *command), cwd=ROOT, check=True, env=environment)


def main() -> None:
    """Write the noun that the arguments name."""
    parser = argparse.ArgumentParser(prog="make noun", description=__doc__)
    parser.add_argument("nouns", help="in the plural, as its folder is called: drills")
    parser.add_argument("--one", help="one of them, where that is not the plural without its s")
    parser.add_argument("--zh", help="in Chinese")
    asked = parser.parse_args()
    if not re.fullmatch("[a-z]+", asked.nouns):
        parser.error("a name is one word in small letters; a noun of two gets its second by hand")
    noun = asked.one or asked.nouns.removesuffix("s")
    if noun == asked.nouns:
        parser.error("say what one of them is called: --one")
    names = Names(asked.nouns, noun, asked.zh or asked.nouns)
    written = write(names)
    add_to_floor(names)
    add_words(names)
    generate(asked.nouns)
    sys.stdout.write(f"{len(written)} files of {asked.nouns}; next: read the migration, then rules.py\n")


if __name__ == "__main__":
    main()
