"""Records of a case: its timeline, and its archive."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

import strawberry

from backend.cases.queries import Archive, TimelineEntry
from backend.cases.rules import CaseOutcome
from backend.core.events import EventKind
from backend.core.vocabulary import Tier
from backend.people.graphql import PersonNode

strawberry.enum(CaseOutcome, name="CaseOutcome")

if TYPE_CHECKING:
    TimelineKind = EventKind
else:  # one value per kind that any noun declares
    TimelineKind = strawberry.enum(
        StrEnum("TimelineKind", {kind: kind for kind in sorted(EventKind.declared())})
    )


@strawberry.type(name="TimelineEntry")
class TimelineEntryNode:
    id: strawberry.ID
    at: datetime
    kind: TimelineKind
    person: PersonNode | None
    tier: Tier | None
    round: int | None
    note: str | None
    subject_id: UUID | None = strawberry.field(description="What it was about, such as a task of the case.")

    @classmethod
    def of(cls, entry: TimelineEntry) -> "TimelineEntryNode":
        return cls(
            id=strawberry.ID(str(entry.entry_id)),
            at=entry.at,
            kind=TimelineKind(entry.kind),
            person=PersonNode.of_optional(entry.person),
            tier=entry.tier,
            round=entry.round_number,
            note=entry.note,
            subject_id=entry.subject_id,
        )


@strawberry.type(name="CaseArchive")
class CaseArchiveNode:
    hash: str
    archived_at: datetime
    outcome: CaseOutcome

    @classmethod
    def of(cls, archive: Archive) -> "CaseArchiveNode":
        return cls(hash=archive.hash, archived_at=archive.archived_at, outcome=archive.outcome)
