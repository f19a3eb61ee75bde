"""Reviews of events: when they are due, who ends them, and what calls for one at once."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest

from backend.cases.recurrence import commands as recurrence
from backend.cases.recurrence.rules import RootCause
from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode
from backend.core.events import Event, refs
from backend.core.vocabulary import Tier
from backend.deadlines.store import Deadlines
from backend.equipment import commands as equipment
from backend.equipment.rules import EquipmentState
from backend.equipment.store import EquipmentStore
from backend.risks.assessment.rules import RiskLevel
from backend.risks.events import RISK_IN_FORCE
from backend.risks.reviews import commands as reviews
from backend.risks.reviews.rules import months_after
from backend.risks.revisions.rules import SourceBinding
from backend.sensors.rules import Limit, LimitSide
from backend.tuning import indicators_commands as indicators
from tests.support.cases import WorkedCase, refusal
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, id_of
from tests.support.risks import Register, content

WEEK = timedelta(days=7)
pytestmark = pytest.mark.both_databases("events are found by a partial index of their bindings")


@pytest.fixture
def register(database: Database, plants: Plants) -> Register:
    return Register.begun(database, plants, machines=(id_of("north/equipment"),))


@pytest.fixture
def event_id(register: Register, plants: Plants) -> UUID:
    """A red event bound to the gas, reviewed today."""
    return register.hold(content(plants, bindings=(SourceBinding(plants.gas),)))


def _review(register: Register, event_id: UUID, *, reason: str = "现场核对，无变化") -> None:
    version = register.event(event_id).version
    register.database.transact(
        lambda tx: reviews.review_unchanged(
            tx, event_id, reason=reason, version=version, by=register.plants.alice
        )
    )


def _is_called(register: Register, event_id: UUID, clock: FakeClock) -> bool:
    due_at = register.event(event_id).review_due_at
    assert due_at is not None
    return due_at <= clock.now + WEEK


def _work_through(register: Register, clock: FakeClock) -> None:
    """Dispose of the case that the gas opens now, and archive it."""
    plants, loop = register.plants, WorkedCase.of_alert(register.database, register.plants)
    loop.acknowledge(plants.bob)
    loop.say(None)
    loop.dispose(plants.bob)
    clock.advance(timedelta(minutes=10))
    loop.pass_recheck()


def _find_cause(register: Register, loop: WorkedCase) -> None:
    bob = register.plants.bob
    whys = ("垫片老化", "没有更换周期", "台账缺项", "没有人负责", "交接漏项")
    found = RootCause("法兰泄漏", whys, "没有更换周期", "列入检修计划", bob.person_id, date(2027, 1, 10))
    register.database.transact(lambda tx: recurrence.record_root_cause(tx, loop.case_id, found, by=bob))


def test_checked_and_unchanged_begins_the_next_year_and_needs_a_reason(
    register: Register, event_id: UUID, clock: FakeClock
) -> None:
    clock.advance(timedelta(days=100))

    _review(register, event_id)

    assert register.event(event_id).review_due_at == months_after(clock.now, 12)
    assert refusal(lambda: _review(register, event_id, reason=" ")) is ErrorCode.REASON_REQUIRED


def test_the_third_case_of_one_kind_calls_for_a_review_and_its_root_cause_for_another(
    register: Register, event_id: UUID, clock: FakeClock
) -> None:
    _work_through(register, clock)
    _work_through(register, clock)
    assert not _is_called(register, event_id, clock)

    loop = WorkedCase.of_alert(register.database, register.plants)
    assert _is_called(register, event_id, clock)
    _review(register, event_id)
    assert not _is_called(register, event_id, clock)
    loop.acknowledge(register.plants.bob)
    loop.say(None)
    _find_cause(register, loop)
    loop.dispose(register.plants.bob)
    clock.advance(timedelta(minutes=10))
    loop.pass_recheck()

    assert _is_called(register, event_id, clock)


def test_other_limits_of_a_bound_source_call_for_a_review(
    register: Register, event_id: UUID, plants: Plants, clock: FakeClock
) -> None:
    stricter = replace(plants.indicator, limits=(Limit(LimitSide.HIGH, Tier.RED, 40.0),))
    asked = register.database.transact(
        lambda tx: indicators.propose_indicator(
            tx,
            plants.gas,
            stricter,
            base_version=plants.indicator.version,
            reason="夜班误报多",
            by=plants.alice,
        )
    )
    assert not _is_called(register, event_id, clock)

    register.database.transact(lambda tx: indicators.approve_indicator(tx, asked.proposal_id, by=plants.dora))

    assert _is_called(register, event_id, clock)


def test_a_machine_of_the_unit_that_is_scrapped_calls_for_a_review(
    register: Register, event_id: UUID, plants: Plants, clock: FakeClock
) -> None:
    def scrap(tx):  # type: ignore[no-untyped-def]
        item = tx.get(EquipmentStore).get(id_of("north/equipment"))
        equipment.move_equipment_on(
            tx,
            item.equipment_id,
            EquipmentState.SCRAPPED,
            at=tx.now,
            reason="到寿命",
            version=item.version,
            by=plants.alice,
        )

    register.database.transact(scrap)

    assert _is_called(register, event_id, clock)


def test_a_month_later_ends_with_a_shorter_month() -> None:
    assert months_after(datetime(2026, 1, 31, tzinfo=UTC), 1) == datetime(2026, 2, 28, tzinfo=UTC)
    assert months_after(datetime(2026, 12, 15, tzinfo=UTC), 12) == datetime(2027, 12, 15, tzinfo=UTC)


def test_events_announced_at_once_get_their_deadlines_by_one_call_and_twice_nothing_more(
    register: Register, event_id: UUID, plants: Plants
) -> None:
    yellow = register.hold(content(plants, residual=RiskLevel.GENERAL), code="R-2")
    at_once = [Event(RISK_IN_FORCE, plants.north, about=refs(risk_event=each)) for each in (event_id, yellow)]

    def command(tx: Transaction) -> list[datetime]:
        for each in (event_id, yellow):
            reviews.end(tx, each)
        tx.announce_all(at_once)
        tx.announce_all(at_once)
        running = tx.get(Deadlines).running_of([event_id, yellow])
        return sorted(each.due_at for each in running)

    due = [register.event(each).review_due_at for each in (event_id, yellow)]
    assert register.database.transact(command) == due
