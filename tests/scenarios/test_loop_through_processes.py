"""The main job through real processes: from a reading on MQTT, and from a report, to an archived case.

Both ways to run pass the same story. Time cannot be moved here, so the source's five minutes are overridden;
tests/scenarios/test_loop_in_time.py waits for them.
"""

from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest

from backend.notifications.rules import DeliveryState
from tests.scenarios.conftest import Scene
from tests.scenarios.steps import (
    Gauge,
    browser,
    claims_run_out,
    deliveries_of,
    delivery_state,
    dispose,
    fail,
    received,
    received_in_any_order,
    refusal,
    twice,
)
from tests.support.client import Client, RefusedHere, Screen, looking, new_photo, new_signature
from tests.support.fakes import Subscription
from tests.support.servers import wait_until

STEPS_OF_A_REPORT = ("已派单", "已有人处置", "已整改，待复查", "复查未通过", "已整改，待复查", "已归档")
TITLES = ["黄色预警", "橙色预警", "红色预警"]
STEPS = [
    "CASE_OPENED",
    "ALERT_RAISED",
    "ALERT_TIER_RAISED",
    "ALERT_TIER_RAISED",
    "CASE_ACKNOWLEDGED",
    "ALERT_ACKNOWLEDGED",
    "DISPOSAL_SUBMITTED",
    "RECHECK_FAILED",
    "DISPOSAL_SUBMITTED",
    "ALERT_RETURNED_TO_NORMAL",
    "RECHECK_PASSED",
    "CASE_ARCHIVED",
]


def test_reading_to_archive(scene: Scene) -> None:
    cast = scene.cast
    gas = Gauge(scene.site.broker(), "north", "GAS-1")
    with (
        browser(scene.push_service, cast.bob) as bobs_phone,
        browser(scene.push_service, cast.fay, "EN") as fays_phone,
        looking(cast.alice, "AlertChanged", "CaseChanged") as screen,
        looking(cast.carol, "AlertChanged", "CaseChanged") as far_screen,
    ):
        alert = _crosses_yellow_orange_and_red(gas, screen, bobs_phone)
        case_id = alert["case"]["id"]
        _is_one_alert(cast.alice, alert["id"])
        received(fays_phone, "RED alert")
        _is_shown(scene, received(bobs_phone, *TITLES)[-1])

        twice(cast.bob, "AcknowledgeAlert", {"alertId": str(uuid4())}, alertId=alert["id"])
        _case_shows(screen, case_id, "IN_DISPOSAL")
        _first_round_fails(scene, case_id)
        _case_shows(screen, case_id, "IN_DISPOSAL", round_number=2)
        archived = _second_round_passes_by_override(scene, case_id, gas, screen)
        _case_shows(screen, case_id, "ARCHIVED", round_number=2)

        assert [entry["kind"] for entry in archived["timeline"]] == STEPS
        _nothing_moves_any_more(cast.alice, archived)
        _does_not_exist_for(cast.carol, archived)
        assert far_screen.seen == {"AlertChanged": [], "CaseChanged": []}
    gas.close()
    _audit_holds(scene)


@pytest.mark.nightly
def test_report_to_archive(scene: Scene) -> None:
    cast = scene.cast
    with (
        browser(scene.push_service, cast.bob) as bobs_phone,
        browser(scene.push_service, cast.erik, "EN") as eriks_phone,
        looking(cast.alice, "HazardReportChanged", "CaseChanged") as screen,
        looking(cast.carol, "HazardReportChanged", "CaseChanged") as far_screen,
    ):
        report = _bob_reports(cast.bob)
        screen.shows("HazardReportChanged", lambda seen: seen["id"] == report["id"], "the report")
        case_id = _is_accepted(scene, report["id"])
        received(bobs_phone, "您上报的隐患已派单")
        received(eriks_phone, "New case to dispose of")

        twice(cast.erik, "AcknowledgeCase", {"caseId": str(uuid4())}, caseId=case_id)
        dispose(cast.erik, case_id, "已更换灭火器")
        assert refusal(cast.erik, "PassRecheck", **_recheck(cast.erik, case_id)) == "SAME_PERSON"
        fail(cast.dora, case_id, "压力不足")
        received(eriks_phone, "New case to dispose of", "Recheck failed")
        dispose(cast.erik, case_id, "已充装")
        archived = _passes(cast.dora, case_id)
        _case_shows(screen, case_id, "ARCHIVED", round_number=2)

        received_in_any_order(bobs_phone, *(f"您上报的隐患{step}" for step in STEPS_OF_A_REPORT))
        assert [entry["recheck"]["isPassed"] for entry in archived["rounds"]] == [False, True]
        assert [entry["recheck"]["isOverride"] for entry in archived["rounds"]] == [False, False]
        _nothing_moves_any_more(cast.alice, archived)
        _does_not_exist_for(cast.carol, archived)
        assert cast.carol.ask("HazardReport", id=report["id"]) is None
        assert far_screen.seen == {"HazardReportChanged": [], "CaseChanged": []}
    _audit_holds(scene)


