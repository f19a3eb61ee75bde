"""What happens to requests for correction, as the audit log keeps it; the commands name whom to notify."""

from typing import Final

from backend.core.events import EventKind

CORRECTION_ASKED: Final = EventKind("CORRECTION_ASKED", is_of_site=True, page="/admin/privacy")
CORRECTION_ANSWERED: Final = EventKind("CORRECTION_ANSWERED", is_of_site=True, page="/settings/data")
