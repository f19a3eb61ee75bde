"""Swaps: one asks, the other one says yes or no; nothing changes hands without both."""

from uuid import UUID

import pytest
from sqlmodel import select

from backend.core.database import Database
from backend.core.errors import ErrorCode
from backend.core.viewer import Viewer
from backend.roster import commands, queries, swaps_commands
from backend.roster.rules import Duty, Line, SwapState
from backend.roster.tables import ShiftSwapRow
from tests.support.fakes import FakeClock
from tests.support.plants import Plants
from tests.support.refusals import code_of
from tests.support.rosters import Planner

pytestmark = pytest.mark.both_databases("one open question per shift is a partial index")


@pytest.fixture
def planner(database: Database, plants: Plants, clock: FakeClock) -> Planner:
    """Alice has tomorrow, dora the day after."""
    found = Planner(database, plants, clock)
    found.save(found.plan_of(found.day, plants.alice, plants.dora, days=2, from_day=1))
    return found


def ask(
    planner: Planner,
    *,
    by: Viewer,
    to: Viewer,
    shift: int = 0,
    in_return: int | None = None,
    reason: str = "",
) -> UUID:
    shifts = planner.shifts()
    return planner.database.transact(
        lambda tx: swaps_commands.ask_swap(
            tx,
            shifts[shift].shift_id,
            to_id=to.person_id,
            in_return_id=None if in_return is None else shifts[in_return].shift_id,
            reason=reason,
            by=by,
        )
    )


def accept(planner: Planner, swap: UUID, by: Viewer) -> UUID:
    return planner.database.transact(lambda tx: swaps_commands.accept_swap(tx, swap, by=by))


def decline(planner: Planner, swap: UUID, by: Viewer) -> UUID:
    return planner.database.transact(lambda tx: swaps_commands.decline_swap(tx, swap, by=by))


def withdraw(planner: Planner, swap: UUID, by: Viewer) -> UUID:
    return planner.database.transact(lambda tx: swaps_commands.withdraw_swap(tx, swap, by=by))


def holders(planner: Planner) -> list[UUID]:
    return [each.person_id for each in planner.shifts()]


def states(planner: Planner) -> list[str]:
    rows = planner.database.read(lambda s: s.exec(select(ShiftSwapRow).order_by(ShiftSwapRow.asked_at)).all())  # type: ignore[arg-type]
    return [row.state for row in rows]


def test_two_shifts_change_hands_once_the_other_one_accepts_and_not_before(
    planner: Planner, plants: Plants
) -> None:
    alice, dora = plants.alice.person_id, plants.dora.person_id
    swap = ask(planner, by=plants.alice, to=plants.dora, in_return=1, reason="孩子看病")
    assert holders(planner) == [alice, dora]

    accept(planner, swap, plants.dora)
    accept(planner, swap, plants.dora)

    assert holders(planner) == [dora, alice]
    assert states(planner) == ["ACCEPTED"]


def test_a_shift_is_taken_for_nothing(planner: Planner, plants: Plants) -> None:
    accept(planner, ask(planner, by=plants.alice, to=plants.dora), plants.dora)

    assert holders(planner) == [plants.dora.person_id] * 2


def test_only_who_was_asked_answers_and_only_who_asked_withdraws(planner: Planner, plants: Plants) -> None:
    swap = ask(planner, by=plants.alice, to=plants.dora)

    for other in (plants.alice, plants.bob, plants.carol):
        assert code_of(lambda other=other: accept(planner, swap, other)) is ErrorCode.NOT_FOUND
        assert code_of(lambda other=other: decline(planner, swap, other)) is ErrorCode.NOT_FOUND
    assert code_of(lambda: withdraw(planner, swap, plants.dora)) is ErrorCode.NOT_FOUND
    decline(planner, swap, plants.dora)
    decline(planner, swap, plants.dora)

    assert holders(planner) == [plants.alice.person_id, plants.dora.person_id]
    assert code_of(lambda: accept(planner, swap, plants.dora)) is ErrorCode.CONFLICT
    assert code_of(lambda: withdraw(planner, swap, plants.alice)) is ErrorCode.CONFLICT


