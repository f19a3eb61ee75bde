"""What other times would have done with the steps of the last 30 days."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from backend.alerts import commands as alerts
from backend.cases import commands as cases
from backend.core.database import Database
from backend.core.text import Text
from backend.core.vocabulary import Tier
from backend.sites import area_commands as areas
from backend.sites.area_commands import AreaDetails
from tests.support.cases import alert_case
from tests.support.fakes import FakeClock
from tests.support.http_site import ask, sign_in
from tests.support.plants import Plants, more_sensors, over

PREVIEW = (
    "query ($s: UUID!, $a: Int!, $d: Int!, $r: Int!) { policyPreview(siteId: $s, tier: ORANGE, "
    "acknowledgeWithinS: $a, disposeWithinS: $d, recheckWithinS: $r) { step total late lateThen } }"
)
MINUTE, HOUR = 60, 3600


@pytest.fixture
def asked(client: httpx.Client, plants: Plants) -> Any:
    def asked(name: str = "alice", a: int = 5 * MINUTE, d: int = 4 * HOUR, r: int = 48 * HOUR) -> Any:
        return ask(client, sign_in(client, name), PREVIEW, s=str(plants.north), a=a, d=d, r=r)

    return asked


def steps(answer: Any) -> dict[str, tuple[int, int, int]]:
    return {
        each["step"]: (each["total"], each["late"], each["lateThen"])
        for each in answer["data"]["policyPreview"]
    }


def worked(database: Database, plants: Plants, clock: FakeClock) -> None:
    """One orange case acknowledged after three minutes, one after ten, whose disposal runs for an hour."""
    first = alert_case(database, plants, Tier.ORANGE)
    clock.advance(timedelta(minutes=3))
    database.transact(lambda tx: cases.acknowledge_case(tx, first, by=plants.bob))
    clock.advance(timedelta(hours=1))
    sensor = more_sensors(database, ["GAS-5"])["north/GAS-5"]
    change = over(plants, Tier.ORANGE, sensor_id=sensor)
    database.transact(lambda tx: alerts.apply_changes(tx, [change]))
    clock.advance(timedelta(minutes=10))


def test_the_present_times_say_what_was_late(
    sqlite_database: Database, plants: Plants, clock: FakeClock, asked: Any
) -> None:
    worked(sqlite_database, plants, clock)

    found = steps(asked())

    assert found["ACKNOWLEDGE"] == (2, 1, 1)
    assert found["DISPOSE"] == (1, 0, 0)
    assert found["RECHECK"] == (0, 0, 0)


def test_shorter_times_would_have_made_more_of_them_late_and_longer_ones_fewer(
    sqlite_database: Database, plants: Plants, clock: FakeClock, asked: Any
) -> None:
    worked(sqlite_database, plants, clock)

    assert steps(asked(a=2 * MINUTE, d=HOUR)) == {
        "ACKNOWLEDGE": (2, 1, 2),
        "DISPOSE": (1, 0, 1),
        "RECHECK": (0, 0, 0),
    }
    assert steps(asked(a=20 * MINUTE))["ACKNOWLEDGE"] == (2, 1, 0)


def test_what_began_more_than_thirty_days_ago_does_not_count(
    sqlite_database: Database, plants: Plants, clock: FakeClock, asked: Any
) -> None:
    worked(sqlite_database, plants, clock)
    clock.advance(timedelta(days=31))

    assert set(steps(asked()).values()) == {(0, 0, 0)}


def test_only_who_may_change_the_policy_may_try_it_and_only_with_times_it_could_have(asked: Any) -> None:
    for name in ("bob", "carol"):
        assert asked(name)["errors"][0]["extensions"]["code"] in {"NOT_ALLOWED", "NOT_FOUND"}
    for odd in ({"a": 0}, {"d": -5}, {"r": 91 * 86_400}):
        assert asked(**odd)["errors"][0]["extensions"]["code"] == "INVALID_INPUT"


def test_of_an_area_only_what_was_there_counts(
    sqlite_database: Database, client: httpx.Client, plants: Plants, clock: FakeClock
) -> None:
    in_area = PREVIEW.replace("$r: Int!)", "$r: Int!, $p: UUID)").replace(
        "siteId: $s", "siteId: $s, areaId: $p"
    )
    worked(sqlite_database, plants, clock)
    shed, within = (
        sqlite_database.transact(
            lambda tx, code=code, parent=parent: areas.add_area(
                tx, plants.north, AreaDetails(code, Text("棚", ""), parent_id=parent), by=plants.alice
            )
        ).area_id
        for code, parent in (("SHED", None), ("PIT", plants.area))
    )

    def found(area: object, name: str = "alice") -> Any:
        times = {"a": 5 * MINUTE, "d": 4 * HOUR, "r": 48 * HOUR}
        return ask(client, sign_in(client, name), in_area, s=str(plants.north), p=str(area), **times)

    assert steps(found(plants.area))["ACKNOWLEDGE"][0] == 2
    assert steps(found(shed))["ACKNOWLEDGE"] == steps(found(within))["ACKNOWLEDGE"] == (0, 0, 0)
    assert found(plants.far_area)["errors"][0]["extensions"]["code"] == "NOT_FOUND"
