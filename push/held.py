"""Connections that this process holds, for channels that send over nothing else."""

import threading
from collections.abc import Hashable, Mapping
from typing import Any, Protocol


class Talk(Protocol):
    """A connection over which questions are asked and answered."""

    def ask(self, command: str, content: Mapping[str, Any]) -> Mapping[str, Any]:
        """Return the answer. Raises Unreachable where none comes, or the connection is gone."""
        ...


class HeldConnections:
    """Knows by which connection somebody is spoken to now. Safe to call from several threads."""

    def __init__(self) -> None:
        self._talks: dict[Hashable, Talk] = {}
        self._lock = threading.Lock()

    def get(self, who: Hashable) -> Talk | None:
        """Return the connection with them; None where another process holds it, or nobody does."""
        with self._lock:
            return self._talks.get(who)

    def put(self, who: Hashable, talk: Talk) -> None:
        """Keep a connection that stands now, in the place of an earlier one."""
        with self._lock:
            self._talks[who] = talk

    def drop(self, who: Hashable, talk: Talk) -> None:
        """Forget a connection that is gone; a newer one stays."""
        with self._lock:
            if self._talks.get(who) is talk:
                del self._talks[who]
