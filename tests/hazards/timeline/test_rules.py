"""Duplicates, recurrences, reopened cases, false alarms and the timeline of a report, as rules."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from backend.cases.dismissals_rules import DismissalReason, TuningHint, tuning_hint
from backend.cases.events import (
    CASE_ACKNOWLEDGED,
    CASE_ARCHIVED,
    CASE_DISMISSED,
    CASE_OPENED,
    DISPOSAL_SUBMITTED,
)
from backend.cases.links.duplicates_rules import Candidate, Likeness, Subject, hints
from backend.cases.recurrence.rules import (
    Occurrence,
    RootCause,
    checked,
    earlier_ones,
    is_recurrence,
    one_worse,
)
from backend.cases.rules import CaseOutcome
from backend.core.errors import ErrorCode, Refused
from backend.core.events import EventKind
from backend.core.rate_limit import RateLimit
from backend.core.vocabulary import Tier
from backend.hazards.anonymous.rules import hash_of_key
from backend.hazards.events import HAZARD_ACCEPTED, HAZARD_REPORTED
from backend.hazards.timeline.rules import Fact, TimelineStepKind, steps_in_order

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
SITE, AREA, PUMP = uuid4(), uuid4(), uuid4()
HERE = Subject(SITE, AREA, PUMP, "FIRE")


def candidate(subject: Subject = HERE, *, days: float = 0, is_open: bool = True) -> Candidate:
    return Candidate(subject, uuid4(), None, NOW - timedelta(days=days), is_open)


def test_a_duplicate_is_of_the_same_category_at_the_same_place_and_open_or_of_this_week() -> None:
    same, elsewhere = candidate(), candidate(Subject(SITE, uuid4(), uuid4(), "FIRE"))
    other_kind, other_site = (
        candidate(Subject(SITE, AREA, PUMP, "PPE")),
        candidate(Subject(uuid4(), AREA, PUMP, "FIRE")),
    )
    beside = candidate(Subject(SITE, AREA, uuid4(), "FIRE"), days=1)
    old, of_this_week = candidate(days=8, is_open=False), candidate(days=7, is_open=False)
    ancient_but_open = candidate(days=80)

    found = hints(
        HERE,
        [old, beside, of_this_week, elsewhere, other_kind, ancient_but_open, other_site, same],
        now=NOW,
    )

    assert [hint.candidate for hint in found] == [same, ancient_but_open, of_this_week, beside]
    assert found[0].why == (Likeness.SAME_EQUIPMENT, Likeness.SAME_CATEGORY, Likeness.STILL_OPEN)
    assert found[2].why[2] is Likeness.RECENT
    assert found[3].why[0] is Likeness.SAME_AREA
    assert len(hints(HERE, [candidate() for _ in range(9)], now=NOW)) == 5


def test_the_third_case_within_ninety_days_is_a_recurrence_and_what_was_dismissed_does_not_count() -> None:
    def occurrence(
        days: float, outcome: CaseOutcome | None = None, *, is_reopening: bool = False
    ) -> Occurrence:
        return Occurrence(uuid4(), NOW - timedelta(days=days), outcome, is_reopening)

    first, second = occurrence(89, CaseOutcome.RESOLVED), occurrence(3)
    not_counted = [
        occurrence(90, CaseOutcome.RESOLVED),
        occurrence(1, CaseOutcome.FALSE_ALARM),
        occurrence(1, CaseOutcome.DUPLICATE),
        occurrence(1, CaseOutcome.NOT_A_HAZARD),
        occurrence(1, is_reopening=True),
    ]

    earlier = earlier_ones([first, *not_counted, second], now=NOW)

    assert earlier == (second.case_id, first.case_id)
    assert is_recurrence(earlier)
    assert not is_recurrence(earlier[:1])
    assert [one_worse(tier) for tier in Tier] == [Tier.YELLOW, Tier.ORANGE, Tier.RED, Tier.RED]


def root_cause(whys: tuple[str, ...] = ("a", "b", "c"), **changed: str) -> RootCause:
    texts = {"problem": "p", "root_cause": "r", "measure": "m", **changed}
    return RootCause(whys=whys, owner_id=uuid4(), due_on=date(2026, 11, 24), **texts)


@pytest.mark.parametrize(
    ("cause", "code"),
    [
        (root_cause(("a", " ", "c")), ErrorCode.REASON_REQUIRED),
        (root_cause(problem=" "), ErrorCode.REASON_REQUIRED),
        (root_cause(measure=""), ErrorCode.REASON_REQUIRED),
        (root_cause(tuple("abcdef")), ErrorCode.INVALID_INPUT),
        (root_cause(root_cause="x" * 4_001), ErrorCode.INVALID_INPUT),
    ],
)
def test_a_root_cause_answers_why_at_least_three_times(cause: RootCause, code: ErrorCode) -> None:
    with pytest.raises(Refused) as refused:
        checked(cause, today=date(2026, 11, 24))

    assert refused.value.code is code


def test_a_measure_against_a_root_cause_is_not_due_yesterday() -> None:
    with pytest.raises(Refused) as refused:
        checked(root_cause(), today=date(2026, 11, 25))

    assert refused.value.code is ErrorCode.INVALID_INPUT
    assert checked(root_cause((" a ", "b", "c", "")), today=date(2026, 11, 24)).whys == ("a", "b", "c")


def test_false_alarms_ask_for_what_their_reasons_have_in_common_and_limits_come_last() -> None:
    reason = DismissalReason

    assert tuning_hint({reason.LIMIT_TOO_TIGHT: 1, reason.PROCESS_CHANGE: 1}) is TuningHint.REVIEW_LIMITS
    assert tuning_hint({reason.LIMIT_TOO_TIGHT: 2, reason.SENSOR_FAULT: 2}) is TuningHint.REPAIR_SOURCE
    assert tuning_hint({reason.CALIBRATION: 3, reason.LIMIT_TOO_TIGHT: 2}) is TuningHint.CALIBRATE_SOURCE
    assert tuning_hint({reason.TEST_OR_MAINTENANCE: 2}) is TuningHint.PLAN_MAINTENANCE
    assert tuning_hint({reason.SENSOR_FAULT: 1, reason.KNOWN: 9, reason.OTHER: 9}) is None


def test_a_duplicates_reporter_reads_the_steps_of_the_original_after_it_was_put_under_it() -> None:
    own, original = uuid4(), uuid4()
    kinds: list[tuple[EventKind, UUID | None]] = [
        (CASE_OPENED, original),
        (CASE_ACKNOWLEDGED, original),
        (HAZARD_REPORTED, None),
        (CASE_OPENED, own),
        (HAZARD_ACCEPTED, own),
        (CASE_DISMISSED, own),
        (CASE_ARCHIVED, own),
        (DISPOSAL_SUBMITTED, original),
        (CASE_ARCHIVED, original),
    ]
    facts = [Fact(number, kind, case_id) for number, (kind, case_id) in enumerate(kinds, 1)]

    steps = steps_in_order(facts, merged={own}, floors={original: 7})

    step = TimelineStepKind
    assert [kind for kind, _ in steps] == [
        step.RECEIVED,
        step.ACCEPTED,
        step.ASSIGNED,
        step.MERGED,
        step.ASSIGNED,
        step.TAKEN_ON,
        step.FIXED,
        step.ARCHIVED,
    ]


def test_a_follow_up_key_is_read_as_people_type_it() -> None:
    key = "0123456789ABCDEFGHJKMNPQRS"

    assert hash_of_key(key) == hash_of_key("o1234-56789 abcde-fghjk-mnpqr-s")
    for wrong in ("", key[:-1], key + "0", key[:-1] + "U", key[:-1] + "é"):
        with pytest.raises(Refused) as refused:
            hash_of_key(wrong)
        assert refused.value.code is ErrorCode.NOT_FOUND


def test_one_address_tries_only_so_often_and_is_forgotten_afterwards() -> None:
    limit = RateLimit(2, timedelta(minutes=10))
    limit.check("there", now=NOW)
    limit.check("here", now=NOW)
    limit.check("here", now=NOW + timedelta(minutes=1))

    with pytest.raises(Refused) as refused:
        limit.check("here", now=NOW + timedelta(minutes=9))

    assert refused.value.code is ErrorCode.TOO_MANY_ATTEMPTS
    limit.check("here", now=NOW + timedelta(minutes=10))
    limit.check("elsewhere", now=NOW + timedelta(hours=1))
    assert list(limit._tries) == ["elsewhere"]
