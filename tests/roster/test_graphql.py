"""The roster over HTTP: planned once for its operation id, looked at by everybody, changed by who may."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest

from backend.core.database import Database
from tests.support.fakes import FakeClock
from tests.support.http_site import ask, sign_in
from tests.support.plants import Plants
from tests.support.refusals import answered_code
from tests.support.rosters import Planner

PLAN = "mutation ($input: PlanRosterInput!) { planRoster(input: $input) { id duty mayPlan } }"
PREVIEW = """query ($plan: RosterPlanInput!) { rosterPreview(plan: $plan) {
    shifts { startsAt person { name { en } } } overlaps { kind } holes { startsAt } unfit twice
} }"""
WEEK = """query ($siteId: UUID!, $since: DateTime!, $until: DateTime!) {
    roster(siteId: $siteId, since: $since, until: $until) {
        duty mayPlan shifts { isMine stands person { name { en } } } holes { startsAt }
    }
    onDuty(siteId: $siteId) {
        now { person { name { en } } phone reach { ways silentSince unverified } }
        next { person { name { en } } }
    }
    myShifts(siteId: $siteId) { isMine }
    handOvers(siteId: $siteId) { isForMe }
    shiftSwaps(siteId: $siteId) { mayAnswer mayWithdraw }
    shiftPatterns(siteId: $siteId) { startMinute minutes }
    rosterLines(siteId: $siteId) { duty people { name { en } } }
}"""


@pytest.fixture
def planner(sqlite_database: Database, plants: Plants, clock: FakeClock) -> Planner:
    return Planner(sqlite_database, plants, clock)


def plan(planner: Planner, *names: str, days: int = 2) -> dict[str, Any]:
    first = planner.today + timedelta(days=1)
    return {
        "siteId": str(planner.plants.north),
        "duty": "OFFICER",
        "patternId": str(planner.night),
        "firstDay": str(first),
        "lastDay": str(first + timedelta(days=days - 1)),
        "people": [str(getattr(planner.plants, name).person_id) for name in names],
    }


def week(planner: Planner, client: httpx.Client, name: str) -> dict[str, Any]:
    span = {
        "since": planner.clock.now.isoformat(),
        "until": (planner.clock.now + timedelta(days=7)).isoformat(),
    }
    answer = ask(client, sign_in(client, name), WEEK, siteId=str(planner.plants.north), **span)
    found: dict[str, Any] = answer["data"]
    return found


def test_a_plan_sent_twice_is_planned_once(planner: Planner, client: httpx.Client) -> None:
    token, operation = sign_in(client, "alice"), str(uuid4())
    sent = {"operationId": operation, "plan": plan(planner, "alice", "dora")}

    first, again = (ask(client, token, PLAN, input=sent) for _ in range(2))
    other = ask(client, token, PLAN, input={**sent, "plan": plan(planner, "dora")})

    assert first == again
    assert first["data"]["planRoster"]["duty"] == "OFFICER"
    assert answered_code(other) == "CONFLICT"
    assert len(planner.shifts()) == 2


def test_what_the_preview_shows_is_what_the_plan_writes(planner: Planner, client: httpx.Client) -> None:
    token = sign_in(client, "alice")

    shown = ask(client, token, PREVIEW, plan=plan(planner, "alice", "dora"))["data"]["rosterPreview"]
    assert planner.shifts() == []
    ask(client, token, PLAN, input={"operationId": str(uuid4()), "plan": plan(planner, "alice", "dora")})

    assert [each["person"]["name"]["en"] for each in shown["shifts"]] == ["alice", "dora"]
    assert [each["startsAt"] for each in shown["shifts"]] == [
        each.starts_at.isoformat() for each in planner.shifts()
    ]
    assert len(shown["holes"]) == 1
    assert (shown["overlaps"], shown["unfit"], shown["twice"]) == ([], [], [])


def test_each_sees_the_roster_with_what_they_may_do(
    planner: Planner, plants: Plants, client: httpx.Client
) -> None:
    planner.save(planner.plan_of(planner.night, plants.alice, plants.dora, days=2))

    alice, bob = week(planner, client, "alice"), week(planner, client, "bob")

    [line], [same] = alice["roster"], bob["roster"]
    assert (line["mayPlan"], same["mayPlan"]) == (True, False)
    assert [each["isMine"] for each in line["shifts"]] == [True, False]
    assert [each["isMine"] for each in same["shifts"]] == [False, False]
    assert len(alice["myShifts"]) == 1
    assert bob["myShifts"] == []
    assert [each["duty"] for each in alice["rosterLines"]] == ["OFFICER", "LEAD"]
    assert bob["rosterLines"] == []
    assert bob["onDuty"] == [{"now": [], "next": [{"person": {"name": {"en": "alice"}}}]}]


def test_how_who_is_on_duty_is_reached_stands_beside_them_for_officers_only(
    planner: Planner, plants: Plants, client: httpx.Client
) -> None:
    planner.goes_to(21)
    planner.save(planner.plan_of(planner.night, plants.alice))

    [of_officer] = week(planner, client, "dora")["onDuty"][0]["now"]
    [of_lead] = week(planner, client, "erik")["onDuty"][0]["now"]

    assert of_officer["reach"] == {"ways": [], "silentSince": None, "unverified": []}
    assert of_lead["person"] == of_officer["person"]
    assert of_lead["reach"] is None


def test_of_another_site_nothing_is_seen(planner: Planner, plants: Plants, client: httpx.Client) -> None:
    planner.save(planner.plan_of(planner.night, plants.alice))

    seen = week(planner, client, "carol")

    assert {name: found for name, found in seen.items() if found} == {}


def test_who_may_not_plan_hears_so(planner: Planner, client: httpx.Client) -> None:
    sent = {"operationId": str(uuid4()), "plan": plan(planner, "alice")}

    codes = [answered_code(ask(client, sign_in(client, who), PLAN, input=sent)) for who in ("bob", "carol")]

    assert codes == ["NOT_ALLOWED", "NOT_FOUND"]
