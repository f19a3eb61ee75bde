"""Grouping of alerts that have one cause, by a simple rule: the same place, within two minutes.

The same place is: the same equipment; for gas above or below a limit, the same unit in the same area; for
silence, behind the same parent. Where many sources of a site fall silent within one minute, the cause lies
between all of them and the product: network, power, or the product itself. Silence and anything else have
never one cause: what says nothing explains no danger, and the other way round.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from backend.core import words
from backend.core.text import Text
from backend.core.vocabulary import AlertCondition

GROUP_WITHIN: Final = timedelta(minutes=2)
SILENT_WITHIN: Final = timedelta(minutes=1)
FEWEST_SILENT: Final = 5
"""Sources that fall silent within a minute before one cause is assumed."""
MOST_APART: Final = 12
"""Sources or alerts of one cause that are a row each: two heads that see the same gas have two values."""
LIMITS: Final = frozenset({AlertCondition.LIMIT_HIGH, AlertCondition.LIMIT_LOW})


class GroupScope(StrEnum):
    """Place that the alerts of a group have in common."""

    EQUIPMENT = "EQUIPMENT"
    AREA = "AREA"
    """A cloud of gas reaches several detectors of an area."""
    GATEWAY = "GATEWAY"
    """Sources behind one parent fell silent at once."""
    SITE = "SITE"
    """Sources all over the site fell silent at once."""


OF_SILENCES: Final = frozenset({GroupScope.GATEWAY, GroupScope.SITE})


@dataclass(slots=True)
class Peer:
    """A silence beside which another one falls, and the group that it is in, if any."""

    alert_id: UUID
    group_id: UUID | None = None
    scope: GroupScope | None = None


@dataclass(frozen=True, slots=True)
class GroupCount:
    """How many alerts of a group there are, and how many of them are active. `shelved`: by a person;
    `shelvable`: neither over nor shelved; `shelvable_red`: of these red, or red and unanswered.
    """

    size: int = 0
    active: int = 0
    shelved: int = 0
    shelvable: int = 0
    shelvable_red: int = 0


def silences(count: GroupCount, *, is_growing: bool = False) -> Text:
    """Return how many sources fell silent, and how many of them were heard again since. `is_growing`: others
    of the site are about to fall silent.
    """
    heard = count.size - count.active
    if not count.active:
        return words.text("cause.group.heard", n=count.size)
    silent = words.text("cause.group.partly", n=count.size, heard=heard) if heard else None
    silent = silent or words.text("cause.group.silent", n=count.size)
    return words.text("cause.group.growing", silent=silent) if is_growing else silent


def unseen(size: int) -> Text:
    """Return how many sources nobody sees because of one."""
    return words.text("cause.group.unseen", n=size)


def nearest(parents: Collection[int], above: Mapping[int, Collection[int]]) -> int:
    """Return the one of these parents that explains none of the others, of several the first. `above`: what
    explains each of them.
    """
    farther = {parent for each in parents for parent in above.get(each, ())}
    return min(set(parents) - farther or parents)
