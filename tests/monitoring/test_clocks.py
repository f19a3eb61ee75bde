"""Clocks are set, back and forward, of the server and of devices: every reading is stored and judged."""

from datetime import timedelta

import pytest
from sqlmodel import select

from backend.alerts.tables import AlertTransitionRow
from backend.core.database import Database
from backend.core.time import microseconds
from backend.core.vocabulary import Tier
from backend.readings import commands as readings
from backend.readings.sources_store import Sources
from backend.readings.store import Readings
from tests.support.ingest import Ingest, alerts
from tests.support.machines import FakeMachine
from tests.support.plants import Plants

pytestmark = pytest.mark.both_databases("the last reading is kept by stretch and time in SQL")
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
CALM, RED = 5.0, 61.5


@pytest.fixture
def clock() -> FakeMachine:
    return FakeMachine()


class Gas:
    """The gas sensor at north, whose clock is `ahead` of the server's."""

    def __init__(self, database: Database, clock: FakeMachine) -> None:
        self.ingest, self._clock, self.sent = Ingest(database, clock), clock, 0
        self.ahead = timedelta(0)

    def says(self, *values: float) -> None:
        """One reading a second."""
        for value in values:
            self._clock.advance(SECOND)
            self.ingest.take(self.ingest.reading(value, ago=-self.ahead))
            self.sent += 1


@pytest.fixture
def gas(database: Database, clock: FakeMachine, plants: Plants) -> Gas:
    return Gas(database, clock)


def kinds(database: Database) -> list[str]:
    return database.read(
        lambda s: [row.kind for row in s.exec(select(AlertTransitionRow).order_by(AlertTransitionRow.id))]
    )


BACK = [timedelta(seconds=-2), timedelta(seconds=-60), timedelta(hours=-2), timedelta(hours=-26)]


@pytest.mark.parametrize("jump", BACK, ids=str)
def test_a_danger_is_raised_after_server_and_devices_were_set_back(
    database: Database, clock: FakeMachine, gas: Gas, plants: Plants, jump: timedelta
) -> None:
    gas.says(*[CALM] * 100)
    clock.jump(jump)
    gas.says(CALM, RED)

    assert [tier for _, tier, _ in alerts(database)] == [Tier.RED]
    assert database.read(lambda session: Readings(session).count(plants.gas)) == gas.sent


@pytest.mark.parametrize("jump", BACK, ids=str)
def test_what_ends_after_the_jump_returns_to_normal(
    database: Database, clock: FakeMachine, gas: Gas, jump: timedelta
) -> None:
    gas.says(RED, *[CALM] * 20)
    clock.jump(jump)
    gas.says(*[CALM] * 9)
    assert kinds(database) == ["RAISED"], "its delay of thirty seconds is running"

    gas.says(*[CALM] * 3)

    assert kinds(database) == ["RAISED", "RETURNED_TO_NORMAL"]


@pytest.mark.parametrize("ahead", [timedelta(seconds=30), timedelta(seconds=299), HOUR], ids=str)
def test_a_device_that_was_ahead_and_is_set_right_is_not_blind(
    database: Database, clock: FakeMachine, gas: Gas, plants: Plants, ahead: timedelta
) -> None:
    gas.ahead = ahead
    gas.says(*[CALM] * 10)
    gas.ahead = timedelta(0)
    gas.says(RED)

    assert [tier for _, tier, _ in alerts(database)] == [Tier.RED]
    assert database.read(lambda session: Readings(session).count(plants.gas)) == 11


@pytest.mark.parametrize("back", [timedelta(minutes=4), HOUR, timedelta(hours=26)], ids=str)
def test_devices_that_are_right_are_judged_by_arrival_while_the_server_is_behind(
    database: Database, clock: FakeMachine, gas: Gas, plants: Plants, back: timedelta
) -> None:
    gas.says(RED, *[CALM] * 10)
    clock.jump(-back)
    gas.ahead = back
    gas.says(*[CALM] * 10)
    assert kinds(database) == ["RAISED"]
    clock.jump(back)  # the server is set right again: nothing of that time has passed
    gas.ahead = timedelta(0)
    gas.says(*[CALM] * 9)
    assert kinds(database) == ["RAISED"], "29 of its 30 seconds"

    gas.says(*[CALM] * 2)

    assert kinds(database) == ["RAISED", "RETURNED_TO_NORMAL"]
    assert database.read(lambda session: Readings(session).count(plants.gas)) == gas.sent


