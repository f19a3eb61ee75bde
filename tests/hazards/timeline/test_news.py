"""What is new to the reporter of a report, until they have looked: on whichever phone."""

from uuid import UUID

from backend.core.database import Database
from backend.core.errors import ErrorCode
from backend.core.viewer import Viewer
from backend.hazards import commands as hazards
from backend.hazards.rules import DeclineReason
from backend.hazards.timeline import commands as timeline
from backend.hazards.timeline.news_queries import news_of
from tests.support.cases import Reports, Step, refusal, up_to
from tests.support.plants import Plants


def is_news(database: Database, report_id: UUID, to: Viewer) -> bool:
    return database.read(lambda s: news_of(s, to, [report_id])).get(report_id, False)


def look(database: Database, report_id: UUID, by: Viewer) -> None:
    database.transact(lambda tx: timeline.mark_report_seen(tx, report_id, by=by))


def test_each_step_is_news_until_its_reporter_looks(database: Database, plants: Plants) -> None:
    reports = Reports(database, plants)
    made = reports.report(plants.bob).report_id
    assert not is_news(database, made, plants.bob), "what they did themselves is none"

    case_id = reports.accept(made, department=plants.department)
    assert is_news(database, made, plants.bob)
    assert not is_news(database, made, plants.alice), "to others it is none"
    assert not is_news(database, made, plants.carol)
    look(database, made, plants.bob)
    look(database, made, plants.bob)
    assert not is_news(database, made, plants.bob)

    up_to(Step.ACKNOWLEDGED, database, plants, case_id)
    assert is_news(database, made, plants.bob)


def test_a_duplicate_follows_the_case_that_it_goes_on_in(database: Database, plants: Plants) -> None:
    reports = Reports(database, plants)
    original = reports.accept(reports.report(plants.erik).report_id, department=plants.department)
    made = reports.report(plants.bob).report_id
    reason = DeclineReason.DUPLICATE
    database.transact(
        lambda tx: hazards.decline_hazard(
            tx, made, reason=reason, note="同一处", by=plants.alice, original_id=original
        )
    )
    look(database, made, plants.bob)
    assert not is_news(database, made, plants.bob)

    up_to(Step.ACKNOWLEDGED, database, plants, original)

    assert is_news(database, made, plants.bob)


def test_only_its_reporter_has_seen_it(database: Database, plants: Plants) -> None:
    made = Reports(database, plants).report(plants.bob).report_id

    assert refusal(lambda: look(database, made, plants.alice)) is ErrorCode.NOT_ALLOWED
    assert refusal(lambda: look(database, made, plants.carol)) is ErrorCode.NOT_FOUND
