"""People responsible for a step, and their superiors: groups of the ladder turned into people.

Each noun that has deadlines declares in its `noun.py` who is responsible for its own.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias
from uuid import UUID

from backend.core.database import Transaction
from backend.deadlines.rules import ORDINARY, SUPERIORS, Deadline, Escalation
from backend.people.rules import Audience
from backend.people.store import People

NEEDS_DEPARTMENT: Final = frozenset({Audience.DEPARTMENT, Audience.LEAD})


@dataclass(frozen=True, slots=True)
class Post:
    """Department and person that a step is assigned to; either may be missing. `post_id`: whoever holds it
    stands in for a person who is.
    """

    site_id: UUID
    department_id: UUID | None
    person_id: UUID | None
    post_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Responsible:
    """The people who have to do a step now, and the post whose superiors are notified when it is overdue."""

    post: Post
    people: frozenset[UUID]


def no_op(tx: Transaction, deadline: Deadline, people: frozenset[UUID]) -> None:
    """Do nothing more about an overdue step than notifying people."""


def said_by_none(tx: Transaction, deadline: Deadline) -> bool:  # noqa: ARG001 - as the noun's own answers
    """Answer that no other object is the same matter."""
    return False


@dataclass(frozen=True, slots=True)
class Responsibility:
    """Functions of a noun: who is responsible for its deadlines, what else follows an overdue one, and
    whether the people of a mark were notified of it already, by another object that is the same matter.

    `steps`: who hears when of a deadline without a tier; one with a tier climbs the ladder of its policy. A
    change of them holds for what runs from its next mark on, and repeats none.
    """

    responsible: Callable[[Transaction, Deadline], Responsible]
    when_overdue: Callable[[Transaction, Deadline, frozenset[UUID]], None] = no_op
    is_said: Callable[[Transaction, Deadline], bool] = said_by_none
    steps: Escalation = ORDINARY


Responsibilities: TypeAlias = Mapping[str, Responsibility]
"""By the noun that a deadline is of."""


def named(tx: Transaction, post: Post, *, beside: frozenset[UUID] = frozenset()) -> Responsible:
    """The person of the post, and these beside; where nobody is named, the first superior that there is."""
    people = people_of(tx, post, Audience.RESPONSIBLE) | beside
    return Responsible(post, people or first_of(tx, post, SUPERIORS))


def superiors(tx: Transaction, post: Post, groups: Iterable[Audience]) -> frozenset[UUID]:
    """Return the people of these groups; an empty group is replaced by the next one above it."""
    people: frozenset[UUID] = frozenset()
    for group in groups:
        above = SUPERIORS[SUPERIORS.index(group) :] if group in SUPERIORS else (group, *SUPERIORS)
        people |= first_of(tx, post, above)
    return people


def first_of(
    tx: Transaction, post: Post, groups: Iterable[Audience], *, without: frozenset[UUID] = frozenset()
) -> frozenset[UUID]:
    """The people of the first of these groups that has any."""
    for group in groups:
        if people := people_of(tx, post, group) - without:
            return people
    return frozenset()


def people_of(tx: Transaction, post: Post, group: Audience) -> frozenset[UUID]:
    if group in NEEDS_DEPARTMENT and post.department_id is None:
        return frozenset()
    found = tx.get(People).audience(
        post.site_id,
        group,
        department_id=post.department_id,
        responsible_id=post.person_id,
        post_id=post.post_id,
    )
    return frozenset(found)
