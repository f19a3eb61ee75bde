"""Over HTTP: timelines, duplicates and root causes by name; reports without one, with no sign-in at all."""

import hashlib
import secrets
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from backend.core.database import Database
from backend.core.rate_limit import WRONG_TRIES
from backend.core.vocabulary import Tier
from backend.hazards import commands as hazards
from backend.hazards.anonymous.rules import hash_of_key
from backend.hazards.rules import DeclineReason
from backend.hazards.timeline.store import Timelines
from tests.support import pictures
from tests.support.cases import Reports, Step, up_to
from tests.support.client import document
from tests.support.fakes import FakeClock
from tests.support.http_site import Site, ask, sign_in
from tests.support.plants import Plants

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def do(client: httpx.Client, token: str | None, name: str, **content: Any) -> Any:
    variables = {"input": {"operationId": str(uuid4()), **content}}
    return ask(client, token, document(name), **variables)


def code(answer: dict[str, Any]) -> str:
    return str(answer["errors"][0]["extensions"]["code"])


@pytest.fixture
def site_pass(client: httpx.Client, plants: Plants) -> str:
    alice = sign_in(client, "alice")
    answer = do(client, alice, "SetAnonymousReports", siteId=str(plants.north), isAllowed=True)
    return str(answer["data"]["setAnonymousReports"]["sitePass"])


@pytest.fixture
def outsider(site: Site) -> Iterator[httpx.Client]:
    """A phone that shows no sign-in: neither token nor cookie."""
    with site.client() as phone:
        yield phone


def test_a_case_shows_what_it_has_to_do_with_others_to_people_of_its_site(
    client: httpx.Client, sqlite_database: Database, plants: Plants
) -> None:
    reports = Reports(sqlite_database, plants)
    original, duplicate = reports.case(plants.bob), reports.case(plants.bob)
    alice, carol = sign_in(client, "alice"), sign_in(client, "carol")

    hint = ask(client, alice, document("DuplicateCandidates"), of={"caseId": str(duplicate)})
    linked = do(client, alice, "LinkDuplicate", caseId=str(duplicate), originalId=str(original))
    record = ask(client, alice, document("CaseRecord"), caseId=str(original))["data"]["caseRecord"]

    assert [each["case"]["id"] for each in hint["data"]["duplicateCandidates"]] == [str(original)]
    assert linked["data"]["linkDuplicate"]["state"] == "ARCHIVED"
    assert [each["id"] for each in record["duplicates"]] == [str(duplicate)]
    assert record["mayMerge"] is True
    assert ask(client, carol, document("CaseRecord"), caseId=str(original))["data"]["caseRecord"] is None
    foreign = ask(client, carol, document("DuplicateCandidates"), of={"caseId": str(original)})
    assert foreign["data"]["duplicateCandidates"] == []


def test_what_a_person_is_about_to_report_finds_what_is_reported_already(
    client: httpx.Client, sqlite_database: Database, plants: Plants
) -> None:
    waiting = Reports(sqlite_database, plants).report(plants.erik, equipment_code="EQ-north")
    bob = sign_in(client, "bob")
    place = {"equipmentCode": "EQ-north", "category": "MECHANICAL"}

    found = ask(client, bob, document("DuplicateCandidates"), of=place)["data"]["duplicateCandidates"]

    assert [each["report"]["id"] for each in found] == [str(waiting.report_id)]
    assert found[0]["why"] == ["SAME_EQUIPMENT", "SAME_CATEGORY", "STILL_OPEN"]


def test_a_recurrence_asks_for_its_root_cause_before_its_disposal(
    client: httpx.Client, sqlite_database: Database, plants: Plants
) -> None:
    reports = Reports(sqlite_database, plants)
    third = [reports.at_pump(plants.bob, tier=Tier.YELLOW) for _ in range(3)][-1]
    bob = sign_in(client, "bob")

    record = ask(client, bob, document("CaseRecord"), caseId=str(third))["data"]["caseRecord"]
    kept = do(
        client,
        bob,
        "RecordRootCause",
        caseId=str(third),
        problem="泵漏油",
        whys=["垫片坏", "选型错", "没有规范"],
        rootCause="缺规范",
        measure="编制规范",
        ownerId=str(plants.erik.person_id),
        dueOn="2026-12-24",
    )
    after = ask(client, bob, document("CaseRecord"), caseId=str(third))["data"]["caseRecord"]

    assert (record["needsRootCause"], len(record["earlier"])) == (True, 2)
    assert kept["data"]["recordRootCause"]["id"] == str(third)
    assert (after["needsRootCause"], after["rootCause"]["dueOn"]) == (False, "2026-12-24")


