"""Events: each is one row of the audit log, and of the outbox where somebody must be notified."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import ClassVar, NamedTuple, Self
from uuid import UUID

from backend.core.packages import modules_of
from backend.core.vocabulary import Tier


class Recipients(StrEnum):
    """Recipients of an event where its command names nobody."""

    OFFICERS = "OFFICERS"
    """The officers of the site."""
    TIER_POLICY = "TIER_POLICY"
    """The people whom the site's policy names first for the tier of the alert."""
    RESPONSIBLE = "RESPONSIBLE"
    """The person responsible for the case, and the lead of their department."""
    DISPOSERS = "DISPOSERS"
    """The people who disposed of the case in its last round."""
    REPORTER = "REPORTER"
    """The reporter of the hazard."""
    SELF = "SELF"
    """The person who did it: a test of their own devices."""
    OUTLET = "OUTLET"
    """No person where the command names none: groups and other systems alone."""


class Pace(StrEnum):
    """When the messages about an event leave."""

    IN_ORDER = "IN_ORDER"
    """After what happened earlier to the same object and has yet to leave for the same address."""
    ALERT = "ALERT"
    """At once; in a flood of alerts in a digest, red never."""
    GROWING = "GROWING"
    """An alert that grows (its group is one of the objects): at once, then what it has grown to by then."""
    REMINDER = "REMINDER"
    """At once, in one digest with all that waits for the same person."""
    PRESSING = "PRESSING"
    """As a reminder, but several may come one after the other before they are batched."""

    @property
    def is_at_once(self) -> bool:
        """True if the message waits behind no other, and lets none wait."""
        return self is not Pace.IN_ORDER

    @property
    def is_alert(self) -> bool:
        """True if its tier says how urgent the message is."""
        return self in (Pace.ALERT, Pace.GROWING)

    @property
    def is_reminder(self) -> bool:
        """True if it reminds somebody of what is due, overdue or unanswered."""
        return self in (Pace.REMINDER, Pace.PRESSING)


class EventKind(str):
    """One kind of event: its code as rows and the contract keep it, who is notified of it, and when.

    Each noun declares its own in `events.py`; `declared` finds them all by walking the packages.
    """

    notifies: Recipients | None
    pace: Pace
    is_by_reporter: bool
    """Whether who did it reported or suggested something: named only to who may know them."""
    opens: str | None
    """Noun of the object that its message opens, where that is not the first one with a page."""
    page: str | None
    """Path of the page that its message opens, where that is not the page of an object."""
    is_of_site: bool
    """Whether live screens of the site hear of it: it changes what they list, and no object they follow."""
    _declared: ClassVar[dict[str, Self]] = {}

    def __new__(
        cls,
        code: str,
        *,
        notifies: Recipients | None = None,
        pace: Pace = Pace.IN_ORDER,
        opens: str | None = None,
        page: str | None = None,
        is_by_reporter: bool = False,
        is_of_site: bool = False,
    ) -> Self:
        """Declare a kind. Raises ValueError for a code that another noun has declared."""
        if code in cls._declared:
            raise ValueError(f"{code} is declared twice")
        kind = super().__new__(cls, code)
        kind.notifies, kind.pace, kind.opens, kind.page = notifies, pace, opens, page
        kind.is_by_reporter, kind.is_of_site = is_by_reporter, is_of_site
        cls._declared[code] = kind
        return kind

    @classmethod
    @cache
    def declared(cls) -> Mapping[str, "EventKind"]:
        """Every kind by its code; imports the events of all nouns, some of which stand in their rules."""
        for _ in modules_of("events", "rules"):
            pass
        return MappingProxyType(dict(cls._declared))

    @classmethod
    def of(cls, code: str) -> "EventKind":
        """The declared kind with this code. Raises ValueError where no noun declares it."""
        found = cls.declared().get(code)
        if found is None:
            raise ValueError(f"no noun declares the event {code}")
        return found


class Ref(NamedTuple):
    """An object that an event is about: its noun in the singular (`case`, `hazard_report`) and its id."""

    noun: str
    object_id: UUID


def refs(**objects: UUID | None) -> tuple[Ref, ...]:
    """References to these objects by noun, without those that are None: `refs(case=…, alert=…)`."""
    return tuple(Ref(noun, object_id) for noun, object_id in objects.items() if object_id is not None)


def ref_of(about: tuple[Ref, ...], noun: str) -> UUID | None:
    """Id of the object of this noun among the references, if there is one."""
    return next((each.object_id for each in about if each.noun == noun), None)


def refs_of(about: tuple[Ref, ...], noun: str) -> list[UUID]:
    """Ids of all objects of this noun among the references."""
    return [each.object_id for each in about if each.noun == noun]


def packed_refs(about: tuple[Ref, ...]) -> str:
    """References as text, `noun:id` with spaces between."""
    return " ".join(f"{noun}:{object_id}" for noun, object_id in about)


def unpacked_refs(text: str) -> tuple[Ref, ...]:
    """References from their text."""
    pairs = (each.split(":", 1) for each in text.split())
    return tuple(Ref(noun, UUID(object_id)) for noun, object_id in pairs)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened at a site. `by` is None when the product did it by itself.

    `to` are the people to notify where the command knows them; they are no part of the record.
    """

    kind: EventKind
    site_id: UUID
    by: UUID | None = None
    about: tuple[Ref, ...] = ()
    tier: Tier | None = None
    round_number: int | None = None
    note: str | None = None
    to: tuple[UUID, ...] = ()
    digest: str | None = None
    """Hash of what is kept about it elsewhere: the record covers it, so a later change shows."""
    address: str | None = None
    """Network address of a person: the record keeps its digest instead of a note, and it for a time only."""

    @property
    def notifies(self) -> bool:
        """True if anybody may have to be notified."""
        return bool(self.to) or self.kind.notifies is not None

    def ref(self, noun: str) -> UUID | None:
        """Id of the object of this noun that it is about, if there is one."""
        return ref_of(self.about, noun)

    def refs_of(self, noun: str) -> list[UUID]:
        """Ids of all objects of this noun that it is about."""
        return refs_of(self.about, noun)