def test_only_an_own_shift_is_given_away_and_to_somebody_who_may_have_it(
    planner: Planner, plants: Plants
) -> None:
    assert code_of(lambda: ask(planner, by=plants.dora, to=plants.alice)) is ErrorCode.NOT_ALLOWED
    assert code_of(lambda: ask(planner, by=plants.carol, to=plants.alice)) is ErrorCode.NOT_FOUND
    assert code_of(lambda: ask(planner, by=plants.alice, to=plants.bob)) is ErrorCode.NOT_OF_ROSTER
    assert code_of(lambda: ask(planner, by=plants.alice, to=plants.carol)) is ErrorCode.NOT_FOUND
    assert code_of(lambda: ask(planner, by=plants.alice, to=plants.alice)) is ErrorCode.INVALID_INPUT
    assert code_of(lambda: ask(planner, by=plants.alice, to=plants.dora, in_return=0)) is ErrorCode.CONFLICT
    long = "因" * 201
    assert (
        code_of(lambda: ask(planner, by=plants.alice, to=plants.dora, reason=long)) is ErrorCode.INVALID_INPUT
    )


def test_of_one_shift_one_is_asked_at_a_time(planner: Planner, plants: Plants) -> None:
    swap = ask(planner, by=plants.alice, to=plants.dora)

    assert code_of(lambda: ask(planner, by=plants.alice, to=plants.dora)) is ErrorCode.SWAP_ASKED
    withdraw(planner, swap, plants.alice)
    ask(planner, by=plants.alice, to=plants.dora)

    assert sorted(states(planner)) == ["ASKED", "WITHDRAWN"]


def test_what_has_begun_is_not_swapped_any_more(planner: Planner, plants: Plants) -> None:
    swap = ask(planner, by=plants.alice, to=plants.dora)
    planner.goes_to(8, day=1)

    assert code_of(lambda: accept(planner, swap, plants.dora)) is ErrorCode.SHIFT_BEGUN
    assert code_of(lambda: ask(planner, by=plants.alice, to=plants.dora)) is ErrorCode.SHIFT_BEGUN
    assert listed(planner, plants.alice) == []


def listed(planner: Planner, viewer: Viewer) -> list[queries.SwapView]:
    return planner.database.read(
        lambda s: queries.swaps(s, viewer, planner.plants.north, now=planner.clock.now)
    )


def test_whoever_takes_a_shift_must_be_free_then(planner: Planner, plants: Plants) -> None:
    planner.save(planner.plan_of(planner.day, plants.dora, from_day=1))

    assert code_of(lambda: ask(planner, by=plants.alice, to=plants.dora)) in (
        ErrorCode.SHIFT_TWICE,
        ErrorCode.NOT_ALLOWED,  # whose of the two is first has no order
    )


def test_a_shift_that_its_planner_gives_away_takes_its_question_with_it(
    planner: Planner, plants: Plants
) -> None:
    swap = ask(planner, by=plants.alice, to=plants.dora)
    shift = planner.shifts()[0]

    planner.database.transact(
        lambda tx: commands.change_shift(
            tx, shift.shift_id, person_id=plants.dora.person_id, version=1, by=plants.alice
        )
    )

    assert states(planner) == [SwapState.WITHDRAWN.value]
    assert code_of(lambda: accept(planner, swap, plants.dora)) is ErrorCode.CONFLICT


def test_two_who_ask_for_each_others_shift_swap_once(planner: Planner, plants: Plants) -> None:
    first = ask(planner, by=plants.alice, to=plants.dora, in_return=1)
    second = ask(planner, by=plants.dora, to=plants.alice, shift=1, in_return=0)

    accept(planner, first, plants.dora)

    assert holders(planner) == [plants.dora.person_id, plants.alice.person_id]
    assert code_of(lambda: accept(planner, second, plants.alice)) is ErrorCode.CONFLICT


def test_everybody_of_the_site_sees_a_swap_and_only_the_two_may_act(planner: Planner, plants: Plants) -> None:
    ask(planner, by=plants.alice, to=plants.dora, in_return=1)

    [seen] = listed(planner, plants.bob)

    assert (seen.swap.asked_by, seen.swap.to_id) == (plants.alice.person_id, plants.dora.person_id)
    assert seen.in_return is not None
    assert listed(planner, plants.carol) == []


def test_a_lead_swaps_only_with_a_lead_of_the_same_department(planner: Planner, plants: Plants) -> None:
    line = Line(Duty.LEAD, department_id=plants.department)
    planner.save(planner.plan_of(planner.day, plants.erik, line=line, from_day=4), by=plants.erik)

    assert code_of(lambda: ask(planner, by=plants.erik, to=plants.alice, shift=2)) is ErrorCode.NOT_OF_ROSTER
