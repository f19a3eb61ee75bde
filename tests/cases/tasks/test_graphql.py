"""Tasks, comments, board and work over GraphQL: twice is once, and a board costs the same for many cases."""

import hashlib
from dataclasses import replace
from typing import Any
from uuid import uuid4

import httpx
import pytest

from backend.alerts import commands as alerts
from backend.cases.tasks.task_rules_store import TaskRules
from backend.core.database import Database, Transaction
from backend.core.vocabulary import HazardCategory, HazardGrade, Tier
from backend.hazards import commands as hazards
from tests.api.test_nouns import statements
from tests.support.client import document, new_photo
from tests.support.departments import with_departments
from tests.support.http_site import Site, ask, sign_in
from tests.support.plants import Plants, id_of, over

TASKS = (
    "{ cases { edges { node { id tasks { id kind state percent allowedActions owner { name { en } } } } } } }"
)


@pytest.fixture
def case(
    client: httpx.Client, sqlite_database: Database, plants: Plants, password_hash: str
) -> dict[str, Any]:
    """A red case with three tasks, as an officer sees it."""
    with_departments(sqlite_database, plants, password_hash=password_hash)
    change = over(plants, Tier.RED)
    sqlite_database.transact(lambda tx: alerts.apply_changes(tx, [change]))
    return seen_by(client, sign_in(client, "alice"))


def seen_by(client: httpx.Client, token: str) -> dict[str, Any]:
    node: dict[str, Any] = ask(client, token, TASKS)["data"]["cases"]["edges"][0]["node"]
    return node


def task_of(case: dict[str, Any], kind: str) -> dict[str, Any]:
    return next(task for task in case["tasks"] if task["kind"] == kind)


def as_person(site: Site, name: str, operation: str, **content: Any) -> dict[str, Any]:
    """What the server answers when this person sends this stored operation."""
    with site.client() as phone:
        return ask(phone, sign_in(phone, name), document(operation), input=content)


def code(answer: dict[str, Any]) -> str | None:
    errors = answer.get("errors") or [{"extensions": {"code": None}}]
    found: str | None = errors[0]["extensions"]["code"]
    return found


@pytest.mark.parametrize(
    ("operation", "content", "changed"),
    [
        ("StartTask", {}, {}),
        ("AssignTask", {"personId": "hugo"}, {"personId": "gina"}),
        ("UpdateTask", {"percent": 30, "progress": "拆检"}, {"percent": 31}),
        ("FinishTask", {"measures": "换轴承"}, {"measures": "换油封"}),
        ("CancelTask", {"reason": "误派"}, {"reason": "不需要"}),
    ],
)
def test_the_same_step_twice_is_one_step_and_other_content_is_a_conflict(
    site: Site,
    client: httpx.Client,
    case: dict[str, Any],
    operation: str,
    content: dict[str, Any],
    changed: dict[str, Any],
) -> None:
    task = task_of(case, "REPAIR")
    if operation in ("UpdateTask", "FinishTask"):
        as_person(site, "gina", "StartTask", operationId=str(uuid4()), taskId=task["id"])
    people = {
        each["name"]["en"]: each["id"]
        for each in ask(client, sign_in(client, "alice"), "{ people { id name { en } } }")["data"]["people"]
    }

    def named(given: dict[str, Any]) -> dict[str, Any]:
        return {name: people.get(str(value), value) for name, value in given.items()}

    sent = {"operationId": str(uuid4()), "taskId": task["id"], **named(content)}
    once, twice = (as_person(site, "gina", operation, **sent) for _ in range(2))

    assert code(once) is None, once
    assert twice == once
    if operation == "StartTask":
        other = task_of(case, "SCENE")["id"]
        assert code(as_person(site, "gina", operation, **{**sent, "taskId": other})) == "CONFLICT"
    else:
        assert code(as_person(site, "gina", operation, **{**sent, **named(changed)})) == "CONFLICT"


def test_a_task_is_reopened_once(site: Site, client: httpx.Client, case: dict[str, Any]) -> None:
    task_id = task_of(case, "REPAIR")["id"]
    with site.client() as phone:
        token = sign_in(phone, "gina")
        ask(phone, token, document("AcknowledgeCase"), input=step(caseId=case["id"]))
        ask(phone, token, document("StartTask"), input=step(taskId=task_id))
        ask(phone, token, document("FinishTask"), input=step(taskId=task_id, measures="换轴承"))
        again = step(taskId=task_id, reason="异响")
        once, twice = (ask(phone, token, document("ReopenTask"), input=again) for _ in range(2))
        refused = ask(phone, token, document("ReopenTask"), input=step(taskId=task_id, reason="异响"))

    assert once["data"]["reopenTask"]["state"] == "IN_PROGRESS"
    assert twice == once
    assert code(refused) == "ILLEGAL_TRANSITION"


