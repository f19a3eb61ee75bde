"""The clocks of a case follow its steps; extensions and pauses move both what is due and what is notified."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from backend.alerts import commands as alerts
from backend.alerts.latest_store import LatestAlerts
from backend.cases import commands as cases
from backend.cases import deadline_commands as deadlines
from backend.cases.rules import Case
from backend.cases.store import Cases
from backend.cases.tasks import commands as tasks
from backend.core.database import Database
from backend.core.errors import ErrorCode, Refused
from backend.core.vocabulary import TaskKind, Tier
from backend.deadlines.rules import Deadline, DeadlineStep
from backend.deadlines.store import Deadlines
from tests.support.cases import dismiss_by_two
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, over, photo

pytestmark = pytest.mark.both_databases("sweeps skip what is locked, steps that are due are a partial index")


def opened(database: Database, plants: Plants, tier: Tier = Tier.RED) -> UUID:
    database.transact(lambda tx: alerts.apply_changes(tx, [over(plants, tier)]))
    return case_of(database, plants)


def case_of(database: Database, plants: Plants) -> UUID:
    key = over(plants, None).key
    found = database.transact(lambda tx: tx.get(LatestAlerts).cases([key[0]]).get(key))
    assert found is not None
    return found


def get(database: Database, case_id: UUID) -> Case:
    return database.transact(lambda tx: tx.get(Cases).get(case_id))


def running(database: Database, case_id: UUID) -> list[Deadline]:
    return database.transact(lambda tx: tx.get(Deadlines).running_anywhere(case_id))


def owed(database: Database, case_id: UUID) -> list[tuple[DeadlineStep, datetime]]:
    return [(each.step, each.due_at) for each in running(database, case_id)]


def acknowledged(database: Database, plants: Plants, tier: Tier = Tier.RED) -> UUID:
    case_id = opened(database, plants, tier)
    database.transact(lambda tx: cases.acknowledge_case(tx, case_id, by=plants.bob))
    return case_id


def disposed(database: Database, plants: Plants) -> UUID:
    case_id = acknowledged(database, plants)
    shown = photo(database, "done", plants.bob)
    database.transact(
        lambda tx: cases.submit_disposal(tx, case_id, measures="done", photos=(shown,), by=plants.bob)
    )
    return case_id


def test_one_step_at_a_time_is_owed_from_opening_to_archive(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    start = clock.now
    case_id = opened(database, plants)
    assert owed(database, case_id) == [(DeadlineStep.ACKNOWLEDGE, start + timedelta(minutes=1))]

    database.transact(lambda tx: cases.acknowledge_case(tx, case_id, by=plants.bob))
    assert owed(database, case_id) == [(DeadlineStep.DISPOSE, start + timedelta(minutes=30))]

    clock.advance(timedelta(minutes=10))
    shown = photo(database, "done", plants.bob)
    database.transact(
        lambda tx: cases.submit_disposal(tx, case_id, measures="done", photos=(shown,), by=plants.bob)
    )
    assert owed(database, case_id) == [(DeadlineStep.RECHECK, clock.now + timedelta(hours=24))]


def test_a_dismissed_case_owes_nothing(database: Database, plants: Plants) -> None:
    case_id = acknowledged(database, plants)
    dismiss_by_two(database, case_id, by=plants.alice, second=plants.erik)

    assert owed(database, case_id) == []


def test_a_case_that_gets_worse_is_due_sooner_by_all_its_clocks(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    case_id = opened(database, plants, Tier.YELLOW)
    clock.advance(timedelta(minutes=10))
    database.transact(lambda tx: alerts.apply_changes(tx, [over(plants, Tier.RED)]))

    [deadline] = running(database, case_id)

    assert deadline.due_at == clock.now + timedelta(minutes=1) == get(database, case_id).acknowledge_due_at
    assert (deadline.tier, deadline.started_at, deadline.reached) == (Tier.RED, clock.now, 0)


def test_an_extension_moves_the_case_with_its_deadline(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    case_id = acknowledged(database, plants)
    later = clock.now + timedelta(hours=3)
    database.transact(lambda tx: deadlines.move(tx, case_id, DeadlineStep.DISPOSE, due_at=later))

    assert owed(database, case_id) == [(DeadlineStep.DISPOSE, later)]
    assert get(database, case_id).dispose_due_at == later


def test_a_clock_that_stands_still_moves_what_the_case_shows_and_what_people_are_notified_of(
    database: Database, plants: Plants
) -> None:
    case_id = acknowledged(database, plants)
    before = get(database, case_id).dispose_due_at
    for hours in (5, -2):
        lasting = timedelta(hours=hours)
        database.transact(
            lambda tx, lasting=lasting: deadlines.pause(tx, case_id, DeadlineStep.DISPOSE, lasting=lasting)
        )

    later = before + timedelta(hours=3)
    assert owed(database, case_id) == [(DeadlineStep.DISPOSE, later)]
    assert get(database, case_id).dispose_due_at == later


def test_a_task_has_clocks_of_its_own(database: Database, plants: Plants, clock: FakeClock) -> None:
    case_id = acknowledged(database, plants)
    before, due_at = get(database, case_id).dispose_due_at, clock.now + timedelta(hours=1)
    task_id = database.transact(
        lambda tx: tasks.add_task(
            tx,
            case_id,
            department_id=plants.department,
            kind=TaskKind.OTHER,
            work="搭脚手架",
            owner_id=None,
            due_at=due_at,
            by=plants.alice,
        )
    ).task_id
    assert sorted(owed(database, case_id)) == [(DeadlineStep.DISPOSE, before), (DeadlineStep.DISPOSE, due_at)]

    database.transact(
        lambda tx: deadlines.move(
            tx, case_id, DeadlineStep.DISPOSE, due_at=due_at + timedelta(hours=1), task_id=task_id
        )
    )
    assert get(database, case_id).dispose_due_at == before
    for _ in range(2):
        database.transact(lambda tx: deadlines.end(tx, case_id, task_id=task_id))
    assert owed(database, case_id) == [(DeadlineStep.DISPOSE, before)]


def test_what_is_not_owed_cannot_be_moved(database: Database, plants: Plants, clock: FakeClock) -> None:
    case_id = disposed(database, plants)

    with pytest.raises(Refused) as refused:
        database.transact(
            lambda tx: deadlines.move(tx, case_id, DeadlineStep.DISPOSE, due_at=clock.now + timedelta(days=1))
        )

    assert refused.value.code is ErrorCode.ILLEGAL_TRANSITION
