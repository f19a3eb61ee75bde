"""Events of the data of people, as the audit log keeps them."""

from typing import Final

from backend.core.events import EventKind

OWN_DATA_TAKEN: Final = EventKind("OWN_DATA_TAKEN")
"""A person took the file of everything that is held about them."""
