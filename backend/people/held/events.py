"""What happens to the data of people, as the audit log keeps it."""

from typing import Final

from backend.core.events import EventKind

OWN_DATA_TAKEN: Final = EventKind("OWN_DATA_TAKEN")
"""Somebody took the file of everything that is held about them."""
