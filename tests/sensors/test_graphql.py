"""The officer's page on sources over GraphQL: each command for those whose site it is, and nobody else."""

from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlmodel import select

from backend.core.database import Database
from backend.core.tables import AuditRow
from backend.core.time import microseconds
from backend.monitoring import intake_commands as intake
from backend.readings.rules import Batch
from backend.sensors.devices.rules import hash_of
from backend.sensors.devices.tables import DeviceRow
from backend.sensors.quarantine_rules import Rejected, RejectReason, UnknownTraffic
from backend.sensors.quarantine_store import Quarantine
from backend.sensors.store import Sensors
from tests.support.fakes import FakeClock
from tests.support.http_site import ask, sign_in
from tests.support.plants import Plants
from tests.support.refusals import answered_code

UNKNOWN = (
    "{ unknownSources { siteId code readings sendsEvents samples { value } suggested { side tier value } } }"
)
QUARANTINE = "{ quarantine { topic reason excerpt bytes } }"
DEVICES = "{ devices { id name codes hint revokedAt lastUsedAt } }"
RULES = "{ observationRules { siteId version rules { type tier } } }"
ADOPT = (
    "mutation ($i: AdoptSourceInput!) { adoptSource(input: $i) { id code name { en } unit area { code } } }"
)
DISMISS = "mutation ($i: DismissSourceInput!) { dismissSource(input: $i) }"
CREATE = "mutation ($i: CreateDeviceInput!) { createDevice(input: $i) { key device { id name codes hint } } }"
REVOKE = "mutation ($i: RevokeDeviceInput!) { revokeDevice(input: $i) { id revokedAt } }"
SET_RULES = "mutation ($i: SetObservationRulesInput!) { setObservationRules(input: $i) { version } }"
WAITING = "{ agreements { id kind } }"
DECIDE = "mutation ($i: DecideAgreementInput!) { decideAgreement(input: $i) { state } }"


@pytest.fixture(autouse=True)
def heard(sqlite_database: Database, plants: Plants, clock: FakeClock) -> None:
    """At north a source that nobody knows has sent twenty values, and a message that was no use."""
    at_us = microseconds(clock())
    readings = [("north/NEW-1", at_us - i * 1_000_000, 20.0 + i % 3, 0) for i in range(20, 0, -1)]
    rejected = [Rejected("anhuan/north/NEW-1/reading", b"{\0", RejectReason.MALFORMED, "no JSON")]
    known = intake.open_intake(sqlite_database)
    for chunk in (readings[:10], readings[10:]):
        batch = Batch(chunk, rejected)
        sqlite_database.transact(lambda tx, batch=batch: intake.ingest(tx, known, batch))
        rejected = []


def adopting(plants: Plants, **more: Any) -> dict[str, Any]:
    return {
        "operationId": str(uuid4()),
        "siteId": str(plants.north),
        "code": "NEW-1",
        "nameZh": "新测点",
        "nameEn": "New sensor",
        "areaId": str(plants.area),
        "stage": "PROCESS",
        "unit": "°C",
        **more,
    }


def creating(plants: Plants, **more: Any) -> dict[str, Any]:
    return {
        "operationId": str(uuid4()),
        "siteId": str(plants.north),
        "name": "Edge box",
        "codes": ["GAS-1"],
        **more,
    }


def ruling(plants: Plants, **more: Any) -> dict[str, Any]:
    rules = [{"type": "NO_HELMET", "tier": "ORANGE", "minConfidence": 0.7}]
    return {
        "operationId": str(uuid4()),
        "siteId": str(plants.north),
        "rules": rules,
        "reason": "drill",
        **more,
    }


def test_an_officer_sees_unknown_sources_with_the_limits_that_what_they_sent_suggests(
    client: httpx.Client,
) -> None:
    answer = ask(client, sign_in(client, "alice"), UNKNOWN)

    (found,) = answer["data"]["unknownSources"]
    assert (found["code"], found["readings"], len(found["samples"])) == ("NEW-1", 20, 20)
    assert {(each["side"], each["tier"]) for each in found["suggested"]} >= {
        ("HIGH", "RED"),
        ("LOW", "RED"),
    }