@pytest.mark.nightly
@pytest.mark.postgres
@pytest.mark.redis
@pytest.mark.broker
def test_a_production_site_runs_no_document_that_phones_do_not_ask_for(production: Scene) -> None:
    query = "query { viewer { person { id } } }"

    with pytest.raises(RefusedHere) as refused:
        production.cast.bob.post(query=query)

    assert refused.value.code == "OPERATION_UNKNOWN"


@pytest.mark.nightly
@pytest.mark.postgres
@pytest.mark.redis
@pytest.mark.broker
def test_a_worker_that_dies_while_a_push_service_hangs_leaves_its_message_to_another(
    production: Scene,
) -> None:
    site, bob = production.site, production.plants.bob.person_id
    pump = Gauge(site.broker(), "north", "PUMP-1")
    with browser(production.push_service, production.cast.bob) as phone:
        phone.is_hanging = True
        pump.say(12.0)
        wait_until(lambda: phone.tried == 1, "a message on its way")
        site.kill("worker")
        phone.is_hanging = False
        [claimed] = deliveries_of(site.database, bob, DeliveryState.SENDING)

        site.start("worker")
        assert phone.tried == 1, "the claim of the dead worker holds"
        claims_run_out(site.database)

        assert received(phone, "黄色预警") == [str(claimed.id)]
        wait_until(lambda: delivery_state(site.database, str(claimed.id)) == "accepted", "it is settled")
        assert phone.tried == 2
        assert deliveries_of(site.database, bob, DeliveryState.SENDING) == []
    pump.close()


def _crosses_yellow_orange_and_red(gas: Gauge, screen: Screen, phone: Subscription) -> Any:
    """One alert that grows worse before the eyes of a second person; its last state.

    The next reading comes when the responsible person has been told: a message says how bad it is by then.
    """
    gas.say(3.0)
    seen = []
    for value, tier in ((12.0, "YELLOW"), (30.0, "ORANGE"), (61.5, "RED")):
        gas.say(value)
        seen.append(_alert_shows(screen, tier))
        received(phone, *TITLES[: len(seen)])
    assert len({alert["id"] for alert in seen}) == 1
    assert len({alert["case"]["id"] for alert in seen}) == 1
    assert seen[0]["cause"]["value"] == 12.0
    return seen[-1]


def _is_one_alert(officer: Client, alert_id: str) -> None:
    [edge] = officer.ask("Alerts")["edges"]
    assert edge["node"]["id"] == alert_id
    history = officer.ask("Alert", id=alert_id)["history"]
    assert [(entry["kind"], entry["tier"], entry["value"]) for entry in history] == [
        ("RAISED", "YELLOW", 12.0),
        ("TIER_RAISED", "ORANGE", 30.0),
        ("TIER_RAISED", "RED", 61.5),
    ]


def _is_shown(scene: Scene, delivery_id: str) -> None:
    """The phone says that the message is on its screen, twice because the line is bad."""
    assert scene.cast.bob.receipt(delivery_id, "shown") == 204
    assert scene.cast.bob.receipt(delivery_id, "shown") == 204
    wait_until(lambda: delivery_state(scene.site.database, delivery_id) == "shown", "the receipt")


def _first_round_fails(scene: Scene, case_id: str) -> None:
    cast = scene.cast
    disposed = dispose(cast.bob, case_id, "关闭 3 号阀门")
    assert disposed["state"] == "AWAITING_RECHECK"
    [photo] = disposed["rounds"][0]["disposal"]["photos"]
    assert cast.alice.picture(photo["sha256"]).headers["content-type"] == "image/jpeg"
    assert cast.carol.picture(photo["sha256"]).status_code == 404
    assert refusal(cast.bob, "PassRecheck", **_recheck(cast.bob, case_id)) == "NOT_ALLOWED"
    assert refusal(cast.alice, "PassRecheck", **_recheck(cast.alice, case_id)) == "SOURCE_NOT_NORMAL"
    fail(cast.alice, case_id, "仍有泄漏")


def _second_round_passes_by_override(scene: Scene, case_id: str, gas: Gauge, screen: Screen) -> Any:
    cast, word = scene.cast, "检修期间已隔离，现场确认"
    dispose(cast.erik, case_id, "更换垫片")
    assert refusal(cast.erik, "PassRecheck", **_recheck(cast.erik, case_id)) == "SAME_PERSON"
    gas.say(4.0)
    gas.say(3.0)
    screen.shows("AlertChanged", lambda seen: not seen["isActive"], "the source back to normal")
    assert refusal(cast.alice, "PassRecheck", **_recheck(cast.alice, case_id)) == "SOURCE_NOT_NORMAL"
    by_officer = {**_recheck(cast.alice, case_id), "overrideReason": word}
    assert refusal(cast.alice, "PassRecheck", **by_officer) == "NOT_ALLOWED"
    archived = _passes(cast.fay, case_id, overrideReason=word)
    assert [entry["recheck"]["isOverride"] for entry in archived["rounds"]] == [False, True]
    assert next(e["note"] for e in archived["timeline"] if e["kind"] == "RECHECK_PASSED") == word
    return archived


