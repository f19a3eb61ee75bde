"""The register over HTTP: from an empty site to a red event that a second person confirms."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from backend.core.database import Database, Transaction
from backend.core.text import Text
from backend.core.vocabulary import Stage
from backend.equipment import commands as equipment
from backend.equipment.commands import EquipmentDetails
from backend.risks.revisions.rules import Team
from tests.support.http_site import ask, sign_in
from tests.support.plants import Plants, id_of
from tests.support.risks import Register
from tests.support.risks import content as made_content
from tests.support.statements import statements

ADD_OBJECT = "mutation ($input: AddRiskObjectInput!) { addRiskObject(input: $input) { id version mayEdit } }"
ADD_UNIT = "mutation ($input: AddRiskUnitInput!) { addRiskUnit(input: $input) { id code object { code } } }"
DRAFT = "mutation ($input: DraftRiskEventInput!) { draftRiskEvent(input: $input) { id version state } }"
HOLD = """mutation ($input: PutRiskInForceInput!) { putRiskInForce(input: $input) {
    id state isConfirmed version inherentLevel residualLevel reviewDueAt
    revisions { agreements { id mayDecide tier } } } }"""
BIND = """mutation ($input: BindRiskSourceInput!) { bindRiskSource(input: $input) {
    version content { bindings { side source { code } } } } }"""
DECIDE = """mutation ($input: DecideAgreementInput!) { decideAgreement(input: $input) { state } }"""
EVENT = """query ($id: UUID!) { riskEvent(id: $id) {
    code title { zh } isConfirmed unit { code object { code } }
    content { inherent { method score level cutoffSet } calls { phone person { id } }
      measures { code isCritical items { lookFor { zh } } } } } }"""
TREE = """query ($siteId: UUID!) { riskObjects(siteId: $siteId) {
    code units { drafts unit { code } levels { level count } } } }"""
REQUESTS = "{ agreements { kind objectId riskEvent { id isReviewOverdue } } }"
LIST = """query ($filter: RiskFilter) {
    riskEvents(filter: $filter, first: 10) { totalCount edges { node { code } } } }"""


def do(client: httpx.Client, token: str, text: str, **content: Any) -> Any:
    """Return the value of the mutation's only field, or the code of its refusal."""
    return value(ask(client, token, text, input={"operationId": str(uuid4()), **content}))


def value(answer: dict[str, Any]) -> Any:
    if "errors" in answer:
        return answer["errors"][0]["extensions"]["code"]
    [found] = answer["data"].values()
    return found


@pytest.fixture
def owner(plants: Plants) -> dict[str, str]:
    return {"departmentId": str(plants.department), "personId": str(id_of("bob"))}


@pytest.fixture
def content(owner: dict[str, str]) -> dict[str, Any]:
    """What a form sends of a red event."""
    measure = str(uuid4())
    return {
        "title": {"zh": "卸车软管脱落泄漏"},
        "stage": "RAW_MATERIAL",
        "owner": owner,
        "accidentClass": "GB_2025/26",
        "inherent": {"lec": {"likelihood": 6, "exposure": 6, "consequence": 40}},
        "residual": {"lec": {"likelihood": 3, "exposure": 3, "consequence": 40}},
        "restsOn": [measure],
        "team": {"personIds": [str(id_of("alice"))], "on": "2026-11-20"},
        "controlLevel": "COMPANY",
        "calls": [{"name": {"zh": "中控"}, "phone": "8010"}, {"personId": str(id_of("bob"))}],
        "measures": [
            {
                "id": measure,
                "code": "M-1",
                "text": {"zh": "防脱落卡箍"},
                "kind": "ENGINEERING",
                "isCritical": True,
                "items": [
                    {
                        "id": str(uuid4()),
                        "code": "C-1",
                        "lookFor": {"zh": "卡箍锁紧"},
                        "way": "PHOTO",
                        "answer": {"zh": "锁紧"},
                        "category": "MECHANICAL",
                    }
                ],
            }
        ],
    }


