"""Event of links between accounts, as the audit log keeps it."""

from typing import Final

from backend.core.events import EventKind

PERSON_CONFIRMED: Final = EventKind("PERSON_CONFIRMED", is_of_site=True)
"""A third person confirmed that a person is somebody of their own; the note names who opened the account."""
