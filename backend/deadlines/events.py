"""Events of a deadline that comes near or passes."""

from typing import Final

from backend.core.events import EventKind, Pace, Recipients

DEADLINE_REMINDED: Final = EventKind("DEADLINE_REMINDED", pace=Pace.REMINDER)
DEADLINE_OVERDUE: Final = EventKind("DEADLINE_OVERDUE", pace=Pace.REMINDER)
ESCALATED: Final = EventKind("ESCALATED", notifies=Recipients.OUTLET, pace=Pace.PRESSING)
"""Escalation, as nobody acted: the next rung is notified; groups and systems hear of it in any case."""
