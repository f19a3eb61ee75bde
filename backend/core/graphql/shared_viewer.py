"""Sharing an answer between viewers: only among those of whom everything is the same that it depends on."""

from typing import Any, Final, TypeAlias
from uuid import UUID

from backend.core.modules import Module
from backend.core.text import Text
from backend.core.viewer import Membership, Role, Viewer

Question: TypeAlias = tuple[str, UUID | None]
PERSON: Final = ("person_id", None)
SITES: Final = ("site_ids", None)
ENROLS: Final = ("must_enrol", None)
MODULES_OFF: Final = "modules_off"
"""Asked of a site; all who belong to it give the same answer."""


class SharedViewer(Viewer):
    """A viewer that notes what it is asked. Whoever gives the same answers sees the same.

    Nothing of a viewer can be read past it, so no field can be shared wrongly.
    """

    __slots__ = ("_asked", "_viewer")
    _asked: dict[Question, Any]
    _viewer: Viewer

    def __init__(self, viewer: Viewer) -> None:
        object.__setattr__(self, "_viewer", viewer)
        object.__setattr__(self, "_asked", {})

    @property
    def person_id(self) -> UUID:
        found: UUID = self.ask(PERSON)
        return found

    @property
    def memberships(self) -> tuple[Membership, ...]:
        self.ask(SITES)
        return tuple(_SharedMembership(self, each.site_id) for each in self._viewer.memberships)

    @property
    def must_enrol(self) -> bool:
        return bool(self.ask(ENROLS))

    def is_person(self, person_id: UUID | None) -> bool:
        return bool(self.ask(("is_person", person_id)))

    @property
    def asked(self) -> frozenset[Question]:
        """Questions that it was asked until now."""
        return frozenset(self._asked)

    def ask(self, question: Question) -> Any:
        if question not in self._asked:
            self._asked[question] = _answer(self._viewer, question)
        return self._asked[question]

    def stands_for(self, other: Viewer) -> bool:
        """Whether the other one gives the same answers to all that was asked."""
        return all(_answer(other, question) == answer for question, answer in self._asked.items())


class _SharedMembership(Membership):
    """One membership of a shared viewer."""

    __slots__ = ("_of", "_site_id")
    _of: SharedViewer
    _site_id: UUID

    def __init__(self, of: SharedViewer, site_id: UUID) -> None:
        object.__setattr__(self, "_of", of)
        object.__setattr__(self, "_site_id", site_id)

    @property
    def site_id(self) -> UUID:
        return self._site_id

    @property
    def person_id(self) -> UUID:
        return self._of.person_id

    @property
    def role(self) -> Role:
        found: Role = self._of.ask(("role", self._site_id))
        return found

    @property
    def department_id(self) -> UUID | None:
        found: UUID | None = self._of.ask(("department_id", self._site_id))
        return found

    @property
    def post(self) -> Text | None:
        found: Text | None = self._of.ask(("post", self._site_id))
        return found

    @property
    def modules_off(self) -> frozenset[Module]:
        found: frozenset[Module] = self._of.ask((MODULES_OFF, self._site_id))
        return found

    @property
    def is_second_person(self) -> bool:
        return bool(self._of.ask(("is_second_person", self._site_id)))


def _answer(viewer: Viewer, question: Question) -> Any:
    name, about = question
    if name == "is_person":
        return viewer.is_person(about)
    if about is None:
        return getattr(viewer, name)
    membership = viewer.membership_at(about)
    return getattr(membership, name) if membership else None
