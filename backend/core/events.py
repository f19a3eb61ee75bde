"""What happened: each is one row of the audit log, and of the outbox where somebody must be notified."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, Self
from uuid import UUID

from backend.core.packages import modules_of
from backend.core.vocabulary import Tier


class Recipients(StrEnum):
    """Who is notified of an event where its command names nobody."""

    OFFICERS = "OFFICERS"
    """The officers of the site."""
    TIER_POLICY = "TIER_POLICY"
    """Those whom the site's policy names first for the tier of the alert."""
    RESPONSIBLE = "RESPONSIBLE"
    """Who is responsible for the case, and the lead of their department."""
    DISPOSERS = "DISPOSERS"
    """Those who disposed of the case in its last round."""
    REPORTER = "REPORTER"
    """Who sent the hazard report."""


class EventKind(str):
    """One kind of event: its code as rows and the contract keep it, and who is notified of it.

    Each noun declares its own in `events.py`; `declared` finds them all by walking the packages.
    """

    notifies: Recipients | None
    _declared: ClassVar[dict[str, Self]] = {}

    def __new__(cls, code: str, *, notifies: Recipients | None = None) -> Self:
        """Declare a kind. Raises ValueError for a code that another noun has declared."""
        if code in cls._declared:
            raise ValueError(f"{code} is declared twice")
        kind = super().__new__(cls, code)
        kind.notifies = notifies
        cls._declared[code] = kind
        return kind

    @classmethod
    def declared(cls) -> dict[str, "EventKind"]:
        """Every kind by its code."""
        for _ in modules_of("events"):
            pass
        return dict(cls._declared)

    @classmethod
    def of(cls, code: str) -> "EventKind":
        """The declared kind with this code. Raises ValueError where no noun declares it."""
        found = cls._declared.get(code) or cls.declared().get(code)
        if found is None:
            raise ValueError(f"no noun declares the event {code}")
        return found


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened at a site. `by` is None when the product did it by itself.

    `subject_id` is what it was about where that is none of the others: a lane, a person, a policy. `to` are
    the people to notify where the command knows them; they are no part of the record.
    """

    kind: EventKind
    site_id: UUID
    by: UUID | None = None
    alert_id: UUID | None = None
    case_id: UUID | None = None
    report_id: UUID | None = None
    tier: Tier | None = None
    round_number: int | None = None
    note: str | None = None
    subject_id: UUID | None = None
    to: tuple[UUID, ...] = ()

    @property
    def notifies(self) -> bool:
        """Whether anybody may have to be notified."""
        return bool(self.to) or self.kind.notifies is not None
