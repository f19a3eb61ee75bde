"""The one answer that says danger or calm: what it says is counted at home, rings and stands in the list."""

import random
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID, uuid4

import httpx
import pytest
from sqlmodel import col, select

from backend.alerts import commands as alerts
from backend.alerts.rules import Suppression
from backend.alerts.suppression import commands as suppression
from backend.alerts.suppression.store import SuppressionStore
from backend.alerts.tables import AlertRow
from backend.core.database import Database, Transaction
from backend.core.vocabulary import AlertCondition, Tier
from backend.monitoring.system.commands import end_condition, raise_condition
from backend.monitoring.unheard_commands import watch_unheard
from backend.sensors.system_rules import SystemCondition
from tests.support.alerts import HOUR, plan, say, silent, sweep, try_
from tests.support.fakes import FakeClock
from tests.support.http_site import ask, sign_in
from tests.support.plants import Plants, more_sensors, over

PEOPLE: Final = ("alice", "bob", "erik", "carol")
STEPS: Final = 40
LOOK_EVERY: Final = 4
SEEN: Final = "{ alertsByTier { tier count } unacknowledgedAlerts }"
ASKED: Final = f"""{{
  situation {{ home {SEEN} alarms {{ id isMine alert {{ rank }} }} }}
  home {SEEN}
  alarms(withUnanswered: true) {{ id isMine alert {{ rank }} }}
  alerts(
    first: 50
    filter: {{ states: [UNACKNOWLEDGED, ACKNOWLEDGED, RTN_UNACKNOWLEDGED], isSuppressed: false, leads: true }}
  ) {{ totalCount edges {{ node {{ id rank isAcknowledged group {{ id }} }} }} }}
}}"""


class Plant:
    """A plant where all sorts of alerts come, are hidden, answered and withdrawn."""

    def __init__(self, database: Database, plants: Plants, clock: FakeClock, chance: random.Random) -> None:
        self.database, self.plants, self.clock, self.chance = database, plants, clock, chance
        apart = more_sensors(database, ["S-1", "S-2", "S-3"], is_apart=True).values()
        self.sensors = [plants.gas, plants.pump, *apart, *more_sensors(database, ["G-1", "G-2"]).values()]
        parent, child, self.unheard = self.sensors[2:5]
        database.transact(
            lambda tx: tx.get(SuppressionStore).inhibit(
                uuid4(),
                site_id=plants.north,
                parent_sensor_id=parent,
                parent_conditions=None,
                child_sensor_id=child,
            )
        )
        people = (self._answer, self._answer, self._answer, self._shelve)
        self.steps: tuple[Callable[[], None], ...] = (
            *([self._value] * 10),
            *([self._time] * 2),
            self._silence,
            self._work,
            self._product,
            *(partial(try_, database, each) for each in people),
        )

    def step(self) -> None:
        self.chance.choice(self.steps)()
        self.clock.advance(timedelta(seconds=1))

    def _value(self) -> None:
        tier = self.chance.choice((*Tier, Tier.RED, Tier.ORANGE, None, None))
        say(self.database, over(self.plants, tier, sensor_id=self.chance.choice(self.sensors)))

    def _time(self) -> None:
        self.clock.advance(timedelta(seconds=self.chance.choice((10, 120, 1300))))
        sweep(self.database)

    def _silence(self) -> None:
        """One that was never heard: its silence is withdrawn."""
        say(self.database, silent(self.plants, self.unheard))
        if self.chance.random() < 0.5:
            self.database.transact(watch_unheard)

    def _work(self) -> None:
        plan(self.database, self.plants, red=self.chance.random() < 0.5)

    def _product(self) -> None:
        change = self.chance.choice((raise_condition, raise_condition, end_condition))
        self.database.transact(partial(change, condition=SystemCondition.WORKER_AWAY))

    def _answer(self, tx: Transaction) -> object:
        return alerts.acknowledge_alert(tx, self._any(tx), by=self.plants.alice)

    def _shelve(self, tx: Transaction) -> object:
        by, until = self.plants.alice, tx.now + HOUR
        return suppression.shelve_alert(
            tx, self._any(tx), until=until, reason="校验", confirms_red=True, by=by
        )

    def _any(self, tx: Transaction) -> UUID:
        order = (col(AlertRow.raised_at), col(AlertRow.sensor_id), col(AlertRow.condition))
        found = tx.session.exec(select(AlertRow.id).where(col(AlertRow.is_open)).order_by(*order))
        chosen: UUID = self.chance.choice([*found, UUID(int=0)])
        return chosen


