"""Events of starting sets, as the audit log keeps them."""

from typing import Final

from backend.core.events import EventKind

STARTING_SET_APPLIED: Final = EventKind("STARTING_SET_APPLIED", is_of_site=True)
