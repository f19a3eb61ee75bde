"""Official maps over HTTP: issued once, printed in each size and language, for people of the site."""

from uuid import UUID, uuid4

import httpx
import pytest

from backend.core.database import Database
from tests.live_risk.issued_maps import assessed, issue, put_picture
from tests.support.http_site import ask, bearer, sign_in
from tests.support.papers import words_of
from tests.support.plants import Plants

ISSUE = """mutation ($input: IssueRiskMapInput!) { issueRiskMap(input: $input) {
  id number sha256 redrawnBy issuedBy { name { zh } } levels { level areas }
  areas { code level planId } } }"""
MAPS = "query ($siteId: UUID!) { riskMaps(siteId: $siteId) { id number } }"


@pytest.fixture
def event_id(sqlite_database: Database, plants: Plants) -> UUID:
    return assessed(sqlite_database, plants)


def test_the_same_operation_twice_issues_one_map(
    client: httpx.Client, plants: Plants, event_id: UUID
) -> None:
    token, operation = sign_in(client, "alice"), str(uuid4())
    asked = {"operationId": operation, "siteId": str(plants.north)}
    one, two = (ask(client, token, ISSUE, input=asked)["data"]["issueRiskMap"] for _ in range(2))

    assert one == two
    assert one["levels"] == [
        {"level": 4, "areas": 0},
        {"level": 3, "areas": 1},
        {"level": 2, "areas": 0},
        {"level": 1, "areas": 0},
        {"level": None, "areas": 1},
    ]
    assert (
        one["issuedBy"] == {"name": {"zh": plants.alice.name.zh}} if hasattr(plants.alice, "name") else True
    )
    found = ask(client, sign_in(client, "bob"), MAPS, siteId=str(plants.north))["data"]["riskMaps"]
    assert [each["number"] for each in found] == ["RM-2026-0001"]


@pytest.mark.parametrize("size", ["A3", "A4"])
@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "zh",
            ["安全风险四色分布图", "办公楼<a>", "不在图上", "较大", "未评估", "界值未核", "卸车软管脱落泄漏"],
        ),
        ("en", ["Four-colourriskmap", "Notontheplan", "Serious", "Unloadinghosecomesoff"]),
        ("both", ["安全风险四色分布图/Four-colourriskmap", "较大/Serious"]),
    ],
)
def test_the_map_is_printed_in_its_size_and_language_with_number_and_hash(
    client: httpx.Client,
    sqlite_database: Database,
    plants: Plants,
    event_id: UUID,
    size: str,
    lang: str,
    said: list[str],
) -> None:
    issued = issue(sqlite_database, plants)
    address = f"/risk-maps/{issued.map_id}.pdf"
    answer = client.get(address, params={"size": size, "lang": lang}, headers=bearer(sign_in(client, "bob")))

    assert answer.status_code == 200
    words = words_of(answer.content)
    assert [each for each in [*said, issued.number, issued.sha256, "≥320"] if each not in words] == []


def test_paper_is_for_people_of_the_site_in_a_size_that_there_is(
    client: httpx.Client, sqlite_database: Database, plants: Plants, event_id: UUID
) -> None:
    address = f"/risk-maps/{issue(sqlite_database, plants).map_id}.pdf"
    assert client.get(address).status_code == 401
    carol, bob = (bearer(sign_in(client, name)) for name in ("carol", "bob"))
    assert client.get(address, headers=carol).json()["code"] == "NOT_FOUND"
    assert client.get(f"/risk-maps/{uuid4()}.pdf", headers=bob).json()["code"] == "NOT_FOUND"
    assert client.get(address, params={"size": "A0"}, headers=bob).json()["code"] == "INVALID_INPUT"


def test_a_map_names_the_picture_that_its_plan_had_and_people_of_the_site_see_it(
    client: httpx.Client, sqlite_database: Database, plants: Plants, event_id: UUID
) -> None:
    issue(sqlite_database, plants)
    put_picture(sqlite_database, plants, "b" * 64)
    bob, carol = sign_in(client, "bob"), sign_in(client, "carol")
    shown = "query ($siteId: UUID!) { riskMaps(siteId: $siteId) { plans { pictureUrl } } }"
    [issued] = ask(client, bob, shown, siteId=str(plants.north))["data"]["riskMaps"]
    url = issued["plans"][0]["pictureUrl"]

    assert client.get(url, headers=bearer(bob)).content == b"<svg/>"
    assert client.get(url.rsplit("/", 1)[0] + "/" + "b" * 64, headers=bearer(bob)).content == b"b" * 64
    assert client.get(url, headers=bearer(carol)).json()["code"] == "NOT_FOUND"