def test_the_reporter_reads_the_timeline_and_thanks(
    client: httpx.Client, sqlite_database: Database, plants: Plants
) -> None:
    reports = Reports(sqlite_database, plants)
    report_id = reports.report(plants.bob).report_id
    up_to(Step.ARCHIVED, sqlite_database, plants, reports.accept(report_id), plants.erik)
    bob, carol = sign_in(client, "bob"), sign_in(client, "carol")

    timeline = ask(client, bob, document("ReportTimeline"), reportId=str(report_id))["data"]["reportTimeline"]
    thanked = do(client, bob, "ThankDisposal", reportId=str(report_id), note="谢谢")["data"]["thankDisposal"]

    assert (timeline["mayThank"], timeline["mayObject"], timeline["isMine"]) == (True, True, True)
    assert (thanked["mayThank"], thanked["steps"][-1]["kind"]) == (False, "THANKED")
    assert ask(client, carol, document("ReportTimeline"), reportId=str(report_id))["data"] == {
        "reportTimeline": None
    }


def test_officers_list_what_reporters_object_to_and_answer_it(
    client: httpx.Client, sqlite_database: Database, plants: Plants
) -> None:
    report_id = Reports(sqlite_database, plants).report(plants.bob).report_id
    alice, bob, carol = (sign_in(client, name) for name in ("alice", "bob", "carol"))
    dora = sign_in(client, "dora")
    do(client, dora, "DeclineHazard", hazardReportId=str(report_id), reason="NOT_A_HAZARD", note="正常")
    do(client, bob, "ObjectReport", reportId=str(report_id), reason="不正常")

    def waiting(token: str) -> tuple[int, list[str]]:
        found = ask(client, token, document("OpenObjections"))["data"]["openObjections"]
        home = ask(client, token, document("Situation"))["data"]["situation"]["home"]
        assert home["openObjections"] == found["total"]
        return found["total"], [edge["node"]["report"]["id"] for edge in found["edges"]]

    assert [waiting(each) for each in (alice, bob, carol)] == [(1, [str(report_id)]), (0, []), (0, [])]
    [edge] = ask(client, alice, document("OpenObjections"))["data"]["openObjections"]["edges"]
    do(client, alice, "AnswerObjection", objectionId=edge["node"]["id"], isUpheld=False, answer="查过")
    assert waiting(alice) == (0, [])
    wrong = ask(client, alice, document("OpenObjections"), first=-1)
    assert code(wrong) == "INVALID_INPUT"


def test_phones_of_last_week_are_not_given_steps_they_do_not_know(
    client: httpx.Client, sqlite_database: Database, plants: Plants
) -> None:
    reports = Reports(sqlite_database, plants)
    report_id = reports.report(plants.bob).report_id
    case_id = reports.accept(report_id)
    bob, erik = sign_in(client, "bob"), sign_in(client, "erik")
    department = {"departmentId": str(plants.department), "kind": "REPAIR", "work": "修"}
    do(client, erik, "AddTask", caseId=str(case_id), **department)

    old = "query ($id: UUID!) { reportTimeline(reportId: $id) { steps { kind } } }"
    before = ask(client, bob, old, id=str(report_id))["data"]["reportTimeline"]["steps"]
    timeline = ask(client, bob, document("ReportTimeline"), reportId=str(report_id))["data"]["reportTimeline"]

    assert "TASK_ASSIGNED" not in [step["kind"] for step in before]
    assert [step["kind"] for step in timeline["steps"]] == [*(s["kind"] for s in before), "TASK_ASSIGNED"]


