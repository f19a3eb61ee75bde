"""Suggestions over HTTP: by persisted documents, twice, by strangers, and with no sign-in."""

import hashlib
import secrets
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from backend.hazards.anonymous.rules import hash_of_key
from tests.support import pictures
from tests.support.client import document
from tests.support.fakes import FakeClock
from tests.support.http_site import Site, ask, bearer, sign_in
from tests.support.plants import Plants, id_of

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def do(client: httpx.Client, token: str | None, name: str, **content: Any) -> Any:
    """The value of the mutation's only field, or the code of its refusal."""
    variables = {"input": {"operationId": str(uuid4()), **content}}
    return value(ask(client, token, document(name), **variables))


def value(answer: dict[str, Any]) -> Any:
    if "errors" in answer:
        return answer["errors"][0]["extensions"]["code"]
    [found] = answer["data"].values()
    return found


@pytest.fixture
def made(plants: Plants) -> dict[str, Any]:
    """What a form sends."""
    return {
        "topic": "SAFETY",
        "text": "在泵房加一盏灯",
        "origin": {"siteId": str(plants.north)},
        "photos": [],
        "madeAt": "2026-11-24T08:00:00+08:00",
    }


@pytest.fixture
def anonymous(site: Site) -> Iterator[httpx.Client]:
    """A phone that shows no sign-in: neither token nor cookie."""
    with site.client() as phone:
        yield phone


def test_a_suggestion_goes_from_the_floor_to_an_officer_to_its_owner_and_back(
    client: httpx.Client, plants: Plants, made: dict[str, Any], clock: FakeClock
) -> None:
    alice, bob, erik, carol = (sign_in(client, name) for name in ("alice", "bob", "erik", "carol"))
    origin = {"equipmentCode": "EQ-north"}

    sent = do(client, bob, "SubmitSuggestion", **{**made, "origin": origin})
    waiting = value(ask(client, alice, document("SuggestionCounts")))
    due = (clock.now + timedelta(days=7)).isoformat()
    chosen = {"suggestionId": sent["id"], "ownerId": str(id_of("erik")), "dueAt": due}
    adopted = do(client, alice, "AdoptSuggestion", **chosen, note="好主意")
    done = do(client, erik, "CarryOutSuggestion", suggestionId=sent["id"], note="灯已装好")
    mine = value(ask(client, bob, document("Suggestions"), filter={"isMine": True}))

    assert (sent["number"], sent["equipment"]["code"]) == ("JY-2026-0001", "EQ-north")
    assert (sent["mayAnswer"], sent["mayCarryOut"]) == (False, False)
    assert waiting == {"toAnswer": 1, "toCarryOut": 0}
    assert (adopted["state"], adopted["owner"]["name"]["en"]) == ("ADOPTED", "erik")
    assert (done["state"], done["outcome"], done["madeBy"]) == ("CARRIED_OUT", "灯已装好", adopted["madeBy"])
    assert [each["node"]["state"] for each in mine["edges"]] == ["CARRIED_OUT"]
    assert value(ask(client, carol, document("Suggestion"), id=sent["id"])) is None
    assert value(ask(client, carol, document("Suggestions")))["edges"] == []
    assert do(client, carol, "CarryOutSuggestion", suggestionId=sent["id"], note="灯已装好") == "NOT_FOUND"


def test_the_same_operation_twice_is_one_suggestion_and_with_other_content_a_conflict(
    client: httpx.Client, made: dict[str, Any]
) -> None:
    bob, operation = sign_in(client, "bob"), str(uuid4())

    first = do(client, bob, "SubmitSuggestion", **made, operationId=operation)
    second = do(client, bob, "SubmitSuggestion", **made, operationId=operation)
    other = do(client, bob, "SubmitSuggestion", **{**made, "text": "别的"}, operationId=operation)

    assert first["number"] == second["number"] == "JY-2026-0001"
    assert other == "CONFLICT"


@pytest.mark.parametrize("given", [{"ownerId": None}, {"dueAt": None}, {"dueAt": "2026-11-30"}])
def test_nothing_is_adopted_without_an_owner_and_a_date(
    client: httpx.Client, made: dict[str, Any], given: dict[str, Any]
) -> None:
    alice, bob = sign_in(client, "alice"), sign_in(client, "bob")
    sent = do(client, bob, "SubmitSuggestion", **made)
    chosen = {
        "suggestionId": sent["id"],
        "ownerId": str(id_of("erik")),
        "dueAt": "2026-12-24T08:00:00Z",
        **given,
    }

    assert do(client, alice, "AdoptSuggestion", **chosen) == "INVALID_INPUT"


def test_without_a_sign_in_a_suggestion_takes_the_pass_of_a_site_and_its_key_reads_it(
    client: httpx.Client, anonymous: httpx.Client, plants: Plants, made: dict[str, Any]
) -> None:
    alice = sign_in(client, "alice")
    site_pass = do(client, alice, "SetAnonymousReports", siteId=str(plants.north), isAllowed=True)["sitePass"]
    key = "".join(secrets.choice(LETTERS) for _ in range(26))
    picture = pictures.jpeg()
    sha256 = hashlib.sha256(picture).hexdigest()
    headers = {"anhuan-site-pass": site_pass, "content-type": "image/jpeg"}
    anonymous.put(f"/anonymous/photos/{sha256}", content=picture, headers=headers)
    content = {**made, "origin": {}, "photos": [sha256], "sitePass": site_pass, "keyHash": hash_of_key(key)}

    receipt = do(anonymous, None, "SubmitSuggestionAnonymously", **content)
    assert receipt == {"number": "JY-2026-0001"}
    [shown] = value(ask(client, alice, document("Suggestions")))["edges"]
    fate = value(ask(anonymous, None, document("AnonymousSuggestion"), key=key))

    assert receipt == {"number": "JY-2026-0001"}
    detail = value(ask(client, alice, document("Suggestion"), id=shown["node"]["id"]))
    assert (detail["isAnonymous"], detail["madeBy"]) == (True, None)
    assert [each["sha256"] for each in detail["photos"]] == [sha256]
    assert client.get(f"/photos/{sha256}?size=320", headers=bearer(alice)).status_code == 200
    assert (fate["number"], fate["state"]) == ("JY-2026-0001", "SUBMITTED")
    assert value(ask(anonymous, None, document("AnonymousSuggestion"), key="no key")) is None
    assert do(anonymous, None, "SubmitSuggestion", **made) == "UNAUTHENTICATED"
