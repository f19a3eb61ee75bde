"""Every stored operation runs, a list costs the same statements whatever its length, sites stay apart."""

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

import httpx
import pytest

from backend.alerts import commands as alerts
from backend.core.database import Database
from backend.core.vocabulary import Tier
from tests.support.documents import BY_NAME, QUERIES, QUERIES_TODAY, asks_for_an_object
from tests.support.http_site import Site, ask, sign_in
from tests.support.plants import Plants, more_sensors, over
from tests.support.statements import statements


@pytest.fixture
def alice(client: httpx.Client) -> str:
    return sign_in(client, "alice")


def raise_alerts(database: Database, plants: Plants, *sensor_ids: int) -> None:
    changes = [over(plants, Tier.RED, sensor_id=sensor_id) for sensor_id in sensor_ids]
    database.transact(lambda tx: alerts.apply_changes(tx, changes))


def refusals(client: httpx.Client, token: str, queries: Iterable[str]) -> dict[str, object]:
    """Errors of the stored queries that need no object."""
    of_no_object = [query for query in queries if not asks_for_an_object(QUERIES[query])]
    answers = {query: ask(client, token, QUERIES[query]) for query in of_no_object}
    assert answers
    return {query: answer["errors"] for query, answer in answers.items() if "errors" in answer}


@pytest.mark.parametrize(
    "queries",
    [
        pytest.param(QUERIES_TODAY, id="today"),
        pytest.param(sorted(QUERIES.keys() - set(QUERIES_TODAY)), id="before", marks=pytest.mark.nightly),
    ],
)
def test_every_stored_query_answers_on_an_empty_and_on_a_busy_site(
    client: httpx.Client, alice: str, sqlite_database: Database, plants: Plants, queries: list[str]
) -> None:
    assert refusals(client, alice, queries) == {}, "on an empty site"

    raise_alerts(sqlite_database, plants, plants.gas, plants.pump)
    assert refusals(client, alice, queries) == {}, "on a busy one"


@pytest.mark.parametrize(
    ("name", "number"),
    [
        ("Alerts", 9),
        ("Cases", 9),
        ("Board", 4),
        ("Situation", 26),
        ("SourcesToPlace", 6),
        ("Monitor", 14),
        ("SitePlan", 10),
        ("EquipmentList", 4),
        ("Ledger", 4),
    ],
)
def test_a_list_costs_the_same_statements_whatever_its_length(
    client: httpx.Client, alice: str, sqlite_database: Database, plants: Plants, name: str, number: int
) -> None:
    """Of the app's own documents, the one that finds who asks included. From the first, alerts of one cause:
    only a list that holds some asks how many they are.
    """
    others = more_sensors(sqlite_database, ["GAS-2", "GAS-3"], is_apart=True).values()
    raise_alerts(sqlite_database, plants, plants.gas, plants.pump)
    asked = {"siteId": str(plants.north)} if name in {"Monitor", "SitePlan"} else {}
    with statements(sqlite_database) as for_few:
        ask(client, alice, BY_NAME[name], **asked)
    raise_alerts(sqlite_database, plants, *others)
    with statements(sqlite_database) as for_more:
        answer = ask(client, alice, BY_NAME[name], **asked)

    assert "errors" not in answer, answer
    assert (len(for_few), len(for_more)) == (number, number), "\n".join(for_more)


def first_alert(client: httpx.Client, token: str) -> dict[str, Any]:
    answer = ask(client, token, "{ alerts { edges { node { id case { id } sensor { id } } } } }")
    node: dict[str, Any] = answer["data"]["alerts"]["edges"][0]["node"]
    return node


def test_carol_cannot_see_or_change_an_object_whose_id_she_knows(
    site: Site, client: httpx.Client, alice: str, sqlite_database: Database, plants: Plants
) -> None:
    raise_alerts(sqlite_database, plants, plants.gas)
    alert = first_alert(client, alice)
    with site.client() as other:
        carol = sign_in(other, "carol")
        ids = {"alert": alert["id"], "case": alert["case"]["id"], "sensor": alert["sensor"]["id"]}
        seen = ask(
            other,
            carol,
            "query ($alert: UUID!, $case: UUID!, $sensor: ID!) {"
            " alert(id: $alert) { id } case(id: $case) { id } sensor(id: $sensor) { id }"
            ' equipment(code: "EQ-north") { id } alerts { edges { cursor } } cases { edges { cursor } }'
            " home { unacknowledgedAlerts } }",
            **ids,
        )
        changed = ask(
            other,
            carol,
            "mutation ($input: AcknowledgeAlertInput!) { acknowledgeAlert(input: $input) { id } }",
            input={"operationId": str(uuid4()), "alertId": alert["id"]},
        )

    assert seen["data"] == {
        "alert": None,
        "case": None,
        "sensor": None,
        "equipment": None,
        "alerts": {"edges": []},
        "cases": {"edges": []},
        "home": {"unacknowledgedAlerts": 0},
    }
    assert [error["extensions"]["code"] for error in changed["errors"]] == ["NOT_FOUND"]


