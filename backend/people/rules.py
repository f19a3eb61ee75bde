"""People, their roles and what a role may do at a site."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from backend.core.text import Text
from backend.core.viewer import Role, Viewer

DEMO_PASSWORD: Final = "anhuan-demo"
"""Opens every account of the demo plant, and none of any other site."""
NO_PASSWORD: Final = ""
"""In the place of the hash of a password: nobody signs in with one until an invitation was accepted."""
NOBODY: Final = UUID("00000000-0000-0000-0000-00000000a0a0")
"""Person by whom anonymous reports are: one entry in the list of people for all plants, with no sign-in, no
site.
"""
UNNAMED: Final = UUID(int=0)
"""In the place of the id of somebody whose name the viewer is not to know."""
COARSE_MINUTES: Final = 10


def shown_at(at: datetime, *, by: UUID | None) -> datetime:
    """Return the moment as people see it: of what came without a name the ten minutes that it fell in, so
    that it leads to no line of another log. The exact one is stored: order and deadlines are by it.
    """
    if by != NOBODY:
        return at
    return at.replace(minute=at.minute - at.minute % COARSE_MINUTES, second=0, microsecond=0)


@dataclass(frozen=True, slots=True)
class Department:
    department_id: UUID
    site_id: UUID
    name: Text


@dataclass(frozen=True, slots=True)
class Person:
    person_id: UUID
    name: Text


class Audience(StrEnum):
    """Groups of people that a tier notifies, in the order of the ladder."""

    RESPONSIBLE = "RESPONSIBLE"
    DEPARTMENT = "DEPARTMENT"
    LEAD = "LEAD"
    OFFICER = "OFFICER"
    EXECUTIVE = "EXECUTIVE"


def may_name(viewer: Viewer, person_id: UUID, department_id: UUID | None, *, site_id: UUID) -> bool:
    """Whether the viewer may know who reported or suggested something at this site.

    Officers and executives know of everybody, leads of their own department; others of themselves only.
    `department_id`: that of who reported it.
    """
    membership = viewer.membership_at(site_id)
    if membership is None:
        return False
    if viewer.is_person(person_id) or membership.role in (Role.OFFICER, Role.EXECUTIVE):
        return True
    is_own_department = department_id is not None and membership.department_id == department_id
    return membership.role is Role.LEAD and is_own_department
