"""Tasks: what may follow what, and who may do it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from uuid import UUID, uuid4

import pytest

from backend.cases.rules import CaseState
from backend.cases.tasks.rules import (
    CASE_STATES,
    NEXT_STATE,
    DepartmentTask,
    TaskAction,
    TaskState,
    advance,
    assign,
    check_all_finished,
    check_measures,
    check_progress,
    may,
)
from backend.cases.tasks.task_rules_rules import Concern, TaskRule, matches, matching
from backend.core.errors import ErrorCode, Refused
from backend.core.text import Text
from backend.core.viewer import Membership, Role, Viewer
from backend.core.vocabulary import AlertCondition, HazardCategory, Stage, TaskKind, Tier

NOW = datetime(2026, 11, 25, 8, tzinfo=UTC)
SITE, OURS, OTHERS = uuid4(), uuid4(), uuid4()
TASK = Text("修泵", "Repair the pump")


def task(state: TaskState = TaskState.WAITING, owner_id: UUID | None = None) -> DepartmentTask:
    return DepartmentTask(
        task_id=uuid4(),
        case_id=uuid4(),
        site_id=SITE,
        department_id=OURS,
        kind=TaskKind.REPAIR,
        work=TASK,
        state=state,
        owner_id=owner_id,
        due_at=NOW + timedelta(minutes=30),
        created_at=NOW,
        created_by=None,
    )


def person(role: Role, department_id: UUID | None = OURS, site_id: UUID = SITE) -> Viewer:
    person_id = uuid4()
    return Viewer(person_id, (Membership(person_id, site_id, role, department_id, None),))


@pytest.mark.parametrize(("state", "action", "case_state"), list(product(TaskState, TaskAction, CaseState)))
def test_what_is_not_in_the_tables_is_refused(
    state: TaskState, action: TaskAction, case_state: CaseState
) -> None:
    by = uuid4()
    if (state, action) in NEXT_STATE and case_state in CASE_STATES[action]:
        moved = advance(task(state), action, case_state, by=by, at=NOW)
        assert moved.state is NEXT_STATE[state, action]
        return
    with pytest.raises(Refused) as refused:
        advance(task(state), action, case_state, by=by, at=NOW)
    assert refused.value.code is ErrorCode.ILLEGAL_TRANSITION


def test_every_task_can_be_finished_and_nothing_leaves_a_cancelled_one() -> None:
    assert not [state for state, _ in NEXT_STATE if state is TaskState.CANCELLED]
    started = advance(task(), TaskAction.START, CaseState.IN_DISPOSAL, by=uuid4(), at=NOW)
    done = advance(started, TaskAction.FINISH, CaseState.IN_DISPOSAL, by=uuid4(), at=NOW)
    assert (done.state, done.percent, done.is_open) == (TaskState.DONE, 100, False)


def test_nothing_moves_in_a_task_while_its_case_waits_for_a_recheck() -> None:
    for action in TaskAction:
        assert CaseState.AWAITING_RECHECK not in CASE_STATES[action]
        assert CaseState.ARCHIVED not in CASE_STATES[action]


def test_who_starts_what_nobody_had_owns_it() -> None:
    starter, owner = uuid4(), uuid4()

    taken = advance(task(), TaskAction.START, CaseState.OPEN, by=starter, at=NOW)
    kept = advance(task(owner_id=owner), TaskAction.START, CaseState.OPEN, by=starter, at=NOW)

    assert (taken.owner_id, kept.owner_id) == (starter, owner)


def test_a_worker_acts_on_tasks_of_the_own_department_that_nobody_else_has() -> None:
    worker, outsider = person(Role.WORKER), person(Role.WORKER, OTHERS)

    assert may(task(), TaskAction.START, worker)
    assert may(task(owner_id=worker.person_id), TaskAction.FINISH, worker)
    assert not may(task(owner_id=uuid4()), TaskAction.UPDATE, worker)
    assert not may(task(), TaskAction.START, outsider)
    assert may(task(owner_id=outsider.person_id), TaskAction.START, outsider)
    assert not may(task(owner_id=worker.person_id), TaskAction.ASSIGN, worker)


def test_a_lead_leads_the_own_department_an_officer_all_an_executive_none() -> None:
    for action in TaskAction:
        taken = task(owner_id=uuid4())
        assert may(taken, action, person(Role.LEAD))
        assert not may(taken, action, person(Role.LEAD, OTHERS))
        assert may(taken, action, person(Role.OFFICER, OTHERS))
        assert not may(taken, action, person(Role.EXECUTIVE))
        assert not may(taken, action, person(Role.ADMIN))
        assert not may(taken, action, person(Role.OFFICER, OURS, site_id=uuid4()))


def test_a_task_goes_to_a_person_of_its_department_only() -> None:
    [ours] = person(Role.WORKER).memberships
    [theirs] = person(Role.WORKER, OTHERS).memberships

    assert assign(task(), ours).owner_id == ours.person_id
    for wrong in (theirs, None):
        with pytest.raises(Refused) as refused:
            assign(task(), wrong)
        assert refused.value.code is ErrorCode.INVALID_INPUT


@pytest.mark.parametrize("percent", [-1, 100, 101])
def test_progress_stays_below_a_hundred_percent(percent: int) -> None:
    with pytest.raises(Refused) as refused:
        check_progress(percent=percent, progress="", photo_count=0)
    assert refused.value.code is ErrorCode.INVALID_INPUT
    check_progress(percent=99, progress="", photo_count=0)


def test_a_finished_task_says_what_was_done() -> None:
    with pytest.raises(Refused) as refused:
        check_measures(measures=" ", photo_count=0)
    assert refused.value.code is ErrorCode.REASON_REQUIRED


def test_a_disposal_waits_for_every_task() -> None:
    check_all_finished([task(TaskState.DONE), task(TaskState.CANCELLED)])
    for state in (TaskState.WAITING, TaskState.IN_PROGRESS):
        with pytest.raises(Refused) as refused:
            check_all_finished([task(TaskState.DONE), task(state)])
        assert refused.value.code is ErrorCode.TASKS_OPEN


RULE = TaskRule(uuid4(), SITE, OURS, TaskKind.REPAIR, TASK, Tier.ORANGE, frozenset({Stage.EQUIPMENT}))
FAULT = Concern(
    Tier.RED,
    frozenset({Stage.EQUIPMENT}),
    frozenset({OURS}),
    frozenset({AlertCondition.LIMIT_HIGH}),
    frozenset(),
)


def test_a_rule_wants_its_tier_and_one_of_its_stages() -> None:
    assert matches(RULE, FAULT)
    assert matches(RULE, replace(FAULT, tier=Tier.ORANGE))
    assert not matches(RULE, replace(FAULT, tier=Tier.YELLOW))
    assert not matches(RULE, replace(FAULT, stages=frozenset({Stage.PROCESS})))
    assert matches(RULE, replace(FAULT, stages=frozenset({Stage.PROCESS, Stage.EQUIPMENT})))


def test_a_rule_may_want_more_than_one_stage_or_department() -> None:
    crossing = replace(RULE, crosses_only=True)

    assert not matches(crossing, FAULT)
    assert matches(crossing, replace(FAULT, stages=frozenset({Stage.PROCESS, Stage.EQUIPMENT})))
    assert matches(crossing, replace(FAULT, departments=frozenset({OURS, OTHERS})))


def test_a_rule_may_name_conditions_of_alerts_and_categories_of_reports() -> None:
    rule = replace(
        RULE,
        conditions=frozenset({AlertCondition.STUCK}),
        categories=frozenset({HazardCategory.MECHANICAL}),
    )

    assert not matches(rule, FAULT)
    assert matches(rule, replace(FAULT, conditions=frozenset({AlertCondition.STUCK})))
    assert matches(rule, replace(FAULT, categories=frozenset({HazardCategory.MECHANICAL})))
    assert not matches(rule, replace(FAULT, categories=frozenset({HazardCategory.FIRE})))


def test_a_rule_may_want_an_area_or_what_lies_in_it() -> None:
    hall, bay = uuid4(), uuid4()
    rule = replace(RULE, areas=frozenset({hall}))

    assert not matches(rule, FAULT)
    assert not matches(rule, replace(FAULT, areas=frozenset({bay})))
    assert matches(rule, replace(FAULT, areas=frozenset({bay, hall})))


def test_two_rules_for_the_same_task_of_a_department_open_it_once() -> None:
    second = replace(RULE, rule_id=uuid4())
    scene = replace(RULE, rule_id=uuid4(), kind=TaskKind.SCENE)

    assert matching([RULE, second, scene], FAULT) == [RULE, scene]
