"""Example objects of each noun, and what is asked of it: declared in `tests/<noun>/noun.py`."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from backend.core.database import Transaction
from tests.support.plants import Plants

if TYPE_CHECKING:
    from tests.support.lived_plant import Lived

TESTS: Final = Path(__file__).parents[1]
Where = tuple[str, ...]
"""A field of the contract and the way to one of its arguments."""


@dataclass(frozen=True, kw_only=True)
class Examples:
    """What tests over all nouns know of one.

    `objects`: ids of one object of every kind at the plant of alice. `asked`: variables by the name of a
    stored query. `kinds`: what an argument of this name refers to; `kinds_of`: where the name alone does not
    say it; `no_references`: ids that name no object of the server's, and why;
    `values_of`: of an argument that is no id; `also`: what must be there,
    too, unless one of these is asked for. `hidden`: kinds whose objects of the own site these
    roles may not see.
    """

    objects: Callable[[Transaction, Plants], Mapping[str, str]] = field(default=lambda tx, plants: {})
    asked: Callable[["Lived"], Mapping[str, list[dict[str, Any]]]] = field(default=lambda lived: {})
    kinds: Mapping[str, str] = field(default_factory=dict)
    kinds_of: Mapping[Where, str] = field(default_factory=dict)
    no_references: Mapping[Where, str] = field(default_factory=dict)
    values_of: Mapping[Where, Any] = field(default_factory=dict)
    also: Mapping[Where, frozenset[str]] = field(default_factory=dict)
    hidden: Mapping[str, frozenset[str]] = field(default_factory=dict)


@cache
def examples() -> tuple[Examples, ...]:
    """Those of all nouns that declare some."""
    return tuple(_found())


def merged(name: str) -> dict[Any, Any]:
    """Return what all of them say under this name, as one."""
    return {key: value for each in examples() for key, value in getattr(each, name).items()}


def _found() -> Iterator[Examples]:
    for file in sorted(TESTS.glob("*/noun.py")):
        yield import_module(f"tests.{file.parent.name}.noun").EXAMPLES
