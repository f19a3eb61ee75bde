"""Events of workbooks, as the audit log keeps them."""

from typing import Final

from backend.core.events import EventKind

WORKBOOK_IMPORTED: Final = EventKind("WORKBOOK_IMPORTED")
WORKBOOK_EXPORTED: Final = EventKind("WORKBOOK_EXPORTED")
