"""Events of lists over many nouns, as the audit log keeps them, and their recipients."""

from typing import Final

from backend.core.events import EventKind

LIST_EXPORTED: Final = EventKind("LIST_EXPORTED")
