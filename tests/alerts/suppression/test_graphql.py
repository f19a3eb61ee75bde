"""Suppression over the wire: who may, once per operation, and what lists and figures say then."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from backend.alerts import commands as alerts
from backend.core.database import Database
from backend.core.vocabulary import Tier
from tests.support.fakes import FakeClock
from tests.support.http_site import ask, sign_in
from tests.support.plants import Plants, id_of, over
from tests.support.refusals import answered_code

SHELVE = (
    "mutation ($i: ShelveAlertInput!) { shelveAlert(input: $i) "
    "{ id suppression { by reason until person { name { zh } } } } }"
)
OUT = (
    "mutation ($i: TakeSensorOutOfServiceInput!) { takeSensorOutOfService(input: $i) "
    "{ state outOfService { reason } } }"
)
PLAN = (
    "mutation ($i: PlanMaintenanceInput!) { planMaintenance(input: $i) "
    "{ id isRunning equipment { code } plannedBy { name { zh } } } }"
)
LIST = (
    "query ($f: AlertFilter) { suppressedCount "
    "alerts(filter: $f) { edges { node { id suppression { by } } } } }"
)
SUPPRESSED = "{ suppressedConditions { id cause { sentence { zh } } } maintenanceWindows { id reason } }"


@pytest.fixture
def alert_id(client: httpx.Client, sqlite_database: Database, plants: Plants) -> str:
    sqlite_database.transact(lambda tx: alerts.apply_changes(tx, [over(plants, Tier.ORANGE)]))
    found = ask(client, sign_in(client, "alice"), LIST, f={})
    return str(found["data"]["alerts"]["edges"][0]["node"]["id"])


def shelf(alert_id: str, clock: FakeClock) -> dict[str, Any]:
    until = (clock.now + timedelta(hours=1)).isoformat()
    return {"operationId": str(uuid4()), "alertId": alert_id, "until": until, "reason": "校验中"}


def test_a_shelved_alert_leaves_the_list_of_open_ones_and_stands_in_that_of_the_suppressed(
    client: httpx.Client, clock: FakeClock, alert_id: str
) -> None:
    alice = sign_in(client, "alice")
    wanted = shelf(alert_id, clock)

    first = ask(client, alice, SHELVE, i=wanted)
    again = ask(client, alice, SHELVE, i=wanted)

    assert first["data"]["shelveAlert"]["suppression"]["by"] == "SHELVED"
    assert first["data"]["shelveAlert"]["suppression"]["person"]["name"]["zh"] == "alice"
    assert again == first, "the same operation twice is one"
    listed = ask(client, alice, LIST, f={"isSuppressed": False})["data"]
    assert (listed["alerts"]["edges"], listed["suppressedCount"]) == ([], 1)
    suppressed = ask(client, alice, LIST, f={"isSuppressed": True})["data"]["alerts"]["edges"]
    assert [edge["node"]["id"] for edge in suppressed] == [alert_id]
    [condition] = ask(client, alice, SUPPRESSED)["data"]["suppressedConditions"]
    assert condition["cause"]["sentence"]["zh"] == "60 %LEL，高于限值 50 %LEL"


def test_what_is_suppressed_is_listed_and_counted_by_its_reason(
    client: httpx.Client, clock: FakeClock, alert_id: str
) -> None:
    alice = sign_in(client, "alice")
    ask(client, alice, SHELVE, i=shelf(alert_id, clock))
    asked = [
        f"{name}: suppressedConditions(by: [{by}]) {{ id }}"
        for name, by in (("shelved", "SHELVED"), ("others", "PARENT"))
    ]
    reasons = " ".join(asked)
    counts = "n: suppressedConditionCount(by: [SHELVED]) m: suppressedConditionCount(by: [PARENT])"

    found = ask(client, alice, f"{{ {reasons} {counts} all: suppressedConditionCount }}")["data"]

    assert found == {"shelved": [{"id": alert_id}], "others": [], "n": 1, "m": 0, "all": 1}


def test_a_worker_may_not_shelve_and_the_other_site_sees_nothing(
    client: httpx.Client, clock: FakeClock, alert_id: str
) -> None:
    bob, carol = sign_in(client, "bob"), sign_in(client, "carol")

    assert answered_code(ask(client, bob, SHELVE, i=shelf(alert_id, clock))) == "NOT_ALLOWED"
    assert answered_code(ask(client, carol, SHELVE, i=shelf(alert_id, clock))) == "NOT_FOUND"
    ask(client, sign_in(client, "alice"), SHELVE, i=shelf(alert_id, clock))
    assert ask(client, carol, LIST, f={"isSuppressed": True})["data"] == {
        "alerts": {"edges": []},
        "suppressedCount": 0,
    }
    assert ask(client, carol, SUPPRESSED)["data"] == {"suppressedConditions": [], "maintenanceWindows": []}


def test_an_officer_plans_maintenance_and_takes_a_source_out_of_service(
    client: httpx.Client, clock: FakeClock, plants: Plants
) -> None:
    alice, erik = sign_in(client, "alice"), sign_in(client, "erik")
    plan = {
        "operationId": str(uuid4()),
        "equipmentId": str(id_of("north/equipment")),
        "startsAt": clock.now.isoformat(),
        "endsAt": (clock.now + timedelta(hours=1)).isoformat(),
        "reason": "换泵",
    }
    assert answered_code(ask(client, erik, PLAN, i=plan)) == "NOT_ALLOWED"
    window = ask(client, alice, PLAN, i={**plan, "operationId": str(uuid4())})["data"]["planMaintenance"]
    assert (window["isRunning"], window["equipment"]["code"]) == (True, "EQ-north")

    out = {"operationId": str(uuid4()), "sensorId": str(plants.gas), "reason": "送检"}
    source = ask(client, alice, OUT, i=out)["data"]["takeSensorOutOfService"]
    assert source == {"state": "OUT_OF_SERVICE", "outOfService": {"reason": "送检"}}


@pytest.mark.parametrize(
    "times",
    [
        ("2026-11-24T08:00:00", "2026-11-24T09:00:00"),
        ("9999-12-31T23:00:00Z", "9999-12-31T23:59:59-12:00"),
        ("9999-12-30T00:00:00Z", "9999-12-31T23:00:00Z"),
    ],
    ids=["without a zone", "beyond the calendar", "at its end"],
)
def test_a_time_that_is_none_is_refused_and_no_fault_inside(
    client: httpx.Client, alert_id: str, clock: FakeClock, times: tuple[str, str]
) -> None:
    alice = sign_in(client, "alice")
    plan = {
        "operationId": str(uuid4()),
        "equipmentId": str(id_of("north/equipment")),
        "startsAt": times[0],
        "endsAt": times[1],
        "reason": "换泵",
    }

    planned = ask(client, alice, PLAN, i=plan)
    shelved = ask(client, alice, SHELVE, i={**shelf(alert_id, clock), "until": times[1]})

    assert answered_code(shelved) == "INVALID_INPUT"
    assert times[0].startswith("9999-12-30") or answered_code(planned) == "INVALID_INPUT"
    assert "INTERNAL" not in str(planned)


def test_metrics_count_active_suppressed_and_raised_alerts_by_tier(
    client: httpx.Client, clock: FakeClock, alert_id: str
) -> None:
    assert 'anhuan_alerts_active{tier="ORANGE"} 1.0' in client.get("/metrics").text

    ask(client, sign_in(client, "alice"), SHELVE, i=shelf(alert_id, clock))

    said = client.get("/metrics").text
    assert 'anhuan_alerts_active{tier="ORANGE"} 0.0' in said
    assert 'anhuan_alerts_raised_total{tier="ORANGE"} 1.0' in said
    assert 'anhuan_alerts_suppressed{by="SHELVED"} 1.0' in said
