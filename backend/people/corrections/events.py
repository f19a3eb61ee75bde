"""Events of requests for correction, as the audit log keeps them; the commands name the people to notify."""

from typing import Final

from backend.core.events import EventKind

CORRECTION_ASKED: Final = EventKind("CORRECTION_ASKED", is_of_site=True, page="/admin/privacy")
CORRECTION_ANSWERED: Final = EventKind("CORRECTION_ANSWERED", is_of_site=True, page="/settings/data")
