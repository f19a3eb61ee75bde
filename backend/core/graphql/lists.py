"""Filter and order of a list as clients ask for them, made of the values that its queries read."""

import dataclasses
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from functools import reduce
from operator import or_
from types import UnionType
from typing import Annotated, Any, ClassVar, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

import strawberry

from backend.core.filters import checked_time, listed, searched
from backend.core.graphql.numbers import numbers_of, required_number
from backend.core.lists import UNASKED, Ids, IfAsked
from backend.core.sorting import Sort

By = TypeVar("By", bound=Enum)
F = TypeVar("F")
FILTER = TypeVar("FILTER", bound="type[FilterInput[Any]]")
SORT = TypeVar("SORT", bound="type[SortInput[Any]]")


@dataclass(frozen=True, slots=True)
class Field:
    """How a field of a filter is asked for. `given`: its name in the input; `read`: from what was given and
    the moment of the question to what queries take.
    """

    given: str
    default: Any
    read: Callable[[Any, datetime], Any]


class FilterInput(Generic[F]):
    """Base of the input of a filter; `filter_of` gives it the fields of the value."""

    made: ClassVar[Callable[..., Any]]
    asked: ClassVar[dict[str, Field]]

    def value(self, now: datetime, **others: Any) -> F:
        """Return the filter that queries take. `others`: fields that clients cannot give. Raises
        Refused(INVALID_INPUT).
        """
        read = {name: _read(field, getattr(self, field.given), now) for name, field in self.asked.items()}
        found: F = self.made(**read, **others)
        return found


class SortInput(Generic[By]):
    """Base of the input of an order; `sort_of` gives it its fields."""

    by: By
    descending: bool

    def value(self) -> Sort[By]:
        """Return the order that queries take."""
        return Sort(self.by, self.descending)


def filter_of(value: type, *, name: str, description: str | None = None) -> Callable[[FILTER], FILTER]:
    """Make a class the input of this filter: every field that clients may give, with what is said of it. The
    class itself annotates a field that is an input of its own.
    """

    def make(cls: FILTER) -> FILTER:
        hints, own = get_type_hints(value, include_extras=True), dict(cls.__annotations__)
        cls.made, cls.asked, cls.__annotations__ = value, {}, {}
        for each in dataclasses.fields(value):
            field, hint, said = _asked(each, *_parts(hints[each.name]))
            if said == UNASKED:
                continue
            cls.asked[each.name] = field
            cls.__annotations__[field.given] = own.get(field.given, hint)
            default = {} if each.default is dataclasses.MISSING else {"default": field.default}
            setattr(cls, field.given, strawberry.field(description=said, **default))
        return strawberry.input(cls, name=name, description=description)

    return make


def sort_of(by: type[Enum]) -> Callable[[SORT], SORT]:
    """Make a class the input of an order by these columns; their enum has its name, and "By"."""

    def make(cls: SORT) -> SORT:
        cls.__annotations__ = {"by": strawberry.enum(by, name=f"{cls.__name__}By"), "descending": bool}
        cls.descending = False
        return strawberry.input(cls)

    return make


def _parts(hint: Any) -> tuple[Any, Any]:
    """Return a type, and its annotation."""
    return get_args(hint) if get_origin(hint) is Annotated else (hint, None)


def _asked(each: dataclasses.Field[Any], hint: Any, annotation: Any) -> tuple[Field, Any, str | None]:
    """Return how a field is asked for, the type of what a client gives, and what is said of it."""
    if isinstance(annotation, IfAsked):
        switch = Field(annotation.name, False, lambda given, now: now if given else None)
        return switch, bool | None, annotation.said
    is_id = isinstance(annotation, Ids)
    given = _given(hint, {int: strawberry.ID} if is_id else {})
    if each.default is not dataclasses.MISSING:
        given |= None
    field = Field(each.name, each.default, _numbers if is_id else _checked)
    return field, given, annotation.said if is_id else annotation


def _given(hint: Any, instead: Mapping[Any, Any]) -> Any:
    """Return the type of what a client gives for a field of this type. `instead`: types of single values."""
    found = []
    for choice in get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,):
        is_list = get_origin(choice) is Sequence
        bare = get_args(choice)[0] if is_list else choice
        kind = instead.get(bare, bare)
        found.append(list[kind] if is_list else kind)  # type: ignore[valid-type]
    return reduce(or_, found)


def _read(field: Field, given: Any, now: datetime) -> Any:
    value = field.default if given is None else given
    return None if value is None else field.read(value, now)


def _checked(given: Any, now: datetime) -> Any:
    if isinstance(given, FilterInput):
        return given.value(now)
    if isinstance(given, datetime):
        return checked_time(given)
    if isinstance(given, list):
        return listed(given)
    return searched(given) if type(given) is str else given


def _numbers(given: Any, _: datetime) -> Any:
    return numbers_of(given) if isinstance(given, list) else required_number(given)
