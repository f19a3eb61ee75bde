"""Late work, 督办 and the tier policy over the wire: once per operation, by site, without N+1."""

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
from tests.support.plants import Plants, id_of, more_sensors, over
from tests.support.refusals import answered_code

LATE = (
    "{ overdueWork { total oldestDueAt edges { node { step tier isFollowedUp responsible { name { zh } } "
    "department { name { zh } } alert { id } case { id number mayFollowUp "
    "deadlines { step dueAt pausedAt } } } } } }"
)
FOLLOW_UP = "mutation ($i: FollowUpCasesInput!) { followUpCases(input: $i) { id followUps { isOpen } } }"
ASKED = (
    "query ($f: FollowUpFilter!) { followUps(filter: $f) { edges { node "
    "{ id text mayAnswer isOpen by { name { zh } } to { name { zh } } case { number } } } } }"
)
ANSWER = "mutation ($i: AnswerFollowUpInput!) { answerFollowUp(input: $i) { id answer isOpen } }"
POLICY = (
    "query ($s: UUID!) { tierPolicies(siteId: $s) { mayChange history { version reason by { name { zh } } "
    "tiers { tier acknowledgeWithinS disposeWithinS recheckWithinS notifiedFirst "
    "ladder { percent notifies } channels opensCaseAfterS } } } }"
)
CHANGE = (
    "mutation ($i: ChangeTierPolicyInput!) { changeTierPolicy(input: $i) "
    "{ history { version reason tiers { tier disposeWithinS } } } }"
)


@pytest.fixture
def late_cases(
    client: httpx.Client, sqlite_database: Database, plants: Plants, clock: FakeClock
) -> list[str]:
    """Two red alerts that nobody acknowledged for ten minutes."""
    sensors = [plants.gas, more_sensors(sqlite_database, ["GAS-2"])["north/GAS-2"]]
    for sensor in sensors:
        change = over(plants, Tier.RED, sensor_id=sensor)
        sqlite_database.transact(lambda tx, change=change: alerts.apply_changes(tx, [change]))
        clock.advance(timedelta(minutes=5))
    clock.advance(timedelta(minutes=1))
    found = ask(client, sign_in(client, "alice"), LATE)["data"]["overdueWork"]
    return [edge["node"]["case"]["id"] for edge in found["edges"]]


def asked(client: httpx.Client, name: str, which: str) -> list[dict[str, Any]]:
    found = ask(client, sign_in(client, name), ASKED, f=which)["data"]["followUps"]["edges"]
    return [edge["node"] for edge in found]


def test_overdue_work_shows_its_age_and_who_owes_it_and_only_to_those_who_chase(
    client: httpx.Client, late_cases: list[str]
) -> None:
    found = ask(client, sign_in(client, "erik"), LATE)["data"]["overdueWork"]

    assert found["total"] == 2
    first = found["edges"][0]["node"]
    assert (first["step"], first["tier"], first["isFollowedUp"]) == ("ACKNOWLEDGE", "RED", False)
    assert first["responsible"] == [{"name": {"zh": "bob"}}]
    assert first["case"]["mayFollowUp"]
    [deadline] = first["case"]["deadlines"]
    assert (deadline["step"], deadline["dueAt"]) == ("ACKNOWLEDGE", found["oldestDueAt"])
    for name in ("bob", "carol"):
        nothing = ask(client, sign_in(client, name), LATE)["data"]["overdueWork"]
        assert nothing == {"total": 0, "oldestDueAt": None, "edges": []}


def test_cases_are_followed_up_at_once_and_twice_is_once(client: httpx.Client, late_cases: list[str]) -> None:
    alice = sign_in(client, "alice")
    wanted = {"operationId": str(uuid4()), "caseIds": late_cases, "text": "马上处理"}

    first = ask(client, alice, FOLLOW_UP, i=wanted)
    again = ask(client, alice, FOLLOW_UP, i=wanted)

    assert first == again
    assert [node["followUps"] for node in first["data"]["followUpCases"]] == [[{"isOpen": True}]] * 2
    assert [node["text"] for node in asked(client, "bob", "MINE")] == ["马上处理"] * 2
    other = {**wanted, "text": "别的"}
    assert answered_code(ask(client, alice, FOLLOW_UP, i=other)) == "CONFLICT"


def test_who_was_asked_answers_once_and_the_other_site_sees_nothing(
    client: httpx.Client, late_cases: list[str]
) -> None:
    wanted = {"operationId": str(uuid4()), "caseIds": late_cases[:1]}
    ask(client, sign_in(client, "alice"), FOLLOW_UP, i=wanted)
    [mine] = asked(client, "bob", "MINE")
    assert (mine["mayAnswer"], mine["by"]["name"]["zh"]) == (True, "alice")
    assert [node["mayAnswer"] for node in asked(client, "alice", "OPEN")] == [False]
    given = {"operationId": str(uuid4()), "followUpId": mine["id"], "answer": "阀门已关"}

    assert answered_code(ask(client, sign_in(client, "alice"), ANSWER, i=given)) == "NOT_ALLOWED"
    bob, carol = sign_in(client, "bob"), sign_in(client, "carol")
    first, again = (ask(client, bob, ANSWER, i=given) for _ in range(2))

    assert first == again
    assert first["data"]["answerFollowUp"] == {"id": mine["id"], "answer": "阀门已关", "isOpen": False}
    assert asked(client, "bob", "MINE") == asked(client, "carol", "ALL") == []
    elsewhere = {**given, "operationId": str(uuid4())}
    assert answered_code(ask(client, carol, ANSWER, i=elsewhere)) == "NOT_FOUND"
    hidden = ask(client, carol, FOLLOW_UP, i={"operationId": str(uuid4()), "caseIds": late_cases})
    assert answered_code(hidden) == "NOT_FOUND"


