"""Recurrence: the third case within 90 days is one tier worse and asks for the root cause (5-why)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID

from backend.cases.rules import MAX_TEXT, CaseOutcome
from backend.core.errors import ErrorCode, Refused
from backend.core.vocabulary import Tier

RECURRENCE_WITHIN: Final = timedelta(days=90)
REPEAT_AT: Final = 3
"""Cases of one category at one equipment, the new one among them (product page, section 4)."""
FEWEST_WHYS: Final = 3
MOST_WHYS: Final = 5
NO_OCCURRENCE: Final = frozenset({CaseOutcome.FALSE_ALARM, CaseOutcome.DUPLICATE, CaseOutcome.NOT_A_HAZARD})


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A case of the same category at the same equipment, as it stands now."""

    case_id: UUID
    opened_at: datetime
    outcome: CaseOutcome | None
    is_reopening: bool


@dataclass(frozen=True, slots=True)
class RootCause:
    """`whys` are the answers to "why?", each about the one before; the owner sees to the measure in time."""

    problem: str
    whys: tuple[str, ...]
    root_cause: str
    measure: str
    owner_id: UUID
    due_on: date


def earlier_ones(occurrences: Iterable[Occurrence], *, now: datetime) -> tuple[UUID, ...]:
    """Return the cases before the one that opens now which count as occurrences, newest first.

    What was dismissed never happened, and a reopened case is the same occurrence as the one it reopens.
    """
    counted = [
        each
        for each in occurrences
        if each.opened_at > now - RECURRENCE_WITHIN
        and each.outcome not in NO_OCCURRENCE
        and not each.is_reopening
    ]
    newest_first = sorted(counted, key=lambda each: each.opened_at, reverse=True)
    return tuple(each.case_id for each in newest_first)


def is_recurrence(earlier: tuple[UUID, ...]) -> bool:
    return len(earlier) + 1 >= REPEAT_AT


def one_worse(tier: Tier) -> Tier:
    """The tier above; red stays red."""
    return Tier(min(tier + 1, Tier.RED))


def checked(cause: RootCause, *, today: date) -> RootCause:
    """The form without blanks around its texts. Raises Refused: REASON_REQUIRED for an empty part or fewer
    than three whys, INVALID_INPUT for more than five, too long texts, or a measure due in the past.
    """
    whys = tuple(why.strip() for why in cause.whys if why.strip())
    parts = (cause.problem.strip(), cause.root_cause.strip(), cause.measure.strip())
    if not all(parts) or len(whys) < FEWEST_WHYS:
        raise Refused(ErrorCode.REASON_REQUIRED, f"problem, {FEWEST_WHYS} whys, root cause and measure")
    if len(whys) > MOST_WHYS or any(len(each) > MAX_TEXT for each in (*parts, *whys)):
        raise Refused(ErrorCode.INVALID_INPUT, "too many whys or too long a text")
    if cause.due_on < today:
        raise Refused(ErrorCode.INVALID_INPUT, "a measure is due today or later")
    problem, root_cause, measure = parts
    return RootCause(problem, whys, root_cause, measure, cause.owner_id, cause.due_on)
