"""Lanes: what may follow what, and who may do it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from uuid import UUID, uuid4

import pytest

from backend.cases.rules import CaseState
from backend.cases.tasks.rules import (
    CASE_STATES,
    NEXT_STATE,
    Lane,
    LaneAction,
    LaneKind,
    LaneState,
    advance,
    assign,
    check_all_finished,
    check_measures,
    check_progress,
    may,
)
from backend.cases.tasks.task_rules_rules import Concern, LaneRule, matches, matching
from backend.core.errors import ErrorCode, Refused
from backend.core.text import Text
from backend.core.viewer import Membership, Role, Viewer
from backend.core.vocabulary import AlertCondition, HazardCategory, Stage, Tier

NOW = datetime(2026, 11, 25, 8, tzinfo=UTC)
SITE, OURS, OTHERS = uuid4(), uuid4(), uuid4()
TASK = Text("修泵", "Repair the pump")


def lane(state: LaneState = LaneState.WAITING, owner_id: UUID | None = None) -> Lane:
    return Lane(
        lane_id=uuid4(),
        case_id=uuid4(),
        site_id=SITE,
        department_id=OURS,
        kind=LaneKind.REPAIR,
        task=TASK,
        state=state,
        owner_id=owner_id,
        due_at=NOW + timedelta(minutes=30),
        created_at=NOW,
        created_by=None,
    )


def person(role: Role, department_id: UUID | None = OURS, site_id: UUID = SITE) -> Viewer:
    person_id = uuid4()
    return Viewer(person_id, (Membership(person_id, site_id, role, department_id, None),))


@pytest.mark.parametrize(("state", "action", "case_state"), list(product(LaneState, LaneAction, CaseState)))
def test_what_is_not_in_the_tables_is_refused(
    state: LaneState, action: LaneAction, case_state: CaseState
) -> None:
    by = uuid4()
    if (state, action) in NEXT_STATE and case_state in CASE_STATES[action]:
        moved = advance(lane(state), action, case_state, by=by, at=NOW)
        assert moved.state is NEXT_STATE[state, action]
        return
    with pytest.raises(Refused) as refused:
        advance(lane(state), action, case_state, by=by, at=NOW)
    assert refused.value.code is ErrorCode.ILLEGAL_TRANSITION


def test_every_lane_can_be_finished_and_nothing_leaves_a_cancelled_one() -> None:
    assert not [state for state, _ in NEXT_STATE if state is LaneState.CANCELLED]
    started = advance(lane(), LaneAction.START, CaseState.IN_DISPOSAL, by=uuid4(), at=NOW)
    done = advance(started, LaneAction.FINISH, CaseState.IN_DISPOSAL, by=uuid4(), at=NOW)
    assert (done.state, done.percent, done.is_open) == (LaneState.DONE, 100, False)


def test_nothing_moves_in_a_lane_while_its_case_waits_for_a_recheck() -> None:
    for action in LaneAction:
        assert CaseState.AWAITING_RECHECK not in CASE_STATES[action]
        assert CaseState.ARCHIVED not in CASE_STATES[action]


def test_who_starts_what_nobody_had_owns_it() -> None:
    starter, owner = uuid4(), uuid4()

    taken = advance(lane(), LaneAction.START, CaseState.OPEN, by=starter, at=NOW)
    kept = advance(lane(owner_id=owner), LaneAction.START, CaseState.OPEN, by=starter, at=NOW)

    assert (taken.owner_id, kept.owner_id) == (starter, owner)


def test_a_worker_acts_on_lanes_of_the_own_department_that_nobody_else_has() -> None:
    worker, stranger = person(Role.WORKER), person(Role.WORKER, OTHERS)

    assert may(lane(), LaneAction.START, worker)
    assert may(lane(owner_id=worker.person_id), LaneAction.FINISH, worker)
    assert not may(lane(owner_id=uuid4()), LaneAction.UPDATE, worker)
    assert not may(lane(), LaneAction.START, stranger)
    assert may(lane(owner_id=stranger.person_id), LaneAction.START, stranger)
    assert not may(lane(owner_id=worker.person_id), LaneAction.ASSIGN, worker)


def test_a_lead_leads_the_own_department_an_officer_all_an_executive_none() -> None:
    for action in LaneAction:
        taken = lane(owner_id=uuid4())
        assert may(taken, action, person(Role.LEAD))
        assert not may(taken, action, person(Role.LEAD, OTHERS))
        assert may(taken, action, person(Role.OFFICER, OTHERS))
        assert not may(taken, action, person(Role.EXECUTIVE))
        assert not may(taken, action, person(Role.ADMIN))
        assert not may(taken, action, person(Role.OFFICER, OURS, site_id=uuid4()))


def test_a_lane_goes_to_a_person_of_its_department_only() -> None:
    [ours] = person(Role.WORKER).memberships
    [theirs] = person(Role.WORKER, OTHERS).memberships

    assert assign(lane(), ours).owner_id == ours.person_id
    for wrong in (theirs, None):
        with pytest.raises(Refused) as refused:
            assign(lane(), wrong)
        assert refused.value.code is ErrorCode.INVALID_INPUT


@pytest.mark.parametrize("percent", [-1, 100, 101])
def test_progress_stays_below_a_hundred_percent(percent: int) -> None:
    with pytest.raises(Refused) as refused:
        check_progress(percent=percent, progress="", photo_count=0)
    assert refused.value.code is ErrorCode.INVALID_INPUT
    check_progress(percent=99, progress="", photo_count=0)


def test_a_finished_lane_says_what_was_done() -> None:
    with pytest.raises(Refused) as refused:
        check_measures(measures=" ", photo_count=0)
    assert refused.value.code is ErrorCode.REASON_REQUIRED


def test_a_disposal_waits_for_every_lane() -> None:
    check_all_finished([lane(LaneState.DONE), lane(LaneState.CANCELLED)])
    for state in (LaneState.WAITING, LaneState.IN_PROGRESS):
        with pytest.raises(Refused) as refused:
            check_all_finished([lane(LaneState.DONE), lane(state)])
        assert refused.value.code is ErrorCode.LANES_OPEN


RULE = LaneRule(uuid4(), SITE, OURS, LaneKind.REPAIR, TASK, Tier.ORANGE, frozenset({Stage.EQUIPMENT}))
FAULT = Concern(
    Tier.RED,
    frozenset({Stage.EQUIPMENT}),
    frozenset({OURS}),
    frozenset({AlertCondition.LIMIT_HIGH}),
    None,
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
    assert matches(rule, replace(FAULT, category=HazardCategory.MECHANICAL))
    assert not matches(rule, replace(FAULT, category=HazardCategory.FIRE))


def test_two_rules_for_the_same_task_of_a_department_open_it_once() -> None:
    second = replace(RULE, rule_id=uuid4())
    scene = replace(RULE, rule_id=uuid4(), kind=LaneKind.SCENE)

    assert matching([RULE, second, scene], FAULT) == [RULE, scene]
