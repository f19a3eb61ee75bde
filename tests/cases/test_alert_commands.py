"""A case is named after the alert that makes it as bad as it is: nobody is sent against another danger."""

from dataclasses import replace
from datetime import timedelta

import pytest

from backend.alerts import commands as alerts
from backend.alerts import queries as alert_queries
from backend.cases.store import Cases
from backend.cases.tables import CaseArchiveRow
from backend.core.database import Database
from backend.core.time import microseconds
from backend.core.vocabulary import AlertCondition, Tier
from tests.support.cases import Step, WorkedCase
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, over

LOW, HIGH = AlertCondition.LIMIT_LOW, AlertCondition.LIMIT_HIGH


@pytest.fixture
def low(database: Database, plants: Plants) -> WorkedCase:
    """The case of a gas that is too low, orange."""
    says(database, plants, LOW, Tier.ORANGE)
    [case_id] = database.transact(lambda tx: tx.get(Cases).unfinished(plants.north))
    return WorkedCase(database, plants, case_id)


def says(database: Database, plants: Plants, condition: AlertCondition, tier: Tier | None) -> None:
    """The gas holds at this tier now by this condition, or is back inside its limits."""
    change = replace(over(plants, tier), condition=condition, sampled_us=microseconds(database.clock()))
    database.transact(lambda tx: alerts.apply_changes(tx, [change]))


def test_a_case_that_a_worse_alert_joins_is_named_after_that_alert_and_the_record_says_so(
    low: WorkedCase, database: Database, plants: Plants
) -> None:
    before = low.case.title.zh
    says(database, plants, HIGH, Tier.RED)

    assert low.case.tier is Tier.RED
    assert before.endswith("低于限值")
    assert low.case.title.zh.endswith("高于限值")
    assert low.timeline() == ["CASE_OPENED", "ALERT_RAISED", "CASE_RENAMED", "ALERT_RAISED"]


@pytest.mark.parametrize("tier", [Tier.YELLOW, Tier.ORANGE])
def test_a_case_that_an_alert_joins_which_is_no_worse_keeps_its_name(
    low: WorkedCase, database: Database, plants: Plants, tier: Tier
) -> None:
    says(database, plants, HIGH, tier)

    assert low.case.title.zh.endswith("低于限值")
    assert "CASE_RENAMED" not in low.timeline()


def test_a_case_stays_named_after_what_made_it_as_bad_as_it_is_when_a_lesser_alert_comes_after(
    low: WorkedCase, database: Database, plants: Plants
) -> None:
    says(database, plants, LOW, Tier.RED)
    says(database, plants, LOW, Tier.YELLOW)
    says(database, plants, HIGH, Tier.ORANGE)

    assert (low.case.tier, low.case.title.zh[-4:]) == (Tier.RED, "低于限值")


def test_the_archive_keeps_the_name_that_the_case_had_at_the_end_and_the_one_before(
    low: WorkedCase, database: Database, plants: Plants, clock: FakeClock
) -> None:
    says(database, plants, HIGH, Tier.RED)
    for condition in (LOW, HIGH):
        says(database, plants, condition, None)
    low.up_to(Step.DISPOSED)
    clock.advance(timedelta(minutes=30))
    low.pass_recheck()

    snapshot = database.read(lambda s: s.get_one(CaseArchiveRow, low.case_id)).snapshot
    assert snapshot["case"]["title"]["zh"].endswith("高于限值")
    [renamed] = [entry for entry in snapshot["timeline"] if entry["kind"] == "CASE_RENAMED"]
    assert renamed["note"] == LOW


def shown(low: WorkedCase, database: Database, plants: Plants) -> AlertCondition:
    """The condition of the alert that the case shows, whose advice people follow."""
    found = database.read(lambda s: alert_queries.leading_of_cases(s, plants.alice, [low.case_id]))
    return found[low.case_id].alert.condition


def test_a_case_shows_the_alert_that_gives_its_tier_and_not_the_latest(
    low: WorkedCase, database: Database, plants: Plants, clock: FakeClock
) -> None:
    clock.advance(timedelta(minutes=1))
    says(database, plants, HIGH, Tier.YELLOW)

    assert shown(low, database, plants) is LOW
    says(database, plants, HIGH, Tier.RED)
    assert shown(low, database, plants) is HIGH


def test_of_two_alerts_that_are_as_bad_a_case_shows_the_one_that_it_is_named_after(
    low: WorkedCase, database: Database, plants: Plants, clock: FakeClock
) -> None:
    for condition in (HIGH, LOW):
        clock.advance(timedelta(minutes=1))
        says(database, plants, condition, Tier.RED)

    assert low.case.title.zh.endswith("高于限值")
    assert shown(low, database, plants) is HIGH
