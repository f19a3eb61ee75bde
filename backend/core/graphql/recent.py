"""The history that somebody tries limits on, kept for a minute: a tap must not read it all again."""

from datetime import datetime, timedelta
from typing import Final, TypeAlias

from backend.detection.backtest.comparison import History

KEEP_FOR: Final = timedelta(minutes=1)
LARGEST: Final = 3_000_000
"""Readings; about 50 MB. What is larger is read again each time."""

Key: TypeAlias = tuple[int, int, int]
"""(sensor id, days, version of the indicator in force)."""


class HistoryShelf:
    """Room for one. Whoever asks has shown before that they may see the source."""

    def __init__(self) -> None:
        self._held: tuple[Key, datetime, History] | None = None

    def get(self, key: Key, *, now: datetime) -> History | None:
        """The history put here under this key within the last minute; an older one is dropped."""
        if self._held is not None and not self._held[1] <= now < self._held[1] + KEEP_FOR:
            self._held = None
        if self._held is None or self._held[0] != key:
            return None
        return self._held[2]

    def put(self, key: Key, history: History, *, now: datetime) -> None:
        if len(history.columns.times_us) <= LARGEST:
            self._held = key, now, history
