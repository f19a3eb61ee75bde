"""Links between accounts: two accounts that one hand may hold are one person, until a third confirms it.

An account is linked upwards to the account that opened it or gave it its role, as long as nobody confirmed
the person. What an administrator opens is linked to the administrator alone, not to what else they opened:
otherwise nobody at a new site could recheck after anybody.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

MOST_LOOK_UPS: Final = 8
"""Levels of openers that are looked up; a longer chain counts as linked to everybody."""


class LinkKind(StrEnum):
    """Step by which one account came into the hand of another."""

    ADDED = "ADDED"
    INVITED = "INVITED"
    RESET = "RESET"
    ROLE = "ROLE"
    NAMED = "NAMED"
    """Named the second person of the site, by one person alone."""


@dataclass(frozen=True, slots=True)
class AccountLink:
    """`confirmed_by` is None of a link that counted as confirmed when links were first kept."""

    link_id: UUID
    person_id: UUID
    opened_by: UUID
    kind: LinkKind
    at: datetime
    is_by_administrator: bool
    confirmed_at: datetime | None = None
    confirmed_by: UUID | None = None


@dataclass(frozen=True, slots=True)
class Opener:
    """Account that opened another one, which nobody confirmed since."""

    person_id: UUID
    is_administrator: bool


@dataclass(frozen=True, slots=True)
class Lineage:
    """Openers of some people, up their chains. `unfinished`: people whose own openers were not looked up."""

    openers: Mapping[UUID, Collection[Opener]]
    unfinished: frozenset[UUID] = frozenset()

    def chain(self, person_id: UUID, *, past_administrators: bool) -> set[UUID]:
        """Return the person, with those who opened their account, and so on up."""
        found, waiting = {person_id}, [person_id]
        while waiting:
            for each in self.openers.get(waiting.pop(), ()):
                if each.person_id in found or (each.is_administrator and not past_administrators):
                    continue
                found.add(each.person_id)
                waiting.append(each.person_id)
        return found

    def common(self, one: UUID, other: UUID) -> UUID | None:
        """Return the account through which these two may be one person: one of them, or who opened both; None
        where they are two people. One's own account is no other person's.
        """
        if one == other:
            return one
        ours, theirs = (self.chain(each, past_administrators=True) for each in (one, other))
        if one in theirs:
            return one
        if other in ours:
            return other
        shared = self.chain(one, past_administrators=False) & self.chain(other, past_administrators=False)
        shared |= (ours | theirs) & self.unfinished
        return min(shared, default=None)


def linked_among(lineage: Lineage, person_id: UUID, to: Iterable[UUID]) -> dict[UUID, UUID]:
    """Return those of `to` who may be this person under another name, each with the account they share."""
    found = ((each, lineage.common(person_id, each)) for each in to if each != person_id)
    return {each: shared for each, shared in found if shared is not None}
