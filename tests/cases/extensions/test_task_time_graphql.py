"""More time for a task, and the rules that open tasks, as phones send them: once, and by the right people."""

from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest

from backend.alerts import commands as alerts
from backend.alerts.store import Alerts
from backend.core.database import Database
from backend.core.vocabulary import Tier
from tests.support.client import document
from tests.support.departments import with_departments
from tests.support.http_site import ask, sign_in
from tests.support.plants import Plants, over

SEEN = (
    "query ($id: UUID!) { case(id: $id) { isOverdue paused { until } deadlines { taskId pausedUntil } "
    "tasks { id kind isOverdue mayAskForTime paused { since until } extensions { id state mayDecide } } } }"
)
PAUSED = "{ pausedWork { reason until askedBy { name { en } } task { id } case { id } } }"


@pytest.fixture
def case_id(sqlite_database: Database, plants: Plants, password_hash: str) -> str:
    """An orange case of the pump with three tasks."""
    with_departments(sqlite_database, plants, password_hash=password_hash)
    change = over(plants, Tier.ORANGE)
    sqlite_database.transact(lambda tx: alerts.apply_changes(tx, [change]))
    [found] = sqlite_database.transact(
        lambda tx: [
            tx.get(Alerts).case_id_of(alert.alert_id)
            for alert in tx.get(Alerts).open_for([change.key]).values()
        ]
    )
    return str(found)


@pytest.fixture
def people(client: httpx.Client, case_id: str) -> dict[str, str]:
    return {name: sign_in(client, name) for name in ("alice", "bob", "carol", "gina", "hugo")}


def twice(client: httpx.Client, token: str, operation: str, **content: Any) -> dict[str, Any]:
    """Sent twice on a bad line: the same answer."""
    sent = {"operationId": str(uuid4()), **content}
    answer, again = (ask(client, token, document(operation), input=sent) for _ in range(2))
    assert again == answer
    return answer


def code(answer: dict[str, Any]) -> str:
    return str(answer["errors"][0]["extensions"]["code"])


def test_a_task_waits_for_parts_and_everybody_sees_it(
    client: httpx.Client, people: dict[str, str], case_id: str
) -> None:
    def task(name: str) -> dict[str, Any]:
        found = ask(client, people[name], SEEN, id=case_id)["data"]["case"]["tasks"]
        return next(each for each in found if each["kind"] == "REPAIR")

    twice(client, people["hugo"], "StartTask", taskId=task("hugo")["id"])
    assert [task(name)["mayAskForTime"] for name in ("hugo", "gina", "bob")] == [True, False, False]
    wanted = {
        "id": str(uuid4()),
        "caseId": case_id,
        "taskId": task("hugo")["id"],
        "kind": "PAUSE",
        "minutes": 240,
        "reason": "等轴承",
    }
    assert code(twice(client, people["bob"], "RequestExtension", **wanted)) == "NOT_ALLOWED"
    assert code(twice(client, people["carol"], "RequestExtension", **wanted)) == "NOT_FOUND"
    twice(client, people["hugo"], "RequestExtension", **wanted)
    assert [task(name)["extensions"][0]["mayDecide"] for name in ("gina", "alice", "hugo", "bob")] == [
        True,
        True,
        False,
        False,
    ]
    decision = {"extensionId": wanted["id"], "isApproved": True, "note": ""}
    assert code(twice(client, people["hugo"], "DecideExtension", **decision)) == "NOT_ALLOWED"
    assert code(twice(client, people["carol"], "DecideExtension", **decision)) == "NOT_FOUND"
    twice(client, people["gina"], "DecideExtension", **decision)

    until = task("bob")["paused"]["until"]
    seen = ask(client, people["bob"], SEEN, id=case_id)["data"]["case"]
    assert (seen["paused"], seen["isOverdue"]) == (None, False)
    paused = {each["taskId"]: each["pausedUntil"] for each in seen["deadlines"] if each["pausedUntil"]}
    assert paused == {wanted["taskId"]: until}
    assert ask(client, people["alice"], PAUSED)["data"]["pausedWork"] == [
        {
            "reason": "等轴承",
            "until": until,
            "askedBy": {"name": {"en": "hugo"}},
            "task": {"id": wanted["taskId"]},
            "case": {"id": case_id},
        }
    ]
    for name in ("bob", "carol"):
        assert ask(client, people[name], PAUSED)["data"]["pausedWork"] == []

    twice(client, people["hugo"], "ResumeDeadline", extensionId=wanted["id"])
    assert task("bob")["paused"] is None


