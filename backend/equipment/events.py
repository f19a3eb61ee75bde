"""Events of equipment, as the audit log keeps them."""

from typing import Final

from backend.core.events import EventKind

EQUIPMENT_ADDED: Final = EventKind("EQUIPMENT_ADDED", is_of_site=True)
EQUIPMENT_CHANGED: Final = EventKind("EQUIPMENT_CHANGED", is_of_site=True)
EQUIPMENT_MOVED_ON: Final = EventKind("EQUIPMENT_MOVED_ON", is_of_site=True)
"""To the next state of its life."""
EQUIPMENT_TAKEN_OVER: Final = EventKind("EQUIPMENT_TAKEN_OVER", is_of_site=True)
"""In the state in which the ledger has it that was kept before."""
LABELS_PRINTED: Final = EventKind("LABELS_PRINTED", is_of_site=True)
DOCUMENT_ADDED: Final = EventKind("DOCUMENT_ADDED", is_of_site=True)
DOCUMENT_REMOVED: Final = EventKind("DOCUMENT_REMOVED", is_of_site=True)
