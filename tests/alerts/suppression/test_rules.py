"""What decides over an alert, and that no suppression, whatever its kind, loses or changes a condition."""

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
    ActiveSuppression,
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


def settled(each: Alert, *suppressions: ActiveSuppression, at: datetime = NOW) -> tuple[Alert, Step]:
    return apply(each, suppressions, at=at, due_at=at + timedelta(minutes=5))


def window(*, suppresses_red: bool = False) -> MaintenanceWindow:
    return MaintenanceWindow(
        window_id=uuid4(),
        site_id=UUID(int=2),
        equipment_id=UUID(int=3),
        area_id=None,
        starts_at=NOW,
        ends_at=NOW + timedelta(hours=2),
        reason="换泵",
        suppresses_red=suppresses_red,
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
            suppressions = [ActiveSuppression(by, Tier.RED) for by in order]
            expected = min(order, key=ORDER.index)

            found = deciding(suppressions, Tier.ORANGE)

            assert found is not None
            assert found.by is expected


def test_a_suppression_that_does_not_reach_so_high_leaves_it_to_the_next() -> None:
    suppressions = [
        ActiveSuppression(Suppression.MAINTENANCE, Tier.ORANGE),
        ActiveSuppression(Suppression.SHELVED, Tier.RED),
    ]

    assert deciding(suppressions, Tier.ORANGE) == suppressions[0]
    assert deciding(suppressions, Tier.RED) == suppressions[1]
    assert deciding(suppressions[:1], Tier.RED) is None


@pytest.mark.parametrize(
    ("around", "suppresses_red"),
    [
        (SuppressionContext(is_out_of_service=True), True),
        (SuppressionContext(windows=(window(),)), False),
        (SuppressionContext(windows=(window(suppresses_red=True),)), True),
        (SuppressionContext(is_under_repair=True), False),
        (SuppressionContext(parents=(ParentAlert(UUID(int=9), True, None, None),)), False),
    ],
)
def test_red_is_suppressed_only_where_a_person_said_so(
    around: SuppressionContext, suppresses_red: bool
) -> None:
    suppressions = suppressions_of(alert(), around, now=NOW)

    assert deciding(suppressions, Tier.ORANGE) is not None
    assert (deciding(suppressions, Tier.RED) is not None) is suppresses_red


def test_a_parent_explains_only_the_conditions_it_is_meant_for_and_a_minute_longer_than_it_lasts() -> None:
    silent = frozenset({AlertCondition.SILENT})
    ended = ParentAlert(UUID(int=9), False, NOW, silent)

    assert suppressions_of(alert(), SuppressionContext(parents=(ended,)), now=NOW) == []
    child = alert(Tier.BLUE, condition=AlertCondition.SILENT)
    assert suppressions_of(child, SuppressionContext(parents=(ended,)), now=NOW + timedelta(seconds=59)) != []
    assert suppressions_of(child, SuppressionContext(parents=(ended,)), now=NOW + timedelta(seconds=60)) == []


def test_what_was_suppressed_and_still_holds_is_notified_once_with_its_real_begin() -> None:
    suppressed, step = settled(alert(), ActiveSuppression(Suppression.MAINTENANCE, Tier.RED))
    assert (step, suppressed.notified_at, suppressed.worst_suppressed_tier) == (
        Step.SUPPRESSED,
        None,
        Tier.ORANGE,
    )
    worse, _ = rules.change_tier(suppressed, Tier.RED, at=NOW, due_at=NOW)
    better, _ = rules.change_tier(worse, Tier.YELLOW, at=NOW, due_at=NOW)
    still, step = settled(worse, ActiveSuppression(Suppression.MAINTENANCE, Tier.RED))
    assert step is Step.UNCHANGED
    still, _ = settled(replace(still, tier=better.tier), ActiveSuppression(Suppression.MAINTENANCE, Tier.RED))

    later = NOW + timedelta(hours=2)
    notified, step = settled(still, at=later)

    assert step is Step.RELEASED
    assert (notified.notified_at, notified.active_since, notified.suppressed_by) == (later, NOW, None)
    assert still.worst_suppressed_tier is Tier.RED
    assert settled(notified, at=later) == (notified, Step.UNCHANGED)


def test_what_was_suppressed_and_ended_meanwhile_is_over_without_anybody_being_notified() -> None:
    suppressed, _ = settled(alert(), ActiveSuppression(Suppression.PARENT, Tier.ORANGE))
    ended, _ = settled(
        rules.return_to_normal(suppressed, at=NOW), ActiveSuppression(Suppression.PARENT, Tier.ORANGE)
    )
    assert ended.is_open, "it stays on the list of what is suppressed while it is"

    over, step = settled(ended)

    assert step is Step.RELEASED
    assert (over.is_open, over.notified_at) == (False, None)


def test_a_shelf_suppresses_up_to_the_tier_it_was_put_on_at_and_breaks_when_it_gets_worse() -> None:
    notified, _ = settled(alert(Tier.YELLOW))
    until = NOW + timedelta(hours=1)
    shelved = shelve(notified, until=until, reason="校验", by=BY, at=NOW, confirms_red=False)
    suppressed, step = apply(
        shelved, suppressions_of(shelved, SuppressionContext(), now=NOW), at=NOW, due_at=NOW
    )
    assert (step, suppressed.suppressed_by, suppressed.suppression_due_at) == (
        Step.SUPPRESSED,
        Suppression.SHELVED,
        until,
    )

    worse, _ = rules.change_tier(suppressed, Tier.RED, at=NOW, due_at=NOW)
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
    suppressed, step = apply(each, suppressions_of(each, SuppressionContext(), now=NOW), at=NOW, due_at=NOW)
    assert (step, suppressed.suppressed_by) == (Step.SUPPRESSED, Suppression.CHATTERING)
    calm, step = apply(
        suppressed,
        suppressions_of(suppressed, SuppressionContext(), now=NOW + CALM_AFTER),
        at=NOW + CALM_AFTER,
        due_at=NOW,
    )
    assert (step, calm.chatter) == (Step.RELEASED, None)


def test_three_activations_over_more_than_a_minute_are_not_chattering() -> None:
    each, _ = settled(alert(activations=(0,)))
    for seconds in (40, 80, 120):
        each = activate(each, sampled_us=seconds * 1_000_000, at=NOW)

    assert each.chatter is None


def test_chattering_never_suppresses_what_is_worse_than_people_were_notified_of() -> None:
    each, _ = settled(alert(Tier.YELLOW, activations=(0, 1)))
    each, _ = rules.change_tier(rules.return_to_normal(each, at=NOW), Tier.RED, at=NOW, due_at=NOW)
    each = activate(each, sampled_us=2, at=NOW)

    notified, _ = apply(each, suppressions_of(each, SuppressionContext(), now=NOW), at=NOW, due_at=NOW)

    assert (notified.suppressed_by, notified.notified_tier) == (None, Tier.RED)
    assert notified.chatter is not None
    assert notified.chatter.up_to is Tier.RED, "and then not again, until it is calm"


@pytest.mark.parametrize("seed", range(200))
def test_any_changes_under_any_suppressions_end_as_without_and_what_still_holds_has_been_notified(
    seed: int,
) -> None:
    said = random.Random(seed)
    suppressed = plain = alert(Tier(said.randint(1, 4)))
    suppressed, _ = settled(suppressed)
    at = NOW
    for _ in range(said.randint(1, 30)):
        at += timedelta(seconds=said.randint(1, 600))
        suppressions = [
            ActiveSuppression(by, Tier(said.randint(1, 4)), at + timedelta(seconds=said.randint(1, 600)))
            for by in said.sample(ORDER, said.randint(0, 4))
        ]
        suppressed, step = settled(suppressed, *suppressions, at=at)
        if (tier := said.choice([None, *Tier])) is None:
            suppressed, plain = (rules.return_to_normal(each, at=at) for each in (suppressed, plain))
        else:
            suppressed, plain = (
                rules.change_tier(each, tier, at=at, due_at=at)[0] for each in (suppressed, plain)
            )
            if said.random() < 0.5:
                suppressed = activate(suppressed, sampled_us=int(at.timestamp() * 1e6), at=at)
        before = suppressed
        suppressed, step = settled(suppressed, *suppressions, at=at)
        assert (step is Step.RELEASED) is (
            before.suppressed_by is not None and suppressed.suppressed_by is None
        )
        assert (
            suppressed.notified_at is not None
            or suppressed.suppressed_by is not None
            or not suppressed.is_active
        )

    at += timedelta(hours=9)
    suppressed, _ = settled(suppressed, at=at)

    assert (suppressed.is_active, suppressed.tier, suppressed.worst_tier) == (
        plain.is_active,
        plain.tier,
        plain.worst_tier,
    )
    assert suppressed.suppressed_by is None
    assert not suppressed.is_active or (
        suppressed.notified_at is not None and (suppressed.notified_tier or 0) >= suppressed.tier
    )