MINE = (
    "{ mine: myWorklist { edges { node { isDecision dueAt ... on CaseWorklistItem"
    " { kind asked { id mayDecide } task { id dueAt } case { id } } } } } }"
)


def test_who_decides_finds_the_request_in_my_work_and_phones_of_last_week_do_not(
    client: httpx.Client, people: dict[str, str], case_id: str
) -> None:
    def work(name: str) -> list[dict[str, Any]]:
        found = ask(client, people[name], MINE)["data"]["mine"]["edges"]
        return [edge["node"] for edge in found if edge["node"].get("kind") == "DECIDE_TIME"]

    tasks = ask(client, people["hugo"], SEEN, id=case_id)["data"]["case"]["tasks"]
    task_id = next(each["id"] for each in tasks if each["kind"] == "REPAIR")
    twice(client, people["hugo"], "StartTask", taskId=task_id)
    wanted = {"id": str(uuid4()), "caseId": case_id, "taskId": task_id, "kind": "EXTENSION", "minutes": 60}
    twice(client, people["hugo"], "RequestExtension", reason="等轴承", **wanted)

    for name in ("alice", "gina"):
        [item] = work(name)
        assert (item["asked"]["id"], item["asked"]["mayDecide"]) == (wanted["id"], True)
        assert (item["task"]["id"], item["case"]["id"]) == (task_id, case_id)
        assert item["dueAt"] == item["task"]["dueAt"]
        assert item["isDecision"]
    assert [work(name) for name in ("hugo", "bob", "carol")] == [[], [], []]
    old = ask(client, people["alice"], "{ myWork { kind } }")["data"]["myWork"]
    assert "DECIDE_TIME" not in [item["kind"] for item in old]

    twice(client, people["alice"], "DecideExtension", extensionId=wanted["id"], isApproved=True, note="")
    assert work("gina") == []


def test_an_officer_changes_the_rules_once_and_on_what_was_seen(
    client: httpx.Client, people: dict[str, str], plants: Plants
) -> None:
    site_id = str(plants.north)

    def history(name: str) -> dict[str, Any]:
        found: dict[str, Any] = ask(client, people[name], document("TaskRules"), siteId=site_id)
        return found

    before = history("alice")["data"]["taskRules"]
    assert before["mayChange"]
    assert not history("bob")["data"]["taskRules"]["mayChange"]
    assert code(history("carol")) == "NOT_FOUND"
    kept = before["history"][0]["rules"][0]
    rule = {
        "id": kept["id"],
        "departmentId": kept["department"]["id"],
        "kind": "OTHER",
        "workZh": "搭脚手架",
        "leastTier": "RED",
        "stages": ["EQUIPMENT"],
        "conditions": ["SILENT"],
        "categories": ["FIRE"],
        "share": 40,
    }
    content = {"siteId": site_id, "basedOn": 1, "reason": "演练", "rules": [rule]}
    assert code(twice(client, people["bob"], "ChangeTaskRules", **content)) == "NOT_ALLOWED"
    assert code(twice(client, people["carol"], "ChangeTaskRules", **content)) == "NOT_FOUND"

    changed = twice(client, people["alice"], "ChangeTaskRules", **content)["data"]["changeTaskRules"]

    first, second = changed["history"]
    assert (first["version"], first["reason"], first["by"]["name"]["en"]) == (2, "演练", "alice")
    assert (second["version"], second["rules"]) == (1, before["history"][0]["rules"])
    [shown] = first["rules"]
    assert UUID(shown["id"]) == UUID(kept["id"])
    assert (shown["work"], shown["stages"], shown["share"]) == (
        {"zh": "搭脚手架", "en": "搭脚手架"},
        ["EQUIPMENT"],
        40,
    )
    assert code(twice(client, people["alice"], "ChangeTaskRules", **content)) == "CONFLICT"
