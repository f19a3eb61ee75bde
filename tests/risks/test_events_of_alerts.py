"""Events of the register that an alert concerns: all of them, the one that speaks for it first."""

from dataclasses import replace
from uuid import UUID

import httpx
import pytest

from backend.alerts import commands as alerts
from backend.alerts.risk_queries import of_alerts
from backend.alerts.store import Alerts
from backend.core.database import Database
from backend.core.viewer import Viewer
from backend.core.vocabulary import AlertCondition, ConditionChange, Tier
from backend.risks.assessment.rules import RiskLevel
from backend.risks.briefs.queries import of_equipment
from backend.risks.revisions.rules import BoundSide, SourceBinding
from tests.support.http_site import ask, sign_in
from tests.support.plants import Plants, id_of, over
from tests.support.risks import Register, content
from tests.support.statements import statements

LIST = """{ alerts(first: 20) { edges { node { id riskEvents {
    code title { zh } residualLevel isConfirmed isReviewOverdue accidentClass { name { zh } } } } } } }"""
MACHINE = """query ($code: String!) { equipment(code: $code) { riskEvents { code residualLevel } } }"""

pytestmark = pytest.mark.both_databases("a union of what is bound and what was frozen")


@pytest.fixture
def register(database: Database, plants: Plants) -> Register:
    return Register.begun(database, plants)


def in_force(register: Register, code: str, level: RiskLevel, *bindings: SourceBinding) -> UUID:
    return register.hold(content(register.plants, residual=level, bindings=bindings), code=code)


def raised(database: Database, change: ConditionChange) -> UUID:
    database.transact(lambda tx: alerts.apply_changes(tx, [change]))
    [found] = database.transact(lambda tx: tx.get(Alerts).open_of_sensors([change.sensor_id]))
    return found.alert_id


def codes(database: Database, viewer: Viewer, alert_id: UUID) -> list[str]:
    found = database.read(lambda session: of_alerts(session, viewer, [alert_id]))
    return [each.code for each in found.get(alert_id, ())]


def test_all_bound_events_are_named_the_worst_first_then_the_lower_code(
    database: Database, plants: Plants, register: Register
) -> None:
    gas = SourceBinding(plants.gas)
    in_force(register, "R-3", RiskLevel.GENERAL, gas)
    in_force(register, "R-2", RiskLevel.LARGER, gas)
    in_force(register, "R-1", RiskLevel.LARGER, gas)
    in_force(register, "R-0", RiskLevel.MAJOR, SourceBinding(plants.pump))
    alert_id = raised(database, over(plants, Tier.ORANGE))

    assert codes(database, plants.bob, alert_id) == ["R-1", "R-2", "R-3"]
    assert codes(database, plants.carol, alert_id) == [], "of another site"


def test_too_little_is_not_the_danger_of_too_much(
    database: Database, plants: Plants, register: Register
) -> None:
    in_force(register, "R-1", RiskLevel.GENERAL, SourceBinding(plants.gas, BoundSide.LOW))
    in_force(register, "R-2", RiskLevel.GENERAL, SourceBinding(plants.gas, BoundSide.HIGH))
    alert_id = raised(database, over(plants, Tier.ORANGE))

    assert codes(database, plants.bob, alert_id) == ["R-2"]


def test_the_event_whose_steps_it_says_stays_first_when_another_comes_and_when_it_is_bound_no_more(
    database: Database, plants: Plants, register: Register
) -> None:
    gas = SourceBinding(plants.gas)
    spoke = in_force(register, "R-1", RiskLevel.LARGER, gas)
    alert_id = raised(database, over(plants, Tier.YELLOW))
    in_force(register, "R-0", RiskLevel.LARGER, gas)
    assert codes(database, plants.bob, alert_id) == ["R-1", "R-0"]

    register.revise(spoke, replace(register.content(spoke), bindings=()))
    register.decide(spoke, is_agreed=True)
    assert register.content(spoke).bindings == ()
    assert codes(database, plants.bob, alert_id) == ["R-1", "R-0"]


