"""Who asks the same at the same moment waits for one answer, unless they may have seen something newer."""

from contextlib import suppress
from datetime import UTC, datetime
from uuid import UUID

import anyio
import pytest

from backend.core.data_version import EVERYWHERE
from backend.core.database import Database
from backend.core.errors import Unavailable
from backend.core.graphql.answers import Answer, DataWatch, KeptAnswers, Known
from backend.core.graphql.live import LiveBus
from backend.core.graphql.shared_viewer import SharedViewer
from backend.core.viewer import Membership, Role, Viewer

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 11, 27, 8, tzinfo=UTC)


def officer(person: int, *, site: int) -> Viewer:
    person_id = UUID(int=person)
    return Viewer(person_id, (Membership(person_id, UUID(int=site), Role.OFFICER, None, None),))


ALICE, BOB, CAROL = officer(1, site=9), officer(2, site=9), officer(3, site=8)
BEFORE, AFTER, LATER = (Known({EVERYWHERE: version}, {}, {}) for version in (1, 2, 3))
ELSEWHERE = Known({EVERYWHERE: 2, UUID(int=8): 1}, {UUID(int=8): "written"}, {UUID(int=8): "heard"})
"""As AFTER, and then something was written at carol's site."""
ALERTS = b"alerts"


def looked_up(content: bytes) -> Answer:
    """By alice: it depends on her sites."""
    viewer = SharedViewer(ALICE)
    assert viewer.memberships
    return Answer(content, viewer, None, holds=True)


@pytest.fixture
def answers() -> KeptAnswers:
    kept = KeptAnswers(lambda: NOW)
    with kept.looking_up(BEFORE, ALERTS, ALICE) as look_up:
        look_up.answer = looked_up(b"as it was")
    return kept


async def ask_while_looked_up(
    answers: KeptAnswers, viewer: Viewer, *, known: Known = AFTER, found: Answer | None
) -> Answer | str | None:
    """What `viewer` gets, to whom `known` is known, while alice's look-up of AFTER is on its way."""
    got: list[Answer | None] = []

    async def ask() -> None:
        got.append(await answers.find(known, ALERTS, viewer))

    async with anyio.create_task_group() as group:
        with answers.looking_up(AFTER, ALERTS, ALICE) as look_up:
            group.start_soon(ask)
            await anyio.wait_all_tasks_blocked()
            if got:
                return "did not wait" if got == [None] else got[0]
            look_up.answer = found
    return got[0]


async def test_who_asks_the_same_waits_for_the_one_answer(answers: KeptAnswers) -> None:
    new = looked_up(b"as it is")

    assert await ask_while_looked_up(answers, BOB, found=new) is new


async def test_who_sees_another_site_is_not_given_it(answers: KeptAnswers) -> None:
    of_alice = looked_up(b"of alice's site")

    assert await ask_while_looked_up(answers, CAROL, found=of_alice) == "did not wait"
    assert await answers.find(AFTER, ALERTS, CAROL) is None


async def test_who_knows_of_a_later_write_does_not_wait(answers: KeptAnswers) -> None:
    assert await ask_while_looked_up(answers, BOB, known=LATER, found=None) == "did not wait"


async def test_what_was_written_at_another_site_changes_nothing(answers: KeptAnswers) -> None:
    new = looked_up(b"as it is")

    assert await ask_while_looked_up(answers, BOB, known=ELSEWHERE, found=new) is new
    assert await answers.find(ELSEWHERE, ALERTS, ALICE) is new
    assert await answers.find(LATER, ALERTS, ALICE) is None


async def test_nobody_waits_for_readings(answers: KeptAnswers) -> None:
    with answers.looking_up(BEFORE, ALERTS, ALICE) as look_up:
        look_up.answer = None  # it has readings in it

    assert await ask_while_looked_up(answers, BOB, found=None) == "did not wait"


async def test_a_look_up_that_dies_keeps_nobody_waiting(answers: KeptAnswers) -> None:
    got: list[Answer | None] = []

    async def ask() -> None:
        got.append(await answers.find(AFTER, ALERTS, BOB))

    async with anyio.create_task_group() as group:
        with suppress(ConnectionError), answers.looking_up(AFTER, ALERTS, ALICE):
            group.start_soon(ask)
            await anyio.wait_all_tasks_blocked()
            assert got == []
            raise ConnectionError
    assert got == [None]


async def test_all_who_wait_for_a_database_that_hangs_are_refused_with_the_first(database: Database) -> None:
    asked = 0

    async def hang() -> dict[UUID, int]:
        nonlocal asked
        asked += 1
        await anyio.sleep(0.01)
        raise Unavailable("it does not answer")

    watch = DataWatch(database, LiveBus(), hang)
    refused: list[str] = []

    async def ask() -> None:
        try:
            await watch.known()
        except Unavailable as away:
            refused.append(str(away))

    async with anyio.create_task_group() as group:
        for _ in range(20):
            group.start_soon(ask)

    assert (asked, len(refused)) == (1, 20)
    await ask()
    assert asked == 2, "whoever comes later asks anew"
