"""A duplicate has an original, and a danger that goes on has a case that is open."""

from backend.cases.rules import CaseOutcome, CaseState
from backend.core.database import Database
from backend.core.errors import ErrorCode
from backend.core.vocabulary import Tier
from tests.support.cases import Reports, WorkedCase, alert_case, found, link, refusal
from tests.support.plants import Plants


def test_no_case_is_dismissed_as_a_duplicate_of_nothing(
    database: Database, plants: Plants, reports: Reports
) -> None:
    case_id = reports.case(plants.bob)

    assert refusal(lambda: reports.dismiss(case_id, CaseOutcome.DUPLICATE)) is ErrorCode.ORIGINAL_REQUIRED
    assert found(database, case_id).state is CaseState.OPEN


def test_while_the_danger_goes_on_its_case_is_no_duplicate_of_one_that_is_over(
    database: Database, plants: Plants, reports: Reports
) -> None:
    closed, opened = reports.resolved_case(plants.bob), reports.case(plants.bob)
    danger = alert_case(database, plants, Tier.RED)

    step = lambda: link(database, danger, closed, plants.alice)  # noqa: E731
    assert refusal(step) is ErrorCode.SOURCE_NOT_NORMAL
    assert found(database, danger).state is CaseState.OPEN
    link(database, danger, opened, plants.alice)
    assert found(database, opened).tier is Tier.RED, "which has the alert now"


def test_over_danger_may_be_a_duplicate_of_what_is_over(
    database: Database, plants: Plants, reports: Reports
) -> None:
    closed, danger = reports.resolved_case(plants.bob), alert_case(database, plants, Tier.RED)
    WorkedCase(database, plants, danger).say(None, plants.gas)

    link(database, danger, closed, plants.alice, note="同一台泵的泄漏，复查时已处理完毕")

    assert found(database, danger).outcome is CaseOutcome.DUPLICATE