def test_a_report_without_a_name_needs_no_sign_in_and_its_key_opens_its_timeline(
    outsider: httpx.Client, sqlite_database: Database, plants: Plants, site_pass: str
) -> None:
    key = "".join(secrets.choice(LETTERS) for _ in range(26))
    data = pictures.jpeg(pictures.corners(80, 60))
    sha256 = hashlib.sha256(data).hexdigest()
    where = f"/anonymous/photos/{sha256}"

    refused = outsider.put(where, content=data, headers={"anhuan-site-pass": "wrong"})
    sent = [outsider.put(where, content=data, headers={"anhuan-site-pass": site_pass}) for _ in range(2)]
    said = {
        "operationId": str(uuid4()),
        "sitePass": site_pass,
        "keyHash": hash_of_key(key),
        "category": "FIRE",
        "areaId": str(plants.area),
        "photos": [{"sha256": sha256}],
        "capturedAt": "2026-11-24T08:00:00Z",
    }
    answers = [ask(outsider, None, document("ReportAnonymously"), input=said) for _ in range(2)]
    timeline = ask(outsider, None, document("AnonymousReport"), key=key.lower())["data"]["anonymousReport"]

    assert (refused.status_code, [each.status_code for each in sent]) == (403, [201, 201])
    assert answers[0] == answers[1]
    assert answers[0]["data"]["reportAnonymously"]["number"] == timeline["number"]
    assert [step["kind"] for step in timeline["steps"]] == ["RECEIVED"]
    picture = outsider.post(where, content=key)
    assert (picture.status_code, picture.headers["content-type"]) == (200, "image/jpeg")
    assert outsider.post(where, content="0" * 26).status_code == 404
    assert outsider.get(f"/photos/{sha256}").status_code == 401
    assert ask(outsider, None, document("AnonymousReport"), key="0" * 26)["data"]["anonymousReport"] is None


def test_times_of_what_came_without_a_name_are_coarse_and_those_of_others_are_not(
    client: httpx.Client, outsider: httpx.Client, plants: Plants, site_pass: str, clock: FakeClock
) -> None:
    clock.now = clock.now.replace(minute=17, second=42, microsecond=123456)
    content = {
        "category": "FIRE",
        "description": "x",
        "areaId": str(plants.area),
        "photos": [],
        "capturedAt": (clock.now - timedelta(minutes=4)).isoformat(),
    }
    do(outsider, None, "ReportAnonymously", sitePass=site_pass, keyHash="0" * 64, **content)
    do(client, sign_in(client, "bob"), "ReportHazard", **content)
    alice = sign_in(client, "alice")

    query = "{ hazardReports { edges { node { id isAnonymous capturedAt receivedAt } } } }"
    edges = ask(client, alice, query)["data"]["hazardReports"]["edges"]
    found = {edge["node"]["isAnonymous"]: edge["node"] for edge in edges}
    said = "query ($id: UUID!) { reportTimeline(reportId: $id) { receivedAt dueAt steps { kind at } } }"
    line = ask(client, alice, said, id=found[True]["id"])["data"]["reportTimeline"]

    def tail(moment: str) -> str:
        return datetime.fromisoformat(moment).strftime("%M:%S.%f")

    assert [tail(found[True][name]) for name in ("capturedAt", "receivedAt")] == ["10:00.000000"] * 2
    assert [tail(found[False][name])[:5] for name in ("capturedAt", "receivedAt")] == ["13:42", "17:42"]
    assert tail(line["receivedAt"]) == "10:00.000000"
    assert {tail(step["at"]) for step in line["steps"]} == {"10:00.000000"}
    assert tail(line["dueAt"])[1:] == "0:00.000000"


def test_officers_see_that_a_report_has_no_name(
    client: httpx.Client, outsider: httpx.Client, sqlite_database: Database, plants: Plants, site_pass: str
) -> None:
    do(
        outsider,
        None,
        "ReportAnonymously",
        sitePass=site_pass,
        keyHash="0" * 64,
        category="FIRE",
        description="x",
        areaId=str(plants.area),
        photos=[],
        capturedAt="2026-11-24T08:00:00Z",
    )
    alice = sign_in(client, "alice")

    query = "{ hazardReports { edges { node { isAnonymous reportedBy { name { zh } } } } } }"
    [edge] = ask(client, alice, query)["data"]["hazardReports"]["edges"]

    assert edge["node"] == {"isAnonymous": True, "reportedBy": {"name": {"zh": "匿名"}}}