def test_a_command_sent_twice_answers_twice_and_with_other_content_is_refused(
    client: httpx.Client, alice: str, plants: Plants
) -> None:
    mutation = "mutation ($input: ReportHazardInput!) { reportHazard(input: $input) { number } }"
    report = {
        "operationId": str(uuid4()),
        "category": "FIRE",
        "description": "灭火器过期",
        "equipmentCode": "EQ-north",
        "photos": [],
        "capturedAt": "2026-11-24T08:00:00+08:00",
    }

    first = ask(client, alice, mutation, input=report)
    second = ask(client, alice, mutation, input=report)
    other = ask(client, alice, mutation, input={**report, "description": "别的"})

    assert first["data"]["reportHazard"]["number"] == second["data"]["reportHazard"]["number"]
    assert other["errors"][0]["extensions"]["code"] == "CONFLICT"


@pytest.mark.parametrize("description", ["\x00", "x" * 5_000])
def test_text_that_no_form_sends_is_refused_and_leaves_no_job_that_comes_for_ever(
    client: httpx.Client, alice: str, plants: Plants, description: str
) -> None:
    answer = ask(
        client,
        alice,
        "mutation ($input: ReportHazardInput!) { reportHazard(input: $input) { number } }",
        input={
            "operationId": str(uuid4()),
            "category": "FIRE",
            "description": description,
            "equipmentCode": "EQ-north",
            "photos": [],
            "capturedAt": "2026-11-24T08:00:00+08:00",
        },
    )

    assert answer["errors"][0]["extensions"]["code"] == "INVALID_INPUT"


def test_a_trace_that_is_too_long_or_a_page_too_large_is_refused(
    client: httpx.Client, alice: str, sqlite_database: Database, plants: Plants
) -> None:
    raise_alerts(sqlite_database, plants, plants.gas)

    for query in (
        "{ sensors { trace(minutes: 99999999) { at } } }",
        "{ sensors { trace(points: 1) { at } } }",
        "{ alerts(first: -1) { edges { cursor } } }",
        "{ alerts(first: 101) { edges { cursor } } }",
        '{ alerts(after: "nonsense") { edges { cursor } } }',
        '{ alerts(after: "WzEsIDIsICJ4IiwgNF0=") { edges { cursor } } }',
    ):
        answer = ask(client, alice, query)
        assert {error["extensions"]["code"] for error in answer["errors"]} == {"INVALID_INPUT"}, query


def test_a_subscription_to_push_goes_only_to_services_that_are_allowed(
    client: httpx.Client, alice: str
) -> None:
    answer = ask(
        client,
        alice,
        "mutation ($input: SubscribePushInput!) { subscribePush(input: $input) { id } }",
        input={
            "operationId": str(uuid4()),
            "endpoint": "https://169.254.169.254/latest",
            "p256dh": "x",
            "auth": "y",
        },
    )

    assert answer["errors"][0]["extensions"]["code"] == "INVALID_INPUT"


@pytest.mark.parametrize("absurd", ["9" * 10, "9" * 5_000, "-1", "x", ""])
def test_an_id_that_no_sensor_can_have_is_none_of_ours(client: httpx.Client, alice: str, absurd: str) -> None:
    found = ask(client, alice, "query ($id: ID!) { sensor(id: $id) { id } }", id=absurd)
    returned = ask(
        client,
        alice,
        "mutation ($input: ReturnSensorToServiceInput!) { returnSensorToService(input: $input) { id } }",
        input={"operationId": str(uuid4()), "sensorId": absurd},
    )

    assert found["data"] == {"sensor": None}
    assert [error["extensions"]["code"] for error in returned["errors"]] == ["NOT_FOUND"]
