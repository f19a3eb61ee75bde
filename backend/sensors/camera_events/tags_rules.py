"""Tags of people, vehicles, goods and equipment, and where each may be."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid5

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
    `closed_at`: lost or out of use; whoever reads it reads a tag that nobody knows.
    """

    code: str
    kind: TagKind
    name: Text
    role: str = ""
    areas: frozenset[str] = frozenset()
    equipment: str = ""
    person_id: UUID | None = None
    closed_at: datetime | None = None
    version: int = 1


def tag_key(site_id: UUID, code: str) -> UUID:
    """The id of a tag, which has none of its own: by it requests and answers name it."""
    return uuid5(site_id, f"tag {code}")


def loosens(before: Tag, after: Tag) -> bool:
    """Whether some rule calls less after the change."""
    return bool(loosening(before, after))


def loosening(before: Tag, after: Tag) -> list[str]:
    """Fields by which some rule calls less after the change: the tag may be where it must not be now, belongs
    to other equipment, has another role, which a rule may let pass, or is out of use.
    """
    is_freer = bool(before.areas) and (not after.areas or not after.areas <= before.areas)
    is_moved = bool(before.equipment) and after.equipment != before.equipment
    is_ended = (
        after.closed_at is not None and before.closed_at is None and bool(before.areas or before.equipment)
    )
    found = {
        "areas": is_freer,
        "equipment": is_moved,
        "kind": before.kind is not after.kind,
        "role": before.role != after.role,
        "closed_at": is_ended,
    }
    return [field for field, is_so in found.items() if is_so]
