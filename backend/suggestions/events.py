"""Events of suggestions, and their recipients; the others are named by the command."""

from typing import Final

from backend.core.events import EventKind, Recipients

SUGGESTION_SUBMITTED: Final = EventKind(
    "SUGGESTION_SUBMITTED", notifies=Recipients.OFFICERS, is_by_reporter=True, is_of_site=True
)
SUGGESTION_ADOPTED: Final = EventKind("SUGGESTION_ADOPTED", is_of_site=True)
SUGGESTION_ASSIGNED: Final = EventKind("SUGGESTION_ASSIGNED", is_of_site=True)
SUGGESTION_DECLINED: Final = EventKind("SUGGESTION_DECLINED", is_of_site=True)
SUGGESTION_CARRIED_OUT: Final = EventKind("SUGGESTION_CARRIED_OUT", is_of_site=True)
