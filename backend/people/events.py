"""What happens to people, as the audit log keeps it, and who is notified of it."""

from typing import Final

from backend.core.events import EventKind

SIGNED_IN: Final = EventKind("SIGNED_IN")
SIGNED_OUT: Final = EventKind("SIGNED_OUT")
SIGN_IN_FAILED: Final = EventKind("SIGN_IN_FAILED")
"""Somebody knew the name and not the password; `subject_id` is whose name it was."""
SIGN_IN_GUESSED: Final = EventKind("SIGN_IN_GUESSED")
"""A row of failures: the owner of the name and the officers are notified."""
SIGN_IN_UNLOCKED: Final = EventKind("SIGN_IN_UNLOCKED")
SIGNED_OUT_EVERYWHERE: Final = EventKind("SIGNED_OUT_EVERYWHERE")
TOKEN_REUSED: Final = EventKind("TOKEN_REUSED")
PERSON_ADDED: Final = EventKind("PERSON_ADDED")
