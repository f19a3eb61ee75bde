"""Whatever changes something leaves a row in the audit log, or stands here with the reason why not.

The source is followed from every mutation of the schema, every command line that writes and every sign-in
endpoint to `tx.announce`: a function is looked up by the name it is called by, through its file's imports.
"""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from graphql import build_schema

ROOT = Path(__file__).parents[2]
LEAVES_NO_ROW = {
    "saveView": "a name that a person gives to a filter, for themselves: nothing of a site changes",
    "deleteView": "the same",
    "noteAlarmShown": "the receipt of a screen; what its person answers leaves a row",
    "markReportSeen": "the receipt of a screen: what it shows stands in the record already",
    "showAlertTest": "the receipt of a screen: the record says that the test was sent",
    "noteBrowser": "what a browser says of itself, kept beside its sign-in, which left a row",
    "unsubscribePush": "where a person's own messages go: each delivery names its address itself",
}
COMMANDS_LEAVE_NO_ROW = {
    "cli_commands/history.py:demo": "plants a demo site before anybody works there",
    "cli.py:migrate": "changes tables, no content",
    "cli_commands/audit.py:anchor": "notes when a place was reached, as the job does",
}
SIGN_INS = ("sign_in", "sign_out", "sign_out_everywhere", "refresh")


@cache
def functions(file: Path) -> dict[str, ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a file by its name, methods too."""
    tree = ast.parse(file.read_text())
    return {
        node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


@cache
def imports(file: Path) -> dict[str, tuple[Path, str | None]]:
    """(file, function or None for a whole module) by the name under which a file has it."""
    found: dict[str, tuple[Path, str | None]] = {}
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("backend"):
            folder = ROOT / Path(*node.module.split("."))
            for alias in node.names:
                name = alias.asname or alias.name
                module = folder / f"{alias.name}.py"
                found[name] = (module, None) if module.exists() else (folder.with_suffix(".py"), alias.name)
    return found


def called(file: Path, name: str) -> set[tuple[Path, str]]:
    """The functions of ours that this one calls or hands on, and `announce`."""
    found: set[tuple[Path, str]] = set()
    known = imports(file)
    ours = functions(file).keys() | values(file).keys()
    for node in body_of(file, name):
        if isinstance(node, ast.Attribute):
            if node.attr == "announce":
                found.add((file, "announce"))
            owner = node.value.id if isinstance(node.value, ast.Name) else ""
            if owner in known and known[owner][1] is None:
                found.add((known[owner][0], node.attr))
        elif isinstance(node, ast.Name):
            if node.id in ours:
                found.add((file, node.id))
            elif node.id in known and known[node.id][1]:
                found.add((known[node.id][0], node.id))
    return found


@cache
def values(file: Path) -> dict[str, list[ast.AST]]:
    """What the constants of a file of commands are made of, and its classes: their methods are commands."""
    found: dict[str, list[ast.AST]] = {}
    for node in ast.parse(file.read_text()).body if file.stem.endswith("commands") else ():
        if isinstance(node, ast.ClassDef):
            found[node.name] = list(node.body)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            found[node.target.id] = [node.value]
    return found


def body_of(file: Path, name: str) -> Iterator[ast.AST]:
    """All of a function but its decorators: what loads the node of an answer changes nothing."""
    function = functions(file).get(name)
    for statement in function.body if function else values(file)[name]:
        yield from ast.walk(statement)


def leaves_a_row(file: Path, name: str) -> bool:
    waiting, seen = [(file, name)], set()
    while waiting:
        where, what = waiting.pop()
        if what == "announce":
            return True
        if (where, what) in seen or not where.exists():
            continue
        if what not in functions(where) and what not in values(where):
            continue
        seen.add((where, what))
        waiting.extend(called(where, what))
    return False


def mutations() -> list[str]:
    schema = build_schema((ROOT / "graphql" / "schema.graphql").read_text())
    assert schema.mutation_type is not None
    return sorted(schema.mutation_type.fields)


@cache
def resolvers() -> dict[str, Path]:
    """The file of every function decorated as a mutation: by strawberry, or by `command` of core."""
    found = {}
    for file in (ROOT / "backend").rglob("*graphql.py"):
        for name, node in functions(file).items():
            if any(is_mutation(decorator) for decorator in node.decorator_list):
                found[name] = file
    return found


def is_mutation(decorator: ast.expr) -> bool:
    return ast.unparse(decorator).startswith(("strawberry.mutation", "command("))


@pytest.mark.parametrize("mutation", mutations())
def test_a_mutation_leaves_an_audit_row_or_says_why_not(mutation: str) -> None:
    resolver = re.sub(r"(?<!^)(?=[A-Z])", "_", mutation).lower()

    assert leaves_a_row(resolvers()[resolver], resolver) == (mutation not in LEAVES_NO_ROW)


def test_what_is_excused_still_exists() -> None:
    assert set(LEAVES_NO_ROW) <= set(mutations())


@pytest.mark.parametrize("endpoint", SIGN_INS)
def test_a_sign_in_and_its_end_leave_an_audit_row(endpoint: str) -> None:
    assert leaves_a_row(ROOT / "backend" / "people" / "accounts" / "sign_in_http.py", endpoint)


def test_a_command_line_that_writes_leaves_an_audit_row_or_says_why_not() -> None:
    silent = set()
    folder = ROOT / "backend" / "entrypoints"
    for file in (folder / "cli.py", *(folder / "cli_commands").glob("*.py")):
        for name, node in functions(file).items():
            is_command = any("command" in ast.unparse(each) for each in node.decorator_list)
            source = ast.unparse(node)
            is_writing = "transact" in source or "_carry_out" in source or "prepare(" in source
            if (is_command or name == "demo") and is_writing and not leaves_a_row(file, name):
                silent.add(f"{file.relative_to(folder)}:{name}")

    assert silent <= set(COMMANDS_LEAVE_NO_ROW)


def test_every_mutation_is_followed() -> None:
    assert sorted(map(camel, resolvers())) == mutations()


def camel(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(map(str.capitalize, others))


def test_a_mutation_made_of_a_command_that_changes_without_a_word_would_be_found(tmp_path: Path) -> None:
    silent = tmp_path / "silent.py"
    silent.write_text(
        "async def node(info, made):\n    tx.announce(made)\n\n"
        "class Mutation:\n    @command(returns=node)\n"
        "    def set_it(self, tx, input, by):\n        return quiet(tx)\n\n"
        "    @command(returns=node)\n    def say_it(self, tx, input, by):\n        return loud(tx)\n\n"
        "def quiet(tx):\n    tx.sites.put(1)\n\ndef loud(tx):\n    tx.announce(1)\n"
    )

    found = {name for name, node in functions(silent).items() if any(map(is_mutation, node.decorator_list))}
    assert found == {"set_it", "say_it"}
    assert not leaves_a_row(silent, "set_it")
    assert leaves_a_row(silent, "say_it")


def test_a_function_that_changes_without_a_word_would_be_found(tmp_path: Path) -> None:
    quiet = tmp_path / "quiet.py"
    quiet.write_text(
        "def set_it(tx):\n    tx.sites.put(1)\n\ndef say_it(tx):\n    _tell(tx)\n\n"
        "def _tell(tx):\n    tx.announce(1)\n"
    )

    assert not leaves_a_row(quiet, "set_it")
    assert leaves_a_row(quiet, "say_it")
