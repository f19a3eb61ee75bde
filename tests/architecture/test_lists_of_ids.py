"""A list of ids is one parameter: `among` or `one_of` of `core.statements`, never `in_` with one for each.

PostgreSQL takes 65,535 parameters, and a statement with as many parameters as values is put together again
each time. `in_` is for constants and subqueries, and for what is bounded by what it is about.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT = Path(__file__).parents[2]
BACKEND = ROOT / "backend"
BOUNDED: Final = {
    "site_id": "sites of an installation: a thousand",
    "SiteRow.id": "the same",
    "site_code": "the same",
    "department_id": "departments of the sites of a person: a thousand",
    "area_id": "areas of the sites of a person: some thousand",
    "post_id": "posts of a site: some hundred",
    "role": "roles: ten",
    "kind": "kinds of a thing: some hundred",
    "event_kind": "kinds of events: some hundred",
    "condition": "conditions of alerts: twenty",
    "outcome": "outcomes of a thing: ten",
    "channel_id": "channels of the sites of an installation: some thousand",
    "SiteChannelRow.id": "the same",
    "OutletRow.id": "groups and systems of the sites of a person: some hundred",
    "_leases.partition": "partitions: 64",
}
"""Columns, as they are written, and what bounds the values that may be asked for."""
STILL: Final = {
    "backend/alerts/queries.py": (4, "a page of a list of alerts, cases, machines or sources: a hundred"),
    "backend/alerts/responses/queries.py": (1, "two columns"),
    "backend/cases/evidence/queries.py": (1, "a page of reports or cases: a hundred"),
    "backend/cases/filters_queries.py": (3, "people that somebody ticks in a filter: tens"),
    "backend/cases/tasks/cards_queries.py": (1, "a page of tasks: a hundred; or a subquery"),
    "backend/core/filters.py": (1, "what somebody ticks in a filter: tens"),
    "backend/demo/removal_store.py": (11, "what a demo plant has: some thousand"),
    "backend/jobs/leavers_retention_store.py": (2, "leavers looked at at once: two hundred"),
    "backend/notifications/digest_queries.py": (1, "a subquery"),
    "backend/tuning/figures_queries.py": (1, "a subquery"),
    "backend/workbooks/snapshot_store.py": (2, "keys read at once: some hundred"),
    "backend/live_risk/register_store.py": (2, "sources that are bound; a subquery"),
    "backend/worklist/control/steps_queries.py": (2, "departments that somebody ticks; a subquery"),
}
"""Files with other places, how many, and what bounds their lists. It only shrinks."""


def test_in_takes_constants_subqueries_and_what_is_bounded() -> None:
    found = Counter(place for place, _ in places())

    most = {place: count for place, (count, _) in STILL.items()}
    assert found == most, "write it with `one_of`; a file that has fewer now is written down with fewer"


def test_a_list_of_any_length_is_found(tmp_path: Path) -> None:
    text = """
NAMES = ("a", "b")
def of(people, viewer):
    mine = select(Row.id).where(Row.site_id.in_(viewer.site_ids))
    return Row.id.in_(people), Row.id.in_(mine), Row.name.in_(NAMES), Row.state.in_([S.OPEN, S.LATE.value])
class Store:
    def gone(self, ids):
        return col(Row.person_id).not_in(set(ids))
"""
    file = tmp_path / "store.py"
    file.write_text(text)

    assert list(places_in(file)) == ["Row.id", "Row.person_id"]


def places() -> Iterator[tuple[str, str]]:
    """(file, column) of every `in_` and `not_in` that takes something else."""
    for file in sorted(BACKEND.rglob("*.py")):
        text = file.read_text(encoding="utf-8")
        if "sqlalchemy" in text or "sqlmodel" in text:  # elsewhere `in_` says in which language
            yield from ((str(file.relative_to(ROOT)), column) for column in places_in(file))


def places_in(file: Path) -> Iterator[str]:
    for function in functions(ast.parse(file.read_text(encoding="utf-8"))):
        yield from listed(function)


def functions(tree: ast.Module) -> Iterator[ast.AST]:
    """What stands by itself: the statements of the module, and each function with what is in it."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield from node.body
        else:
            yield node


def listed(function: ast.AST) -> Iterator[str]:
    """Columns that are compared with a list that may have any length."""
    subqueries = {
        name.id
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and is_question(node.value)
        for target in node.targets
        for name in ast.walk(target)
        if isinstance(name, ast.Name)
    }
    for node in ast.walk(function):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
            continue
        values, column = node.args[0], ast.unparse(node.func.value).removeprefix("col(").removesuffix(")")
        if node.func.attr not in ("in_", "not_in") or is_constant(values) or is_question(values):
            continue
        is_named = isinstance(values, ast.Name) and values.id in subqueries
        is_bounded = column in BOUNDED or column.rsplit(".", 1)[-1] in BOUNDED
        if not is_named and not is_bounded:
            yield column


def is_question(node: ast.expr) -> bool:
    """Whether it is a SELECT, and not what came of one."""
    text = ast.unparse(node)
    asks = re.search(r"(select|\.having|\.columns|_tasks)\(", text)
    return bool(asks) and not re.search(r"\.(exec|execute|scalars|scalar)\(|\brows\(", text)


def is_constant(node: ast.expr) -> bool:
    """Whether its length is known: names in capitals, members of enums, literals, and tuples of these."""
    match node:
        case ast.Name():
            return node.id.isupper()
        case ast.Attribute():
            return node.attr.isupper() or (node.attr == "value" and is_constant(node.value))
        case ast.Tuple() | ast.List() | ast.Set():
            return all(map(is_constant, node.elts))
        case ast.ListComp() | ast.SetComp() | ast.GeneratorExp():
            return all(is_constant(each.iter) for each in node.generators)
    return isinstance(node, ast.Constant) or (isinstance(node, ast.Subscript) and is_constant(node.value))
