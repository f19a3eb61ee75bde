"""The same thing reported twice: what looks like a duplicate, and what may be put under another case."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from backend.cases.rules import Case, CaseOutcome, CaseState
from backend.core.errors import ErrorCode, Refused

RECENT: Final = timedelta(days=7)
MOST: Final = 5
MOST_MERGED: Final = 50


class Likeness(StrEnum):
    """Why something is offered as a duplicate, in the words that the hint uses."""

    SAME_EQUIPMENT = "SAME_EQUIPMENT"
    SAME_AREA = "SAME_AREA"
    SAME_CATEGORY = "SAME_CATEGORY"
    STILL_OPEN = "STILL_OPEN"
    RECENT = "RECENT"


@dataclass(frozen=True, slots=True)
class Subject:
    """Where and what. `category`: a hazard category, or the condition of an alert."""

    site_id: UUID
    area_id: UUID
    equipment_id: UUID | None
    category: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A case, or (`case_id` None) a report that still waits for its triage."""

    subject: Subject
    case_id: UUID | None
    report_id: UUID | None
    opened_at: datetime
    is_open: bool


@dataclass(frozen=True, slots=True)
class Hint:
    candidate: Candidate
    why: tuple[Likeness, ...]


def hints(wanted: Subject, among: Iterable[Candidate], *, now: datetime) -> list[Hint]:
    """At most five that may be the same thing: same category at the same equipment or in the same area,
    and open, or opened in the last seven days. Same equipment first, then open ones, then newest.
    """
    found = [hint for each in among if (hint := _hint(wanted, each, now))]
    return sorted(found, key=_rank)[:MOST]


def check_duplicate(case: Case, original: Case) -> None:
    """Raises Refused: NOT_FOUND across sites, INVALID_INPUT for itself and under a duplicate,
    ILLEGAL_TRANSITION for a case that is over.
    """
    if case.site_id != original.site_id:
        raise Refused(ErrorCode.NOT_FOUND, "no such case at this site")
    if case.case_id == original.case_id:
        raise Refused(ErrorCode.INVALID_INPUT, "a case is no duplicate of itself")
    if case.state is CaseState.ARCHIVED:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, "an archived case is never written again")
    if original.outcome is CaseOutcome.DUPLICATE:
        raise Refused(ErrorCode.INVALID_INPUT, "the original is a duplicate whose original is unknown")


def check_merge(case_ids: tuple[UUID, ...], target: Case) -> None:
    """Raises Refused: INVALID_INPUT for none, too many, or the target itself; ILLEGAL_TRANSITION if it is
    over.
    """
    if not 1 <= len(case_ids) <= MOST_MERGED or target.case_id in case_ids:
        raise Refused(ErrorCode.INVALID_INPUT, f"1 to {MOST_MERGED} cases, and not the target itself")
    if target.state is CaseState.ARCHIVED:
        raise Refused(ErrorCode.ILLEGAL_TRANSITION, "cases are merged into one that is still open")


def _hint(wanted: Subject, each: Candidate, now: datetime) -> Hint | None:
    there = each.subject
    is_recent = each.opened_at >= now - RECENT
    if there.site_id != wanted.site_id or there.category != wanted.category:
        return None
    if there.equipment_id is not None and there.equipment_id == wanted.equipment_id:
        place = Likeness.SAME_EQUIPMENT
    elif there.area_id == wanted.area_id:
        place = Likeness.SAME_AREA
    else:
        return None
    if not each.is_open and not is_recent:
        return None
    when = Likeness.STILL_OPEN if each.is_open else Likeness.RECENT
    return Hint(each, (place, Likeness.SAME_CATEGORY, when))


def _rank(hint: Hint) -> tuple[bool, bool, float]:
    return (
        Likeness.SAME_EQUIPMENT not in hint.why,
        not hint.candidate.is_open,
        -hint.candidate.opened_at.timestamp(),
    )
