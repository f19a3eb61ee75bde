"""Turns of what waits: sites take turns, and so do the people of a site. Nobody waits behind a flood."""

from collections import deque
from typing import Generic, TypeVar
from uuid import UUID

T = TypeVar("T")
Place = tuple[UUID, UUID | None]
"""A site, and the person for whom alone something is done there; None: for several of them."""


class Turns(Generic[T]):
    """Queues by place: each is taken in its order."""

    def __init__(self) -> None:
        self._sites: dict[UUID, dict[UUID | None, deque[T]]] = {}

    @property
    def is_empty(self) -> bool:
        return not self._sites

    def put(self, place: Place, what: T) -> None:
        site_id, person_id = place
        self._sites.setdefault(site_id, {}).setdefault(person_id, deque()).append(what)

    def take(self) -> T | None:
        """Remove the next one and return it; None if nothing waits."""
        if not self._sites:
            return None
        site_id = next(iter(self._sites))
        people = self._sites.pop(site_id)
        person_id = next(iter(people))
        waiting = people.pop(person_id)
        found = waiting.popleft()
        if waiting:
            people[person_id] = waiting  # at the end: the others first
        if people:
            self._sites[site_id] = people
        return found
