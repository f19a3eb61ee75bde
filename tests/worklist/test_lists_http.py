"""GET /exports/{list}.csv: the rows of the same filter, safe to open in a spreadsheet, and on record."""

import csv
import io
import json
from typing import Any, Final
from uuid import uuid4

import httpx
import pytest
from graphql import parse, validate
from sqlmodel import select

from backend.alerts import commands as alerts
from backend.alerts.tables import AlertRow
from backend.api.schema import schema
from backend.core import nouns
from backend.core.database import Database
from backend.core.tables import AuditRow
from backend.core.vocabulary import ConditionChange, Tier
from backend.worklist import lists_http
from tests.support.http_site import Site, ask, bearer, sign_in
from tests.support.plants import Plants, more_sensors, over

PURPOSE = "月度安全例会"

LISTS: Final = nouns.lists()


def get(client: httpx.Client, token: str, name: str, language: str = "zh-CN", **query: Any) -> httpx.Response:
    headers = {**bearer(token), "accept-language": language}
    return client.get(
        f"/exports/{name}.csv", params={"query": json.dumps(query), "purpose": PURPOSE}, headers=headers
    )


def rows(answer: httpx.Response) -> list[list[str]]:
    assert answer.status_code == 200, answer.text
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def raise_alerts(database: Database, plants: Plants, number: int) -> None:
    sensors = more_sensors(database, [f"E-{n:03}" for n in range(number)]).values()
    tiers = [Tier.YELLOW if n % 2 else Tier.BLUE for n in range(number)]
    changes = [over(plants, tier, sensor_id=each) for tier, each in zip(tiers, sensors, strict=True)]
    database.transact(lambda tx: alerts.apply_changes(tx, changes))


@pytest.mark.parametrize("name", LISTS)
def test_every_list_is_exported_with_a_heading_in_the_language_of_who_asks(
    client: httpx.Client, sqlite_database: Database, plants: Plants, name: str
) -> None:
    raise_alerts(sqlite_database, plants, 2)
    alice = sign_in(client, "alice")

    zh, en = rows(get(client, alice, name)), rows(get(client, alice, name, "en-GB, zh;q=0.5"))

    assert not validate(schema._schema, parse(LISTS[name].document))
    assert len(zh[0]) == len(en[0]) == len(LISTS[name].columns)
    assert zh[0] != en[0]
    assert len(zh) == len(en)


def test_all_pages_of_the_filter_are_there_in_its_order_with_words_and_times_of_the_site(
    client: httpx.Client, sqlite_database: Database, plants: Plants
) -> None:
    raise_alerts(sqlite_database, plants, 230)
    alice = sign_in(client, "alice")

    heading, *found = rows(
        get(client, alice, "alerts", filter={"tiers": ["YELLOW"]}, sort={"by": "SOURCE", "descending": True})
    )

    codes = [row[heading.index("监测点编号")] for row in found]
    assert codes == sorted((f"E-{n:03}" for n in range(230) if n % 2), reverse=True)
    assert {row[heading.index("级别")] for row in found} == {"黄色"}
    node = ask(client, alice, "{ alerts(first: 1) { edges { node { raisedAt } } } }")
    raised = node["data"]["alerts"]["edges"][0]["node"]["raisedAt"]
    assert found[0][heading.index("发生时间")][:13] != raised[:13].replace("T", " "), (
        "Asia/Shanghai is not UTC"
    )
    note = sqlite_database.read(
        lambda s: s.exec(select(AuditRow.note, AuditRow.by).where(AuditRow.kind == "LIST_EXPORTED")).one()
    )
    assert json.loads(str(note[0]))["rows"] == 115
    assert json.loads(str(note[0]))["filter"] == {"tiers": ["YELLOW"]}
    assert note[1] == plants.alice.person_id


def test_an_inspectors_file_of_red_alerts_shows_the_red_of_each_row(
    client: httpx.Client, sqlite_database: Database, plants: Plants
) -> None:
    [answered] = more_sensors(sqlite_database, ["E-1"], is_apart=True).values()
    alice = sign_in(client, "alice")

    def happens(*changes: ConditionChange) -> None:
        sqlite_database.transact(lambda tx: alerts.apply_changes(tx, changes))

    happens(over(plants, Tier.RED), over(plants, Tier.RED, sensor_id=answered))
    of_answered = select(AlertRow.id).where(AlertRow.sensor_id == answered)
    alert_id = sqlite_database.read(lambda s: s.exec(of_answered).one())
    sqlite_database.transact(lambda tx: alerts.acknowledge_alert(tx, alert_id, by=plants.alice))
    happens(over(plants, Tier.YELLOW), over(plants, Tier.YELLOW, sensor_id=answered))
    happens(over(plants, None, sensor_id=answered))

    heading, *found = rows(get(client, alice, "alerts", filter={"tiers": ["RED"]}))

    columns = [heading.index(name) for name in ("级别", "现在的级别", "最高级别")]
    assert [[row[each] for each in columns] for row in found] == [["红色", "黄色", "红色"]] * 2


