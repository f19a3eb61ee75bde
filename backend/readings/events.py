"""Events of readings, as the audit log keeps them, and their recipients."""

from typing import Final

from backend.core.events import EventKind

RETENTION_SET: Final = EventKind("RETENTION_SET")
