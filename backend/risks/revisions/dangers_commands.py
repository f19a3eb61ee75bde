"""Dangers under way: while an alert or case of an event is open, nothing quietens that event."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from uuid import UUID

from backend.core import nouns
from backend.core.session import Session


@dataclass(frozen=True, slots=True)
class OpenDangers:
    """How a noun says which of these events of the register have something open that is orange or red."""

    events: Callable[[Session, Collection[UUID]], set[UUID]]


def is_in_danger(session: Session, event_id: UUID) -> bool:
    """Whether an orange or red alert, or a case of one, is open about this event."""
    return any(event_id in each.events(session, [event_id]) for each in nouns.all_of(OpenDangers))
