"""What happens to accounts, as the audit log keeps it; the commands name whom to notify."""

from typing import Final

from backend.core.events import EventKind

PERSON_INVITED: Final = EventKind("PERSON_INVITED")
ACCOUNT_RESET: Final = EventKind("ACCOUNT_RESET")
"""Somebody else made a new invitation for an account: its password, devices and second factor ended."""
INVITATION_ACCEPTED: Final = EventKind("INVITATION_ACCEPTED")
