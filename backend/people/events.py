"""Events of people and of their site's departments and posts, as the audit log keeps them."""

from typing import Final

from backend.core.events import EventKind

SIGNED_IN: Final = EventKind("SIGNED_IN")
SIGNED_OUT: Final = EventKind("SIGNED_OUT")
SIGN_IN_FAILED: Final = EventKind("SIGN_IN_FAILED")
"""A wrong password for a name that exists; about the `person` of that name."""
SIGN_IN_GUESSED: Final = EventKind("SIGN_IN_GUESSED")
"""A row of failures: the owner of the name and the officers are notified."""
SIGN_IN_UNLOCKED: Final = EventKind("SIGN_IN_UNLOCKED")
SIGNED_OUT_EVERYWHERE: Final = EventKind("SIGNED_OUT_EVERYWHERE")
TOKEN_REUSED: Final = EventKind("TOKEN_REUSED")
PERSON_ADDED: Final = EventKind("PERSON_ADDED", is_of_site=True)
PERSON_CHANGED: Final = EventKind("PERSON_CHANGED", is_of_site=True)
"""Name, department, post, employee code or an address; the note names old and new, but no address."""
PERSON_ROLE_CHANGED: Final = EventKind("PERSON_ROLE_CHANGED", is_of_site=True)
DEPARTMENT_ADDED: Final = EventKind("DEPARTMENT_ADDED", is_of_site=True)
DEPARTMENT_CHANGED: Final = EventKind("DEPARTMENT_CHANGED", is_of_site=True)
DEPARTMENT_CLOSED: Final = EventKind("DEPARTMENT_CLOSED", is_of_site=True)
"""Refused by nouns above while tasks of the department are open or sources belong to it."""
DEPARTMENT_REOPENED: Final = EventKind("DEPARTMENT_REOPENED", is_of_site=True)
POST_ADDED: Final = EventKind("POST_ADDED", is_of_site=True)
POST_CHANGED: Final = EventKind("POST_CHANGED", is_of_site=True)
POST_CLOSED: Final = EventKind("POST_CLOSED", is_of_site=True)
