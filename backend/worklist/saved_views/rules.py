"""Saved views: a name that a person gives to the filter and the order of a list."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from backend.core.errors import ErrorCode, Refused

LONGEST_NAME: Final = 40
LONGEST_QUERY: Final = 2_000
MOST: Final = 30
"""Views that one person keeps of one list."""


@dataclass(frozen=True, slots=True)
class SavedView:
    """`list_name`: as `core.lists.List` has it; `query`: what stands in the address of the list behind its
    question mark.
    """

    view_id: UUID
    person_id: UUID
    list_name: str
    name: str
    query: str


def check(view: SavedView, others: list[SavedView]) -> SavedView:
    """Return the view as it may be kept beside the other ones of its person and list.

    Raises Refused: INVALID_INPUT (no name, or something too long), NAME_TAKEN, TOO_MANY_VIEWS.
    """
    if not 1 <= len(view.name) <= LONGEST_NAME or len(view.query) > LONGEST_QUERY:
        raise Refused(ErrorCode.INVALID_INPUT, "no name, or too long a name or query")
    if any(each.name.casefold() == view.name.casefold() for each in others):
        raise Refused(ErrorCode.NAME_TAKEN, "another view of this list has the name")
    if len(others) >= MOST:
        raise Refused(ErrorCode.TOO_MANY_VIEWS, f"at most {MOST} views of a list")
    return view
