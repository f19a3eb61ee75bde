"""From a red event of the register to its alert and case, and what of it stays when it is revised."""

from dataclasses import replace
from datetime import timedelta

import pytest

from backend.alerts import commands as alerts
from backend.alerts.advice_rules import AdviceSource, FrozenAdvice
from backend.alerts.advice_store import AlertAdvice
from backend.alerts.owners_store import AlertOwners
from backend.alerts.rules import Alert
from backend.alerts.store import Alerts
from backend.cases.store import Cases
from backend.core.database import Database
from backend.core.errors import ErrorCode
from backend.core.vocabulary import ConditionChange, Stage, Tier
from backend.risks.assessment.rules import Direct, RiskLevel, assess
from backend.risks.revisions.rules import (
    BoundSide,
    EmergencySteps,
    EventContent,
    RevisionState,
    SourceBinding,
)
from backend.risks.rules import Owner
from tests.support.alerts import silent
from tests.support.cases import WorkedCase, refusal
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, over
from tests.support.risks import CLAUSE, EARLY, URGENT, Register, content

pytestmark = pytest.mark.both_databases("alerts read bindings by a partial index and lists as parameters")


@pytest.fixture
def register(database: Database, plants: Plants) -> Register:
    return Register.begun(database, plants)


def _bound(
    plants: Plants, level: RiskLevel = RiskLevel.MAJOR, *, side: BoundSide = BoundSide.BOTH
) -> EventContent:
    return content(plants, residual=level, bindings=(SourceBinding(plants.gas, side),))


def _say(register: Register, change: ConditionChange) -> Alert:
    def command(tx):  # type: ignore[no-untyped-def]
        alerts.apply_changes(tx, [change])
        return tx.get(Alerts).open_for([change.key])[change.key]

    return register.database.transact(command)


def _advice(register: Register, alert: Alert) -> FrozenAdvice:
    return register.database.transact(lambda tx: tx.get(AlertAdvice).of(alert.alert_id))


def _now(register: Register, alert: Alert) -> Alert:
    return register.database.transact(lambda tx: tx.get(Alerts).get(alert.alert_id))


def test_limits_of_a_source_bound_to_a_red_event_speak_one_tier_higher_and_say_its_steps(
    register: Register, plants: Plants
) -> None:
    event_id = register.hold(_bound(plants))

    alert = _say(register, over(plants, Tier.ORANGE))

    assert (alert.tier, alert.limit_tier) == (Tier.RED, Tier.ORANGE)
    found = _advice(register, alert)
    assert (found.steps, found.source, found.risk_event_id) == ((URGENT,), AdviceSource.RISK, event_id)


def test_on_the_side_that_an_event_is_not_bound_to_it_says_nothing(
    register: Register, plants: Plants
) -> None:
    register.hold(_bound(plants, side=BoundSide.LOW))

    alert = _say(register, over(plants, Tier.ORANGE))

    assert alert.tier is Tier.ORANGE
    assert _advice(register, alert).source is not AdviceSource.RISK


def test_of_several_events_the_worst_speaks_then_the_lower_code(register: Register, plants: Plants) -> None:
    register.hold(_bound(plants, RiskLevel.GENERAL), code="A-1")
    second = register.hold(_bound(plants, RiskLevel.LARGER), code="B-1")
    register.hold(_bound(plants, RiskLevel.LARGER), code="C-1")

    alert = _say(register, over(plants, Tier.YELLOW))

    assert _advice(register, alert).risk_event_id == second


def test_the_event_owns_the_danger_and_the_source_its_own_faults(register: Register, plants: Plants) -> None:
    dora = plants.dora.person_id
    of = replace(_bound(plants), owner=Owner(plants.department, None, dora), stage=Stage.RAW_MATERIAL)
    register.hold(of)

    danger = _say(register, over(plants, Tier.ORANGE))
    fault = _say(register, silent(plants, plants.gas))

    def command(tx):  # type: ignore[no-untyped-def]
        owners = tx.get(AlertOwners).sources([danger, fault])
        case = tx.get(Cases).get(tx.get(Alerts).case_id_of(danger.alert_id))
        return owners, case

    owners, case = register.database.transact(command)
    assert owners[danger.alert_id].responsible_id == dora
    assert owners[fault.alert_id].responsible_id != dora
    assert (case.responsible_id, case.stage) == (dora, Stage.RAW_MATERIAL)


