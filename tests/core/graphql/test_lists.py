"""Inputs of filters, made of the values that queries take."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

import pytest
import strawberry

from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.lists import FilterInput, filter_of
from backend.core.lists import UNASKED, From, Ids, IfAsked

NOW = datetime(2026, 12, 1, 8, tzinfo=UTC)


@dataclass(frozen=True)
class Span:
    from_at: datetime


@dataclass(frozen=True)
class Wanted:
    which: Annotated[str, UNASKED]
    source_ids: Annotated[Sequence[int] | None, Ids()] = None
    source_id: Annotated[int | None, Ids()] = None
    late_at: Annotated[datetime | None, IfAsked("is_late", "Late.")] = None
    since: From = None
    text: str | None = None
    span: Span | None = None


@filter_of(Span, name="Span")
class SpanInput(FilterInput[Span]):
    pass


@filter_of(Wanted, name="Wanted")
class WantedInput(FilterInput[Wanted]):
    span: SpanInput | None


def asked(**given: object) -> Wanted:
    return WantedInput(**given).value(NOW, which="all")


def test_what_nobody_gives_is_as_the_value_says() -> None:
    assert asked() == Wanted("all")
    assert asked(source_ids=None, is_late=None, text="  ") == Wanted("all")


def test_a_moment_is_that_of_the_question_if_it_is_asked_for() -> None:
    assert asked(is_late=True) == Wanted("all", late_at=NOW)
    assert asked(is_late=False) == Wanted("all")


def test_ids_of_sources_are_numbers_and_what_is_none_finds_nothing() -> None:
    assert asked(source_ids=[strawberry.ID("7"), strawberry.ID("x")]) == Wanted("all", source_ids=(7,))

    with pytest.raises(Refused) as refused:
        asked(source_id=strawberry.ID("x"))
    assert refused.value.code is ErrorCode.NOT_FOUND


def test_an_input_of_its_own_is_read_as_the_filter_around_it() -> None:
    assert asked(span=SpanInput(from_at=NOW)) == Wanted("all", span=Span(NOW))

    with pytest.raises(Refused):
        asked(span=SpanInput(from_at=NOW.replace(tzinfo=None)))
    with pytest.raises(Refused):
        asked(since=NOW.replace(tzinfo=None))
