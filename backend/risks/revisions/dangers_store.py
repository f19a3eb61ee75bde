"""Dangers under way: while an alert or case of an event is open, nothing quietens that event."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from backend.core import nouns
from backend.core.session import Session

KNOWN: Final = "dangers"
"""Where a session of a copy of a site keeps the events in danger: it has no alerts and cases."""


@dataclass(frozen=True, slots=True)
class OpenDangers:
    """How a noun says which of these events of the register have something open that is orange or red."""

    events: Callable[[Session, Collection[UUID]], set[UUID]]


def in_danger(session: Session, event_ids: Collection[UUID]) -> set[UUID]:
    """Return those of these events about which an orange or red alert, or a case of one, is open."""
    known: Collection[UUID] | None = session.info.get(KNOWN)
    if known is not None:
        return set(event_ids) & set(known)
    return {found for each in nouns.all_of(OpenDangers) for found in each.events(session, event_ids)}