@pytest.mark.parametrize("jump", [timedelta(seconds=60), timedelta(hours=2)], ids=str)
def test_a_jump_forward_with_the_devices_ends_no_delay(
    database: Database, clock: FakeMachine, gas: Gas, jump: timedelta
) -> None:
    gas.says(RED, *[CALM] * 10)
    clock.jump(jump)
    gas.says(*[CALM] * 10)

    assert kinds(database) == ["RAISED"]


def test_a_restart_after_the_jump_goes_on_where_the_last_reading_was(
    database: Database, clock: FakeMachine, gas: Gas, plants: Plants
) -> None:
    gas.says(RED, *[CALM] * 10)
    clock.jump(-2 * HOUR)
    gas.says(*[CALM] * 5)
    gas.ingest.flush()
    clock.advance(timedelta(hours=3))
    assert readings.compact(database) == 16
    clock.jump(timedelta(hours=-3))
    clock.boot()
    gas.ingest.restart()

    gas.says(*[CALM] * 13)
    assert kinds(database) == ["RAISED"]
    gas.says(*[CALM] * 3)

    assert kinds(database) == ["RAISED", "RETURNED_TO_NORMAL"]


def test_a_clock_set_back_while_the_machine_is_off_makes_no_reading_a_duplicate(
    database: Database, clock: FakeMachine, gas: Gas, plants: Plants
) -> None:
    gas.says(RED, *[CALM] * 20)
    database.sweep(database.look_at_clocks)
    clock.jump(-7 * SECOND)
    clock.boot()
    database._zero_at = None  # of a process that is over
    gas.ingest.restart()

    gas.says(*[CALM] * 9)
    assert kinds(database) == ["RAISED"], "its delay of thirty seconds is running"
    gas.says(*[CALM] * 3)

    assert kinds(database) == ["RAISED", "RETURNED_TO_NORMAL"]
    assert database.read(lambda session: Readings(session).count(plants.gas)) == gas.sent


def test_what_is_sent_again_after_a_restart_is_a_duplicate_also_of_a_device_that_is_ahead(
    database: Database, clock: FakeMachine, gas: Gas
) -> None:
    gas.ahead = 4 * SECOND
    gas.says(*[CALM] * 5)
    database.sweep(database.look_at_clocks)
    clock.boot()
    database._zero_at = None
    gas.ingest.restart()

    again = gas.ingest.take(
        gas.ingest.reading(CALM, ago=-3 * SECOND), gas.ingest.reading(CALM, ago=-gas.ahead)
    )

    assert again.evaluation.duplicates == 2


def test_screens_show_the_newest_reading_after_the_clock_was_set_back(
    database: Database, clock: FakeMachine, gas: Gas, plants: Plants
) -> None:
    gas.says(CALM)
    gas.ingest.flush()
    clock.jump(-2 * HOUR)
    gas.says(7.0, 8.0)
    clock.advance(2 * SECOND)
    gas.ingest.flush()

    [latest] = database.read(lambda session: Sources(session).latest([plants.gas])).values()
    assert latest.value == 8.0
    assert abs(latest.sampled_us - microseconds(clock())) < 3_000_000


def test_another_value_of_the_same_time_is_stored_and_judged(
    database: Database, clock: FakeMachine, gas: Gas, plants: Plants
) -> None:
    gas.says(CALM)
    gas.ingest.take(gas.ingest.reading(RED))
    again = gas.ingest.take(gas.ingest.reading(RED), gas.ingest.reading(CALM))

    assert again.evaluation.duplicates == 2
    assert [tier for _, tier, _ in alerts(database)] == [Tier.RED]
    assert database.read(lambda session: Readings(session).count(plants.gas)) == 2
