"""Batch loaders: what all objects of one level ask for is loaded in one call."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Protocol, TypeVar

from strawberry.dataloader import DataLoader

from backend.core.session import Session
from backend.core.viewer import Viewer

K = TypeVar("K")
V = TypeVar("V")
T = TypeVar("T")

Load = Callable[[Session, Viewer, Sequence[K]], Mapping[K, V]]
"""Values of these keys; a key without one is left out. Found by this function: module level only."""


class Read(Protocol):
    """Asks the database. A protocol, because a Callable cannot promise the type that the question returns."""

    def __call__(self, question: Callable[[Session], T]) -> Awaitable[T]: ...


class Loaders:
    """One loader per function. Made anew for each answer, so nothing is remembered longer than that."""

    def __init__(self, read: Read, viewer: Viewer) -> None:
        self._read = read
        self._viewer = viewer
        self._loaders: dict[Load[Any, Any], DataLoader[Any, Any]] = {}

    def of(self, load: Load[K, V]) -> DataLoader[K, V | None]:
        """The loader of this function; None for a key that has no value."""
        loader = self._loaders.get(load)
        if loader is None:
            loader = self._loaders[load] = DataLoader(load_fn=lambda keys: self._batch(load, keys))
        return loader

    async def _batch(self, load: Load[K, V], keys: list[K]) -> list[V | None]:
        found = await self._read(lambda session: load(session, self._viewer, keys))
        return [found.get(key) for key in keys]
