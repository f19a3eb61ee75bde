"""Rounds over the API: what phones send, sent twice, shown to the right people."""

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest

from backend.core.database import Database
from backend.core.vocabulary import Tier
from tests.support import pictures
from tests.support.case_rounds import Story
from tests.support.client import document
from tests.support.http_site import ask, bearer, sign_in
from tests.support.plants import Plants

WEBM = (Path(__file__).parents[2] / "fixtures" / "voice" / "speech.webm").read_bytes()
Send = Callable[..., dict[str, Any]]


@pytest.fixture
def story(sqlite_database: Database, plants: Plants) -> Story:
    return Story.of(sqlite_database, plants, Tier.ORANGE)


@pytest.fixture
def people(client: httpx.Client) -> dict[str, str]:
    return {name: sign_in(client, name) for name in ("alice", "bob", "carol", "erik")}


@pytest.fixture
def send(client: httpx.Client, people: dict[str, str]) -> Send:
    """Run a stored mutation on a bad line: again gives the same answer, other content is refused."""

    def twice(name: str, by: str, other: dict[str, Any], **content: Any) -> dict[str, Any]:
        sent = {"operationId": str(uuid4()), **content}
        answer, again = (ask(client, people[by], document(name), input=sent) for _ in range(2))
        assert again == answer
        if "errors" not in answer:
            refused = ask(client, people[by], document(name), input={**sent, **other})
            assert code(refused) == "CONFLICT"
        return answer

    return twice


def code(answer: dict[str, Any]) -> str:
    found: str = answer["errors"][0]["extensions"]["code"]
    return found


def photo(client: httpx.Client, token: str, colour: str) -> dict[str, str]:
    data = pictures.jpeg(pictures.corners(80, 60), comment=colour.encode())
    sha256 = hashlib.sha256(data).hexdigest()
    assert client.put(f"/photos/{sha256}", content=data, headers=bearer(token)).status_code == 201
    return {"sha256": sha256}


def test_a_whole_disposal_arrives_once_and_is_shown_with_its_hash(
    client: httpx.Client, people: dict[str, str], story: Story, send: Send
) -> None:
    voice = hashlib.sha256(WEBM).hexdigest()
    bob = people["bob"]
    early = send(
        "SubmitDisposal",
        "bob",
        {},
        caseId=str(story.case_id),
        measures="关阀",
        photos=[photo(client, bob, "after")],
        voice={"sha256": voice, "seconds": 7},
    )
    client.put(f"/voice/{voice}", content=WEBM, headers=bearer(bob))

    answer = send(
        "SubmitDisposal",
        "bob",
        {"chosen": []},
        caseId=str(story.case_id),
        measures="关阀",
        chosen=["立即撤离"],
        before=[photo(client, bob, "before")],
        photos=[photo(client, bob, "after 2")],
        voice={"sha256": voice, "seconds": 7},
    )

    assert code(early) == "VOICE_MISSING"
    [entry] = answer["data"]["submitDisposal"]["rounds"]
    disposal = entry["disposal"]
    assert disposal["measures"] == "立即撤离\n关阀"
    assert disposal["chosen"] == ["立即撤离"]
    assert [len(disposal[part]) for part in ("before", "photos")] == [1, 1]
    assert disposal["voice"] == {"sha256": voice, "seconds": 7}
    assert {flag["reason"] for flag in entry["flags"]} == {"NO_CAPTURE_TIME"}
    heard = client.get(f"/voice/{voice}", headers=bearer(people["alice"]))
    foreign = client.get(f"/voice/{voice}", headers=bearer(people["carol"]))
    assert (heard.status_code, foreign.status_code) == (200, 404)


def test_more_time_is_asked_for_granted_and_taken_back(
    client: httpx.Client, people: dict[str, str], story: Story, send: Send
) -> None:
    content = {
        "id": str(uuid4()),
        "caseId": str(story.case_id),
        "kind": "PAUSE",
        "minutes": 120,
        "reason": "等垫片",
    }
    asked = send("RequestExtension", "bob", {"minutes": 60}, **content)
    [request] = asked["data"]["requestExtension"]["extensions"]
    assert (request["state"], request["mayDecide"], request["isPausing"]) == ("ASKED", False, False)
    same_id = ask(
        client,
        people["erik"],
        document("RequestExtension"),
        input={**content, "operationId": str(uuid4())},
    )
    assert code(same_id) == "CONFLICT"
    seen = ask(client, people["erik"], document("Case"), id=str(story.case_id))
    assert seen["data"]["case"]["extensions"][0]["mayDecide"] is True

    decided = send(
        "DecideExtension",
        "erik",
        {"note": "不行"},
        extensionId=content["id"],
        isApproved=True,
        note="",
    )
    assert decided["data"]["decideExtension"]["extensions"][0]["isPausing"] is True
    resumed = send("ResumeDeadline", "bob", {"extensionId": str(uuid4())}, extensionId=content["id"])
    assert resumed["data"]["resumeDeadline"]["extensions"][0]["state"] == "ENDED"
    hidden = ask(client, people["carol"], document("Case"), id=str(story.case_id))
    assert hidden["data"]["case"] is None


def test_the_remediation_plan_are_recorded_and_shown(story: Story, send: Send) -> None:
    answer = send(
        "RecordRemediationPlan",
        "bob",
        {"funds": "3 万元"},
        caseId=str(story.case_id),
        responsible="王磊",
        measures="更换",
        funds="2 万元",
        deadline="2026-12-01T15:59:59Z",
        plan="停车",
    )

    assert answer["data"]["recordRemediationPlan"]["remediationPlan"]["funds"] == "2 万元"


def test_an_officer_says_where_the_plant_is(plants: Plants, send: Send) -> None:
    place = {"siteId": str(plants.north), "latitude": 31.2, "longitude": 121.5}

    assert send("SetKnownPlace", "alice", {"latitude": 31.3}, **place)["data"] == {"setKnownPlace": True}
    assert code(send("SetKnownPlace", "bob", {}, **place)) == "NOT_ALLOWED"
