"""The lab asks the register where limits speak one tier higher, now and in the history that it replays."""

from dataclasses import replace
from datetime import timedelta

import pytest

from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode
from backend.core.time import microseconds
from backend.core.viewer import Viewer
from backend.core.vocabulary import AlertCondition, Tier
from backend.detection.backtest.red_times import RedTime, RedTimes
from backend.risks.assessment.rules import RiskLevel
from backend.risks.revisions.rules import BoundSide, SourceBinding
from backend.sensors.rules import Limit, LimitSide
from backend.sensors.tables import IndicatorRow
from backend.tuning import indicators_commands as indicators
from backend.tuning import queries
from backend.tuning.indicators_rules import Proposal
from tests.support import risks
from tests.support.fakes import FakeClock
from tests.support.plants import Plants
from tests.support.refusals import code_of

pytestmark = pytest.mark.both_databases("times of bindings are compared to the microsecond")
HIGH, LOW = AlertCondition.LIMIT_HIGH, AlertCondition.LIMIT_LOW


@pytest.fixture(autouse=True)
def of_vibration(database: Database, plants: Plants) -> None:
    """The source measures no gas, so that only a red limit asks for a second person."""

    def command(tx: Transaction) -> None:
        row = tx.session.get_one(IndicatorRow, plants.indicator.indicator_id)
        row.unit, row.standard = "mm/s", "GB/T 6075.3"

    database.transact(command)


def times(database: Database, plants: Plants, clock: FakeClock) -> RedTimes:
    to_us = microseconds(clock())
    found = database.read(lambda s: queries.history(s, plants.alice, plants.gas, from_us=0, to_us=to_us))
    assert found is not None
    return found.red


def propose(database: Database, plants: Plants, by: Viewer) -> Proposal:
    """Move the orange limit from 25 to 30."""
    limits = tuple(
        Limit(each.side, each.tier, 30.0) if each.tier is Tier.ORANGE else each
        for each in plants.indicator.limits
    )
    wanted = replace(plants.indicator, limits=limits, unit="mm/s", standard="GB/T 6075.3")
    return database.transact(
        lambda tx: indicators.propose_indicator(
            tx, plants.gas, wanted, base_version=plants.indicator.version, reason="夜班误报多", by=by
        )
    )


def test_the_history_knows_from_when_until_when_the_residual_risk_was_red(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    register = risks.Register.begun(database, plants)
    assert times(database, plants, clock).sides_now == frozenset()
    clock.advance(timedelta(hours=1))
    began_us = microseconds(clock())
    red = risks.content(plants, bindings=(SourceBinding(plants.gas, BoundSide.HIGH),))
    event_id = register.hold(red)
    assert times(database, plants, clock) == RedTimes({HIGH: (RedTime(began_us, None),), LOW: ()})
    assert times(database, plants, clock).sides_now == {LimitSide.HIGH}

    clock.advance(timedelta(hours=2))
    register.revise(event_id, risks.content(plants, residual=RiskLevel.LARGER, bindings=red.bindings))
    register.decide(event_id, is_agreed=True)

    [time] = times(database, plants, clock).by_condition[HIGH]
    assert time == RedTime(began_us, microseconds(clock()))
    assert times(database, plants, clock).sides_now == frozenset()


def test_an_orange_limit_of_a_red_risk_is_not_made_looser_by_one_person(
    database: Database, plants: Plants
) -> None:
    assert propose(database, plants, plants.alice).loosened == {Tier.ORANGE}
    risks.bound_event(database, plants)

    assert propose(database, plants, plants.alice).loosened == {Tier.RED}


def test_a_risk_that_became_red_after_the_proposal_asks_for_a_second_person_too(
    database: Database, plants: Plants
) -> None:
    proposal = propose(database, plants, plants.alice)
    risks.bound_event(database, plants)

    def approve(by: Viewer) -> Proposal:
        return database.transact(lambda tx: indicators.approve_indicator(tx, proposal.proposal_id, by=by))

    assert code_of(approve, plants.alice) is ErrorCode.SECOND_PERSON_REQUIRED
    assert Tier.RED in approve(plants.dora).loosened
