"""What happens to the addresses of people, and who is notified of it."""

from typing import Final

from backend.core.events import EventKind

BROWSER_MOVED: Final = EventKind("BROWSER_MOVED")
