"""The threshold lab over GraphQL: a back-test, a proposal, its approval; each for those whom it concerns."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from sqlmodel import select

from backend.alerts import commands as alerts
from backend.alerts.tables import AlertRow
from backend.cases import commands as cases
from backend.cases.store import Cases
from backend.core.database import Database
from backend.core.time import microseconds
from backend.core.vocabulary import Tier
from backend.readings.store import Readings
from tests.support.fakes import FakeClock
from tests.support.http_site import ask, sign_in
from tests.support.plants import Plants, over, photo
from tests.support.refusals import answered_code

BACKTEST = """query ($id: ID!, $proposed: ProposedIndicatorInput!, $days: Int!) {
  backtest(sensorId: $id, proposed: $proposed, days: $days) {
    baseVersion loosened needsSecondPerson
    backtest {
      readings kept added removed missedReal sparedFalse
      now { alerts byTier { tier count } } then { alerts }
      episodes { verdict condition startedAt endedAt tierNow tierThen peak caseNumber }
    }
  }
}"""
SUGGESTED = "query ($id: ID!) { recommendedValues(sensorId: $id) { kind value basis side tier } }"
HISTORY = (
    "query ($id: ID!) { indicatorHistory(sensorId: $id) { reason isInForce indicator { version deadband } } }"
)
PROPOSALS = "{ proposals { id state mayApprove mayWithdraw findings { removed } sensor { code } } }"
PROPOSE = "mutation ($i: ProposeIndicatorInput!) { proposeIndicator(input: $i) { id state approvedVersion } }"
APPROVE = "mutation ($i: DecideProposalInput!) { approveIndicator(input: $i) { id state approvedVersion } }"
TUNE = "mutation ($i: TuneIndicatorInput!) { tuneIndicator(input: $i) { id state approvedVersion } }"
FINDINGS = "{ proposals { mayApprove loosened findings { then { byTier { tier count } } } } }"
LOOSER = {
    "limits": [
        {"side": "HIGH", "tier": tier, "value": value}
        for tier, value in (("YELLOW", 15.0), ("ORANGE", 25.0), ("RED", 50.0))
    ]
}


@pytest.fixture(autouse=True)
def readings(sqlite_database: Database, plants: Plants, clock: FakeClock) -> None:
    """An hour of gas at north at one reading a second: twice a minute at 12 %LEL, once one at 30."""
    start_us = microseconds(clock.now - timedelta(hours=1))
    values = [2.0] * 3600
    values[600:660] = [12.0] * 60
    values[1800:1860] = [30.0] * 60
    values[3000:3060] = [12.0] * 60
    rows = [(plants.gas, start_us + i * 1_000_000, value, 0, 0) for i, value in enumerate(values)]
    sqlite_database.transact(lambda tx: tx.get(Readings).append(rows))


def propose(client: httpx.Client, who: str, plants: Plants, **more: Any) -> dict[str, Any]:
    wish = {
        "operationId": str(uuid4()),
        "sensorId": str(plants.gas),
        "baseVersion": 1,
        "proposed": LOOSER,
        "reason": "误报",
        **more,
    }
    return ask(client, sign_in(client, who), PROPOSE, i=wish)


def test_a_back_test_says_what_would_change(client: httpx.Client, plants: Plants) -> None:
    token = sign_in(client, "alice")

    answer = ask(client, token, BACKTEST, id=str(plants.gas), proposed=LOOSER, days=1)

    found = answer["data"]["backtest"]
    assert (found["baseVersion"], found["loosened"], found["needsSecondPerson"]) == (1, ["YELLOW"], True)
    test = found["backtest"]
    assert (test["readings"], test["kept"], test["added"], test["removed"]) == (3600, 1, 0, 2)
    assert (test["now"]["alerts"], test["then"]["alerts"]) == (3, 1)
    assert {"tier": "ORANGE", "count": 1} in test["now"]["byTier"]
    assert [each["verdict"] for each in test["episodes"]] == ["REMOVED", "KEPT", "REMOVED"]


def test_a_back_test_after_a_change_compares_with_the_version_that_is_now_in_force(
    client: httpx.Client, plants: Plants
) -> None:
    token = sign_in(client, "alice")
    ask(client, token, BACKTEST, id=str(plants.gas), proposed=LOOSER, days=1)
    asked = propose(client, "alice", plants, days=1)["data"]["proposeIndicator"]
    wish = {"operationId": str(uuid4()), "proposalId": asked["id"]}
    ask(client, sign_in(client, "dora"), APPROVE, i=wish)

    found = ask(client, token, BACKTEST, id=str(plants.gas), proposed=LOOSER, days=1)["data"]["backtest"]

    assert (found["baseVersion"], found["loosened"], found["backtest"]["removed"]) == (2, [], 0)


def test_what_somebody_tried_is_no_answer_for_those_who_may_not_see_it(
    client: httpx.Client, plants: Plants
) -> None:
    ask(client, sign_in(client, "alice"), BACKTEST, id=str(plants.gas), proposed={}, days=1)

    for who in ("bob", "carol"):
        answer = ask(client, sign_in(client, who), BACKTEST, id=str(plants.gas), proposed={}, days=1)
        assert answer["data"]["backtest"] is None


def test_what_is_left_out_of_a_proposal_stays_as_it_is(client: httpx.Client, plants: Plants) -> None:
    answer = ask(client, sign_in(client, "alice"), BACKTEST, id=str(plants.gas), proposed={}, days=1)

    test = answer["data"]["backtest"]["backtest"]
    assert (test["kept"], test["added"], test["removed"]) == (3, 0, 0)


@pytest.mark.parametrize("who", ["bob", "carol"])
def test_workers_and_outsiders_see_nothing_of_the_lab(client: httpx.Client, plants: Plants, who: str) -> None:
    propose(client, "alice", plants)
    token = sign_in(client, who)

    backtest = ask(client, token, BACKTEST, id=str(plants.gas), proposed={}, days=1)
    suggested = ask(client, token, SUGGESTED, id=str(plants.gas))
    history = ask(client, token, HISTORY, id=str(plants.gas))
    proposals = ask(client, token, PROPOSALS)

    assert backtest["data"]["backtest"] is None
    assert suggested["data"]["recommendedValues"] == []
    assert history["data"]["indicatorHistory"] == []
    assert proposals["data"]["proposals"] == []


@pytest.mark.parametrize(("who", "code"), [("bob", "NOT_ALLOWED"), ("carol", "NOT_FOUND")])
def test_workers_and_outsiders_change_nothing(
    client: httpx.Client, plants: Plants, who: str, code: str
) -> None:
    tune = {"operationId": str(uuid4()), "sensorId": str(plants.gas), "deadband": 2.0, "reason": "x"}

    assert answered_code(ask(client, sign_in(client, who), TUNE, i=tune)) == code
    assert answered_code(propose(client, who, plants)) == "NOT_FOUND"


@pytest.mark.parametrize(
    ("proposed", "days"),
    [
        (LOOSER, 0),
        (LOOSER, 91),
        ({"deadband": -1.0}, 1),
        ({"onDelaySeconds": 1e300}, 1),
        ({"limits": [{"side": "HIGH", "tier": "RED", "value": 1e308}]}, 1),
        ({"limits": [{"side": "HIGH", "tier": "RED", "value": 5.0}, *LOOSER["limits"][:1]]}, 1),
    ],
)
def test_nonsense_is_refused(
    client: httpx.Client, plants: Plants, proposed: dict[str, Any], days: int
) -> None:
    answer = ask(client, sign_in(client, "alice"), BACKTEST, id=str(plants.gas), proposed=proposed, days=days)

    assert answered_code(answer) == "INVALID_INPUT"


def test_a_proposal_keeps_its_back_test_and_comes_into_force_by_an_officer(
    client: httpx.Client, plants: Plants
) -> None:
    proposed = propose(client, "erik", plants, days=1)["data"]["proposeIndicator"]
    assert proposed["state"] == "DRAFT"
    token = sign_in(client, "alice")
    [listed] = ask(client, token, PROPOSALS)["data"]["proposals"]
    assert (listed["mayApprove"], listed["mayWithdraw"], listed["findings"]["removed"]) == (True, False, 2)

    wish = {"operationId": str(uuid4()), "proposalId": proposed["id"]}
    answers = [ask(client, token, APPROVE, i=wish) for _ in range(2)]

    assert answers[0] == answers[1]
    assert answers[0]["data"]["approveIndicator"]["approvedVersion"] == 2
    versions = ask(client, token, HISTORY, id=str(plants.gas))["data"]["indicatorHistory"]
    assert [(each["indicator"]["version"], each["isInForce"]) for each in versions] == [(2, True), (1, False)]


def test_one_tap_tunes_once_however_often_it_is_sent(client: httpx.Client, plants: Plants) -> None:
    token = sign_in(client, "alice")
    wish = {"operationId": str(uuid4()), "sensorId": str(plants.gas), "deadband": 0.5, "reason": "抖动"}

    answers = [ask(client, token, TUNE, i=wish) for _ in range(2)]

    assert answers[0] == answers[1]
    versions = ask(client, token, HISTORY, id=str(plants.gas))["data"]["indicatorHistory"]
    assert [each["indicator"]["deadband"] for each in versions] == [0.5, 1.0]


def test_one_tap_on_a_gas_detector_comes_with_its_back_test_and_waits_for_a_second_officer(
    client: httpx.Client, plants: Plants
) -> None:
    token = sign_in(client, "alice")
    wish = {"operationId": str(uuid4()), "sensorId": str(plants.gas), "onDelaySeconds": 60, "reason": "抖动"}

    alone = ask(client, token, TUNE, i=wish)
    asked = ask(client, token, TUNE, i={**wish, "operationId": str(uuid4()), "asksSecondPerson": True})

    assert answered_code(alone) == "SECOND_PERSON_REQUIRED"
    assert asked["data"]["tuneIndicator"]["state"] == "DRAFT"
    [proposal] = ask(client, sign_in(client, "dora"), FINDINGS)["data"]["proposals"]
    assert proposal["mayApprove"]
    assert proposal["loosened"] == ["RED", "ORANGE", "YELLOW"]
    assert {each["tier"] for each in proposal["findings"]["then"]["byTier"]} >= {"RED", "ORANGE"}


def test_a_real_danger_that_would_be_missed_is_named(
    client: httpx.Client, plants: Plants, sqlite_database: Database, clock: FakeClock
) -> None:
    began = clock.now - timedelta(seconds=600)
    resolved_alert(sqlite_database, plants, clock, microseconds(began))
    token = sign_in(client, "alice")

    answer = ask(client, token, BACKTEST, id=str(plants.gas), proposed=LOOSER, days=1)

    test = answer["data"]["backtest"]["backtest"]
    assert test["missedReal"] == 1
    [missed] = [each for each in test["episodes"] if each["verdict"] == "MISSED"]
    assert missed["caseNumber"]


def test_history_suggests_a_calmer_limit(client: httpx.Client, plants: Plants) -> None:
    found = ask(client, sign_in(client, "alice"), SUGGESTED, id=str(plants.gas))["data"]["recommendedValues"]

    assert {each["kind"] for each in found} <= {"LIMIT", "OFF_DELAY", "ON_DELAY", "DEADBAND"}
    assert all(each["tier"] == "YELLOW" for each in found if each["kind"] == "LIMIT")


def resolved_alert(database: Database, plants: Plants, clock: FakeClock, at_us: int) -> None:
    """An alert at this time whose case was disposed of by bob and rechecked by alice."""
    raised = replace(over(plants, Tier.YELLOW, value=12.0), sampled_us=at_us)
    database.transact(lambda tx: alerts.apply_changes(tx, [raised]))
    [(alert_id, case_id)] = database.read(
        lambda s: list(s.exec(select(AlertRow.id, AlertRow.case_id).where(AlertRow.is_open)))
    )
    assert case_id is not None
    database.transact(lambda tx: alerts.acknowledge_alert(tx, alert_id, by=plants.bob))
    database.transact(lambda tx: alerts.apply_changes(tx, [replace(raised, tier=None)]))
    people = {"done": plants.bob, "checked": plants.alice, "signed": plants.alice}
    shown = [photo(database, name, by) for name, by in people.items()]
    database.transact(
        lambda tx: cases.submit_disposal(tx, case_id, measures="关阀", photos=(shown[0],), by=plants.bob)
    )
    clock.advance(timedelta(minutes=10))
    database.transact(
        lambda tx: cases.pass_recheck(
            tx,
            case_id,
            content_hash=tx.get(Cases).rounds(case_id)[-1].content_hash,
            note="",
            photos=(shown[1],),
            signature=shown[2],
            override_reason=None,
            by=plants.alice,
        )
    )
