"""Declarations of nouns, each in its `backend/<noun>/noun.py`: what it is to the rest of the house.

A part is what a message, a screen or a job over all nouns asks of each of them. Its class lies in the noun
that reads it, where all who declare it stand above that (`deadlines.Responsibility`), else here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar
from uuid import UUID

from backend.core.events import EventKind, Ref, ref_of
from backend.core.lists import List
from backend.core.modules import Module
from backend.core.packages import modules_of
from backend.core.providers import HomeProvider, NamesOfOverdue, SetUpProvider, WorkProvider
from backend.core.text import Text

if TYPE_CHECKING:  # types only: the words are read by who needs them
    from backend.core.database import Transaction
    from backend.core.word_keys import Group


@dataclass(frozen=True, slots=True)
class Noun:
    """Noun by the name that references of events and deadlines have for it, and the parts it declares."""

    name: str
    parts: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """Object that messages may be about. `page`: path that opens it, with {} for its id. Of several that an
    event is about, the one of the lowest `rank` names the message and opens. `describe`: its name; None for
    what words its messages itself.
    """

    page: str
    rank: int
    describe: "Callable[[Transaction, UUID], Text] | None" = None


@dataclass(frozen=True, slots=True)
class HomeCounts:
    """Counts that the home shows."""

    counts: HomeProvider


@dataclass(frozen=True, slots=True)
class Work:
    """Things that a person has to do; the `graphql.py` of the noun has a type that shows them."""

    items: WorkProvider


@dataclass(frozen=True, slots=True)
class SetUp:
    """Steps of the set-up of a site that the noun knows of; their names are those of `worklist`."""

    steps: SetUpProvider


@dataclass(frozen=True, slots=True)
class OverdueNames:
    """How the list of what is overdue names objects; what declares none shows itself there."""

    names: NamesOfOverdue


@dataclass(frozen=True, slots=True)
class OfModule:
    """All of the noun belongs to a module that a site may switch off."""

    module: Module


@dataclass(frozen=True, slots=True)
class CodesInWords:
    """Columns with codes that people read as words, with the group of these words; other codes are written
    out in plain letters.
    """

    table: str
    columns: "Mapping[str, Group]"


@dataclass(frozen=True, slots=True)
class PeopleInside:
    """A structured column whose values name people by their ids. `fields`: words of its outermost fields;
    `title`: the one of them that names the row, a text in both languages.
    """

    table: str
    column: str
    fields: "Group"
    title: str


@dataclass(frozen=True, slots=True)
class FilesOf:
    """A column with hashes of files that no foreign key names: `files` is "photos" or "voices"."""

    files: str
    table: str
    column: str


Subjects: TypeAlias = Mapping[str, Subject]
"""By noun, in the order in which they give a message its name."""

P = TypeVar("P")


@cache
def declared() -> tuple[Noun, ...]:
    """Return all nouns that declare something. Imports what they are made of: for entrypoints, or later."""
    return tuple(module.NOUN for module in modules_of("noun"))


@cache
def by_noun(part: type[P]) -> Mapping[str, P]:
    """Return the parts of a class of which a noun declares at most one."""
    return {noun.name: each for noun in declared() for each in noun.parts if isinstance(each, part)}


@cache
def all_of(part: type[P]) -> tuple[P, ...]:
    """Return the parts of a class of all nouns."""
    return tuple(each for noun in declared() for each in noun.parts if isinstance(each, part))


def subjects() -> Subjects:
    """Return what messages may be about, the lowest rank first."""
    return dict(sorted(by_noun(Subject).items(), key=lambda item: item[1].rank))


def page_of(kind: EventKind, about: tuple[Ref, ...], subjects: Subjects) -> str:
    """Path of the page that the message about this event opens; the home where it has none."""
    if kind.page is not None:
        return kind.page
    first = "alert" if kind.pace.is_alert else kind.opens
    for noun in filter(subjects.__contains__, (first or "", *subjects)):
        if object_id := ref_of(about, noun):
            return subjects[noun].page.format(object_id)
    return "/"


def lists() -> Mapping[str, List]:
    """Return the lists of all nouns, by the field of the contract that each is."""
    return {each.root: each for each in all_of(List)}


def names_of_overdue() -> "Mapping[str, NamesOfOverdue]":
    """Return how each noun names its objects in the list of what is overdue."""
    return {noun: part.names for noun, part in by_noun(OverdueNames).items()}


def module_of(noun: str) -> Module | None:
    """Return the module that all of a noun belongs to; None for what is always on."""
    part = by_noun(OfModule).get(noun)
    return part.module if part else None