def test_an_officer_reads_how_much_a_full_list_left_off_and_a_worker_does_not(
    client: httpx.Client, sqlite_database: Database, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.sensors.quarantine_store.MAX_SOURCES", 1)
    seen = {("north", "NEW-2"): UnknownTraffic(3)}
    sqlite_database.transact(lambda tx: tx.get(Quarantine).note_unknown(seen, at=clock()))
    left_off = "{ unlistedSources { readings } }"

    assert ask(client, sign_in(client, "alice"), left_off)["data"] == {"unlistedSources": [{"readings": 3}]}
    assert answered_code(ask(client, sign_in(client, "bob"), left_off)) == "NOT_ALLOWED"


def test_an_adopted_source_is_in_service_with_its_limits_and_is_judged_at_once(
    client: httpx.Client, plants: Plants, sqlite_database: Database, clock: FakeClock
) -> None:
    token = sign_in(client, "alice")

    answer = ask(client, token, ADOPT, i=adopting(plants))

    assert answer["data"]["adoptSource"]["name"] == {"en": "New sensor"}
    assert ask(client, token, UNKNOWN)["data"]["unknownSources"] == []
    sensor = sqlite_database.transact(lambda tx: tx.get(Sensors).by_code(plants.north, "NEW-1"))
    assert sensor is not None
    assert sensor.responsible_id == plants.alice.person_id
    assert sensor.indicator is not None
    assert len(sensor.indicator.limits) == 6
    known = intake.open_intake(sqlite_database)
    batch = Batch([("north/NEW-1", microseconds(clock()), 999.0, 0)])
    taken = sqlite_database.transact(lambda tx: intake.ingest(tx, known, batch))
    assert len(taken.evaluation.rows) == 1


def test_adopting_twice_changes_nothing_and_without_limits_there_are_none(
    client: httpx.Client, plants: Plants, sqlite_database: Database
) -> None:
    token = sign_in(client, "alice")

    first = ask(client, token, ADOPT, i=adopting(plants, hasLimits=False))
    again = ask(client, token, ADOPT, i=adopting(plants, nameEn="Another name"))

    assert first["data"] == again["data"]
    sensor = sqlite_database.transact(lambda tx: tx.get(Sensors).by_code(plants.north, "NEW-1"))
    assert sensor is not None
    assert sensor.indicator is not None
    assert sensor.indicator.limits == ()


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"code": "NOBODY"}, "SOURCE_UNKNOWN"),
        ({"nameZh": " ", "nameEn": " "}, "NAME_INVALID"),
        ({"unit": "x" * 61}, "INVALID_INPUT"),
    ],
)
def test_what_cannot_be_adopted_is_refused_by_its_reason(
    client: httpx.Client, plants: Plants, more: dict[str, Any], code: str
) -> None:
    assert answered_code(ask(client, sign_in(client, "alice"), ADOPT, i=adopting(plants, **more))) == code


def test_a_source_is_adopted_into_an_area_of_its_own_site_only(client: httpx.Client, plants: Plants) -> None:
    answer = ask(client, sign_in(client, "alice"), ADOPT, i=adopting(plants, areaId=str(plants.far_area)))

    assert answered_code(answer) == "AREA_UNKNOWN"


def test_a_dismissed_source_is_off_the_list(client: httpx.Client, plants: Plants) -> None:
    token = sign_in(client, "alice")
    wanted = {"operationId": str(uuid4()), "siteId": str(plants.north), "code": "NEW-1"}

    assert ask(client, token, DISMISS, i=wanted)["data"]["dismissSource"] is True
    assert ask(client, token, UNKNOWN)["data"]["unknownSources"] == []


def test_what_was_put_aside_is_shown_with_its_reason_and_an_excerpt(client: httpx.Client) -> None:
    (message,) = ask(client, sign_in(client, "alice"), QUARANTINE)["data"]["quarantine"]

    assert message == {
        "topic": "anhuan/north/NEW-1/reading",
        "reason": "MALFORMED",
        "excerpt": "{\ufffd",
        "bytes": 2,
    }


def test_a_key_is_shown_once_and_kept_as_a_hash_only(
    client: httpx.Client, plants: Plants, sqlite_database: Database
) -> None:
    token, wanted = sign_in(client, "alice"), creating(plants)

    created = ask(client, token, CREATE, i=wanted)["data"]["createDevice"]
    repeated = ask(client, token, CREATE, i=wanted)["data"]["createDevice"]

    assert created["key"].startswith(created["device"]["hint"])
    assert (repeated["key"], repeated["device"]) == (None, created["device"])
    row = sqlite_database.read(lambda s: s.exec(select(DeviceRow)).one())
    assert row.key_hash == hash_of(created["key"])
    assert created["key"] not in str(row)
    listed = ask(client, token, DEVICES)["data"]["devices"]
    assert [(each["name"], each["codes"]) for each in listed] == [("Edge box", ["GAS-1"])]


