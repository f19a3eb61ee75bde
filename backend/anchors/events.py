"""Events of anchors."""

from typing import Final

from backend.core.events import EventKind

AUDIT_ANCHORED: Final = EventKind("AUDIT_ANCHORED")
"""Its note names the place, the row that is anchored there, and the hash of that row."""