def test_a_task_is_added_once(site: Site, client: httpx.Client, case: dict[str, Any]) -> None:
    alice = sign_in(client, "alice")
    departments = ask(client, alice, "{ departments { id name { en } } }")["data"]["departments"]
    equipment = next(each["id"] for each in departments if each["name"]["en"] == "Equipment")
    sent = step(caseId=case["id"], departmentId=equipment, kind="OTHER", work="搭脚手架")

    once, twice = (ask(client, alice, document("AddTask"), input=sent) for _ in range(2))

    assert once == twice
    assert len(seen_by(client, alice)["tasks"]) == 4


def test_a_comment_sent_twice_stands_there_once(
    site: Site, client: httpx.Client, case: dict[str, Any]
) -> None:
    sent = {"operationId": str(uuid4()), "caseId": case["id"], "text": "泵房门锁着", "mentions": []}

    once, twice = (as_person(site, "bob", "AddComment", **sent) for _ in range(2))

    assert once == twice == {"data": {"addComment": sent["operationId"]}}
    answer = ask(
        client,
        sign_in(client, "alice"),
        "query ($id: UUID!) { case(id: $id) { comments { id text by { name { en } } } } }",
        id=case["id"],
    )
    assert answer["data"]["case"]["comments"] == [
        {"id": sent["operationId"], "text": "泵房门锁着", "by": {"name": {"en": "bob"}}}
    ]
    assert code(as_person(site, "bob", "AddComment", **{**sent, "text": "开了"})) == "CONFLICT"


def test_a_comment_shows_photos_that_its_author_has_sent_and_no_round_counts_them(
    site: Site, client: httpx.Client, case: dict[str, Any]
) -> None:
    content = new_photo()
    sha256 = hashlib.sha256(content).hexdigest()
    bob = {"Authorization": f"Bearer {sign_in(client, 'bob')}", "Content-Type": "image/jpeg"}
    assert client.put(f"/photos/{sha256}", content=content, headers=bob).status_code in (200, 201)
    shown = step(caseId=case["id"], text="我也换过螺栓", photos=[{"sha256": sha256}])

    refused = as_person(site, "gina", "AddComment", **shown)
    done = as_person(site, "bob", "AddComment", **{**shown, "operationId": str(uuid4())})

    assert code(refused) == "PHOTO_MISSING"
    query = "query ($id: UUID!) { case(id: $id) { comments { id photos } rounds { number } } }"
    alice = sign_in(client, "alice")
    answer = ask(client, alice, query, id=case["id"])["data"]["case"]
    assert answer == {"comments": [{"id": done["data"]["addComment"], "photos": [sha256]}], "rounds": []}
    # Seen by who sees the case, and by nobody else.
    path = f"/photos/{sha256}"
    assert client.get(path, headers={"Authorization": f"Bearer {alice}"}).status_code == 200
    carol = sign_in(client, "carol")
    assert client.get(path, headers={"Authorization": f"Bearer {carol}"}).status_code == 404
    many = step(caseId=case["id"], text="太多", photos=[{"sha256": sha256}] * 13)
    assert code(as_person(site, "bob", "AddComment", **many)) == "INVALID_INPUT"


def test_what_a_person_may_do_with_a_task_stands_beside_it(site: Site, case: dict[str, Any]) -> None:
    def actions(name: str) -> dict[str, list[str]]:
        with site.client() as phone:
            tasks = seen_by(phone, sign_in(phone, name))["tasks"]
        return {task["kind"]: task["allowedActions"] for task in tasks}

    everything = ["ASSIGN", "START", "CANCEL"]
    assert actions("alice") == {"REPAIR": everything, "SCENE": everything, "REPLAN": everything}
    assert actions("gina") == {"REPAIR": everything, "SCENE": [], "REPLAN": []}
    assert actions("bob") == {"REPAIR": [], "SCENE": [], "REPLAN": ["START"]}


