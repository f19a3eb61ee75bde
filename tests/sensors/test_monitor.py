"""The live picture: every source of a site with value, limits, tier and line; one source over time."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest

from backend.alerts import commands as alerts
from backend.alerts.suppression import commands as suppression
from backend.core.database import Database
from backend.core.time import microseconds
from backend.core.vocabulary import AlertCondition, Quality, Tier
from backend.readings.rules import LatestReading
from backend.readings.sources_store import Sources
from backend.readings.store import Readings
from tests.support.documents import BY_NAME
from tests.support.fakes import FakeClock
from tests.support.http_site import Site, ask, sign_in
from tests.support.plants import Plants, over

HOUR = timedelta(hours=1)


class Picture:
    """What somebody of the site is shown."""

    def __init__(self, client: httpx.Client, database: Database, clock: FakeClock, plants: Plants) -> None:
        self.client, self.database, self.clock, self.plants = client, database, clock, plants

    def read(self, sensor_id: int, *values: float, before: timedelta = timedelta()) -> None:
        """Readings of the last seconds, or of seconds so long ago."""
        last_us = microseconds(self.clock() - before)
        found = [
            (sensor_id, last_us - (len(values) - 1 - i) * 1_000_000, value, 0, 0)
            for i, value in enumerate(values)
        ]
        latest = {sensor_id: LatestReading(last_us, values[-1], Quality.GOOD)}
        self.database.transact(
            lambda tx: (tx.get(Readings).append(found), tx.get(Sources).save_latest(latest))
        )

    def raise_(self, tier: Tier | None) -> None:
        change = over(self.plants, tier)
        self.database.transact(lambda tx: alerts.apply_changes(tx, [change]))

    def monitor(self, name: str = "bob", **variables: Any) -> dict[str, dict[str, Any]]:
        token = sign_in(self.client, name)
        asked = {"siteId": str(self.plants.north), **variables}
        answer = ask(self.client, token, BY_NAME["Monitor"], **asked)
        assert "errors" not in answer, answer
        return {each["id"]: each for each in answer["data"]["monitor"]}

    def trend(self, span: timedelta, name: str = "bob") -> dict[str, Any]:
        token, now = sign_in(self.client, name), self.clock()
        asked = {"id": str(self.plants.gas), "from": iso(now - span), "to": iso(now), "points": 60}
        answer = ask(self.client, token, BY_NAME["SourceTrend"], **asked)
        found: dict[str, Any] = answer["data"]["sensor"]
        return found


def iso(at: datetime) -> str:
    return at.isoformat()


@pytest.fixture
def picture(client: httpx.Client, sqlite_database: Database, clock: FakeClock, plants: Plants) -> Picture:
    return Picture(client, sqlite_database, clock, plants)


def test_a_worker_sees_every_source_of_the_site_with_value_limits_and_line(picture: Picture) -> None:
    picture.read(picture.plants.gas, 10.0, 12.5)
    picture.raise_(Tier.ORANGE)

    found = picture.monitor()

    gas, pump = found[str(picture.plants.gas)], found[str(picture.plants.pump)]
    assert set(found) == {str(picture.plants.gas), str(picture.plants.pump)}
    assert gas["latest"]["value"] == 12.5
    assert gas["indicator"]["limits"]
    assert (gas["activeAlert"]["tier"], gas["activeAlert"]["isSuppressed"]) == ("ORANGE", False)
    assert [value for value in gas["sparkline"]["high"] if value is not None] == [10.0, 12.5]
    assert len(gas["sparkline"]["low"]) == 60
    assert (pump["activeAlert"], pump["latest"], set(pump["sparkline"]["high"])) == (None, None, {None})


def test_another_site_sees_nothing_of_it(picture: Picture) -> None:
    assert picture.monitor("carol") == {}


def test_an_alert_that_is_over_colours_no_source(picture: Picture) -> None:
    picture.raise_(Tier.RED)
    picture.raise_(None)

    assert picture.monitor()[str(picture.plants.gas)]["activeAlert"] is None


def test_the_worst_of_several_alerts_speaks_for_the_source(picture: Picture) -> None:
    picture.raise_(Tier.YELLOW)
    change = over(picture.plants, Tier.RED)
    red = replace(change, condition=AlertCondition.STUCK)
    picture.database.transact(lambda tx: alerts.apply_changes(tx, [red]))

    active = picture.monitor()[str(picture.plants.gas)]["activeAlert"]

    assert (active["tier"], active["condition"]) == ("RED", "STUCK")


def test_maintenance_of_the_area_is_shown_while_it_runs(picture: Picture) -> None:
    now = picture.clock()
    picture.database.transact(
        lambda tx: suppression.plan_maintenance(
            tx,
            area_id=picture.plants.area,
            equipment_id=None,
            starts_at=now,
            ends_at=now + HOUR,
            reason="换密封",
            suppresses_red=False,
            confirms_red=False,
            by=picture.plants.alice,
        )
    )

    outage = picture.monitor()[str(picture.plants.gas)]["outage"]
    picture.clock.advance(2 * HOUR)
    later = picture.monitor()[str(picture.plants.gas)]["outage"]

    assert (outage["kind"], outage["reason"], later) == ("MAINTENANCE", "换密封", None)
    assert [each["reason"] for each in picture.trend(3 * HOUR)["outages"]] == ["换密封"]
    assert picture.trend(HOUR / 2)["outages"] == []


def test_a_source_over_time_has_its_band_its_alerts_and_the_limits_of_each_time(picture: Picture) -> None:
    picture.read(picture.plants.gas, 10.0, 60.0, 20.0, before=HOUR / 2 - timedelta(seconds=30))
    picture.raise_(Tier.RED)

    found = picture.trend(HOUR)

    [point] = found["trend"]["points"]
    assert (point["low"], point["mean"], point["high"]) == (10.0, 30.0, 60.0)
    assert found["trend"]["stepSeconds"] == 60
    assert [(each["tier"], each["case"]["state"]) for each in found["alerts"]] == [("RED", "OPEN")]
    assert [each["version"] for each in found["limitVersions"]] == [1]


def test_an_alert_that_ended_before_the_span_is_not_of_it(picture: Picture) -> None:
    picture.raise_(Tier.RED)
    picture.raise_(None)
    picture.clock.advance(2 * HOUR)

    assert picture.trend(HOUR)["alerts"] == []
    assert len(picture.trend(3 * HOUR)["alerts"]) == 1


@pytest.mark.parametrize(
    "wrong",
    [{"from": "2026-11-25T00:00:00Z"}, {"points": 1}, {"points": 100_000}, {"from": "1999-01-01T00:00:00Z"}],
)
def test_an_odd_span_is_refused(client: httpx.Client, plants: Plants, wrong: dict[str, Any]) -> None:
    span = {"id": str(plants.gas), "from": "2026-11-24T00:00:00Z", "to": "2026-11-24T08:00:00Z"}

    answer = ask(client, sign_in(client, "bob"), BY_NAME["SourceBand"], **{**span, **wrong})

    assert answer["errors"][0]["extensions"]["code"] == "INVALID_INPUT"


def test_the_minutes_of_a_sparkline_are_an_hour_a_shift_or_a_day(picture: Picture) -> None:
    token = sign_in(picture.client, "bob")
    asked = {"siteId": str(picture.plants.north), "minutes": 7}

    answer = ask(picture.client, token, BY_NAME["Monitor"], **asked)

    assert answer["errors"][0]["extensions"]["code"] == "INVALID_INPUT"


def test_carol_sees_no_source_of_another_site(picture: Picture, site: Site) -> None:
    with site.client() as other:
        carol = Picture(other, picture.database, picture.clock, picture.plants)

        assert carol.trend(HOUR, "carol") is None
