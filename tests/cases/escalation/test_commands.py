"""督办: who may chase whom, who answers, and what the lists show."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from backend.alerts import commands as alerts
from backend.alerts.latest_store import LatestAlerts
from backend.cases import commands as cases
from backend.cases.deadline_queries import of_cases
from backend.cases.escalation import (
    follow_ups_commands as follow_ups,
)
from backend.cases.escalation import queries as views
from backend.cases.escalation.filters_queries import FollowUpList
from backend.cases.escalation.rules import FollowUp, FollowUpFilter
from backend.cases.escalation.store import FollowUps
from backend.core.database import Database
from backend.core.errors import ErrorCode
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.deadlines import sweep_commands as deadline_sweep
from backend.worklist import overdue_queries as overdue
from tests.scenarios.story import Story
from tests.support.cases import Step, dismiss_by_two, up_to
from tests.support.declared import RESPONSIBILITIES
from tests.support.fakes import FakeClock
from tests.support.plants import more_sensors, over, photo
from tests.support.refusals import code_of

ASKED, ANSWERED, LATE = "督办：请答复", "督办已答复", "已超时"


@pytest.fixture
def story(database: Database, clock: FakeClock) -> Story:
    """A red alert that bob took on and did not dispose of in time; everybody knows."""
    story = Story(database, clock)
    story.measures(61.5)
    story.acknowledges(story.plants.bob)
    for minutes in (0, 15, 9, 6, 15, 15):
        story.waits(minutes=minutes)
        deadline_sweep.sweep(database, RESPONSIBILITIES)
        story.phones.work()
    story.phones.received.clear()
    return story


def follow_up(story: Story, by: Viewer, *case_ids: UUID, text: str = "") -> list[FollowUp]:
    return story.database.transact(
        lambda tx: follow_ups.follow_up_cases(tx, list(case_ids), text=text, by=by)
    )


def answer(story: Story, asked: FollowUp, text: str, by: Viewer) -> FollowUp:
    return story.database.transact(
        lambda tx: follow_ups.answer_follow_up(tx, asked.follow_up_id, answer=text, by=by)
    )


def listed(story: Story, viewer: Viewer, which: FollowUpFilter) -> list[FollowUp]:
    page = story.database.read(lambda s: views.page(s, viewer, FollowUpList(which), first=20, after=None))
    return [view.follow_up for _, view in page.items]


def late_of(story: Story, viewer: Viewer) -> list[overdue.OverdueView]:
    page = story.database.read(
        lambda s: overdue.page(s, viewer, {}, now=story.clock.now, first=20, after=None)
    )
    return [view for _, view in page.items]


def test_who_is_asked_hears_it_and_who_asked_hears_the_answer(story: Story) -> None:
    [asked] = follow_up(story, story.fay, story.case_id, text="为什么还没有关阀？")
    story.phones.notified(bob=ASKED)
    assert asked in listed(story, story.plants.bob, FollowUpFilter.MINE)

    answered = answer(story, asked, " 备件 20 分钟后到 ", story.plants.bob)

    assert answered.answer == "备件 20 分钟后到"
    story.phones.notified(fay=ANSWERED)
    assert asked not in listed(story, story.plants.bob, FollowUpFilter.MINE)


def test_many_cases_at_once_are_one_message_and_an_answer_each(story: Story) -> None:
    sensors = more_sensors(story.database, ["GAS-2", "GAS-3"])
    found = [story.case_id]
    for sensor in sensors.values():
        change = over(story.plants, Tier.ORANGE, sensor_id=sensor)
        story.database.transact(lambda tx, change=change: alerts.apply_changes(tx, [change]))
        cases = story.database.transact(
            lambda tx, change=change: tx.get(LatestAlerts).cases([change.sensor_id])
        )
        case_id = cases.get(change.key)
        assert case_id
        found.append(case_id)
        story.waits(minutes=6)
    story.phones.work()
    story.phones.received.clear()

    asked = follow_up(story, story.fay, *found, *found)

    assert [each.case_id for each in asked] == found
    story.phones.notified(bob="3 项待办催办")


def test_asking_again_replaces_the_question_that_was_not_answered(story: Story) -> None:
    follow_up(story, story.fay, story.case_id)
    follow_up(story, story.fay, story.case_id, text="现在？")

    mine = [each for each in listed(story, story.plants.bob, FollowUpFilter.MINE) if each.by_id]

    assert [each.text for each in mine] == ["现在？"]


def test_an_answer_needs_words_comes_once_and_from_who_was_asked(story: Story) -> None:
    [asked] = follow_up(story, story.fay, story.case_id)

    assert code_of(lambda: answer(story, asked, "  ", story.plants.bob)) is ErrorCode.REASON_REQUIRED
    assert code_of(lambda: answer(story, asked, "x" * 501, story.plants.bob)) is ErrorCode.INVALID_INPUT
    assert code_of(lambda: answer(story, asked, "在办", story.plants.erik)) is ErrorCode.NOT_ALLOWED
    answer(story, asked, "在办", story.plants.bob)
    assert code_of(lambda: answer(story, asked, "再办", story.plants.bob)) is ErrorCode.ILLEGAL_TRANSITION


def test_a_worker_chases_nobody_and_another_site_sees_and_does_nothing(story: Story) -> None:
    bob, carol, case_id = story.plants.bob, story.plants.carol, story.case_id
    [asked] = follow_up(story, story.fay, case_id)

    assert code_of(lambda: follow_up(story, bob, case_id)) is ErrorCode.NOT_ALLOWED
    assert code_of(lambda: follow_up(story, carol, case_id)) is ErrorCode.NOT_FOUND
    assert code_of(lambda: follow_up(story, carol, uuid4())) is ErrorCode.NOT_FOUND
    assert code_of(lambda: answer(story, asked, "在办", carol)) is ErrorCode.NOT_FOUND
    assert [listed(story, carol, which) for which in FollowUpFilter] == [[], [], []]
    assert late_of(story, carol) == late_of(story, bob) == []
    of_case = story.database.read(lambda s: views.of_cases(s, carol, [case_id]))
    owed = story.database.read(lambda s: of_cases(s, carol, [case_id]))
    assert (of_case, owed) == ({case_id: []}, {case_id: []})


def test_nobody_is_followed_up_about_what_is_over(story: Story) -> None:
    [asked] = follow_up(story, story.fay, story.case_id)
    case_id = story.case_id
    dismiss_by_two(story.database, case_id, by=story.plants.alice, second=story.plants.erik)

    assert code_of(lambda: follow_up(story, story.fay, case_id)) is ErrorCode.ILLEGAL_TRANSITION
    assert code_of(lambda: follow_up(story, story.fay)) is ErrorCode.INVALID_INPUT
    assert listed(story, story.fay, FollowUpFilter.OPEN) == []
    assert asked.follow_up_id in {each.follow_up_id for each in listed(story, story.fay, FollowUpFilter.ALL)}
    assert late_of(story, story.fay) == []


def test_an_archived_case_takes_no_answer_and_a_step_that_was_done_meanwhile_does(story: Story) -> None:
    """An answer may have waited on a phone: done with the step is not done with the case."""
    [asked], bob = follow_up(story, story.fay, story.case_id), story.plants.bob
    [automatic] = [each for each in listed(story, bob, FollowUpFilter.MINE) if each.is_automatic]
    steps = up_to(Step.DISPOSED, story.database, story.plants, story.case_id)
    assert answer(story, automatic, "阀门已关", bob).answer == "阀门已关"
    story.database.transact(lambda tx: alerts.apply_changes(tx, [over(story.plants, None)]))
    story.waits(minutes=6)
    steps.pass_recheck()
    before = story.database.transact(lambda tx: tx.get(FollowUps).of_case(story.case_id))

    assert code_of(lambda: answer(story, asked, "在办", bob)) is ErrorCode.CASE_ARCHIVED
    assert code_of(lambda: answer(story, asked, "在办", story.plants.carol)) is ErrorCode.NOT_FOUND
    assert story.database.transact(lambda tx: tx.get(FollowUps).of_case(story.case_id)) == before


def test_a_overdue_step_asks_by_itself_and_is_satisfied_when_the_step_is_done(story: Story) -> None:
    [asked] = listed(story, story.plants.bob, FollowUpFilter.MINE)
    assert (asked.is_automatic, asked.to_id) == (True, story.plants.bob.person_id)

    shown = photo(story.database, "done", story.plants.bob)
    case_id = story.case_id
    story.database.transact(
        lambda tx: cases.submit_disposal(tx, case_id, measures="关阀", photos=(shown,), by=story.plants.bob)
    )

    assert listed(story, story.plants.bob, FollowUpFilter.MINE) == []


def test_the_executive_sees_everything_late_oldest_first_with_who_owes_it(story: Story) -> None:
    case_id = story.case_id
    blue = over(story.plants, Tier.BLUE, sensor_id=story.plants.pump)
    story.database.transact(lambda tx: alerts.apply_changes(tx, [blue]))
    story.waits(hours=9)

    found = late_of(story, story.fay)

    assert [(view.deadline.step, view.deadline.tier) for view in found] == [
        ("DISPOSE", Tier.RED),
        ("ACKNOWLEDGE", Tier.BLUE),
    ]
    assert [[who.person.name.en for who in view.responsible] for view in found] == [["bob"], ["bob"]]
    summary = story.database.read(lambda s: overdue.summary(s, story.fay, now=story.clock.now))
    assert (summary.total, summary.oldest_due_at) == (2, found[0].deadline.due_at)
    assert not found[0].is_followed_up
    follow_up(story, story.fay, case_id)
    assert late_of(story, story.fay)[0].is_followed_up


def test_pages_of_overdue_work_continue_where_the_last_one_ended(story: Story) -> None:
    blue = over(story.plants, Tier.BLUE, sensor_id=story.plants.pump)
    story.database.transact(lambda tx: alerts.apply_changes(tx, [blue]))
    story.waits(hours=9)
    now, fay = story.clock.now, story.fay

    first = story.database.read(lambda s: overdue.page(s, fay, {}, now=now, first=1, after=None))
    rest = story.database.read(lambda s: overdue.page(s, fay, {}, now=now, first=1, after=first.end_cursor))

    assert first.has_next
    assert not rest.has_next
    assert rest.items[0][1].deadline.due_at > first.items[0][1].deadline.due_at + timedelta(hours=1)
