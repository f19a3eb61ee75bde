"""What reporters object to and nobody has answered: the officers' list, on both databases."""

from datetime import timedelta
from uuid import UUID

import pytest

from backend.cases.rules import CaseOutcome
from backend.cases.store import Cases
from backend.core.database import Database
from backend.core.errors import ErrorCode
from backend.core.viewer import Viewer
from backend.hazards import commands as hazards
from backend.hazards.objections import commands
from backend.hazards.objections import queries as objections
from backend.hazards.rules import DeclineReason
from backend.hazards.timeline.store import Timelines
from backend.worklist import queries as worklist
from tests.support.cases import Reports, refusal
from tests.support.declared import HOME
from tests.support.fakes import FakeClock
from tests.support.plants import plant


class Objections:
    """Reports that dora declined and their reporters do not agree."""

    def __init__(self, database: Database, clock: FakeClock) -> None:
        self.database, self.clock = database, clock
        self.plants = plant(database)
        self.reports = Reports(database, self.plants)

    def declined(self, by: Viewer) -> UUID:
        report_id = self.reports.report(by).report_id
        self.database.transact(
            lambda tx: hazards.decline_hazard(
                tx, report_id, reason=DeclineReason.NOT_A_HAZARD, note="正常", by=self.plants.dora
            )
        )
        return report_id

    def objects(self, report_id: UUID, by: Viewer, reason: str = "不正常") -> UUID:
        self.clock.advance(timedelta(minutes=1))
        return self.database.transact(lambda tx: commands.object_report(tx, report_id, reason=reason, by=by))

    def answers(self, report_id: UUID) -> None:
        found = self.database.transact(lambda tx: tx.get(Timelines).objection_of(report_id))
        assert found is not None
        self.database.transact(
            lambda tx: commands.answer_objection(
                tx, found.objection_id, is_upheld=False, answer="查过", by=self.plants.alice
            )
        )

    def page(
        self, viewer: Viewer, *, first: int = 20, after: str | None = None
    ) -> tuple[list[UUID], str | None]:
        found = self.database.read(lambda s: objections.page(s, viewer, first=first, after=after))
        reports = [view.report.report.report_id for _, view in found.items]
        return reports, found.end_cursor if found.has_next else None

    def counted(self, viewer: Viewer) -> int:
        return self.database.read(
            lambda s: worklist.home(s, viewer, HOME, now=self.clock.now)
        ).open_objections


@pytest.fixture
def story(database: Database, clock: FakeClock) -> Objections:
    return Objections(database, clock)


def test_what_nobody_answered_waits_longest_first_and_leaves_the_list_with_its_answer(
    story: Objections,
) -> None:
    plants = story.plants
    second, first = story.declined(plants.erik), story.declined(plants.bob)
    story.objects(first, plants.bob)
    story.objects(second, plants.erik)

    assert story.page(plants.alice) == ([first, second], None)
    assert story.counted(plants.alice) == 2

    story.answers(first)

    assert story.page(plants.alice) == ([second], None)
    assert story.counted(plants.alice) == 1
    assert story.counted(plants.dora) == 0, "she declined it"


def test_an_objection_to_the_end_of_a_case_names_the_case(story: Objections) -> None:
    report_id = story.reports.report(story.plants.bob).report_id
    case_id = story.reports.accept(report_id)
    number = story.database.transact(lambda tx: tx.get(Cases).get(case_id)).number
    story.reports.dismiss(case_id, CaseOutcome.NOT_A_HAZARD)
    story.objects(report_id, story.plants.bob, " 就是隐患 ")

    [(_, view)] = story.database.read(
        lambda s: objections.page(s, story.plants.dora, first=20, after=None)
    ).items

    assert (view.case_number, view.objection.reason) == (number, "就是隐患")


def test_only_those_who_may_answer_see_what_waits_for_an_answer(story: Objections) -> None:
    plants = story.plants
    story.objects(story.declined(plants.bob), plants.bob)

    for other in (plants.bob, plants.erik, plants.carol):
        assert story.page(other) == ([], None)
        assert story.counted(other) == 0
    assert story.counted(plants.alice) == 1


def test_the_list_comes_in_pages_that_what_comes_in_meanwhile_does_not_shift(story: Objections) -> None:
    plants = story.plants
    reports = [story.declined(plants.bob) for _ in range(3)]
    for report_id in reports:
        story.objects(report_id, plants.bob)

    some, after = story.page(plants.alice, first=2)
    story.answers(reports[0])
    rest, end = story.page(plants.alice, first=2, after=after)

    assert (some, rest, end) == (reports[:2], reports[2:], None)
    assert refusal(lambda: story.page(plants.alice, first=-1)) is ErrorCode.INVALID_INPUT
    assert refusal(lambda: story.page(plants.alice, after="x")) is ErrorCode.INVALID_INPUT
