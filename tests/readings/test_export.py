"""GET /export/readings: who may take readings away, and what they get."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import httpx
import pytest

from backend.core.database import Database
from backend.core.time import microseconds
from backend.readings.store import Readings
from backend.sensors.store import Sensors
from tests.support.http_site import ask, bearer, sign_in
from tests.support.plants import Plants

START = datetime(2026, 11, 1, tzinfo=UTC)
RETENTION = "query($siteId: UUID!) { retention(siteId: $siteId) { readingsDays } }"
RANGE = {"from": START.isoformat(), "to": (START + timedelta(days=1)).isoformat()}


@pytest.fixture
def asked(sqlite_database: Database, plants: Plants) -> dict[str, str]:
    """The question for the readings of one sensor, which has two."""
    sensor = sqlite_database.transact(lambda tx: tx.get(Sensors).get([plants.gas]))[plants.gas]
    start_us = microseconds(START)
    found = [(sensor.sensor_id, start_us + i * 1_000_000, float(i), 0, 0) for i in range(2)]
    sqlite_database.transact(lambda tx: tx.get(Readings).append(found))
    return {"site": "north", "sensor": sensor.code, **RANGE}


def test_an_officer_takes_the_rows_as_csv_or_parquet(client: httpx.Client, asked: dict[str, str]) -> None:
    token = bearer(sign_in(client, "alice"))

    text = client.get("/export/readings", params=asked, headers=token)
    packed = client.get("/export/readings", params={**asked, "format": "parquet"}, headers=token)

    assert text.status_code == packed.status_code == 200
    assert len(text.text.splitlines()) == 3
    assert "attachment" in text.headers["content-disposition"]
    assert packed.content[:4] == packed.content[-4:] == b"PAR1"


def test_a_worker_may_not_and_another_site_does_not_exist(
    client: httpx.Client, asked: dict[str, str]
) -> None:
    codes = {
        name: client.get("/export/readings", params=asked, headers=bearer(sign_in(client, name))).status_code
        for name in ("bob", "carol")
    }

    assert codes == {"bob": 403, "carol": 404}
    assert client.get("/export/readings", params=asked).status_code == 401


@pytest.mark.parametrize(
    "wrong",
    [
        {"from": "yesterday"},
        {"from": "2026-11-01T00:00:00"},
        {"to": START.isoformat()},
        {"to": (START + timedelta(days=400)).isoformat()},
        {"format": "xlsx"},
    ],
)
def test_a_wish_that_makes_no_sense_is_refused(
    client: httpx.Client, asked: dict[str, str], wrong: dict[str, str]
) -> None:
    answer = client.get(
        "/export/readings", params={**asked, **wrong}, headers=bearer(sign_in(client, "alice"))
    )

    assert (answer.status_code, answer.json()["code"]) == (400, "INVALID_INPUT")


def test_an_officer_sets_how_long_the_readings_of_the_site_are_kept(
    client: httpx.Client, plants: Plants
) -> None:
    set_it = (
        "mutation($input: SetRetentionInput!)"
        " { setRetention(input: $input) { readingsDays minutesDays hoursDays } }"
    )
    wish = {
        "operationId": str(uuid4()),
        "siteId": str(plants.north),
        "readingsDays": 400,
        "minutesDays": 800,
        "hoursDays": 4000,
        "reason": "法规要求",
    }

    answers = [ask(client, sign_in(client, "alice"), set_it, input=wish) for _ in range(2)]
    refused = ask(client, sign_in(client, "bob"), set_it, input={**wish, "operationId": str(uuid4())})
    seen = [
        ask(client, sign_in(client, name), RETENTION, siteId=str(plants.north))["data"]["retention"]
        for name in ("bob", "carol")
    ]

    assert [answer["data"]["setRetention"] for answer in answers] == [
        {"readingsDays": 400, "minutesDays": 800, "hoursDays": 4000}
    ] * 2
    assert refused["errors"][0]["extensions"]["code"] == "NOT_ALLOWED"
    assert seen == [{"readingsDays": 400}, None]