def test_the_policy_of_a_site_is_read_by_its_people_and_changed_by_its_officer(
    client: httpx.Client, plants: Plants
) -> None:
    north, alice = str(plants.north), sign_in(client, "alice")
    before = ask(client, sign_in(client, "bob"), POLICY, s=north)["data"]["tierPolicies"]
    assert not before["mayChange"]
    [first] = before["history"]
    assert [each["tier"] for each in first["tiers"]] == ["RED", "ORANGE", "YELLOW", "BLUE"]
    tiers = [{**each, "disposeWithinS": 1200} if each["tier"] == "RED" else each for each in first["tiers"]]
    wanted = {"operationId": str(uuid4()), "siteId": north, "basedOn": 1, "reason": "夜班", "tiers": tiers}

    assert answered_code(ask(client, sign_in(client, "bob"), CHANGE, i=wanted)) == "NOT_ALLOWED"
    changed, again = (ask(client, alice, CHANGE, i=wanted) for _ in range(2))

    assert changed == again
    history = changed["data"]["changeTierPolicy"]["history"]
    assert [(each["version"], each["reason"]) for each in history] == [(2, "夜班"), (1, "defaults")]
    assert history[0]["tiers"][0] == {"tier": "RED", "disposeWithinS": 1200}
    assert answered_code(ask(client, sign_in(client, "carol"), POLICY, s=north)) == "NOT_FOUND"


def test_a_red_alert_may_not_wait_longer_than_five_minutes(client: httpx.Client, plants: Plants) -> None:
    north, alice = str(plants.north), sign_in(client, "alice")
    [first] = ask(client, alice, POLICY, s=north)["data"]["tierPolicies"]["history"]

    def change(**red: int) -> dict[str, Any]:
        tiers = [{**each, **red} if each["tier"] == "RED" else each for each in first["tiers"]]
        wanted = {"siteId": north, "basedOn": 1, "reason": "x", "tiers": tiers}
        return dict(ask(client, alice, CHANGE, i={"operationId": str(uuid4()), **wanted}))

    assert answered_code(change(acknowledgeWithinS=301)) == "RED_TOO_SLOW"
    assert answered_code(change(acknowledgeWithinS=2_000_000_000)) == "INVALID_INPUT"
    assert answered_code(change(acknowledgeWithinS=300)) == "SECOND_PERSON_REQUIRED"
    assert "errors" not in change(acknowledgeWithinS=30)


def test_an_area_shows_what_holds_there_and_carol_learns_nothing_of_it(
    client: httpx.Client, plants: Plants
) -> None:
    in_area = (
        "query ($s: UUID!, $a: UUID) { tierPolicies(siteId: $s, areaId: $a) { history { version } "
        "inForce { version areaId tiers { tier } } areas { code } } }"
    )
    north, area, alice = str(plants.north), str(plants.area), sign_in(client, "alice")
    [first] = ask(client, alice, POLICY, s=north)["data"]["tierPolicies"]["history"]
    found = ask(client, alice, in_area, s=north, a=area)["data"]["tierPolicies"]
    assert (found["history"], found["inForce"]["areaId"], found["areas"]) == ([], None, [])

    wanted = {"siteId": north, "areaId": area, "basedOn": 0, "reason": "罐区", "tiers": first["tiers"]}
    ask(client, alice, CHANGE, i={"operationId": str(uuid4()), **wanted})
    found = ask(client, alice, in_area, s=north, a=area)["data"]["tierPolicies"]
    assert (found["inForce"]["areaId"], found["areas"]) == (area, [{"code": "A1"}])
    withdrawn = {"operationId": str(uuid4()), "siteId": north, "areaId": area, "basedOn": 2, "reason": "x"}
    withdraw = (
        "mutation ($i: WithdrawAreaPolicyInput!) { withdrawAreaPolicy(input: $i) "
        "{ inForce { version areaId } areas { code } } }"
    )
    answers = [ask(client, alice, withdraw, i=withdrawn) for _ in range(2)]
    assert answers[0] == answers[1]
    assert answers[0]["data"]["withdrawAreaPolicy"] == {
        "inForce": {"version": 1, "areaId": None},
        "areas": [],
    }

    foreign = str(id_of("south/area"))
    assert answered_code(ask(client, alice, in_area, s=north, a=foreign)) == "NOT_FOUND"
    assert answered_code(ask(client, sign_in(client, "carol"), in_area, s=north, a=area)) == "NOT_FOUND"
