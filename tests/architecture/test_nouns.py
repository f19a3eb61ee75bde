"""What nouns declare is found, is light, and is used by nobody but who walks the declarations."""

import ast
import subprocess
import sys
from collections import Counter
from pathlib import Path

from backend.core import nouns
from backend.core.metadata import metadata
from backend.core.nouns import CodesInWords, FilesOf, Noun, Subject
from backend.core.packages import modules_of

ROOT = Path(__file__).parents[2]
LONGEST = 60


def test_every_declaration_is_one_noun_of_its_own_name() -> None:
    found = nouns.declared()

    assert found
    assert all(isinstance(each, Noun) for each in found)
    assert [name for name, times in Counter(each.name for each in found).items() if times > 1] == []


def test_messages_are_named_in_the_order_of_before_the_declarations() -> None:
    order = ["case", "hazard_report", "suggestion", "agreement", "shift", "alert"]

    assert [each for each in nouns.subjects() if each in order] == order


def test_no_two_subjects_have_the_same_rank() -> None:
    ranks = [each.rank for each in nouns.all_of(Subject)]

    assert len(set(ranks)) == len(ranks)


def test_codes_and_files_are_of_columns_that_there_are() -> None:
    tables = metadata().tables
    named = [(each.table, column) for each in nouns.all_of(CodesInWords) for column in each.columns]
    named += [(each.table, each.column) for each in nouns.all_of(FilesOf)]

    assert [(table, column) for table, column in named if column not in tables[table].c] == []


def test_a_declaration_is_short_and_nobody_imports_it() -> None:
    files = [Path(module.__file__ or "") for module in modules_of("noun")]
    named = {".".join(file.relative_to(ROOT).with_suffix("").parts) for file in files}
    importing = [
        str(file.relative_to(ROOT))
        for file in (ROOT / "backend").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.ImportFrom)
        and named & {node.module, *(f"{node.module}.{each.name}" for each in node.names)}
    ]

    assert [file for file in files if len(file.read_text().splitlines()) > LONGEST] == []
    assert importing == []


def test_to_know_them_is_not_to_import_them() -> None:
    program = (
        "import sys; import backend.core.nouns as nouns;"
        "print([each for each in sys.modules if each.endswith('.noun')]);"
        "nouns.declared(); print('strawberry' in sys.modules, 'starlette' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert done.stdout.split("\n")[:2] == ["[]", "False False"]
