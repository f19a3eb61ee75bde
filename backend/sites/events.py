"""What happens to sites, as the audit log keeps it, and who is notified of it."""

from typing import Final

from backend.core.events import EventKind

SITE_ADDED: Final = EventKind("SITE_ADDED")
AUDIT_SEALED: Final = EventKind("AUDIT_SEALED")
"""Rows before it are of before there were keys; written by the migration."""
AUDIT_KEY_CHANGED: Final = EventKind("AUDIT_KEY_CHANGED")