def test_what_is_bound_to_no_event_names_none(database: Database, plants: Plants, register: Register) -> None:
    in_force(register, "R-1", RiskLevel.MAJOR, SourceBinding(plants.pump))
    alert_id = raised(database, over(plants, Tier.ORANGE))

    assert codes(database, plants.bob, alert_id) == []


def test_a_silent_source_names_the_events_that_nobody_watches_now(
    database: Database, plants: Plants, register: Register
) -> None:
    in_force(register, "R-1", RiskLevel.MAJOR, SourceBinding(plants.gas, BoundSide.HIGH))
    silent = replace(over(plants, Tier.ORANGE), condition=AlertCondition.SILENT, value=None, limit=None)
    alert_id = raised(database, silent)

    assert codes(database, plants.bob, alert_id) == ["R-1"]


def test_a_machine_names_the_events_of_its_units_and_those_that_its_sources_are_bound_to_once(
    database: Database, plants: Plants, register: Register
) -> None:
    machine = id_of("north/equipment")
    by_unit = Register.begun(database, plants, machines=(machine,), code="PU")
    in_force(register, "R-1", RiskLevel.GENERAL, SourceBinding(plants.gas), SourceBinding(plants.pump))
    in_force(by_unit, "R-2", RiskLevel.LARGER, SourceBinding(plants.gas))
    by_unit.draft(code="R-3")

    with statements(database) as asked:
        found = database.read(lambda session: of_equipment(session, plants.bob, [machine]))

    assert [each.code for each in found[machine]] == ["R-2", "R-1"]
    assert len(asked) == 1
    assert database.read(lambda session: of_equipment(session, plants.carol, [machine])) == {machine: []}


def test_a_list_of_alerts_asks_once_for_the_events_of_all(
    client: httpx.Client, sqlite_database: Database, plants: Plants
) -> None:
    register = Register.begun(sqlite_database, plants)
    in_force(register, "R-1", RiskLevel.LARGER, SourceBinding(plants.gas), SourceBinding(plants.pump))
    bob = sign_in(client, "bob")
    raised(sqlite_database, over(plants, Tier.ORANGE))
    with statements(sqlite_database) as of_one:
        ask(client, bob, LIST)
    raised(sqlite_database, over(plants, Tier.ORANGE, sensor_id=plants.pump))
    with statements(sqlite_database) as of_two:
        found = ask(client, bob, LIST)
    with statements(sqlite_database) as without:
        ask(client, bob, "{ alerts(first: 20) { edges { node { id } } } }")

    rows = [each["node"]["riskEvents"] for each in found["data"]["alerts"]["edges"]]
    assert [[risk["code"] for risk in row] for row in rows] == [["R-1"]] * len(rows)
    assert rows[0][0] == {
        "code": "R-1",
        "title": {"zh": "卸车软管脱落泄漏"},
        "residualLevel": 3,
        "isConfirmed": True,
        "isReviewOverdue": False,
        "accidentClass": rows[0][0]["accidentClass"],
    }
    of_risks = [each for each in of_two if "risk_events" in each]
    assert len(of_risks) == 1
    assert len(of_one) == len(of_two)
    assert not [each for each in without if "risk_events" in each]


def test_the_page_of_a_machine_shows_its_events_worst_first(
    client: httpx.Client, sqlite_database: Database, plants: Plants
) -> None:
    register = Register.begun(sqlite_database, plants, machines=(id_of("north/equipment"),))
    in_force(register, "R-1", RiskLevel.LOW)
    in_force(register, "R-2", RiskLevel.MAJOR)
    found = ask(client, sign_in(client, "bob"), MACHINE, code="EQ-north")

    assert found["data"]["equipment"]["riskEvents"] == [
        {"code": "R-2", "residualLevel": 4},
        {"code": "R-1", "residualLevel": 1},
    ]
