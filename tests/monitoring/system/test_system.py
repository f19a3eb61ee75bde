"""Trouble of the product itself goes the way of every alert: raised, notified, a case, normal again."""

from collections import namedtuple
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from backend.alerts import queries as alert_queries
from backend.alerts.rules import Alert, AlertState
from backend.alerts.store import Alerts
from backend.core import words
from backend.core.database import Database
from backend.monitoring.system import checks_commands as checks
from backend.monitoring.system import commands as system
from backend.monitoring.system.checks_commands import Clock, Disk, watch
from backend.sensors import queries as sensor_queries
from backend.sensors.advice_rules import SYSTEM_ADVICE as ADVICE
from backend.sensors.store import Sensors
from backend.sensors.system_rules import CODE, ENDS_AFTER, TIERS, SystemCondition
from backend.sites import queries as site_queries
from tests.support.fakes import FakeClock
from tests.support.http_site import ask, sign_in
from tests.support.plants import Plants

DISK = SystemCondition.DISK_NEARLY_FULL
FULL = {"free": "0.4", "total": "20.0"}
LOST = SystemCondition.SESSION_LOST
ALERTS = """{ alerts(first: 10) { edges { node {
    cause { condition aspect sentence { zh en } } advice { zh } case { number }
} } } }"""


def found(database: Database, site: Any) -> list[Alert]:
    sensor = database.read(lambda session: Sensors(session).by_code(site, CODE))
    if sensor is None:
        return []
    return database.transact(lambda tx: tx.get(Alerts).open_of_sensors([sensor.sensor_id]))


def test_every_condition_has_a_tier_advice_and_words() -> None:
    for condition in SystemCondition:
        assert words.find("SystemCondition", condition) is not None
        assert TIERS[condition] >= 3, "nobody is responsible for the source: below orange nobody is notified"
        assert ADVICE[condition]


def test_a_condition_is_one_alert_with_its_sentence_its_advice_and_a_case(
    sqlite_database: Database, plants: Plants, client: httpx.Client
) -> None:
    for _ in range(3):
        sqlite_database.transact(lambda tx: system.raise_condition(tx, DISK, why=FULL))

    edges = ask(client, sign_in(client, "alice"), ALERTS)["data"]["alerts"]["edges"]
    nodes = [edge["node"] for edge in edges]

    assert [node["cause"] for node in nodes] == [
        {
            "condition": "SYSTEM",
            "aspect": "DISK_NEARLY_FULL",
            "sentence": {
                "zh": "磁盘将满：剩余 0.4 GiB，共 20.0 GiB",
                "en": "The disk is nearly full: 0.4 of 20.0 GiB are free",
            },
        }
    ]
    assert nodes[0]["case"]["number"]
    assert len(nodes[0]["advice"]) == len(ADVICE[DISK])
    assert len(found(sqlite_database, plants.south)) == 1


def test_it_returns_to_normal_when_it_is_over(sqlite_database: Database, plants: Plants) -> None:
    sqlite_database.transact(lambda tx: system.raise_condition(tx, DISK, why=FULL))

    watch(sqlite_database, {DISK: lambda: None})

    assert [each.state for each in found(sqlite_database, plants.north)] == [AlertState.RTN_UNACKNOWLEDGED]


def test_a_moment_is_over_after_a_while(sqlite_database: Database, plants: Plants, clock: FakeClock) -> None:
    sqlite_database.transact(lambda tx: system.raise_condition(tx, LOST, site_ids=[plants.north]))
    clock.advance(ENDS_AFTER[LOST] - timedelta(seconds=1))
    watch(sqlite_database, {})
    assert [each.is_active for each in found(sqlite_database, plants.north)] == [True]

    clock.advance(timedelta(seconds=1))
    watch(sqlite_database, {})

    assert [each.is_active for each in found(sqlite_database, plants.north)] == [False]
    assert found(sqlite_database, plants.south) == []


def test_the_source_stands_in_no_list_and_takes_no_readings(
    sqlite_database: Database, plants: Plants
) -> None:
    def seen() -> tuple[list[str], list[str], dict[str, int], list[str]]:
        return sqlite_database.read(
            lambda session: (
                [view.sensor.code for view in sensor_queries.all_(session, plants.alice)],
                [area.code for area in site_queries.areas(session, plants.alice)],
                sensor_queries.home_counts(session, plants.alice, sqlite_database.clock()),
                [sensor.code for sensor in Sensors(session).in_service()],
            )
        )

    before = seen()
    sqlite_database.transact(lambda tx: system.raise_condition(tx, DISK, why=FULL))

    assert seen() == before
    assert sqlite_database.read(
        lambda session: alert_queries.home_counts(session, plants.alice, sqlite_database.clock())
    )


def test_the_disk_is_nearly_full_until_there_is_clearly_more_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    free = iter([3.0, 1.9, 2.2, 2.5])
    monkeypatch.setattr(checks.shutil, "disk_usage", lambda _: usage(20 * 2**30, 0, next(free) * 2**30))
    disk = Disk(tmp_path)

    assert [disk() is not None for _ in range(4)] == [False, True, True, False]


def test_a_clock_that_jumps_is_noticed_once_and_one_that_runs_is_not(clock: FakeClock) -> None:
    steady = 0.0
    check = Clock(clock, lambda: steady)
    check()

    steady += 30
    clock.advance(timedelta(seconds=31))
    assert check() is None
    steady += 30
    clock.advance(timedelta(hours=-1, seconds=30))

    assert check() == {"seconds": "-3600"}
    assert check() is None
