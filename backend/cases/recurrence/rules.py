"""Recurrence: the third case within 90 days is one tier worse and asks for the root cause (5-why)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from backend.cases.register.rules import CaseRisk
from backend.cases.rules import MAX_TEXT, Case, CaseOutcome
from backend.core.errors import ErrorCode, Refused
from backend.core.vocabulary import HazardCategory, Tier

RECURRENCE_WITHIN: Final = timedelta(days=90)
REPEAT_AT: Final = 3
"""Cases of one series, the new one among them (product page, section 4)."""
FEWEST_WHYS: Final = 3
MOST_WHYS: Final = 5
NO_OCCURRENCE: Final = frozenset({CaseOutcome.FALSE_ALARM, CaseOutcome.DUPLICATE, CaseOutcome.NOT_A_HAZARD})


class RecurrenceBasis(StrEnum):
    """Series of cases of which the third one is a recurrence."""

    EQUIPMENT = "EQUIPMENT"
    """Of one category at one equipment."""
    EVENT = "EVENT"
    """About one event of the register, each after the one before was over."""
    AREA = "AREA"
    """Reports of one category in one area, at no equipment, each after the one before was over."""


@dataclass(frozen=True, slots=True)
class Series:
    """Series that a case belongs to. `name`: the category, of an event its code."""

    basis: RecurrenceBasis
    name: str
    event_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A case of the same series, as it stands now."""

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


def series_of(case: Case, category: str, risk: CaseRisk | None) -> list[Series]:
    """Return the series that a case belongs to, the one that says most first.

    Reports of the category OTHER in one area have nothing in common.
    """
    found = []
    if case.equipment_id is not None:
        found.append(Series(RecurrenceBasis.EQUIPMENT, category))
    if risk is not None and risk.event_id is not None:
        found.append(Series(RecurrenceBasis.EVENT, risk.event_code, risk.event_id))
    if case.equipment_id is None and case.report_id is not None and category != HazardCategory.OTHER:
        found.append(Series(RecurrenceBasis.AREA, category))
    return found


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
