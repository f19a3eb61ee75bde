"""What happens to readings, as the audit log keeps it, and who is notified of it."""

from typing import Final

from backend.core.events import EventKind

RETENTION_SET: Final = EventKind("RETENTION_SET")
