"""Values that a resolver waits for. Under a plan they come for all objects of the level at once."""

from collections.abc import Callable, Generator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from backend.core.session import Session
from backend.core.viewer import Viewer

Load = Callable[[Session, Viewer, Sequence[Any]], Mapping[Any, Any]]


@dataclass(slots=True, eq=False)
class Wanted:
    """Values of keys in their order, by the function that loads many of them; None for one that has none.
    `viewer`: for whom, where that is not the one of the request.
    """

    load: Load
    keys: Sequence[Any]
    viewer: Viewer | None = None

    @property
    def source(self) -> tuple[Load, int]:
        """Key of the values loaded in one question: by which function, for whom."""
        return self.load, id(self.viewer)

    def __await__(self) -> Generator["Wanted", Any, Any]:
        return (yield self)


@dataclass(slots=True, eq=False)
class Asked:
    """A question to the database of its own."""

    question: Callable[[Session], Any]

    def __await__(self) -> Generator["Asked", Any, Any]:
        return (yield self)
