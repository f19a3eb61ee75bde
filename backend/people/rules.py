"""People, their roles and what a role may do at a site."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from backend.core.text import Text

DEMO_PASSWORD: Final = "anhuan-demo"
"""Opens every account of the demo plant, and none of any other site."""


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