def test_what_an_alert_said_stays_when_the_steps_are_changed(register: Register, plants: Plants) -> None:
    of = _bound(plants)
    event_id = register.hold(of)
    alert = _say(register, over(plants, Tier.ORANGE))

    register.revise(event_id, replace(of, steps=EmergencySteps((EARLY,), (EARLY,))))

    assert _advice(register, alert).steps == (URGENT,)


def test_an_event_that_gets_red_makes_an_active_alert_worse_and_twice_changes_nothing(
    register: Register, plants: Plants
) -> None:
    of = _bound(plants, RiskLevel.LARGER)
    event_id = register.hold(of)
    alert = _say(register, over(plants, Tier.YELLOW))
    assert alert.tier is Tier.YELLOW

    red = replace(of, residual=assess(Direct(RiskLevel.MAJOR, CLAUSE)), control_level=None)
    register.revise(event_id, red)
    assert _now(register, alert).tier is Tier.ORANGE
    register.revise(event_id, red)

    assert _now(register, alert).tier is Tier.ORANGE


def test_a_source_bound_to_a_red_event_while_its_alert_is_active_makes_that_worse(
    register: Register, plants: Plants
) -> None:
    event_id = register.hold(content(plants))
    alert = _say(register, over(plants, Tier.ORANGE))

    register.revise(event_id, _with(register, event_id, SourceBinding(plants.gas)))

    assert _now(register, alert).tier is Tier.RED


def test_what_quietens_a_danger_is_stored_and_sent_when_that_is_over(
    register: Register, plants: Plants
) -> None:
    of = _bound(plants)
    event_id = register.hold(of)
    _say(register, over(plants, Tier.ORANGE))

    register.revise(event_id, replace(of, residual=assess(Direct(RiskLevel.LOW, CLAUSE)), control_level=None))

    waiting = register.revisions(event_id)[0]
    assert (waiting.state, waiting.waits_for_danger) == (RevisionState.PROPOSED, True)
    register.decide(event_id, is_agreed=True)
    assert register.content(event_id) == of, "there is nothing to say yes to yet"


def test_what_was_stored_goes_to_a_second_person_once_the_case_is_archived(
    register: Register, plants: Plants, clock: FakeClock
) -> None:
    of = _bound(plants)
    event_id = register.hold(of)
    loop = WorkedCase.of_alert(register.database, plants)
    register.revise(event_id, replace(of, residual=assess(Direct(RiskLevel.LOW, CLAUSE)), control_level=None))
    assert register.revisions(event_id)[0].waits_for_danger

    loop.acknowledge(plants.bob)
    loop.say(None)
    loop.dispose(plants.bob)
    clock.advance(timedelta(minutes=10))
    loop.pass_recheck()

    assert not register.revisions(event_id)[0].waits_for_danger
    register.decide(event_id, is_agreed=True)
    assert register.content(event_id).residual_level is RiskLevel.LOW


def test_a_second_person_cannot_quieten_what_became_a_danger_meanwhile(
    register: Register, plants: Plants
) -> None:
    of = _bound(plants)
    event_id = register.hold(of)
    register.revise(event_id, replace(of, residual=assess(Direct(RiskLevel.LOW, CLAUSE)), control_level=None))
    _say(register, over(plants, Tier.ORANGE))

    code = refusal(lambda: register.decide(event_id, is_agreed=True))

    assert code is ErrorCode.RISK_IN_DANGER


def _with(register: Register, event_id, binding: SourceBinding) -> EventContent:  # type: ignore[no-untyped-def]
    return replace(register.content(event_id), bindings=(binding,))
