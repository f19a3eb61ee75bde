"""Filter and order of a list as clients ask for them, made of the values that its queries read."""

import dataclasses
from collections.abc import Callable, Sequence
from datetime import datetime
from enum import Enum
from typing import Annotated, Any, ClassVar, Generic, TypeVar, Union, get_args, get_origin, get_type_hints

import strawberry

from backend.core.filters import checked_time, listed, searched
from backend.core.lists import UNASKED
from backend.core.sorting import Sort

By = TypeVar("By", bound=Enum)
F = TypeVar("F")
FILTER = TypeVar("FILTER", bound="type[FilterInput[Any]]")
SORT = TypeVar("SORT", bound="type[SortInput[Any]]")


class FilterInput(Generic[F]):
    """Base of the input of a filter; `filter_of` gives it the fields of the value."""

    made: ClassVar[Callable[..., Any]]
    defaults: ClassVar[dict[str, Any]]

    def value(self) -> F:
        """Return the filter that queries take. Raises Refused(INVALID_INPUT)."""
        given = {name: getattr(self, name) for name in self.defaults}
        found: F = self.made(
            **{
                name: self.defaults[name] if value is None else _checked(value)
                for name, value in given.items()
            }
        )
        return found


class SortInput(Generic[By]):
    """Base of the input of an order; `sort_of` gives it its fields."""

    by: By
    descending: bool

    def value(self) -> Sort[By]:
        """Return the order that queries take."""
        return Sort(self.by, self.descending)


def filter_of(value: type, *, name: str) -> Callable[[FILTER], FILTER]:
    """Make a class the input of this filter: every field that clients may give, with what is said of it."""

    def make(cls: FILTER) -> FILTER:
        hints = get_type_hints(value, include_extras=True)
        cls.made, cls.defaults = value, {}
        for each in dataclasses.fields(value):
            hint, said = _parts(hints[each.name])
            if said != UNASKED:
                cls.defaults[each.name] = each.default
                cls.__annotations__[each.name] = _asked(hint)
                setattr(cls, each.name, strawberry.field(default=each.default, description=said))
        return strawberry.input(cls, name=name)

    return make


def sort_of(by: type[Enum]) -> Callable[[SORT], SORT]:
    """Make a class the input of an order by these columns; their enum has its name, and "By"."""

    def make(cls: SORT) -> SORT:
        cls.__annotations__ = {"by": strawberry.enum(by, name=f"{cls.__name__}By"), "descending": bool}
        cls.descending = False
        return strawberry.input(cls)

    return make


def _parts(hint: Any) -> tuple[Any, str | None]:
    """Return a type, and what its annotation says."""
    if get_origin(hint) is not Annotated:
        return hint, None
    bare, said = get_args(hint)
    return bare, said


def _asked(hint: Any) -> Any:
    """Return the type of what a client gives for a field of this type, which may be nothing."""
    choices = get_args(hint) or (hint,)
    lists = (list[get_args(each)] if get_origin(each) is Sequence else each for each in choices)  # type: ignore[misc]
    return Union[(*lists, None)]


def _checked(value: Any) -> Any:
    if isinstance(value, datetime):
        return checked_time(value)
    if isinstance(value, list):
        return listed(value)
    return searched(value) if type(value) is str else value
