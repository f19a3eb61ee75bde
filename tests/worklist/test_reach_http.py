"""GET /export/reach.csv: the figures of the reach report, as the page has them, and on record."""

import csv
import io

import httpx
import pytest
from sqlmodel import select

from backend.core.database import Database
from backend.core.tables import AuditRow
from tests.notifications.test_shown_within import NEW, OLD, crowd, show
from tests.support.fakes import FakeClock
from tests.support.http_site import ask, bearer, sign_in
from tests.support.plants import Plants
from tests.support.reached_plant import Plant

FIGURES = "shownWithin { count isEnough soon latest p50Seconds p95Seconds p99Seconds }"
REPORT = (
    f"query ($id: UUID!) {{ reach(siteId: $id) {{ tiers {{ tier {FIGURES} }} channels {{ kind {FIGURES} }}"
    f" makers {{ maker {FIGURES} }} engines {{ engine major {FIGURES} }} }} }}"
)


def get(client: httpx.Client, name: str, plants: Plants) -> httpx.Response:
    headers = {**bearer(sign_in(client, name)), "accept-language": "en"}
    return client.get("/export/reach.csv", params={"site": str(plants.north)}, headers=headers)


def test_the_file_has_the_figures_of_the_page_and_is_on_record(
    client: httpx.Client, sqlite_database: Database, plants: Plants, clock: FakeClock
) -> None:
    plant = Plant(sqlite_database, plants, clock)
    people = crowd(plant, 45, (OLD, NEW, None))
    plant.raises()
    plant.works()
    show(plant, {each.person_id: 30.0 if place % 3 == 0 else 5.0 for place, each in enumerate(people)})

    answer = get(client, "alice", plants)

    assert answer.content.startswith(b"\xef\xbb\xbf")
    heading, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert heading == ["By", "Name", "Times", "In 15 s", "In 60 s", "50 % (s)", "95 % (s)", "99 % (s)"]
    page = ask(client, sign_in(client, "alice"), REPORT, id=str(plants.north))["data"]["reach"]
    shown = [each["shownWithin"] for level in page.values() for each in level]
    assert [row[2:] for row in rows] == [
        [
            "" if each[name] is None else str(each[name])
            for name in ("count", "soon", "latest", "p50Seconds", "p95Seconds", "p99Seconds")
        ]
        for each in shown
    ]
    assert ["Engine of the browser (web push)", "Chromium 99", "15", "", "", "", "", ""] in rows
    [pushes] = [row for row in rows if row[0] == "Channel"]
    assert pushes[2:5] == ["45", "30", "45"]
    found = sqlite_database.read(
        lambda s: s.exec(select(AuditRow.site_id).where(AuditRow.kind == "LIST_EXPORTED")).all()
    )
    assert found == [plants.north]


@pytest.mark.parametrize(("name", "status"), [("bob", 403), ("carol", 404)])
def test_who_may_not_see_the_page_gets_no_file(
    client: httpx.Client, sqlite_database: Database, plants: Plants, name: str, status: int
) -> None:
    assert get(client, name, plants).status_code == status
    assert client.get(f"/export/reach.csv?site={plants.north}").status_code == 401
    found = sqlite_database.read(
        lambda s: s.exec(select(AuditRow.id).where(AuditRow.kind == "LIST_EXPORTED")).all()
    )
    assert found == []


def test_an_empty_site_has_a_row_for_each_tier(client: httpx.Client, plants: Plants) -> None:
    _, *rows = csv.reader(io.StringIO(get(client, "alice", plants).content.decode("utf-8-sig")))

    assert [row[2:] for row in rows] == [["0", "", "", "", "", ""]] * 4
