"""Turns of what the feeds hand out: sites take turns, and people of a site, in their own order."""

from collections.abc import Iterator
from uuid import uuid4

from backend.core.graphql.feeds.turns import Turns

NORTH, SOUTH, ALICE, BOB = uuid4(), uuid4(), uuid4(), uuid4()


def taken(turns: Turns[str]) -> Iterator[str]:
    while (found := turns.take()) is not None:
        yield found


def test_what_waits_at_one_place_keeps_its_order() -> None:
    turns = Turns[str]()
    for what in "abc":
        turns.put((NORTH, None), what)

    assert list(taken(turns)) == ["a", "b", "c"]
    assert turns.take() is None


def test_another_site_waits_for_one_thing_of_a_flood() -> None:
    turns = Turns[str]()
    for number in range(100):
        turns.put((NORTH, None), f"n{number}")
    assert turns.take() == "n0"
    turns.put((SOUTH, None), "s")

    assert [turns.take(), turns.take(), turns.take()] == ["n1", "s", "n2"]


def test_people_of_a_site_take_turns_however_much_one_of_them_asks_for() -> None:
    turns = Turns[str]()
    for number in range(100):
        turns.put((NORTH, BOB), f"b{number}")
    for what in ("a0", "a1"):
        turns.put((NORTH, ALICE), what)

    assert [turns.take() for _ in range(5)] == ["b0", "a0", "b1", "a1", "b2"]