def test_with_the_key_a_decline_is_objected_to(
    outsider: httpx.Client, sqlite_database: Database, plants: Plants, site_pass: str
) -> None:
    key = "Z" * 26
    content: dict[str, Any] = {
        "sitePass": site_pass,
        "keyHash": hash_of_key(key),
        "category": "FIRE",
        "description": "x",
        "areaId": str(plants.area),
        "photos": [],
        "capturedAt": "2026-11-24T08:00:00Z",
    }
    do(outsider, None, "ReportAnonymously", **content)
    report_id = sqlite_database.transact(lambda tx: tx.get(Timelines).report_of_key(hash_of_key(key)))
    assert report_id is not None
    sqlite_database.transact(
        lambda tx: hazards.decline_hazard(
            tx, report_id, reason=DeclineReason.NOT_A_HAZARD, note="正常", by=plants.alice
        )
    )

    answer = do(outsider, None, "ObjectAnonymously", key=key, reason="不正常")
    wrong = do(outsider, None, "ObjectAnonymously", key="Y" * 26, reason="不正常")

    assert answer["data"]["objectAnonymously"]["objection"]["state"] == "OPEN"
    assert code(wrong) == "NOT_FOUND"


def test_who_follows_by_a_key_reads_departments_and_roles_and_nobodys_name(
    client: httpx.Client, outsider: httpx.Client, sqlite_database: Database, plants: Plants, site_pass: str
) -> None:
    key = "X" * 26
    do(
        outsider,
        None,
        "ReportAnonymously",
        sitePass=site_pass,
        keyHash=hash_of_key(key),
        category="FIRE",
        description="x",
        areaId=str(plants.area),
        photos=[],
        capturedAt="2026-11-24T08:00:00Z",
    )
    report_id = sqlite_database.transact(lambda tx: tx.get(Timelines).report_of_key(hash_of_key(key)))
    assert report_id is not None
    case_id = Reports(sqlite_database, plants).accept(report_id, department=plants.department)
    up_to(Step.ARCHIVED, sqlite_database, plants, case_id, plants.erik)

    answer = ask(outsider, None, document("AnonymousReport"), key=key)
    # A sign-in that came along is not looked at.
    signed_in = ask(client, sign_in(client, "bob"), document("AnonymousReport"), key=key)
    seen = ask(client, sign_in(client, "bob"), document("ReportTimeline"), reportId=str(report_id))

    steps = {step["kind"]: step for step in answer["data"]["anonymousReport"]["steps"]}
    assert signed_in == answer
    assert {step["person"] and step["person"]["id"] for step in steps.values()} == {None}
    assert not [name for name in ("alice", "bob", "erik", "dora") if name in str(answer)]
    assert {kind: steps[kind]["role"] for kind in ("ACCEPTED", "TAKEN_ON", "FIXED", "RECHECKED")} == {
        "ACCEPTED": "OFFICER",
        "TAKEN_ON": "LEAD",
        "FIXED": "LEAD",
        "RECHECKED": "OFFICER",
    }
    department = str(plants.department)
    assert [steps[kind]["department"]["id"] for kind in ("ASSIGNED", "TAKEN_ON", "FIXED")] == [department] * 3
    named = {step["kind"]: step for step in seen["data"]["reportTimeline"]["steps"]}
    assert (named["FIXED"]["person"]["name"]["en"], named["FIXED"]["role"]) == ("erik", None)


def test_one_address_guesses_keys_only_so_often(outsider: httpx.Client, plants: Plants) -> None:
    text = document("AnonymousReport")
    for _ in range(WRONG_TRIES):
        assert ask(outsider, None, text, key="0" * 26)["data"] == {"anonymousReport": None}

    assert code(ask(outsider, None, text, key="0" * 26)) == "TOO_MANY_ATTEMPTS"
    assert outsider.post(f"/anonymous/photos/{'0' * 64}", content="0" * 26).status_code == 429


def test_the_switch_of_anonymous_reports_is_the_officers(client: httpx.Client, plants: Plants) -> None:
    bob = sign_in(client, "bob")

    refused = do(client, bob, "SetAnonymousReports", siteId=str(plants.north), isAllowed=True)
    shown = ask(client, bob, document("AnonymousReporting"))["data"]["anonymousReporting"]

    assert code(refused) == "NOT_ALLOWED"
    assert shown == [{"siteId": str(plants.north), "isAllowed": False, "sitePass": None, "maySwitch": False}]
