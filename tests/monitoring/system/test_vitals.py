"""A part that stands still for a minute is an alert on screens, a field of readiness and a metric."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import col, select

from backend.alerts import commands as alerts
from backend.core.database import Database, Transaction
from backend.core.vocabulary import Tier
from backend.monitoring.system import vitals_commands as vitals
from backend.monitoring.system.tables import HeartbeatRow
from backend.monitoring.system.vitals_commands import Watch
from backend.monitoring.system.vitals_rules import EVENTS, MESSAGES, PROVIDERS, Part
from backend.notifications.commands import plan_deliveries
from backend.notifications.tables import DeliveryRow
from backend.sensors.system_rules import SystemCondition
from tests.support.alerts import system_conditions
from tests.support.fakes import FakeClock
from tests.support.http_site import site as http_site
from tests.support.plants import Plants, over
from tests.support.waiting_messages import subscribe_two

pytestmark = pytest.mark.both_databases(
    "signs of life are merged rows, and what waits is found by partial indexes"
)


class Minute:
    """An installation that is looked at every ten seconds, by a steady clock of its own."""

    def __init__(
        self, database: Database, plants: Plants, clock: FakeClock, *, has_redis: bool = True
    ) -> None:
        self.database, self.plants, self.clock, self.steady_s = database, plants, clock, 0.0
        self.has_redis, self._alive = has_redis, set[Part]()
        self.plans = False
        """Whether the worker does its work: else what stands still is an event that waits for it."""
        self.watch = self.starts()

    def starts(self) -> Watch:
        """A process that looks from now on."""
        check = self._check_redis if self.has_redis else None
        self.watch = Watch(self.database, steady_s=lambda: self.steady_s, check_redis=check)
        return self.watch

    def _check_redis(self) -> None:
        if Part.REDIS not in self._alive:
            raise ConnectionError("nobody answers")

    def passes(self, *alive: Part, seconds: int = 70, jump: timedelta = timedelta(0)) -> None:
        """Let time pass in which these parts say that they live, the clock of the machine jumping first."""
        self.clock.advance(jump)
        self._alive = set(alive)
        for _ in range(0, seconds, 10):
            self.clock.advance(timedelta(seconds=10))
            self.steady_s += 10
            self.database.transact(lambda tx: vitals.beat(tx, *(self._alive - {Part.REDIS})))
            if self.plans:
                self.database.sweep(plan_deliveries)
            self.watch.look()

    @property
    def trouble(self) -> set[str]:
        return system_conditions(self.database, self.plants.north)


@pytest.fixture
def plant(database: Database, plants: Plants, clock: FakeClock) -> Minute:
    found = Minute(database, plants, clock)
    found.passes(*Part)
    return found


def test_while_all_live_nothing_is_raised(plant: Minute) -> None:
    plant.passes(*Part, seconds=200)

    assert plant.trouble == set()
    assert plant.watch.works == dict.fromkeys((*Part, EVENTS, MESSAGES, PROVIDERS), True)


@pytest.mark.parametrize(
    ("part", "condition"),
    [
        (Part.WORKER, SystemCondition.WORKER_AWAY),
        (Part.SCHEDULE, SystemCondition.SCHEDULE_AWAY),
        (Part.INGEST, SystemCondition.INGEST_AWAY),
        (Part.BROKER, SystemCondition.BROKER_AWAY),
        (Part.REDIS, SystemCondition.REDIS_AWAY),
    ],
)
def test_a_part_that_is_away_for_a_minute_is_an_alert_that_ends_by_itself(
    plant: Minute, part: Part, condition: SystemCondition
) -> None:
    others = [each for each in Part if each is not part]

    plant.passes(*others, seconds=50)
    assert plant.trouble == set()
    plant.passes(*others, seconds=20)
    assert plant.trouble == {condition}
    assert not plant.watch.works[part]

    plant.passes(*Part, seconds=10)
    assert plant.trouble == set()


@pytest.mark.parametrize("hours", [-2, 2, 26])
def test_a_clock_that_jumps_is_no_part_that_is_away(plant: Minute, hours: int) -> None:
    plant.passes(*Part, seconds=30, jump=timedelta(hours=hours))

    assert plant.trouble == set()


def test_who_is_not_installed_is_not_missed(database: Database, plants: Plants, clock: FakeClock) -> None:
    plant = Minute(database, plants, clock, has_redis=False)

    plant.passes(Part.WORKER, Part.INGEST, Part.BROKER, seconds=100)

    assert plant.trouble == set()


def test_redis_that_never_answered_is_missed_where_it_is_used_and_nowhere_else(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    plant = Minute(database, plants, clock)
    plant.plans = True
    plant.passes(Part.WORKER, Part.INGEST)
    assert plant.trouble == {SystemCondition.REDIS_AWAY}

    plant.has_redis = False  # the installation was set up anew
    plant.starts()
    plant.passes(Part.WORKER, Part.INGEST)
    assert plant.trouble == set()


EVERYBODY_BUT_THE_WORKER = [each for each in Part if each is not Part.WORKER]


def test_an_alert_of_a_process_that_looked_before_us_ends_too(plant: Minute) -> None:
    plant.plans = True
    plant.passes(*EVERYBODY_BUT_THE_WORKER)
    assert plant.trouble == {SystemCondition.WORKER_AWAY}

    plant.starts()
    plant.passes(*Part)

    assert plant.trouble == set()


def test_a_process_that_has_only_begun_to_look_ends_nothing(plant: Minute) -> None:
    """It cannot know yet whether the worker is back: for a minute screens would be calm."""
    plant.plans = True
    plant.passes(*EVERYBODY_BUT_THE_WORKER)
    plant.starts()

    for _ in range(7):
        plant.passes(*EVERYBODY_BUT_THE_WORKER, seconds=10)
        assert plant.trouble == {SystemCondition.WORKER_AWAY}


@pytest.mark.parametrize(
    ("part", "condition", "carrier"),
    [
        (Part.BROKER, SystemCondition.BROKER_AWAY, Part.INGEST),
        (Part.SCHEDULE, SystemCondition.SCHEDULE_AWAY, Part.WORKER),
        (Part.SCHEDULE, SystemCondition.SCHEDULE_AWAY, Part.REDIS),
    ],
)
def test_what_nobody_can_judge_any_more_does_not_end(
    plant: Minute, part: Part, condition: SystemCondition, carrier: Part
) -> None:
    plant.plans = True
    plant.passes(*(each for each in Part if each is not part))
    assert plant.trouble == {condition}

    plant.passes(*(each for each in Part if each not in {part, carrier}), seconds=100)
    assert condition in plant.trouble

    plant.passes(*Part, seconds=10)
    assert plant.trouble == set()


def test_a_part_of_which_the_row_was_deleted_is_missed_no_more(plant: Minute) -> None:
    plant.plans = True
    plant.passes(*EVERYBODY_BUT_THE_WORKER)

    def delete(tx: Transaction) -> None:
        tx.session.delete(tx.session.get_one(HeartbeatRow, Part.WORKER))

    plant.database.transact(delete)
    plant.passes(*EVERYBODY_BUT_THE_WORKER, seconds=10)
    assert plant.trouble == set()


def test_a_worker_that_lives_and_plans_nothing_is_away(plant: Minute) -> None:
    plant.database.transact(lambda tx: alerts.apply_changes(tx, [over(plant.plants, Tier.RED)]))

    plant.passes(*Part)

    assert plant.trouble == {SystemCondition.WORKER_AWAY}


def test_a_channel_that_takes_nothing_is_away_until_it_takes_a_message(plant: Minute) -> None:
    subscribe_two(plant.database, plant.plants)

    def set_all(**values: object) -> None:
        def write(tx: Transaction) -> None:
            for row in tx.session.exec(select(DeliveryRow).order_by(col(DeliveryRow.id))).all():
                for name, value in values.items():
                    setattr(row, name, value)
                tx.session.add(row)

        plant.database.transact(write)

    later = plant.clock() + timedelta(minutes=30)
    set_all(attempts=3, last_error="500", due_at=later, expires_at=later + timedelta(hours=1))
    plant.passes(*Part)
    assert plant.trouble == {SystemCondition.PROVIDER_AWAY}

    set_all(accepted_at=plant.clock(), due_at=None)
    plant.passes(*Part, seconds=10)
    assert plant.trouble == set()


def test_readiness_names_what_is_away_and_still_takes_requests(
    database: Database, plants: Plants, clock: FakeClock, tmp_path: Path
) -> None:
    plant = Minute(database, plants, clock, has_redis=False)
    with http_site(database, clock, tmp_path, works=plant.watch.works) as site, site.client() as client:
        plant.passes(Part.WORKER, Part.INGEST)
        plant.passes(Part.INGEST)
        ready, said = client.get("/health/ready"), client.get("/metrics").text

    assert ready.status_code == 200
    assert (ready.json()["parts"]["worker"], ready.json()["parts"]["ingest"]) == (False, True)
    beats = [line for line in said.splitlines() if line.startswith("anhuan_last_beat_timestamp_seconds{")]
    assert [line.split('"')[1] for line in beats] == ["ingest", "worker"]
    oldest = dict(line.split() for line in said.splitlines() if line.startswith("anhuan_oldest_"))
    assert oldest["anhuan_oldest_event_seconds"] == "10.0", "the alert of the worker waits for the worker"
    assert "anhuan_oldest_due_message_seconds" in oldest