def _bob_reports(bob: Client) -> Any:
    content = {
        "category": "FIRE",
        "description": "灭火器压力不足",
        "equipmentCode": "EQ-north",
        "photos": [bob.photo(new_photo())],
        "capturedAt": datetime.now(UTC).isoformat(),
    }
    report = twice(bob, "ReportHazard", {"description": "else"}, **content)
    assert (report["state"], report["equipment"]["code"]) == ("SUBMITTED", "EQ-north")
    return report


def _is_accepted(scene: Scene, report_id: str) -> str:
    """Alice takes it on and gives it to erik; nobody else may. The id of its case."""
    content = {
        "hazardReportId": report_id,
        "tier": "ORANGE",
        "departmentId": str(scene.plants.department),
        "responsibleId": str(scene.plants.erik.person_id),
    }
    assert refusal(scene.cast.bob, "AcceptHazard", **content) == "NOT_ALLOWED"
    assert refusal(scene.cast.carol, "AcceptHazard", **content) == "NOT_FOUND"
    accepted = twice(scene.cast.alice, "AcceptHazard", {"tier": "RED"}, **content)
    assert accepted["case"]["state"] == "OPEN"
    return str(accepted["case"]["id"])


def _recheck(client: Client, case_id: str) -> dict[str, Any]:
    """What a second person sends who has seen the place and signs what stands there."""
    case = client.ask("Case", id=case_id)
    return {
        "caseId": case_id,
        "contentHash": case["rounds"][-1]["contentHash"],
        "photos": [client.photo(new_photo())],
        "signature": client.photo(new_signature()),
    }


def _passes(client: Client, case_id: str, **more: str) -> Any:
    archived = twice(client, "PassRecheck", {"note": "else"}, **_recheck(client, case_id), **more)
    assert (archived["state"], archived["outcome"]) == ("ARCHIVED", "RESOLVED")
    assert archived["archive"]["hash"]
    return archived


def _alert_shows(screen: Screen, tier: str) -> Any:
    return screen.shows("AlertChanged", lambda alert: alert["tier"] == tier, f"a {tier} alert")


def _case_shows(screen: Screen, case_id: str, state: str, *, round_number: int = 1) -> None:
    wanted = case_id, state, round_number
    screen.shows(
        "CaseChanged", lambda seen: (seen["id"], seen["state"], seen["roundNumber"]) == wanted, str(wanted)
    )


def _nothing_moves_any_more(officer: Client, archived: Any) -> None:
    case_id = archived["id"]
    photos = [officer.photo(new_photo())]
    attempts: dict[str, dict[str, Any]] = {
        "SubmitDisposal": {"caseId": case_id, "measures": "再来一次", "photos": photos},
        "PassRecheck": _recheck(officer, case_id),
        "FailRecheck": {"caseId": case_id, "reason": "OTHER", "photos": photos},
        "DismissCase": {"caseId": case_id, "outcome": "NOT_A_HAZARD", "reason": "重复"},
    }
    for operation, content in attempts.items():
        assert refusal(officer, operation, **content) == "ILLEGAL_TRANSITION", operation
    officer.do("AcknowledgeCase", caseId=case_id)  # somebody has: that is no news, and changes nothing
    assert _for_anybody(officer.ask("Case", id=case_id)) == _for_anybody(archived)


def _for_anybody(case: Any) -> dict[str, Any]:
    """The page of a case without what its viewer may do."""
    question = case["registerQuestion"] or {}
    return {**case, "allowedActions": [], "registerQuestion": {**question, "mayAnswer": None}}


def _does_not_exist_for(carol: Client, archived: Any) -> None:
    assert carol.ask("Case", id=archived["id"]) is None
    assert carol.ask("Cases")["edges"] == carol.ask("Alerts")["edges"] == []
    assert refusal(carol, "AcknowledgeCase", caseId=archived["id"]) == "NOT_FOUND"
    if archived["alert"] is not None:
        assert carol.ask("Alert", id=archived["alert"]["id"]) is None
        assert refusal(carol, "AcknowledgeAlert", alertId=archived["alert"]["id"]) == "NOT_FOUND"


def _audit_holds(scene: Scene) -> None:
    verified = scene.site.run("audit", "verify")
    assert verified.returncode == 0, verified.stdout + verified.stderr
    assert "north: the chain holds" in verified.stdout
