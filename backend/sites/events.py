"""What happens to sites, as the audit log keeps it, and who is notified of it."""

from typing import Final

from backend.core.events import EventKind

SITE_ADDED: Final = EventKind("SITE_ADDED")
