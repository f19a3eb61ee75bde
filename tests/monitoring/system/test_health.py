"""What the administrator sees of the installation: what works, what is away since when, what nobody knows."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from backend.core.database import Database
from backend.core.viewer import Role, Viewer
from backend.monitoring.system import vitals_commands as vitals
from backend.monitoring.system.commands import end_condition, raise_condition
from backend.monitoring.system.health_queries import system_health
from backend.monitoring.system.health_rules import HealthItem, PartState, SystemPart
from backend.monitoring.system.vitals_rules import Part
from backend.sensors.system_rules import SystemCondition
from tests.hostile.matrix.objects import join
from tests.support.fakes import FakeClock
from tests.support.http_site import ask, sign_in
from tests.support.plants import Plants

pytestmark = pytest.mark.both_databases("alerts and signs of life are one union of rows with and without ids")

WORKS, AWAY, UNKNOWN = PartState.WORKS, PartState.AWAY, PartState.UNKNOWN


class Home:
    """The home of an administrator of the northern site."""

    def __init__(self, database: Database, plants: Plants, clock: FakeClock) -> None:
        self.database, self.clock = database, clock
        self.admin: Viewer = database.transact(lambda tx: join(tx, "adam", Role.ADMIN, plants.north))

    def beats(self, *parts: Part) -> None:
        self.database.transact(lambda tx: vitals.beat(tx, *parts))

    def troubles(self, condition: SystemCondition) -> None:
        self.database.transact(lambda tx: raise_condition(tx, condition))

    def items(self, viewer: Viewer | None = None) -> list[HealthItem] | None:
        now = self.clock()
        return self.database.read(lambda s: system_health(s, viewer or self.admin, now=now))

    @property
    def states(self) -> dict[SystemPart | None, PartState]:
        return {each.part: each.state for each in self.items() or []}

    def item(self, part: SystemPart | None) -> HealthItem:
        return next(each for each in self.items() or [] if each.part is part)


@pytest.fixture
def home(database: Database, plants: Plants, clock: FakeClock) -> Home:
    found = Home(database, plants, clock)
    found.beats(*Part)
    return found


def test_while_all_give_signs_of_life_all_works(home: Home) -> None:
    home.clock.advance(timedelta(seconds=50))

    assert home.items() == [HealthItem(part, WORKS) for part in SystemPart]


def test_only_who_administers_the_site_sees_it(home: Home, plants: Plants) -> None:
    assert home.items(plants.alice) is None
    assert home.items(plants.bob) is None


def test_a_worker_that_is_dead_is_away_since_its_last_sign_and_nobody_knows_what_it_watched(
    home: Home,
) -> None:
    died_at = home.clock()
    for _ in range(7):
        home.clock.advance(timedelta(seconds=10))
        home.beats(*(set(Part) - {Part.WORKER, Part.SCHEDULE}))
    assert home.item(SystemPart.WORKER) == HealthItem(SystemPart.WORKER, UNKNOWN, died_at), (
        "nobody looked yet"
    )

    home.troubles(SystemCondition.WORKER_AWAY)

    worker = home.item(SystemPart.WORKER)
    assert (worker.state, worker.since) == (AWAY, died_at)
    assert worker.trouble is not None
    assert worker.trouble.condition is SystemCondition.WORKER_AWAY
    assert home.item(SystemPart.SCHEDULE) == HealthItem(SystemPart.SCHEDULE, UNKNOWN, died_at)
    assert home.item(SystemPart.CHANNELS) == HealthItem(SystemPart.CHANNELS, UNKNOWN, died_at)
    assert home.states == {
        SystemPart.WORKER: AWAY,
        SystemPart.SCHEDULE: UNKNOWN,
        SystemPart.CHANNELS: UNKNOWN,
    } | dict.fromkeys((SystemPart.INGEST, SystemPart.BROKER, SystemPart.REDIS, SystemPart.DATABASE), WORKS)


def test_work_that_stands_still_is_away_although_the_worker_gives_signs(home: Home) -> None:
    home.troubles(SystemCondition.WORKER_AWAY)
    raised_at = home.clock()

    assert (home.item(SystemPart.WORKER).state, home.item(SystemPart.WORKER).since) == (AWAY, raised_at)


def test_what_is_over_works_again(home: Home) -> None:
    home.troubles(SystemCondition.PROVIDER_AWAY)
    assert home.states[SystemPart.CHANNELS] is AWAY

    home.database.transact(lambda tx: end_condition(tx, SystemCondition.PROVIDER_AWAY))

    assert home.states[SystemPart.CHANNELS] is WORKS


def test_what_is_about_no_part_stands_beside_them_once(home: Home) -> None:
    home.troubles(SystemCondition.DISK_NEARLY_FULL)  # at both sites

    beside = [each for each in home.items() or [] if each.part is None]

    assert [each.trouble.condition for each in beside if each.trouble] == [SystemCondition.DISK_NEARLY_FULL]
    assert beside[0].state is AWAY


def test_what_never_gave_a_sign_is_none_of_the_parts(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    home = Home(database, plants, clock)
    home.beats(Part.WORKER)

    assert home.states == dict.fromkeys((SystemPart.WORKER, SystemPart.DATABASE, SystemPart.CHANNELS), WORKS)


ASKED = "{ situation { system { part state since condition alertId } } }"


def test_the_one_answer_says_it_of_now_to_an_administrator_only(
    client: httpx.Client, sqlite_database: Database, plants: Plants, clock: FakeClock, password_hash: str
) -> None:
    """A sign of life raises no version: an answer that was kept would not know of it."""

    def seen(name: str) -> Any:
        return ask(client, sign_in(client, name), ASKED)["data"]["situation"]["system"]

    sqlite_database.transact(lambda tx: join(tx, "adam", Role.ADMIN, plants.north, password_hash))
    sqlite_database.transact(lambda tx: vitals.beat(tx, Part.WORKER))
    assert seen("bob") is seen("alice") is None
    assert {each["part"]: each["state"] for each in seen("adam")}["WORKER"] == "WORKS"

    clock.advance(timedelta(seconds=70))

    assert {each["part"]: each["state"] for each in seen("adam")}["WORKER"] == "UNKNOWN"