def test_a_revoked_key_stays_listed_as_revoked_and_both_steps_are_in_the_audit_log(
    client: httpx.Client, plants: Plants, sqlite_database: Database
) -> None:
    token = sign_in(client, "alice")
    device_id = ask(client, token, CREATE, i=creating(plants))["data"]["createDevice"]["device"]["id"]

    for _ in range(2):
        wanted = {"operationId": str(uuid4()), "deviceId": device_id}
        assert ask(client, token, REVOKE, i=wanted)["data"]["revokeDevice"]["revokedAt"]

    kinds = sqlite_database.read(
        lambda s: [r.kind for r in s.exec(select(AuditRow).order_by(AuditRow.position))]
    )
    assert [kind for kind in kinds if kind.startswith("DEVICE")] == ["DEVICE_ADDED", "DEVICE_REVOKED"]


@pytest.mark.parametrize("more", [{"name": " "}, {"name": "x" * 61}, {"codes": ["a/b"]}, {"codes": ["a#"]}])
def test_a_device_needs_a_name_and_codes_that_can_be_codes(
    client: httpx.Client, plants: Plants, more: dict[str, Any]
) -> None:
    assert (
        answered_code(ask(client, sign_in(client, "alice"), CREATE, i=creating(plants, **more)))
        == "INVALID_INPUT"
    )


def test_new_rules_are_the_next_version_and_need_a_reason(client: httpx.Client, plants: Plants) -> None:
    token = sign_in(client, "alice")
    before = ask(client, token, RULES)["data"]["observationRules"][0]["version"]

    without = ask(client, token, SET_RULES, i=ruling(plants, reason=" "))
    looser = ask(client, token, SET_RULES, i=ruling(plants))
    asking = ask(
        client, token, SET_RULES, i=ruling(plants, reason="摄像头检修，改为人工巡检", asksSecondPerson=True)
    )
    (request,) = ask(client, sign_in(client, "dora"), WAITING)["data"]["agreements"]
    wanted = {"operationId": str(uuid4()), "agreementId": request["id"], "isAgreed": True}
    ask(client, sign_in(client, "dora"), DECIDE, i=wanted)
    again = ask(client, token, SET_RULES, i=ruling(plants))

    assert (before, answered_code(without), answered_code(looser)) == (
        0,
        "REASON_REQUIRED",
        "SECOND_PERSON_REQUIRED",
    )
    assert asking["data"]["setObservationRules"] == {"version": 0}
    assert request["kind"] == "LOOSEN_OBSERVATION_RULES"
    assert again["data"]["setObservationRules"] == {"version": 2}
    (found,) = ask(client, token, RULES)["data"]["observationRules"]
    assert found["rules"] == [{"type": "NO_HELMET", "tier": "ORANGE"}]


@pytest.mark.parametrize(
    "rule",
    [
        {"type": "no helmet", "tier": "RED"},
        {"type": "FIRE", "tier": "RED", "minConfidence": 2},
        {"type": "FIRE", "tier": "RED", "fromMinute": 60},
        {"type": "FIRE", "tier": "RED", "withinSeconds": 1e300},
    ],
)
def test_rules_that_make_no_sense_are_refused(
    client: httpx.Client, plants: Plants, rule: dict[str, Any]
) -> None:
    answer = ask(client, sign_in(client, "alice"), SET_RULES, i=ruling(plants, rules=[rule]))

    assert answered_code(answer) == "INVALID_INPUT"


@pytest.mark.parametrize("document", [UNKNOWN, QUARANTINE, DEVICES, RULES])
def test_a_worker_sees_none_of_it_and_an_officer_of_another_site_nothing_of_ours(
    client: httpx.Client, plants: Plants, document: str
) -> None:
    ask(client, sign_in(client, "alice"), CREATE, i=creating(plants))

    as_bob = ask(client, sign_in(client, "bob"), document)
    as_carol = ask(client, sign_in(client, "carol"), document)

    assert answered_code(as_bob) == "NOT_ALLOWED"
    (rows,) = as_carol["data"].values()
    assert rows == [] or [each.get("siteId") for each in rows] == [str(plants.south)]


def test_commands_are_for_officers_of_the_site(client: httpx.Client, plants: Plants) -> None:
    made = ask(client, sign_in(client, "alice"), CREATE, i=creating(plants))["data"]["createDevice"]
    wanted = [
        (CREATE, lambda: creating(plants)),
        (ADOPT, lambda: adopting(plants)),
        (DISMISS, lambda: {"operationId": str(uuid4()), "siteId": str(plants.north), "code": "NEW-1"}),
        (REVOKE, lambda: {"operationId": str(uuid4()), "deviceId": made["device"]["id"]}),
        (SET_RULES, lambda: ruling(plants)),
    ]

    refused = {
        name: {
            answered_code(ask(client, sign_in(client, name), document, i=make())) for document, make in wanted
        }
        for name in ("bob", "erik", "carol")
    }

    by_role = {"NOT_ALLOWED", "NOT_FOUND"}  # a device does not exist for who may not see it
    assert refused == {"bob": by_role, "erik": by_role, "carol": {"NOT_FOUND"}}
