"""Connections to chats, by which alerts are answered: one process holds each, on a thread of its own."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Final, Protocol
from uuid import UUID, uuid4

import structlog

from backend.core.database import Database
from backend.notifications.chat_cards import streams_commands as streams
from backend.notifications.chat_cards.listening_queries import ChatChannel, chats_heard
from backend.notifications.chat_cards.rules import LEASE_FOR

log = structlog.get_logger(__name__)
LEASE_S: Final = LEASE_FOR.total_seconds()
OnState = Callable[[bool, str], None]
"""(whether it is connected, why not)"""


class Listener(Protocol):
    """Holds the connection of one channel until it is stopped."""

    def start(self) -> None: ...
    def stop(self) -> None: ...


MakeListener = Callable[[ChatChannel, UUID, OnState], Listener]
"""(channel, its id, what takes news of its connection) → its listener. Raises ValueError, LookupError."""


@dataclass(slots=True)
class _Running:
    key: str
    listener: Listener
    is_held_until: float
    """Seconds of the clock that nobody sets: after these another process may hold it."""


class ChatListeners:
    """One listener for each channel whose lease this process has."""

    def __init__(self, make: MakeListener, *, seconds: Callable[[], float] = time.monotonic) -> None:
        self._make, self._seconds = make, seconds
        self._owner = uuid4().hex
        self._running: dict[UUID, _Running] = {}
        self._states: dict[UUID, tuple[bool, str]] = {}
        self._lock = Lock()
        self._turn = Lock()
        self._database: Database | None = None

    def follow(self, database: Database) -> None:
        """Hold the connections that are ours to hold, and write down how they are."""
        with self._turn:
            self._database = database
            try:
                self._follow(database)
            except BaseException:
                self._stop_what_ran_out()
                raise
            self._write(database)

    def stop(self) -> None:
        """End all of them, and let others take them at once."""
        with self._turn:
            ended = [*self._running]
            self._stop(ended)
            if self._database is not None and ended:
                try:
                    self._database.transact(lambda tx: streams.give_back(tx, self._owner, ended))
                except Exception:  # then they run out by themselves
                    log.warning("connections of chats could not be given back")

    def _follow(self, database: Database) -> None:
        wanted = database.read(chats_heard)
        began = self._seconds()
        held = streams.hold(database, self._owner, wanted)
        self._stop([each for each in self._running if not self._is_right(each, wanted, held)])
        for channel_id in held:
            if channel_id in self._running:
                self._running[channel_id].is_held_until = began + LEASE_S
            else:
                self._start(channel_id, wanted[channel_id], began)

    def _is_right(self, channel_id: UUID, wanted: Mapping[UUID, ChatChannel], held: set[UUID]) -> bool:
        is_same = channel_id in wanted and wanted[channel_id].key == self._running[channel_id].key
        return is_same and channel_id in held

    def _start(self, channel_id: UUID, route: ChatChannel, began: float) -> None:
        def hear(is_connected: bool, error: str) -> None:
            with self._lock:
                self._states[channel_id] = (is_connected, error)

        hear(False, "")  # an earlier listener of ours may have been connected: this one is not yet
        try:
            listener = self._make(route, channel_id, hear)
            listener.start()
        except Exception as error:  # the settings of one site must not keep those of others unheard
            hear(False, type(error).__name__)
            log.warning("a chat cannot be heard", channel=str(channel_id), why=type(error).__name__)
            return
        self._running[channel_id] = _Running(route.key, listener, began + LEASE_S)

    def _stop(self, channel_ids: list[UUID]) -> None:
        for channel_id in channel_ids:
            self._running.pop(channel_id).listener.stop()
            with self._lock:
                self._states.pop(channel_id, None)

    def _stop_what_ran_out(self) -> None:
        """While the store is away no lease is renewed, and another process may see one that does."""
        now = self._seconds()
        self._stop([each for each, running in self._running.items() if running.is_held_until <= now])

    def _write(self, database: Database) -> None:
        with self._lock:
            states, self._states = self._states, {}
        if not states:
            return
        try:
            database.transact(lambda tx: streams.note_states(tx, self._owner, states))
        except BaseException:
            with self._lock:
                self._states = {**states, **self._states}  # what was heard meanwhile is newer
            raise
