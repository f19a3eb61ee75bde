"""Tags of people, vehicles, goods and equipment, and where each may be."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from backend.core.text import Text


class TagKind(StrEnum):
    """Carrier of a tag."""

    PERSON = "PERSON"
    VEHICLE = "VEHICLE"
    GOODS = "GOODS"
    EQUIPMENT = "EQUIPMENT"


@dataclass(frozen=True, slots=True)
class Tag:
    """`areas`: codes of the areas where it may be; empty: everywhere. `equipment`: the code it belongs to.
    `person_id`: who carries it; None for a badge of visitors, or of people whom the product does not know.
    """

    code: str
    kind: TagKind
    name: Text
    role: str = ""
    areas: frozenset[str] = frozenset()
    equipment: str = ""
    person_id: UUID | None = None