def in_sight(database: Database, site_id: UUID) -> dict[str, AlertRow]:
    """What is open at a site and not hidden, by the plain words of the rule."""
    rows = database.read(lambda s: list(s.exec(select(AlertRow).where(AlertRow.site_id == site_id))))
    hidden = {each for each in Suppression if each.is_hidden}
    return {
        str(row.id): row
        for row in rows
        if row.is_open and not (row.suppressed_by and Suppression(row.suppressed_by) in hidden)
    }


def check(seen: dict[str, Any], sight: dict[str, AlertRow]) -> None:
    """Answer, home, alarms and list tell of the same alerts."""
    situation, listed = seen["situation"], [edge["node"] for edge in seen["alerts"]["edges"]]
    assert situation["home"] == seen["home"]
    assert situation["alarms"] == seen["alarms"]

    counted = {each["tier"]: each["count"] for each in seen["home"]["alertsByTier"] if each["count"]}
    assert counted == Counter(each["rank"] for each in listed)
    assert sum(counted.values()) == seen["alerts"]["totalCount"] == len(listed)
    assert seen["home"]["unacknowledgedAlerts"] == sum(not each["isAcknowledged"] for each in listed)
    groups = {each["group"]["id"] for each in listed if each["group"]}
    shown = {each["id"] for each in listed}
    assert shown <= sight.keys()
    assert all(key in shown or str(row.group_id) in groups for key, row in sight.items()), "in no row at all"

    rings = {each["id"]: each for each in seen["alarms"]}
    assert all(sight[key].rank >= Tier.ORANGE for key in rings)
    loud = {key for key, row in sight.items() if row.rank == Tier.RED}
    loud |= {key for key, each in rings.items() if each["isMine"]}
    assert rings.keys() == loud
    ranks = [each["alert"]["rank"] for each in seen["alarms"]]
    assert ranks == sorted(ranks, key=lambda name: Tier[name], reverse=True)


def check_plant(
    client: httpx.Client, database: Database, plants: Plants, clock: FakeClock, seed: int
) -> Counter[str]:
    """Go one way and look at it as several people; returns what there was to see."""
    plant = Plant(database, plants, clock, random.Random(seed))
    met: Counter[str] = Counter()
    for number in range(STEPS):
        plant.step()
        if number % LOOK_EVERY:
            continue
        sight = {site: in_sight(database, site) for site in (plants.north, plants.south)}
        for row in sight[plants.north].values():
            met["former"] += not row.is_active and row.rank == Tier.RED
            met["system"] += row.condition == AlertCondition.SYSTEM
            met["grouped"] += row.group_id is not None
        for name in PEOPLE:
            answer = ask(client, sign_in(client, name), ASKED)
            assert "errors" not in answer, answer
            check(answer["data"], sight[plants.south if name == "carol" else plants.north])
    rows = database.read(lambda s: list(s.exec(select(AlertRow))))
    met.update(str(row.suppressed_by) for row in rows if row.suppressed_by)
    met["withdrawn"] += sum(row.condition == AlertCondition.SILENT and not row.is_open for row in rows)
    return met


def test_what_is_said_to_be_danger_is_what_is_counted_listed_and_rings(
    client: httpx.Client, sqlite_database: Database, plants: Plants, clock: FakeClock
) -> None:
    met = check_plant(client, sqlite_database, plants, clock, 5)

    wanted = ("former", "system", "grouped", Suppression.MAINTENANCE, Suppression.PARENT, "withdrawn")
    assert all(met[str(each)] for each in wanted), met


@pytest.mark.nightly
@pytest.mark.parametrize("seed", range(100, 120))
def test_what_is_said_to_be_danger_is_so_on_many_ways(
    seed: int, client: httpx.Client, sqlite_database: Database, plants: Plants, clock: FakeClock
) -> None:
    check_plant(client, sqlite_database, plants, clock, seed)
