"""The closed loop's table and its rules."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product
from uuid import UUID, uuid4

import pytest

from backend.cases.recheck.rules import SourceCondition, check_source
from backend.cases.rules import (
    NEXT_STATE,
    PERMISSION_FOR,
    Case,
    CaseAction,
    CaseState,
    Evidence,
    advance,
    allowed_actions,
    check_disposal,
)
from backend.core.errors import ErrorCode, Refused
from backend.core.text import Text
from backend.core.viewer import PERMISSIONS, Role
from backend.core.vocabulary import Stage, Tier

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
ALICE, BOB = uuid4(), uuid4()


def case(state: CaseState, *, disposed_by: frozenset[UUID] = frozenset()) -> Case:
    return Case(
        case_id=uuid4(),
        site_id=uuid4(),
        number="CZ-2026-0001",
        state=state,
        outcome=None,
        tier=Tier.RED,
        grade=None,
        title=Text("标题", "Title"),
        stage=Stage.PROCESS,
        area_id=uuid4(),
        equipment_id=None,
        department_id=None,
        responsible_id=None,
        report_id=None,
        opened_at=NOW,
        changed_at=NOW,
        acknowledge_due_at=NOW + timedelta(minutes=1),
        dispose_due_at=NOW + timedelta(minutes=30),
        recheck_due_at=None,
        acknowledged_at=None,
        acknowledged_by=None,
        archived_at=None,
        round_number=1,
        disposed_by=disposed_by,
        is_simulated=False,
        policy_id=uuid4(),
    )


@pytest.mark.parametrize(("state", "action"), sorted(set(product(CaseState, CaseAction)) - NEXT_STATE.keys()))
def test_what_is_not_in_the_table_is_refused(state: CaseState, action: CaseAction) -> None:
    with pytest.raises(Refused) as refused:
        advance(case(state), action, by=ALICE, at=NOW)

    assert refused.value.code is ErrorCode.ILLEGAL_TRANSITION


def test_an_archived_case_allows_nothing() -> None:
    assert not [action for state, action in NEXT_STATE if state is CaseState.ARCHIVED]


@pytest.mark.parametrize("action", [CaseAction.PASS_RECHECK, CaseAction.FAIL_RECHECK])
def test_nobody_rechecks_a_case_in_which_they_disposed_of_something(action: CaseAction) -> None:
    waiting = case(CaseState.AWAITING_RECHECK, disposed_by=frozenset({ALICE, BOB}))

    with pytest.raises(Refused) as refused:
        advance(waiting, action, by=BOB, at=NOW)

    assert refused.value.code is ErrorCode.SAME_PERSON


def test_a_failed_recheck_starts_the_next_round_and_keeps_who_disposed_before() -> None:
    waiting = case(CaseState.AWAITING_RECHECK, disposed_by=frozenset({BOB}))

    again = advance(waiting, CaseAction.FAIL_RECHECK, by=ALICE, at=NOW)

    assert (again.state, again.round_number) == (CaseState.IN_DISPOSAL, 2)
    assert again.disposed_by == {BOB}


def test_each_step_is_late_after_its_own_deadline() -> None:
    opened = case(CaseState.OPEN)
    disposing = case(CaseState.IN_DISPOSAL)
    later = NOW + timedelta(minutes=2)

    assert opened.is_overdue(later)
    assert not disposing.is_overdue(later)
    assert disposing.is_overdue(NOW + timedelta(minutes=31))
    assert not replace(disposing, state=CaseState.ARCHIVED).is_overdue(NOW + timedelta(days=9))


@pytest.mark.parametrize(
    ("measures", "photos", "code"),
    [
        ("  ", (Evidence("a" * 64, None),), ErrorCode.REASON_REQUIRED),
        ("关闭阀门", (), ErrorCode.EVIDENCE_REQUIRED),
        ("x" * 5_000, (Evidence("a" * 64, None),), ErrorCode.INVALID_INPUT),
    ],
)
def test_a_disposal_says_what_was_done_and_shows_it(
    measures: str, photos: tuple[Evidence, ...], code: ErrorCode
) -> None:
    with pytest.raises(Refused) as refused:
        check_disposal(measures=measures, photos=photos)

    assert refused.value.code is code


def source(*, normal_for: timedelta | None, off_delay: timedelta = timedelta(0)) -> SourceCondition:
    since = None if normal_for is None else NOW - normal_for
    return SourceCondition(is_normal=normal_for is not None, normal_since=since, off_delay=off_delay)


@pytest.mark.parametrize(
    ("condition", "passes"),
    [
        (None, True),
        (source(normal_for=None), False),
        (source(normal_for=timedelta(minutes=4, seconds=59)), False),
        (source(normal_for=timedelta(minutes=5)), True),
        (source(normal_for=timedelta(minutes=6), off_delay=timedelta(minutes=10)), False),
        (source(normal_for=timedelta(minutes=10), off_delay=timedelta(minutes=10)), True),
    ],
)
def test_a_recheck_passes_once_the_source_was_normal_for_its_off_delay_and_five_minutes(
    condition: SourceCondition | None, passes: bool
) -> None:
    if passes:
        assert check_source(condition, now=NOW, override_reason=None) is False
        return
    with pytest.raises(Refused) as refused:
        check_source(condition, now=NOW, override_reason="  ")

    assert refused.value.code is ErrorCode.SOURCE_NOT_NORMAL
    assert check_source(condition, now=NOW, override_reason="sensor was replaced") is True


def test_every_action_that_is_offered_would_be_accepted_and_every_other_refused() -> None:
    for state, role, by in product(CaseState, Role, (ALICE, BOB)):
        subject = case(state, disposed_by=frozenset({BOB}))
        offered = allowed_actions(subject, PERMISSIONS[role], by=by)
        for action in CaseAction:
            if PERMISSION_FOR[action] not in PERMISSIONS[role]:
                assert action not in offered
            elif action in offered:
                advance(subject, action, by=by, at=NOW)
            else:
                with pytest.raises(Refused):
                    advance(subject, action, by=by, at=NOW)
