"""What somebody does in the closed loop: who, to what, and one small number that varies it."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from backend.cases.rules import Evidence
from backend.core.database import Transaction
from backend.core.viewer import Viewer
from tests.support.plants import Plants


@dataclass(frozen=True)
class Deed:
    """`photo` is one that this person has sent; `others` are further things of the kind of `target`.

    `operation_id`: the client's name for this command. `key`: the follow-up key of a report without a name.
    """

    by: Viewer
    target: UUID
    others: tuple[UUID, ...]
    variant: int
    photo: Evidence
    plants: Plants
    operation_id: UUID
    key: str = ""


Command = Callable[[Transaction, Deed], UUID]
"""Does the deed; returns the id of what it was about."""
