"""Tier decides the response: the default deadlines and who is told first (product page, section 5)."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final

from backend.domain.alerts import Tier


class Audience(StrEnum):
    """Groups of people that a tier tells first."""

    RESPONSIBLE = "RESPONSIBLE"
    DEPARTMENT = "DEPARTMENT"
    LEAD = "LEAD"
    OFFICER = "OFFICER"
    EXECUTIVE = "EXECUTIVE"


@dataclass(frozen=True, slots=True)
class TierPolicy:
    """Deadlines count from opening, acknowledgement is never waited for by a send result."""

    acknowledge_within: timedelta
    dispose_within: timedelta
    recheck_within: timedelta
    told_first: frozenset[Audience]
    is_pushed: bool
    opens_case_at_once: bool


POLICY: Final = {
    Tier.RED: TierPolicy(
        acknowledge_within=timedelta(minutes=1),
        dispose_within=timedelta(minutes=30),
        recheck_within=timedelta(hours=24),
        told_first=frozenset(
            {Audience.RESPONSIBLE, Audience.DEPARTMENT, Audience.OFFICER, Audience.EXECUTIVE}
        ),
        is_pushed=True,
        opens_case_at_once=True,
    ),
    Tier.ORANGE: TierPolicy(
        acknowledge_within=timedelta(minutes=5),
        dispose_within=timedelta(hours=4),
        recheck_within=timedelta(hours=48),
        told_first=frozenset({Audience.RESPONSIBLE, Audience.DEPARTMENT, Audience.OFFICER}),
        is_pushed=True,
        opens_case_at_once=True,
    ),
    Tier.YELLOW: TierPolicy(
        acknowledge_within=timedelta(minutes=30),
        dispose_within=timedelta(hours=24),
        recheck_within=timedelta(hours=72),
        told_first=frozenset({Audience.RESPONSIBLE, Audience.LEAD}),
        is_pushed=True,
        opens_case_at_once=True,
    ),
    Tier.BLUE: TierPolicy(
        acknowledge_within=timedelta(hours=8),
        dispose_within=timedelta(hours=72),
        recheck_within=timedelta(days=7),
        told_first=frozenset({Audience.RESPONSIBLE}),
        is_pushed=False,
        opens_case_at_once=False,
    ),
}

BLUE_OPENS_CASE_AFTER: Final = timedelta(hours=24)
"""A blue alert that stays active this long becomes a case although nobody acknowledged it."""

SOURCE_NORMAL_FOR: Final = timedelta(minutes=5)
"""An alert's case passes its recheck only after the source was back to normal at least this long."""
