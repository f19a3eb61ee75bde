"""Events of the risk register."""

from typing import Final

from backend.core.events import EventKind, Pace

RISK_OBJECT_ADDED: Final = EventKind("RISK_OBJECT_ADDED", is_of_site=True)
RISK_OBJECT_CHANGED: Final = EventKind("RISK_OBJECT_CHANGED", is_of_site=True)
RISK_OBJECT_CLOSED: Final = EventKind("RISK_OBJECT_CLOSED", is_of_site=True)
RISK_UNIT_ADDED: Final = EventKind("RISK_UNIT_ADDED", is_of_site=True)
RISK_UNIT_CHANGED: Final = EventKind("RISK_UNIT_CHANGED", is_of_site=True)
RISK_UNIT_CLOSED: Final = EventKind("RISK_UNIT_CLOSED", is_of_site=True)
RISK_UNIT_STOPPED: Final = EventKind("RISK_UNIT_STOPPED", is_of_site=True)
RISK_UNIT_RESUMED: Final = EventKind("RISK_UNIT_RESUMED", is_of_site=True)
RISK_DRAFTED: Final = EventKind("RISK_DRAFTED", is_of_site=True)
RISK_DRAFT_CHANGED: Final = EventKind("RISK_DRAFT_CHANGED", is_of_site=True)
RISK_IN_FORCE: Final = EventKind("RISK_IN_FORCE", is_of_site=True)
"""A revision holds from now on: the first one of an event, or another one."""
RISK_CHANGE_PROPOSED: Final = EventKind("RISK_CHANGE_PROPOSED", is_of_site=True)
"""A revision that quietens waits for a second person, or for the end of an alert or case."""
RISK_CHANGE_ENDED: Final = EventKind("RISK_CHANGE_ENDED", is_of_site=True)
"""A proposed revision was withdrawn, declined, or overtaken by another one."""
RISK_CONFIRMED: Final = EventKind("RISK_CONFIRMED", is_of_site=True)
RISK_CLOSED: Final = EventKind("RISK_CLOSED", is_of_site=True)
RISK_REVIEWED: Final = EventKind("RISK_REVIEWED", is_of_site=True)
RISK_REVIEW_CALLED: Final = EventKind("RISK_REVIEW_CALLED", pace=Pace.REMINDER, is_of_site=True)
"""Something happened for which the event is to be reviewed at once."""
RISK_SETTINGS_CHANGED: Final = EventKind("RISK_SETTINGS_CHANGED", is_of_site=True)
