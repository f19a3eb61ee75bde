"""The table of reactions leads nowhere in circles, upwards only, and names events that there are."""

import ast
import inspect
import textwrap
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from types import FunctionType, ModuleType

import pytest

from backend.agreements.rules import AgreementKind
from backend.core.database import Reaction
from backend.core.events import EventKind
from backend.reactions import AGREED, REACTIONS
from tests.support.declared import event_codes

ROOT = Path(__file__).parents[2]


def test_no_event_leads_back_to_itself() -> None:
    leads = {kind: announced_by(reactions) for kind, reactions in REACTIONS.items()}

    assert circle(leads) is None


def test_the_walk_follows_a_reaction_into_what_it_calls() -> None:
    """Else the test above would be green whatever the table says."""
    announced = announced_by(REACTIONS[EventKind.of("ALERT_RAISED")])

    assert {"CASE_OPENED", "CASE_RECURRED", "TASK_OPENED", "DEADLINE_RESUMED"} <= announced


def test_the_walk_follows_what_is_agreed_to_into_each_kind() -> None:
    announced = announced_by(REACTIONS[EventKind.of("AGREEMENT_GIVEN")])

    assert {"CASE_DISMISSED", "MODULE_SWITCHED_OFF", "BEACON_REMOVED"} <= announced


def test_every_kind_of_agreement_is_carried_out_by_its_noun_or_one_above() -> None:
    level = levels()

    assert set(AGREED) == set(AgreementKind)
    assert all(level[noun_of(each.__module__)] >= level["agreements"] for each in AGREED.values())


@pytest.mark.parametrize(
    ("leads", "found"),
    [
        ({"A": {"B"}, "B": {"C"}}, None),
        ({"A": {"A"}}, ["A", "A"]),
        ({"A": {"B", "C"}, "C": {"A"}}, ["A", "C", "A"]),
    ],
)
def test_a_circle_is_found(leads: dict[str, set[str]], found: list[str] | None) -> None:
    assert circle(leads) == found


def test_a_reaction_belongs_to_the_noun_of_its_event_or_to_one_above() -> None:
    level = levels()
    downward = [
        f"{kind}: {reaction.__module__}.{reaction.__name__}"
        for kind, reactions in REACTIONS.items()
        for reaction in map(function, reactions)
        if level[noun_of(reaction.__module__)] < level[noun_of(declared_in(kind))]
    ]

    assert not downward


def test_every_event_of_the_table_is_declared_by_a_noun() -> None:
    declared = EventKind.declared()

    assert all(declared.get(kind) is kind for kind in REACTIONS)


def circle(leads: Mapping[str, set[str]]) -> list[str] | None:
    """The first way by which an event brings itself about, if there is one."""

    def walk(path: list[str]) -> list[str] | None:
        for following in sorted(leads.get(path[-1], ())):
            if following in path:
                return [*path[path.index(following) :], following]
            if found := walk([*path, following]):
                return found
        return None

    return next((found for kind in sorted(leads) if (found := walk([kind]))), None)


def announced_by(reactions: tuple[Reaction, ...]) -> set[str]:
    """Every kind of event that these functions name, or any function of ours that they call."""
    waiting, seen, found = [function(each) for each in reactions], set[FunctionType](), set[str]()
    while waiting:
        each = waiting.pop()
        if each in seen:
            continue
        seen.add(each)
        for value in (*mentioned(each), *enclosed(each)):
            if isinstance(value, EventKind):
                found.add(str(value))
            elif is_dataclass(value) and not isinstance(
                value, type
            ):  # an object of ours that calls functions
                of_it = (getattr(value, part.name) for part in fields(value))
                waiting += [part for part in of_it if isinstance(part, FunctionType)]
            elif isinstance(value, FunctionType) and value.__module__.startswith("backend."):
                waiting.append(value)
        found |= composed(each)
    return found


def mentioned(each: FunctionType) -> Iterator[object]:
    """What the names in the body of a function stand for, as far as its module says."""
    for node in ast.walk(parsed(each)):
        if isinstance(node, ast.Name):
            yield each.__globals__.get(node.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            owner = each.__globals__.get(node.value.id)
            if isinstance(owner, ModuleType):
                yield getattr(owner, node.attr, None)


def enclosed(each: FunctionType) -> Iterator[object]:
    """What a function that another one made was made with: values, and those of tables."""
    for cell in each.__closure__ or ():
        value = cell.cell_contents
        yield from value.values() if isinstance(value, Mapping) else (value,)


def composed(each: FunctionType) -> set[str]:
    """The kinds whose code a function puts together, such as `EventKind.of(f"ALERT_{kind}")`."""
    beginnings = {
        argument.values[0].value
        for node in ast.walk(parsed(each))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "EventKind.of"
        for argument in node.args
        if isinstance(argument, ast.JoinedStr) and isinstance(argument.values[0], ast.Constant)
    }
    return {code for code in EventKind.declared() for start in beginnings if code.startswith(str(start))}


@cache
def parsed(each: FunctionType) -> ast.AST:
    return ast.parse(textwrap.dedent(inspect.getsource(each)))


def function(reaction: Reaction) -> FunctionType:
    assert isinstance(reaction, FunctionType), "a reaction is a function of a noun, found by its name"
    return reaction


def levels() -> dict[str, int]:
    """How high each noun stands; those beside each other are equal."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    layers = next(each["layers"] for each in contracts if each["name"] == "Nouns point one way")
    return {noun.strip("() "): -number for number, layer in enumerate(layers) for noun in layer.split(" | ")}


@cache
def declared_in(kind: EventKind) -> str:
    """The module that declares this kind: the events of a noun, or its rules."""
    for module, codes in event_codes().items():
        if kind in codes:
            return module
    raise LookupError(f"no noun declares {kind}")


def noun_of(module: str) -> str:
    return module.split(".")[1]
