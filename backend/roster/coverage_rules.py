"""Holes and overlaps of a roster: what is shown before a plan is saved, and in the calendar."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID


class Span(NamedTuple):
    """From `starts_at` up to, and without, `ends_at`."""

    starts_at: datetime
    ends_at: datetime


class OverlapKind(StrEnum):
    """SAME_PERSON: somebody would be on duty twice. SAME_ROSTER: two people for one line."""

    SAME_PERSON = "SAME_PERSON"
    SAME_ROSTER = "SAME_ROSTER"


@dataclass(frozen=True, slots=True)
class Occupied:
    """A shift that stands or is planned, for the search of overlaps. `key`: tells it from all others."""

    key: UUID | int
    roster_id: UUID | None
    person_id: UUID
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two shifts at the same time. `person_id` has the one that begins first, `other_person_id` the other."""

    kind: OverlapKind
    starts_at: datetime
    ends_at: datetime
    person_id: UUID
    other_person_id: UUID


def holes(spans: Iterable[tuple[datetime, datetime]], *, since: datetime, until: datetime) -> list[Span]:
    """Return the times between these moments at which none of the spans holds."""
    found = []
    covered = since
    for starts_at, ends_at in sorted(spans):
        if starts_at >= until:
            break
        if starts_at > covered:
            found.append(Span(covered, starts_at))
        covered = max(covered, ends_at)
    if covered < until:
        found.append(Span(covered, until))
    return found


def overlaps(shifts: Sequence[Occupied], *, among: Iterable[Occupied] | None = None) -> list[Overlap]:
    """Return every two shifts at the same time, by start. `among`: only those with one of these in it."""
    wanted = None if among is None else {each.key for each in among}
    found = []
    running: list[Occupied] = []
    for shift in sorted(shifts, key=lambda each: (each.starts_at, each.ends_at, str(each.key))):
        running = [each for each in running if each.ends_at > shift.starts_at]
        for other in running:
            kind = _kind(other, shift)
            if kind is not None and (wanted is None or other.key in wanted or shift.key in wanted):
                ends_at = min(other.ends_at, shift.ends_at)
                found.append(
                    Overlap(
                        kind=kind,
                        starts_at=shift.starts_at,
                        ends_at=ends_at,
                        person_id=other.person_id,
                        other_person_id=shift.person_id,
                    )
                )
        running.append(shift)
    return found


def _kind(one: Occupied, other: Occupied) -> OverlapKind | None:
    if one.person_id == other.person_id:
        return OverlapKind.SAME_PERSON
    return OverlapKind.SAME_ROSTER if one.roster_id == other.roster_id else None
