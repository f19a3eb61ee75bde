"""The rules for observations that a site starts from; its officer may put others in their place."""

from datetime import timedelta
from typing import Final

from backend.core.vocabulary import Tier
from backend.sensors.camera_events.rules import ObservationRule, TagCondition
from backend.sensors.camera_events.tags_rules import TagKind

_TEN_MINUTES: Final = timedelta(minutes=10)
_SURE: Final = 0.6

DEFAULT_RULES: Final = (
    ObservationRule("FIRE", Tier.RED, clear_after=_TEN_MINUTES),
    ObservationRule("SMOKE", Tier.ORANGE, min_confidence=_SURE),
    ObservationRule("SMOKE", Tier.RED, min_confidence=_SURE, min_sightings=3),
    ObservationRule("LEAK", Tier.ORANGE, clear_after=_TEN_MINUTES),
    ObservationRule("FALL", Tier.ORANGE, min_confidence=_SURE),
    ObservationRule("INTRUSION", Tier.ORANGE, min_confidence=_SURE),
    ObservationRule("SMOKING", Tier.ORANGE, min_confidence=_SURE),
    ObservationRule("SOS", Tier.RED, min_confidence=0, clear_after=_TEN_MINUTES),
    ObservationRule("NO_HELMET", Tier.YELLOW, min_confidence=_SURE),
    ObservationRule("NO_HELMET", Tier.ORANGE, min_confidence=_SURE, min_sightings=3, within=_TEN_MINUTES),
    ObservationRule("NO_VEST", Tier.YELLOW, min_confidence=_SURE),
    ObservationRule("NO_MASK", Tier.YELLOW, min_confidence=_SURE),
    ObservationRule("NO_GOGGLES", Tier.YELLOW, min_confidence=_SURE),
    ObservationRule("PHONE_USE", Tier.BLUE, min_confidence=_SURE),
    ObservationRule("CROWD", Tier.YELLOW, min_confidence=_SURE),
    ObservationRule(
        "ZONE_ENTERED",
        Tier.ORANGE,
        tag=TagCondition.MISPLACED,
        tag_kinds=frozenset({TagKind.PERSON, TagKind.VEHICLE}),
        raises="FORBIDDEN_AREA",
    ),
    ObservationRule(
        "ZONE_ENTERED",
        Tier.RED,
        tag=TagCondition.MISPLACED,
        tag_kinds=frozenset({TagKind.GOODS}),
        clear_after=timedelta(minutes=30),
        raises="GOODS_MISPLACED",
    ),
    ObservationRule(
        "TAG_READ",
        Tier.RED,
        tag=TagCondition.MISPLACED,
        tag_kinds=frozenset({TagKind.GOODS}),
        clear_after=timedelta(minutes=30),
        raises="GOODS_MISPLACED",
    ),
    ObservationRule("TAG_READ", Tier.YELLOW, tag=TagCondition.MISMATCHED, raises="TAG_MISMATCH"),
    ObservationRule("TAG_MISMATCH", Tier.YELLOW),
)