def test_an_empty_site_gets_its_first_red_event_and_a_second_person_confirms_it(
    client: httpx.Client, plants: Plants, owner: dict[str, str], content: dict[str, Any]
) -> None:
    alice, bob, carol, dora = (sign_in(client, name) for name in ("alice", "bob", "carol", "dora"))
    named = {"code": "TF", "name": {"zh": "罐区"}, "owner": owner}
    assert do(client, bob, ADD_OBJECT, siteId=str(plants.north), object=named) == "NOT_ALLOWED"
    assert do(client, carol, ADD_OBJECT, siteId=str(plants.north), object=named) == "NOT_FOUND"

    made = do(client, alice, ADD_OBJECT, siteId=str(plants.north), object=named)
    arm = {**named, "code": "TF-1", "kind": "FACILITY", "areaId": str(plants.area)}
    unit = do(client, alice, ADD_UNIT, objectId=made["id"], unit=arm)
    assert unit["object"]["code"] == "TF"
    draft = do(client, alice, DRAFT, unitId=unit["id"], code="R-1", content=content)
    assert draft["state"] == "DRAFT"
    held = do(client, alice, HOLD, eventId=draft["id"], version=draft["version"])
    assert (held["state"], held["isConfirmed"]) == ("IN_FORCE", False)
    assert (held["inherentLevel"], held["residualLevel"]) == (4, 4)
    [[asked]] = [each["agreements"] for each in held["revisions"]]
    assert (asked["mayDecide"], asked["tier"]) == (False, None)
    assert do(client, alice, DECIDE, agreementId=asked["id"], isAgreed=True, note="") == (
        "SECOND_PERSON_REQUIRED"
    )
    assert do(client, dora, DECIDE, agreementId=asked["id"], isAgreed=True, note="")["state"] == "AGREED"

    found = value(ask(client, bob, EVENT, id=draft["id"]))
    assert (found["isConfirmed"], found["title"]["zh"]) == (True, "卸车软管脱落泄漏")
    assert found["content"]["inherent"] == {"method": "LEC", "score": 1440, "level": 4, "cutoffSet": "LEC"}
    assert found["content"]["calls"][0]["phone"] == "8010"
    assert value(ask(client, carol, EVENT, id=draft["id"])) is None
    assert value(ask(client, bob, TREE, siteId=str(plants.north))) == [
        {
            "code": "TF",
            "units": [{"drafts": 0, "unit": {"code": "TF-1"}, "levels": [{"level": 4, "count": 1}]}],
        }
    ]
    assert value(ask(client, carol, TREE, siteId=str(plants.north))) == []
    assert value(ask(client, bob, LIST, filter={"levels": [4], "text": "软管"}))["totalCount"] == 1
    assert value(ask(client, carol, LIST, filter={}))["totalCount"] == 0


def test_a_source_is_bound_at_once_and_no_input_has_a_level(
    client: httpx.Client, plants: Plants, owner: dict[str, str], content: dict[str, Any]
) -> None:
    alice = sign_in(client, "alice")
    made = do(
        client,
        alice,
        ADD_OBJECT,
        siteId=str(plants.north),
        object={"code": "TF", "name": {"zh": "罐区"}, "owner": owner},
    )
    arm = {"code": "TF-1", "name": {"zh": "鹤管"}, "kind": "FACILITY", "owner": owner}
    unit = do(client, alice, ADD_UNIT, objectId=made["id"], unit={**arm, "areaId": str(plants.area)})
    off_scale = {**content, "inherent": {"lec": {"likelihood": 7, "exposure": 6, "consequence": 40}}}
    assert do(client, alice, DRAFT, unitId=unit["id"], code="R-1", content=off_scale) == "SCORE_OFF_SCALE"
    direct = {**content, "inherent": {"direct": {"level": 4, "clause": " "}}}
    assert do(client, alice, DRAFT, unitId=unit["id"], code="R-1", content=direct) == "CLAUSE_REQUIRED"
    typed = {**content, "residualLevel": 1}
    assert "errors" in ask(
        client,
        alice,
        DRAFT,
        input={"operationId": str(uuid4()), "unitId": unit["id"], "code": "R-1", "content": typed},
    )

    draft = do(client, alice, DRAFT, unitId=unit["id"], code="R-1", content=content)
    held = do(client, alice, HOLD, eventId=draft["id"], version=draft["version"])
    binding = {"sensorId": str(plants.gas), "side": "HIGH"}
    bound = do(client, alice, BIND, eventId=draft["id"], version=held["version"], binding=binding)

    [found] = bound["content"]["bindings"]
    assert found["side"] == "HIGH"
    far = {"sensorId": str(plants.far_gas), "side": "HIGH"}
    assert do(client, alice, BIND, eventId=draft["id"], version=bound["version"], binding=far) == "NOT_FOUND"


