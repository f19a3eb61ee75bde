"""报了有回音: what became of a report, with the messages of every step, and nobody else told."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from backend.cases import commands as cases
from backend.cases.links import commands as links
from backend.cases.rules import CaseOutcome, RecheckReason
from backend.cases.store import Cases
from backend.cases.tasks import commands as tasks
from backend.core.database import Database
from backend.core.errors import ErrorCode
from backend.core.idempotency import once
from backend.core.viewer import Viewer
from backend.core.vocabulary import TaskKind, Tier
from backend.hazards import commands as hazards
from backend.hazards.objections import commands as objections
from backend.hazards.rules import DeclineReason, HazardState
from backend.hazards.timeline import commands as timeline
from backend.hazards.timeline import queries as views
from backend.hazards.timeline.queries import TimelineView
from backend.hazards.timeline.rules import TimelineStepKind
from tests.scenarios.phones import Phones
from tests.support.cases import Reports, Step, WorkedCase, refusal, up_to
from tests.support.departments import with_departments
from tests.support.fakes import FakeClock
from tests.support.people import add_executive
from tests.support.plants import Plants, photo, plant

STEP = TimelineStepKind


class Story:
    def __init__(self, database: Database, clock: FakeClock) -> None:
        self.database, self.clock = database, clock
        self.plants: Plants = plant(database)
        self.fay = database.transact(lambda tx: add_executive(tx, self.plants))
        cast = {name: getattr(self.plants, name) for name in ("alice", "bob", "carol", "dora", "erik")}
        self.phones = Phones(database, **cast, fay=self.fay)
        self.reports = Reports(database, self.plants)

    def timeline(self, report_id: UUID, viewer: Viewer | None = None) -> TimelineView:
        who = viewer or self.plants.bob
        return self.database.read(lambda s: views.by_ids(s, who, [report_id], now=self.clock.now)[report_id])

    def kinds(self, report_id: UUID) -> list[TimelineStepKind]:
        return [step.kind for step in self.timeline(report_id).steps]

    def thanks(self, report_id: UUID, by: Viewer, note: str = "") -> UUID:
        return self.database.transact(lambda tx: timeline.thank_disposal(tx, report_id, note=note, by=by))

    def objects(self, report_id: UUID, by: Viewer, reason: str = "没修好") -> UUID:
        return self.database.transact(
            lambda tx: objections.object_report(tx, report_id, reason=reason, by=by)
        )

    def answers(self, report_id: UUID, by: Viewer, *, is_upheld: bool, answer: str = "去看过") -> UUID:
        found = self.timeline(report_id).objection
        assert found is not None
        return self.database.transact(
            lambda tx: objections.answer_objection(
                tx, found.objection_id, is_upheld=is_upheld, answer=answer, by=by
            )
        )

    def declines(self, report_id: UUID, reason: DeclineReason, original_id: UUID | None = None) -> None:
        self.database.transact(
            lambda tx: hazards.decline_hazard(
                tx, report_id, reason=reason, note="说明", by=self.plants.alice, original_id=original_id
            )
        )

    def quiet(self) -> None:
        """Whatever is due leaves; the story goes on from here."""
        self.phones.work()
        self.phones.received.clear()

    def fails(self, case_id: UUID, by: Viewer) -> None:
        shown = photo(self.database, "still loose", by)
        self.database.transact(
            lambda tx: cases.fail_recheck(
                tx, case_id, reason=RecheckReason.INCOMPLETE, note="", photos=(shown,), by=by
            )
        )


@pytest.fixture
def story(database: Database, clock: FakeClock) -> Story:
    return Story(database, clock)


def test_a_reporter_is_notified_of_every_step_once_and_nobody_else_of_any(story: Story) -> None:
    plants, phones = story.plants, story.phones
    report_id = story.reports.report(plants.bob).report_id
    phones.notified(alice="新的隐患上报", dora="新的隐患上报")
    case_id = story.reports.accept(report_id, department=plants.department)
    phones.notified(bob="您上报的隐患已派单", erik="新的处置任务")
    story.database.transact(lambda tx: cases.acknowledge_case(tx, case_id, by=plants.erik))
    phones.notified(bob="您上报的隐患已有人处置")
    up_to(Step.DISPOSED, story.database, plants, case_id, plants.erik)
    phones.notified(alice="等待复查", bob="您上报的隐患已整改，待复查", dora="等待复查")
    story.fails(case_id, plants.dora)
    phones.notified(bob="您上报的隐患复查未通过", erik="复查退回")
    up_to(Step.DISPOSED, story.database, plants, case_id, plants.erik)
    phones.notified(alice="等待复查", bob="您上报的隐患已整改，待复查", dora="等待复查")
    WorkedCase(story.database, plants, case_id).pass_recheck()
    phones.notified(bob="您上报的隐患已归档")
    story.thanks(report_id, plants.bob, "谢谢")
    phones.notified(erik="上报人感谢您的整改")

    assert story.kinds(report_id) == [
        STEP.RECEIVED,
        STEP.ACCEPTED,
        STEP.ASSIGNED,
        STEP.TAKEN_ON,
        STEP.FIXED,
        STEP.SENT_BACK,
        STEP.FIXED,
        STEP.RECHECKED,
        STEP.ARCHIVED,
        STEP.THANKED,
    ]
    timeline = story.timeline(report_id)
    accepted, assigned, fixed = timeline.steps[1], timeline.steps[2], timeline.steps[4]
    assert (accepted.tier, accepted.person and accepted.person.person.name.zh) == (Tier.ORANGE, "alice")
    assert assigned.department is not None
    assert len(fixed.photos) == 1, "the picture of the fix"
    assert fixed.note == "紧固螺栓"
    assert timeline.steps[-2].outcome is CaseOutcome.RESOLVED


def test_the_people_of_another_site_read_no_thread(story: Story) -> None:
    report_id = story.reports.report(story.plants.bob).report_id

    found = story.database.read(
        lambda s: views.by_ids(s, story.plants.carol, [report_id], now=story.clock.now)
    )

    assert found == {}


def test_thanks_are_the_reporters_once_and_only_for_what_was_fixed(story: Story) -> None:
    plants = story.plants
    report_id = story.reports.report(plants.bob).report_id
    assert refusal(lambda: story.thanks(report_id, plants.bob)) is ErrorCode.ILLEGAL_TRANSITION
    case_id = story.reports.accept(report_id)
    assert refusal(lambda: story.thanks(report_id, plants.bob)) is ErrorCode.ILLEGAL_TRANSITION
    up_to(Step.ARCHIVED, story.database, plants, case_id, plants.erik)
    assert story.timeline(report_id).may_thank
    assert not story.timeline(report_id, plants.erik).may_thank
    assert refusal(lambda: story.thanks(report_id, plants.erik)) is ErrorCode.NOT_ALLOWED
    assert refusal(lambda: story.thanks(report_id, plants.carol)) is ErrorCode.NOT_FOUND

    story.thanks(report_id, plants.bob)

    assert refusal(lambda: story.thanks(report_id, plants.bob)) is ErrorCode.ALREADY_THANKED
    assert not story.timeline(report_id).may_thank


def test_the_same_thanks_objection_and_answer_arrive_once_however_often_they_are_sent(story: Story) -> None:
    plants = story.plants
    report_id = story.reports.report(plants.bob).report_id
    up_to(Step.ARCHIVED, story.database, plants, story.reports.accept(report_id), plants.erik)
    story.quiet()

    def twice(kind: str, by: Viewer, step: Callable[..., UUID]) -> None:
        operation = uuid4()
        for _ in range(2):
            story.database.transact(
                lambda tx: once(
                    tx, operation, lambda: step(tx), by=by.person_id, kind=kind, payload_hash="same"
                )
            )

    twice("thank", plants.bob, lambda tx: timeline.thank_disposal(tx, report_id, note="", by=plants.bob))
    story.phones.notified(erik="上报人感谢您的整改")
    twice(
        "object", plants.bob, lambda tx: objections.object_report(tx, report_id, reason="松", by=plants.bob)
    )
    story.phones.notified(alice="上报人有异议", dora="上报人有异议")
    found = story.timeline(report_id).objection
    assert found is not None
    twice(
        "answer",
        plants.alice,
        lambda tx: objections.answer_objection(
            tx, found.objection_id, is_upheld=False, answer="查过", by=plants.alice
        ),
    )
    story.phones.notified(bob="您的异议已答复")


def test_the_reporter_of_a_duplicate_follows_the_original_to_its_end(story: Story) -> None:
    plants, phones = story.plants, story.phones
    first = story.reports.report(plants.bob).report_id
    original = story.reports.accept(first)
    second = story.reports.report(plants.erik).report_id
    duplicate = story.reports.accept(second)
    story.quiet()

    story.database.transact(
        lambda tx: links.link_duplicate(tx, duplicate, original, note="同一处", by=plants.alice)
    )
    phones.notified(erik="您上报的隐患已并入另一处置单")
    steps = up_to(Step.DISPOSED, story.database, plants, original, plants.dora)
    story.quiet()
    steps.pass_recheck(plants.alice)
    phones.notified(bob="您上报的隐患已归档", erik="您上报的隐患已归档")

    assert story.kinds(second) == [
        STEP.RECEIVED,
        STEP.ACCEPTED,
        STEP.ASSIGNED,
        STEP.MERGED,
        STEP.ASSIGNED,
        STEP.TAKEN_ON,
        STEP.FIXED,
        STEP.RECHECKED,
        STEP.ARCHIVED,
    ]
    assert story.timeline(second).case_id == original
    assert story.timeline(second, plants.erik).may_thank


def test_a_report_declined_as_a_duplicate_reads_on_in_the_original(story: Story) -> None:
    plants = story.plants
    original = story.reports.case(plants.bob)
    second = story.reports.report(plants.erik).report_id
    story.quiet()

    story.declines(second, DeclineReason.DUPLICATE, original)
    story.phones.notified(erik="您上报的隐患已答复")
    up_to(Step.DISPOSED, story.database, plants, original, plants.dora)

    assert story.kinds(second) == [
        STEP.RECEIVED,
        STEP.MERGED,
        STEP.ASSIGNED,
        STEP.TAKEN_ON,
        STEP.FIXED,
    ]
    merged = story.timeline(second).steps[1]
    assert merged.case_number == story.database.transact(lambda tx: tx.get(Cases).get(original)).number


def test_an_upheld_objection_to_a_decline_waits_for_triage_again(story: Story) -> None:
    plants, phones = story.plants, story.phones
    report_id = story.reports.report(plants.bob).report_id
    story.declines(report_id, DeclineReason.NOT_A_HAZARD)
    story.quiet()
    assert refusal(lambda: story.objects(report_id, plants.bob, " ")) is ErrorCode.REASON_REQUIRED
    assert refusal(lambda: story.objects(report_id, plants.erik)) is ErrorCode.NOT_ALLOWED

    story.objects(report_id, plants.bob)
    phones.notified(alice="上报人有异议", dora="上报人有异议")
    assert refusal(lambda: story.answers(report_id, plants.erik, is_upheld=True)) is ErrorCode.NOT_ALLOWED
    assert refusal(lambda: story.answers(report_id, plants.carol, is_upheld=True)) is ErrorCode.NOT_FOUND
    story.answers(report_id, plants.dora, is_upheld=True)
    phones.notified(bob="您的异议已采纳")

    assert story.timeline(report_id).report.report.state is HazardState.SUBMITTED
    story.reports.accept(report_id)
    assert story.kinds(report_id)[-1] is STEP.ASSIGNED
    again = refusal(lambda: story.answers(report_id, plants.dora, is_upheld=True))
    assert again is ErrorCode.ILLEGAL_TRANSITION


def test_an_upheld_objection_to_an_archived_case_reopens_it_and_the_timeline_goes_on(story: Story) -> None:
    plants, phones = story.plants, story.phones
    report_id = story.reports.report(plants.bob).report_id
    case_id = story.reports.accept(report_id, department=plants.department)
    up_to(Step.ARCHIVED, story.database, plants, case_id, plants.erik)
    story.quiet()
    story.clock.advance(timedelta(days=7))

    story.objects(report_id, plants.bob)
    phones.notified(alice="上报人有异议", dora="上报人有异议")
    story.answers(report_id, plants.dora, is_upheld=True)
    phones.notified(bob="您上报的隐患重新处置", erik="处置单重新打开")
    up_to(Step.DISPOSED, story.database, plants, story.timeline(report_id).case_id or case_id, plants.erik)

    assert story.kinds(report_id)[-5:] == [
        STEP.OBJECTED,
        STEP.OBJECTION_UPHELD,
        STEP.REOPENED,
        STEP.TAKEN_ON,
        STEP.FIXED,
    ]


def test_an_objection_comes_within_seven_days_after_the_end_and_once(story: Story) -> None:
    plants = story.plants
    report_id = story.reports.report(plants.bob).report_id
    case_id = story.reports.accept(report_id)
    assert refusal(lambda: story.objects(report_id, plants.bob)) is ErrorCode.ILLEGAL_TRANSITION
    story.reports.dismiss(case_id, CaseOutcome.NOT_A_HAZARD)
    assert story.timeline(report_id).may_object
    story.quiet()
    story.clock.advance(timedelta(days=7, seconds=1))
    assert not story.timeline(report_id).may_object
    assert refusal(lambda: story.objects(report_id, plants.bob)) is ErrorCode.TOO_LATE

    second = story.reports.report(plants.bob).report_id
    story.reports.dismiss(story.reports.accept(second), CaseOutcome.NOT_A_HAZARD)
    story.quiet()
    story.objects(second, plants.bob)
    assert refusal(lambda: story.objects(second, plants.bob)) is ErrorCode.ALREADY_OBJECTED
    story.phones.notified(alice="上报人有异议", dora="上报人有异议")
    story.answers(second, plants.dora, is_upheld=False)
    story.phones.notified(bob="您的异议已答复")


def test_a_thread_says_which_department_has_a_part_and_is_done_but_not_who(story: Story) -> None:
    plants, there = story.plants, with_departments(story.database, story.plants)
    report_id = story.reports.report(plants.bob).report_id
    case_id = story.reports.accept(report_id, by=there.alice)
    story.database.transact(lambda tx: cases.acknowledge_case(tx, case_id, by=plants.erik))
    task = story.database.transact(
        lambda tx: tasks.add_task(
            tx,
            case_id,
            department_id=there.equipment,
            kind=TaskKind.REPAIR,
            work="请 hugo 修",
            owner_id=there.hugo.person_id,
            due_at=None,
            by=there.alice,
        )
    )
    shown = photo(story.database, "repaired", there.hugo)
    story.database.transact(lambda tx: tasks.start_task(tx, task.task_id, by=there.hugo))
    story.database.transact(
        lambda tx: tasks.finish_task(tx, task.task_id, measures="hugo 已修", photos=(shown,), by=there.hugo)
    )

    steps = story.timeline(report_id).steps[-2:]

    assert [step.kind for step in steps] == [STEP.TASK_ASSIGNED, STEP.TASK_FINISHED]
    assert [step.department and step.department.name.zh for step in steps] == ["设备部", "设备部"]
    assert [(step.person, step.note, step.photos) for step in steps] == [(None, None, ())] * 2