def test_chosen_rows_alone_are_exported_from_whichever_page_and_are_on_record(
    client: httpx.Client, sqlite_database: Database, plants: Plants
) -> None:
    raise_alerts(sqlite_database, plants, 130)
    alice = sign_in(client, "alice")
    edges = "{ alerts(first: 1) { edges { node { id } } } }"
    first = ask(client, alice, edges)["data"]["alerts"]["edges"][0]["node"]["id"]
    order = {"query": json.dumps({"sort": {"by": "SOURCE"}}), "purpose": PURPOSE}
    by_source = "first: 1, sort: {by: SOURCE, descending: true}"
    found = ask(client, alice, f"{{ alerts({by_source}) {{ edges {{ node {{ id sensor {{ code }} }} }} }} }}")
    last = found["data"]["alerts"]["edges"][0]["node"]

    answer = client.get(
        "/exports/alerts.csv", params={**order, "rows": f"{first},{last['id']}"}, headers=bearer(alice)
    )

    heading, *lines = rows(answer)
    assert len(lines) == 2
    assert lines[-1][heading.index("监测点编号")] == last["sensor"]["code"] == "E-129"
    note = sqlite_database.read(
        lambda s: s.exec(select(AuditRow.note).where(AuditRow.kind == "LIST_EXPORTED")).one()
    )
    assert json.loads(str(note))["rows"] == 2
    assert json.loads(str(note))["chosen"] == sorted([first, last["id"]])
    for wrong in ("GD-101", ",".join(str(uuid4()) for _ in range(201))):
        answer = client.get("/exports/alerts.csv", params={**order, "rows": wrong}, headers=bearer(alice))
        assert answer.status_code == 400


def test_what_is_too_long_is_cut_and_says_so(
    client: httpx.Client, sqlite_database: Database, plants: Plants, monkeypatch: pytest.MonkeyPatch
) -> None:
    raise_alerts(sqlite_database, plants, 120)
    monkeypatch.setattr(lists_http, "MOST_ROWS", 110)

    _, *found, last = rows(get(client, sign_in(client, "alice"), "alerts", "en"))

    assert len(found) == 110
    assert last == ["Cut after 110 rows: there are more"]


def test_a_formula_that_somebody_reported_stays_text(client: httpx.Client, plants: Plants) -> None:
    alice = sign_in(client, "alice")
    report = {
        "operationId": str(uuid4()),
        "category": "FIRE",
        "description": '=HYPERLINK("http://evil")',
        "equipmentCode": "EQ-north",
        "photos": [],
        "capturedAt": "2026-11-24T08:00:00+08:00",
    }
    ask(
        client,
        alice,
        "mutation ($input: ReportHazardInput!) { reportHazard(input: $input) { id } }",
        input=report,
    )

    _, found = rows(get(client, alice, "hazardReports"))

    assert '\'=HYPERLINK("http://evil")' in found


def test_carol_gets_nothing_of_north_and_nothing_leaves_without_a_sign_in(
    site: Site, sqlite_database: Database, plants: Plants
) -> None:
    raise_alerts(sqlite_database, plants, 2)
    with site.client() as other:
        assert len(rows(get(other, sign_in(other, "carol"), "alerts"))) == 1
        assert other.get("/exports/alerts.csv").status_code == 401


@pytest.mark.parametrize(
    ("name", "query", "status"),
    [
        ("nothing", "{}", 404),
        ("alerts", "{", 400),
        ("alerts", "[]", 400),
        ("alerts", '{"first": 5}', 400),
        ("alerts", '{"filter": {"tiers": ["PINK"]}}', 400),
        ("alerts", json.dumps({"filter": {"text": "x" * 101}}), 400),
        ("alerts", " " * 4_001, 400),
    ],
)
def test_what_is_no_query_is_refused_and_leaves_no_record(
    client: httpx.Client, sqlite_database: Database, plants: Plants, name: str, query: str, status: int
) -> None:
    alice = sign_in(client, "alice")

    params = {"query": query, "purpose": PURPOSE}
    answer = client.get(f"/exports/{name}.csv", params=params, headers=bearer(alice))

    assert answer.status_code == status, answer.text
    found = sqlite_database.read(
        lambda s: s.exec(select(AuditRow).where(AuditRow.kind == "LIST_EXPORTED")).all()
    )
    assert not found


@pytest.mark.parametrize("name", LISTS)
def test_a_list_that_names_people_says_what_it_is_for_and_that_is_on_record(
    client: httpx.Client, sqlite_database: Database, plants: Plants, name: str
) -> None:
    alice = bearer(sign_in(client, "alice"))
    purposes = {"": 400, "  ": 400, "x" * 201: 400, PURPOSE: 200}
    if not LISTS[name].names_people:
        purposes = {"": 200}

    answers = {
        purpose: client.get(f"/exports/{name}.csv", params={"purpose": purpose}, headers=alice)
        for purpose in purposes
    }

    notes = sqlite_database.read(
        lambda s: list(s.exec(select(AuditRow.note).where(AuditRow.kind == "LIST_EXPORTED")))
    )
    assert {purpose: answer.status_code for purpose, answer in answers.items()} == purposes
    assert [json.loads(str(note)).get("purpose", "") for note in notes] == [list(purposes)[-1]]
    if LISTS[name].names_people:
        assert answers[""].json()["code"] == "REASON_REQUIRED"


def test_whatever_names_people_in_a_list_is_known_to_do_so() -> None:
    """A new column of somebody's name counts; `name` of a thing does not."""
    things = {"area", "equipment", "sensor", "department", "node", "unit", "object", "post", "accidentClass"}
    for export in LISTS.values():
        named = {column.path.split(".")[-2] for column in export.columns if column.path.endswith(".name")}
        assert export.names_people == bool(named - things)
    assert [name for name, export in LISTS.items() if not export.names_people] == ["coveredEvents", "sources"]