def test_carol_sees_and_changes_nothing_of_a_task_whose_id_she_knows(
    site: Site, case: dict[str, Any], plants: Plants
) -> None:
    task_id = task_of(case, "SCENE")["id"]

    started = as_person(site, "carol", "StartTask", **step(taskId=task_id))
    commented = as_person(site, "carol", "AddComment", **step(caseId=case["id"], text="?", mentions=[]))
    with site.client() as phone:
        token = sign_in(phone, "carol")
        board = ask(
            phone,
            token,
            "query ($id: UUID!) { board(siteId: $id) { columns { count } cases { case { id } } } }",
            id=str(plants.north),
        )
        work = ask(phone, token, "{ myWork { kind } }")

    assert code(started) == code(commented) == "NOT_FOUND"
    assert (board["data"], work["data"]) == ({"board": {"columns": [], "cases": []}}, {"myWork": []})


MINE = (
    "{ mine: myWorklist { totalCount edges { node { title { zh } ... on CaseWorklistItem"
    " { case { id paused { until } } task { id paused { until } } asked { id } } } } } }"
)


def test_the_board_costs_the_same_statements_for_one_case_and_for_sixty(
    client: httpx.Client, sqlite_database: Database, plants: Plants, case: dict[str, Any]
) -> None:
    alice = sign_in(client, "alice")
    with statements(sqlite_database) as for_one:
        ask(client, alice, document("Board"))
    sqlite_database.transact(lambda tx: report_faults(tx, plants, 59))
    with statements(sqlite_database) as for_many:
        answer = ask(client, alice, document("Board"))
    with statements(sqlite_database) as for_work:
        work = ask(client, alice, MINE)

    shown = answer["data"]["board"]
    assert shown["columns"][0] == {"state": "OPEN", "count": 60, "overdue": 0}
    assert len(shown["cases"]) == 50
    assert [len(entry["tasks"]) for entry in shown["cases"]] == [3] * 50
    assert len(for_many) == len(for_one), "\n".join(for_many)
    of_board = [text for text in for_many if "tasks" in text or "cases" in text]
    assert len(of_board) == 3, "\n".join(of_board)
    assert work["data"]["mine"]["totalCount"] == 60
    of_work = [text for text in for_work if "tasks" in text or "cases" in text]
    assert len(of_work) == 4, "\n".join(for_work)


def step(**content: Any) -> dict[str, Any]:
    return {"operationId": str(uuid4()), **content}


def report_faults(tx: Transaction, plants: Plants, number: int) -> None:
    """So many faults of a pump that three departments have to do with, whoever has them."""
    for position, rule in enumerate(tx.get(TaskRules).of_site(plants.north)):
        tx.get(TaskRules).put(replace(rule, crosses_only=False), position=position)
    for _ in range(number):
        report = hazards.report_hazard(
            tx,
            category=HazardCategory.MECHANICAL,
            grade=HazardGrade.GENERAL,
            clause=None,
            description="机封泄漏",
            area_id=None,
            equipment_code="EQ-north",
            photos=(),
            captured_at=tx.now,
            by=plants.bob,
        )
        hazards.accept_hazard(
            tx,
            report.report_id,
            tier=Tier.RED,
            department_id=plants.department,
            responsible_id=id_of("bob"),
            by=plants.alice,
        )


def test_many_tasks_are_assigned_at_once_each_by_itself_and_twice_is_once(
    site: Site, case: dict[str, Any], plants: Plants
) -> None:
    """To bob, of production: the tasks of other departments are refused, and nothing of them is written."""
    ids = [task["id"] for task in case["tasks"]]
    content = {"operationId": str(uuid4()), "taskIds": [*ids, str(uuid4())], "personId": str(id_of("bob"))}

    first = as_person(site, "alice", "AssignTasks", **content)
    second = as_person(site, "alice", "AssignTasks", **content)

    results = {each["id"]: each["code"] for each in first["data"]["assignTasks"]}
    owners = [each["task"]["owner"] for each in first["data"]["assignTasks"] if not each["code"]]
    assert list(results) == content["taskIds"]
    assert results[content["taskIds"][-1]] == "NOT_FOUND"
    assert owners
    assert all(owner["id"] == str(id_of("bob")) for owner in owners)
    assert second == first
    refused = as_person(site, "carol", "AssignTasks", **{**content, "operationId": str(uuid4())})
    assert {each["code"] for each in refused["data"]["assignTasks"]} == {"NOT_FOUND"}
    assert {each["task"] for each in refused["data"]["assignTasks"]} == {None}
