"""Which revisions hold at once: 64 combinations of a change of level with one other change."""

from dataclasses import replace
from itertools import product

import pytest

from backend.core.vocabulary import Tier
from backend.risks.assessment.rules import Direct, RiskLevel, assess
from backend.risks.revisions import rules
from backend.risks.revisions.contents_rules import content_of, packed_content
from backend.risks.revisions.differences_rules import DifferenceKind, differences
from backend.risks.revisions.rules import (
    BoundSide,
    EmergencySteps,
    EventContent,
    Louder,
    Quietens,
    SourceBinding,
)
from tests.support.risks import CLAUSE, EARLY, URGENT, content

OTHERS = ("nothing else", "source bound", "source unbound", "critical measure gone")
BOUND = SourceBinding(7)


def _pair(before: RiskLevel, after: RiskLevel, other: str) -> tuple[EventContent, EventContent]:
    was = content(residual=before, bindings=(BOUND,) if other == "source unbound" else ())
    now = replace(was, residual=assess(Direct(after, CLAUSE)))
    if other == "source bound":
        now = replace(now, bindings=(BOUND,))
    elif other == "source unbound":
        now = replace(now, bindings=())
    elif other == "critical measure gone":
        now = replace(now, measures=(replace(now.measures[0], is_critical=False),))
    return was, now


def test_of_64_revisions_20_hold_at_once_and_44_wait() -> None:
    found = {
        (before, after, other): rules.effect(*_pair(before, after, other)).holds
        for before, after, other in product(RiskLevel, RiskLevel, OTHERS)
    }

    assert len(found) == 64
    assert sum(found.values()) == 20
    for (before, after, other), holds in found.items():
        assert holds is (after >= before and other in ("nothing else", "source bound"))


def test_a_revision_that_does_both_waits_whole_and_says_so() -> None:
    effect = rules.effect(*_pair(RiskLevel.LARGER, RiskLevel.GENERAL, "source bound"))

    assert effect.is_mixed
    assert not effect.holds
    assert effect.quietens == {Quietens.LEVEL_DOWN}
    assert effect.louder == {Louder.SOURCE_BOUND}


@pytest.mark.parametrize(
    ("before", "after", "holds"),
    [
        (BoundSide.BOTH, BoundSide.HIGH, False),
        (BoundSide.HIGH, BoundSide.LOW, False),
        (BoundSide.HIGH, BoundSide.BOTH, True),
        (BoundSide.LOW, BoundSide.LOW, True),
    ],
)
def test_a_source_that_is_bound_to_less_waits(before: BoundSide, after: BoundSide, holds: bool) -> None:
    was = content(bindings=(SourceBinding(7, before),))
    now = replace(was, bindings=(SourceBinding(7, after),))

    assert rules.effect(was, now).holds is holds


def test_fewer_types_of_observations_wait_and_more_hold() -> None:
    few = content(bindings=(SourceBinding(7, observations=("SMOKE",)),))
    many = replace(few, bindings=(SourceBinding(7, observations=("LEAK", "SMOKE")),))

    assert rules.effect(few, many).holds
    assert rules.effect(many, few).quietens == {Quietens.SOURCE_BOUND_TO_LESS}


def test_closing_always_waits_and_a_first_revision_never() -> None:
    assert rules.effect(content(), None).quietens == {Quietens.CLOSED}
    assert rules.effect(None, content()).louder == {Louder.NEW}


def test_steps_are_early_up_to_yellow_and_urgent_from_orange_unless_a_tier_has_its_own() -> None:
    own = (URGENT, EARLY)
    steps = EmergencySteps((EARLY,), (URGENT,), {"RED": own})

    assert [steps.at(tier) for tier in Tier] == [(EARLY,), (EARLY,), (URGENT,), own]
    assert EmergencySteps(urgent=(URGENT,)).at(Tier.BLUE) == (URGENT,)
    assert EmergencySteps().at(Tier.RED) == ()


def test_a_content_is_read_back_as_it_was_kept() -> None:
    found = content(
        bindings=(SourceBinding(7, BoundSide.LOW),),
        steps=EmergencySteps((EARLY,), (URGENT,), {"RED": (URGENT,)}),
    )

    assert content_of(packed_content(found)) == found


def test_differences_name_the_field_and_the_part() -> None:
    was = content(bindings=(BOUND,))
    measure = was.measures[0]
    now = replace(
        was,
        harm=replace(was.harm, zh="甲醇泄漏"),
        measures=(replace(measure, is_critical=False, items=()),),
        bindings=(),
    )

    found = {(each.kind, each.field, each.part) for each in differences(was, now)}

    assert found == {
        (DifferenceKind.CHANGED, "harm", ""),
        (DifferenceKind.REMOVED, "bindings", "7"),
        (DifferenceKind.CHANGED, "measures.is_critical", "M-1"),
        (DifferenceKind.REMOVED, "items", "C-1"),
    }
    assert differences(was, was) == []