def test_a_request_leads_to_the_event_whose_revision_it_is_about(
    client: httpx.Client, sqlite_database: Database, plants: Plants
) -> None:
    event_id = Register.begun(sqlite_database, plants).hold(made_content(plants), is_confirmed=False)

    waiting = ask(client, sign_in(client, "dora"), REQUESTS)["data"]["agreements"]

    assert [(each["kind"], each["riskEvent"]["id"]) for each in waiting] == [("CHANGE_RISK", str(event_id))]
    assert waiting[0]["objectId"] != str(event_id), "its object is the revision"
    assert ask(client, sign_in(client, "carol"), REQUESTS)["data"]["agreements"] == []


def test_machines_and_team_are_each_read_in_one_statement(
    client: httpx.Client, sqlite_database: Database, plants: Plants
) -> None:
    def add(tx: Transaction) -> list[UUID]:
        details = [
            EquipmentDetails(code, Text(code, code), plants.area, Stage.EQUIPMENT)
            for code in ("P-7", "P-8", "P-9")
        ]
        added = (equipment.add_equipment(tx, plants.north, each, by=plants.alice) for each in details)
        return [each.equipment_id for each in added]

    register = Register.begun(sqlite_database, plants, machines=tuple(sqlite_database.transact(add)))
    team = Team((plants.alice.person_id, plants.bob.person_id, plants.dora.person_id), date(2026, 11, 20))
    event_id = register.draft(made_content(plants, team=team))
    alice = sign_in(client, "alice")
    document = """query ($id: UUID!) { riskEvent(id: $id) {
        unit { machines { code } } content { team { people { name { zh } } } } } }"""

    with statements(sqlite_database) as asked:
        found = value(ask(client, alice, document, id=str(event_id)))

    assert sorted(each["code"] for each in found["unit"]["machines"]) == ["P-7", "P-8", "P-9"]
    assert len(found["content"]["team"]["people"]) == 3
    assert len([each for each in asked if "FROM equipment" in each]) == 1
    assert len([each for each in asked if "FROM people" in each and "people.name_zh" in each]) == 1


CHANGE = """query ($eventId: UUID!, $content: EventContentInput) {
    riskChange(eventId: $eventId, content: $content) {
        quietens louder isMixed needsConfirmation isInDanger } }"""


def test_what_a_change_would_do_is_said_before_it_is_sent(
    client: httpx.Client, plants: Plants, owner: dict[str, str], content: dict[str, Any]
) -> None:
    alice, carol = sign_in(client, "alice"), sign_in(client, "carol")
    named = {"code": "TF", "name": {"zh": "罐区"}, "owner": owner}
    made = do(client, alice, ADD_OBJECT, siteId=str(plants.north), object=named)
    arm = {**named, "code": "TF-1", "kind": "FACILITY", "areaId": str(plants.area)}
    unit = do(client, alice, ADD_UNIT, objectId=made["id"], unit=arm)
    draft = do(client, alice, DRAFT, unitId=unit["id"], code="R-1", content=content)

    def would(token: str, change: dict[str, Any] | None) -> Any:
        return value(ask(client, token, CHANGE, eventId=draft["id"], content=change))

    first = {"isMixed": False, "needsConfirmation": True, "isInDanger": False}
    assert would(alice, content) == {"quietens": [], "louder": ["NEW"], **first}
    do(client, alice, HOLD, eventId=draft["id"], version=draft["version"])
    lower = {**content, "residual": {"lec": {"likelihood": 1, "exposure": 3, "consequence": 40}}}
    later = {"isInDanger": False, "needsConfirmation": False, "isMixed": False}
    assert would(alice, lower) == {"quietens": ["LEVEL_DOWN"], "louder": [], **later}
    assert would(alice, None) == {"quietens": ["CLOSED"], "louder": [], **later}
    assert would(alice, {**lower, "restsOn": []}) == "MEASURE_REQUIRED"
    assert would(alice, {**content, "controlLevel": "POST"}) == "CONTROL_LEVEL_TOO_LOW"
    assert would(carol, lower) == "NOT_FOUND"
