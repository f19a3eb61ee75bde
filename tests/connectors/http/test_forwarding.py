"""How requests wait for the evaluators: together, with one look at the partitions for all of them."""

import asyncio
import itertools
from collections.abc import Mapping

import pytest

from backend.connectors.http.forwarding import Commits
from backend.connectors.http.requests import Threads
from backend.core.errors import Unavailable
from backend.monitoring.partitions.rules import Position

WAITING = 30
LOOKS = 3


def test_one_look_answers_everybody_who_waits() -> None:
    looks = itertools.count(1)

    def reached() -> Mapping[int, Position]:
        return {0: (next(looks), 0)}

    async def wait() -> None:
        commits = Commits(reached, Threads())
        await asyncio.gather(*(commits.wait_for({0: (LOOKS, 0)}) for _ in range(WAITING)))

    asyncio.run(wait())

    assert next(looks) == LOOKS + 1


@pytest.mark.parametrize("position", [(7, 3), (7, 2), (6, 9)])
def test_an_entry_is_committed_when_its_partition_came_to_it_and_others_do_not_count(
    position: Position,
) -> None:
    standing = iter([{0: (7, 3)}, {0: (7, 3), 1: (7, 1)}, {0: (7, 3), 1: (7, 2)}])

    asyncio.run(Commits(lambda: next(standing), Threads()).wait_for({0: position, 1: (7, 2)}))

    assert list(standing) == []


def test_everybody_who_waits_hears_that_the_database_is_away() -> None:
    def reached() -> Mapping[int, Position]:
        raise Unavailable("no database")

    async def wait() -> list[BaseException | None]:
        commits = Commits(reached, Threads())
        waiting = (commits.wait_for({0: (1, 0)}) for _ in range(WAITING))
        return await asyncio.gather(*waiting, return_exceptions=True)

    found = asyncio.run(wait())

    assert {type(each) for each in found} == {Unavailable}
