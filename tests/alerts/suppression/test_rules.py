"""What decides over an alert, and that no hold, whatever its kind, loses or changes a condition."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
from uuid import UUID, uuid4

import pytest

from backend.alerts import rules
from backend.alerts.rules import Alert, Suppression
from backend.alerts.suppression.rules import (
    CALM_AFTER,
    ORDER,
    SHELVE_AT_MOST,
    Hold,
    MaintenanceWindow,
    ParentAlert,
    Step,
    SuppressionContext,
    activate,
    apply,
    deciding,
    shelve,
    suppressions_of,
    unshelve,
)
from backend.core.errors import ErrorCode, Refused
from backend.core.vocabulary import AlertCondition, Tier

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
BY = UUID(int=7)


def alert(tier: Tier = Tier.ORANGE, **given: object) -> Alert:
    raised = Alert(
        alert_id=UUID(int=1),
        site_id=UUID(int=2),
        sensor_id=1,
        condition=AlertCondition.LIMIT_HIGH,
        tier=tier,
        worst_tier=tier,
        is_active=True,
        is_acknowledged=False,
        raised_at=NOW,
        changed_at=NOW,
        normal_at=None,
        acknowledge_due_at=NOW,
        acknowledged_at=None,
        acknowledged_by=None,
        is_simulated=False,
        active_since=NOW,
    )
    return replace(raised, **given)


def settled(each: Alert, *holds: Hold, at: datetime = NOW) -> tuple[Alert, Step]:
    return apply(each, holds, at=at, due_at=at + timedelta(minutes=5))


def window(*, holds_red: bool = False) -> MaintenanceWindow:
    return MaintenanceWindow(
        window_id=uuid4(),
        site_id=UUID(int=2),
        equipment_id=UUID(int=3),
        area_id=None,
        starts_at=NOW,
        ends_at=NOW + timedelta(hours=2),
        reason="换泵",
        holds_red=holds_red,
        planned_by=BY,
        planned_at=NOW,
    )


def test_the_first_in_the_order_of_suppression_decides_whatever_the_order_they_came_in() -> None:
    assert [str(each) for each in ORDER] == [
        "OUT_OF_SERVICE",
        "MAINTENANCE",
        "SHELVED",
        "PARENT",
        "CHATTERING",
        "FLOOD",
    ]
    for first in range(len(ORDER)):
        for order in permutations(ORDER[first:], min(3, len(ORDER) - first)):
            holds = [Hold(by, Tier.RED) for by in order]
            expected = min(order, key=ORDER.index)

            found = deciding(holds, Tier.ORANGE)

            assert found is not None
            assert found.by is expected


def test_a_hold_that_does_not_reach_so_high_leaves_it_to_the_next() -> None:
    holds = [Hold(Suppression.MAINTENANCE, Tier.ORANGE), Hold(Suppression.SHELVED, Tier.RED)]

    assert deciding(holds, Tier.ORANGE) == holds[0]
    assert deciding(holds, Tier.RED) == holds[1]
    assert deciding(holds[:1], Tier.RED) is None


@pytest.mark.parametrize(
    ("around", "holds_red"),
    [
        (SuppressionContext(is_out_of_service=True), True),
        (SuppressionContext(windows=(window(),)), False),
        (SuppressionContext(windows=(window(holds_red=True),)), True),
        (SuppressionContext(is_under_repair=True), False),
        (SuppressionContext(parents=(ParentAlert(UUID(int=9), True, None, None),)), False),
    ],
)
def test_red_is_suppressed_only_where_a_person_said_so(around: SuppressionContext, holds_red: bool) -> None:
    holds = suppressions_of(alert(), around, now=NOW)

    assert deciding(holds, Tier.ORANGE) is not None
    assert (deciding(holds, Tier.RED) is not None) is holds_red


def test_a_parent_explains_only_the_conditions_it_is_meant_for_and_a_minute_longer_than_it_lasts() -> None:
    silent = frozenset({AlertCondition.SILENT})
    ended = ParentAlert(UUID(int=9), False, NOW, silent)

    assert suppressions_of(alert(), SuppressionContext(parents=(ended,)), now=NOW) == []
    child = alert(Tier.BLUE, condition=AlertCondition.SILENT)
    assert suppressions_of(child, SuppressionContext(parents=(ended,)), now=NOW + timedelta(seconds=59)) != []
    assert suppressions_of(child, SuppressionContext(parents=(ended,)), now=NOW + timedelta(seconds=60)) == []


def test_what_was_held_and_still_holds_is_notified_once_with_its_real_begin() -> None:
    held, step = settled(alert(), Hold(Suppression.MAINTENANCE, Tier.RED))
    assert (step, held.notified_at, held.worst_suppressed_tier) == (Step.HELD, None, Tier.ORANGE)
    worse, _ = rules.change_tier(held, Tier.RED, at=NOW, due_at=NOW)
    better, _ = rules.change_tier(worse, Tier.YELLOW, at=NOW, due_at=NOW)
    still, step = settled(worse, Hold(Suppression.MAINTENANCE, Tier.RED))
    assert step is Step.KEPT
    still, _ = settled(replace(still, tier=better.tier), Hold(Suppression.MAINTENANCE, Tier.RED))

    later = NOW + timedelta(hours=2)
    notified, step = settled(still, at=later)

    assert step is Step.RELEASED
    assert (notified.notified_at, notified.active_since, notified.suppressed_by) == (later, NOW, None)
    assert still.worst_suppressed_tier is Tier.RED
    assert settled(notified, at=later) == (notified, Step.KEPT)


def test_what_was_held_and_ended_meanwhile_is_over_without_anybody_being_notified() -> None:
    held, _ = settled(alert(), Hold(Suppression.PARENT, Tier.ORANGE))
    ended, _ = settled(rules.return_to_normal(held, at=NOW), Hold(Suppression.PARENT, Tier.ORANGE))
    assert ended.is_open, "it stays on the list of what is held while it is held"

    over, step = settled(ended)

    assert step is Step.RELEASED
    assert (over.is_open, over.notified_at) == (False, None)


def test_a_shelf_holds_up_to_the_tier_it_was_put_on_at_and_breaks_when_it_gets_worse() -> None:
    notified, _ = settled(alert(Tier.YELLOW))
    until = NOW + timedelta(hours=1)
    shelved = shelve(notified, until=until, reason="校验", by=BY, at=NOW, confirms_red=False)
    held, step = apply(shelved, suppressions_of(shelved, SuppressionContext(), now=NOW), at=NOW, due_at=NOW)
    assert (step, held.suppressed_by, held.suppression_due_at) == (Step.HELD, Suppression.SHELVED, until)

    worse, _ = rules.change_tier(held, Tier.RED, at=NOW, due_at=NOW)
    broken, step = apply(worse, suppressions_of(worse, SuppressionContext(), now=NOW), at=NOW, due_at=NOW)

    assert (step, broken.shelf) == (Step.RELEASED, None)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"reason": "  "}, ErrorCode.REASON_REQUIRED),
        ({"until": NOW + SHELVE_AT_MOST + timedelta(seconds=1)}, ErrorCode.INVALID_INPUT),
        ({"until": NOW}, ErrorCode.INVALID_INPUT),
        ({"each": alert(Tier.RED)}, ErrorCode.RED_NEEDS_CONFIRMATION),
        ({"each": alert(is_active=False, is_acknowledged=True)}, ErrorCode.ILLEGAL_TRANSITION),
    ],
)
def test_shelving_is_refused_without_reason_for_longer_than_a_shift_or_red_by_accident(
    given: dict[str, object], code: ErrorCode
) -> None:
    wanted = {"each": alert(), "until": NOW + timedelta(hours=1), "reason": "校验", **given}

    with pytest.raises(Refused) as refused:
        shelve(
            wanted["each"],
            until=wanted["until"],
            reason=wanted["reason"],
            by=BY,
            at=NOW,
            confirms_red=False,
        )

    assert refused.value.code is code


def test_what_is_not_shelved_cannot_be_unshelved() -> None:
    with pytest.raises(Refused) as refused:
        unshelve(alert())

    assert refused.value.code is ErrorCode.ILLEGAL_TRANSITION


def test_the_third_activation_within_a_minute_is_chattering_until_it_is_calm() -> None:
    each, _ = settled(alert(activations=(0,)))
    for seconds in (20, 59):
        each = activate(each, sampled_us=seconds * 1_000_000, at=NOW)

    assert each.chatter is not None
    assert each.chatter.calm_at == NOW + CALM_AFTER
    held, step = apply(each, suppressions_of(each, SuppressionContext(), now=NOW), at=NOW, due_at=NOW)
    assert (step, held.suppressed_by) == (Step.HELD, Suppression.CHATTERING)
    calm, step = apply(
        held,
        suppressions_of(held, SuppressionContext(), now=NOW + CALM_AFTER),
        at=NOW + CALM_AFTER,
        due_at=NOW,
    )
    assert (step, calm.chatter) == (Step.RELEASED, None)


def test_three_activations_over_more_than_a_minute_are_not_chattering() -> None:
    each, _ = settled(alert(activations=(0,)))
    for seconds in (40, 80, 120):
        each = activate(each, sampled_us=seconds * 1_000_000, at=NOW)

    assert each.chatter is None


def test_chattering_never_holds_what_is_worse_than_people_were_notified_of() -> None:
    each, _ = settled(alert(Tier.YELLOW, activations=(0, 1)))
    each, _ = rules.change_tier(rules.return_to_normal(each, at=NOW), Tier.RED, at=NOW, due_at=NOW)
    each = activate(each, sampled_us=2, at=NOW)

    notified, _ = apply(each, suppressions_of(each, SuppressionContext(), now=NOW), at=NOW, due_at=NOW)

    assert (notified.suppressed_by, notified.notified_tier) == (None, Tier.RED)
    assert notified.chatter is not None
    assert notified.chatter.up_to is Tier.RED, "and then not again, until it is calm"


@pytest.mark.parametrize("seed", range(200))
def test_any_changes_under_any_holds_end_as_without_and_what_still_holds_has_been_notified(seed: int) -> None:
    said = random.Random(seed)
    held = plain = alert(Tier(said.randint(1, 4)))
    held, _ = settled(held)
    at = NOW
    for _ in range(said.randint(1, 30)):
        at += timedelta(seconds=said.randint(1, 600))
        holds = [
            Hold(by, Tier(said.randint(1, 4)), at + timedelta(seconds=said.randint(1, 600)))
            for by in said.sample(ORDER, said.randint(0, 4))
        ]
        held, step = settled(held, *holds, at=at)
        if (tier := said.choice([None, *Tier])) is None:
            held, plain = (rules.return_to_normal(each, at=at) for each in (held, plain))
        else:
            held, plain = (rules.change_tier(each, tier, at=at, due_at=at)[0] for each in (held, plain))
            if said.random() < 0.5:
                held = activate(held, sampled_us=int(at.timestamp() * 1e6), at=at)
        before = held
        held, step = settled(held, *holds, at=at)
        assert (step is Step.RELEASED) is (before.suppressed_by is not None and held.suppressed_by is None)
        assert held.notified_at is not None or held.suppressed_by is not None or not held.is_active

    at += timedelta(hours=9)
    held, _ = settled(held, at=at)

    assert (held.is_active, held.tier, held.worst_tier) == (plain.is_active, plain.tier, plain.worst_tier)
    assert held.suppressed_by is None
    assert not held.is_active or (held.notified_at is not None and (held.notified_tier or 0) >= held.tier)
