"""What a change of limits did is reviewed after two weeks, once, by an officer."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from backend.agreements.module_switches import commands as modules
from backend.alerts import commands as alerts
from backend.alerts.tables import AlertRow
from backend.cases import commands as cases
from backend.cases.rules import CaseOutcome
from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.modules import Module
from backend.core.tables import OutboxRow
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.sensors.rules import Limit, LimitSide
from backend.sites.modules.store import Modules
from backend.tuning import indicators_commands as indicators
from backend.tuning import reviews_commands as reviews
from backend.tuning.indicators_rules import Proposal, ReviewVerdict
from backend.tuning.store import Indicators
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, over

pytestmark = pytest.mark.both_databases("sweeps skip what is locked")


LIMITS = ((Tier.YELLOW, 8.0), (Tier.ORANGE, 20.0), (Tier.RED, 45.0))
STRICTER = tuple(Limit(LimitSide.HIGH, tier, value) for tier, value in LIMITS)


def propose(database: Database, plants: Plants, by: Viewer, **more: Any) -> Proposal:
    wanted = replace(plants.indicator, limits=STRICTER)
    return database.transact(
        lambda tx: indicators.propose_indicator(
            tx, plants.gas, wanted, base_version=plants.indicator.version, reason="夜班误报多", by=by, **more
        )
    )


def test_a_change_is_reviewed_once_after_two_weeks_and_the_officers_hear_of_it(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    raise_and_dismiss(database, plants)
    clock.advance(timedelta(days=1))
    proposal = propose(database, plants, plants.alice, is_approved_at_once=True)
    clock.advance(timedelta(days=13))
    raise_and_dismiss(database, plants)
    assert database.transact(reviews.review_due) == 0

    clock.advance(timedelta(days=1))
    assert database.transact(reviews.review_due) == 1
    assert database.transact(reviews.review_due) == 0

    review = database.transact(lambda tx: tx.get(Indicators).get(proposal.proposal_id)).review
    assert review is not None
    assert (dict(review.before)[Tier.RED], dict(review.after)[Tier.RED], review.days) == (1, 1, 14.0)
    assert (review.real, review.false, review.predicted) == (0, 1, None)
    waiting = database.read(lambda s: [row.event["kind"] for row in s.exec(select(OutboxRow))])
    assert waiting.count("INDICATOR_REVIEW_DUE") == 1


def test_a_review_waits_while_the_site_has_no_tuning(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    def switched(tx: Transaction, *, is_on: bool) -> None:
        before = tx.get(Modules).state(plants.north, Module.TUNING)
        modules.switch(tx, before, is_on=is_on, reason="test", by=plants.alice.person_id)

    propose(database, plants, plants.alice, is_approved_at_once=True)
    database.transact(lambda tx: switched(tx, is_on=False))
    clock.advance(timedelta(days=15))
    assert database.transact(reviews.review_due) == 0

    database.transact(lambda tx: switched(tx, is_on=True))
    assert database.transact(reviews.review_due) == 1


def test_an_officer_closes_a_review_once(database: Database, plants: Plants, clock: FakeClock) -> None:
    proposal = propose(database, plants, plants.alice, is_approved_at_once=True)
    close = lambda tx: reviews.close_review(  # noqa: E731 - said three times
        tx, proposal.proposal_id, ReviewVerdict.KEEP, by=plants.dora
    )
    with pytest.raises(Refused) as refused:
        database.transact(close)
    assert refused.value.code is ErrorCode.ILLEGAL_TRANSITION
    clock.advance(timedelta(days=14))
    database.transact(reviews.review_due)

    assert database.transact(close).verdict is ReviewVerdict.KEEP

    with pytest.raises(Refused) as refused:
        database.transact(close)
    assert refused.value.code is ErrorCode.ILLEGAL_TRANSITION


def raise_and_dismiss(database: Database, plants: Plants) -> None:
    """A red alert whose case an officer dismisses as a false alarm."""
    database.transact(lambda tx: alerts.apply_changes(tx, [over(plants, Tier.RED)]))
    statement = select(AlertRow.id, AlertRow.case_id).where(AlertRow.is_open)
    [(alert_id, case_id)] = database.read(lambda s: list(s.exec(statement)))
    assert case_id is not None
    database.transact(lambda tx: alerts.acknowledge_alert(tx, alert_id, by=plants.bob))
    database.transact(lambda tx: alerts.apply_changes(tx, [over(plants, None)]))
    database.transact(
        lambda tx: cases.dismiss_case(
            tx, case_id, outcome=CaseOutcome.FALSE_ALARM, reason=f"探头进水：{case_id}", by=plants.alice
        )
    )
