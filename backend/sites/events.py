"""Events of sites, as the audit log keeps them, and their recipients."""

from typing import Final

from backend.core.events import EventKind

SITE_ADDED: Final = EventKind("SITE_ADDED")
SITE_CHANGED: Final = EventKind("SITE_CHANGED", is_of_site=True)
"""Its settings, its calendar, or who is second person."""
AREA_ADDED: Final = EventKind("AREA_ADDED", is_of_site=True)
AREA_CHANGED: Final = EventKind("AREA_CHANGED", is_of_site=True)
AREA_MOVED: Final = EventKind("AREA_MOVED", is_of_site=True)
"""Changed, and in another area than before: `former_area`, and those around that, outwards."""
AREA_CLOSED: Final = EventKind("AREA_CLOSED", is_of_site=True)
AREA_REOPENED: Final = EventKind("AREA_REOPENED", is_of_site=True)
PLAN_ADDED: Final = EventKind("PLAN_ADDED", is_of_site=True)
PLAN_CHANGED: Final = EventKind("PLAN_CHANGED", is_of_site=True)
PLAN_REMOVED: Final = EventKind("PLAN_REMOVED", is_of_site=True)
LABEL_PAGE_CHANGED: Final = EventKind("LABEL_PAGE_CHANGED", is_of_site=True)
"""A change of what scanned labels show to people who are not signed in."""
LEAVER_RETENTION_SET: Final = EventKind("LEAVER_RETENTION_SET", is_of_site=True)
"""For how long data of people who left is kept: days, old and new, and the reason."""
MODULE_SWITCHED_ON: Final = EventKind("MODULE_SWITCHED_ON", is_of_site=True)
MODULE_SWITCHED_OFF: Final = EventKind("MODULE_SWITCHED_OFF", is_of_site=True)
AUDIT_SEALED: Final = EventKind("AUDIT_SEALED")
"""Rows before it are of before there were keys; written by the migration."""
AUDIT_KEY_CHANGED: Final = EventKind("AUDIT_KEY_CHANGED")
