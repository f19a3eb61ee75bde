"""Connections to chats, by which alerts are answered: one process holds each, on a thread of its own."""

import time
from collections.abc import Callable, Collection
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from threading import Event, Lock, Thread
from typing import Final, Protocol
from uuid import UUID, uuid4

import structlog

from backend.core.database import Database
from backend.core.database_guard import available
from backend.core.errors import Unavailable
from backend.core.once_per_minute import away
from backend.notifications.chat_cards import streams_commands as streams
from backend.notifications.chat_cards.listening_queries import ChatChannel, chats_heard
from backend.notifications.chat_cards.rules import LEASE_FOR

log = structlog.get_logger(__name__)
LEASE_S: Final = LEASE_FOR.total_seconds()
LOOKS_EVERY_S: Final = 1.0
NO_TIME: Final = timedelta(0)
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
    kind: str
    key: str
    listener: Listener
    is_held_until: float
    """Seconds of the clock that nobody sets: after these another process may hold it."""


class ChatListeners:
    """One listener for each channel whose lease this process has. Leases are kept beside the job that begins
    and ends listeners, which may take seconds over one of them: one thread renews them, and one that asks no
    store lets go of those that ran out, however long the store takes to answer.
    """

    def __init__(
        self,
        make: MakeListener,
        *,
        seconds: Callable[[], float] = time.monotonic,
        every_s: float = LOOKS_EVERY_S,
    ) -> None:
        self._make, self._seconds, self._every_s = make, seconds, every_s
        self._owner = uuid4().hex
        self._running: dict[UUID, _Running] = {}
        self._states: dict[UUID, tuple[bool, str]] = {}
        self._lock = Lock()
        self._turn = Lock()
        self._ending = Event()
        self._threads: list[Thread] = []
        self._database: Database | None = None

    @property
    def owner(self) -> str:
        """The process, as its leases name it."""
        return self._owner

    def held(self, kinds: Collection[str]) -> set[UUID]:
        """Return the channels of these kinds whose connections this process holds."""
        with self._lock:
            return {channel_id for channel_id, each in self._running.items() if each.kind in kinds}

    def follow(self, database: Database) -> None:
        """Hold the connections that are ours to hold, and write down how they are."""
        with self._turn:
            if self._ending.is_set():
                return
            self._database = database
            self._follow(database)
            self._write(database)

    def stop(self) -> None:
        """End all of them for good, and let others take them at once."""
        ended = self._end()
        if self._database is not None and ended:
            try:
                self._database.transact(lambda tx: streams.give_back(tx, self._owner, ended))
            except Exception:  # then they run out by themselves
                log.warning("connections of chats could not be given back")

    def _end(self) -> list[UUID]:
        self._ending.set()
        for thread in self._threads:
            thread.join(LEASE_S)  # one that the store keeps waiting renews nothing for longer than that
        with self._turn:
            ended = [*self._running]
            self._stop(ended)
        return ended

    def _follow(self, database: Database) -> None:
        wanted = database.read(chats_heard)
        began = self._seconds()
        held = streams.hold(database, self._owner, wanted)
        with self._lock:
            running = dict(self._running)
        self._stop(
            [
                channel_id
                for channel_id, each in running.items()
                if channel_id not in held or wanted[channel_id].key != each.key
            ]
        )
        if held and not self._threads:
            self._keep_leases(database)
        with self._lock:
            begun = set(self._running)
        for channel_id in held.keys() - begun:
            self._start(channel_id, wanted[channel_id], began + held[channel_id].total_seconds())

    def _start(self, channel_id: UUID, route: ChatChannel, is_held_until: float) -> None:
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
        with self._lock:
            self._running[channel_id] = _Running(route.kind, route.key, listener, is_held_until)

    def _stop(self, channel_ids: list[UUID]) -> None:
        """End these listeners, all at once: each may take seconds. They count as running until they ended."""
        with self._lock:
            ending = {each: self._running[each] for each in channel_ids if each in self._running}
        if not ending:
            return
        with ThreadPoolExecutor(len(ending)) as threads:
            for each in ending.values():
                threads.submit(each.listener.stop)
        with self._lock:
            for channel_id, running in ending.items():
                if self._running.get(channel_id) is running:
                    del self._running[channel_id]
                    self._states.pop(channel_id, None)

    def _keep_leases(self, database: Database) -> None:
        for work in (lambda: self._renew(database), self._let_go):
            thread = Thread(target=self._repeat, args=(work,), name="chat-leases", daemon=True)
            self._threads.append(thread)
            thread.start()

    def _repeat(self, work: Callable[[], None]) -> None:
        while not self._ending.wait(self._every_s):
            try:
                with available():
                    work()
            except Unavailable as error:
                away(log.warning, "leases of chats are not renewed: the store is away", error)
            except Exception:  # whatever it is must not end the thread
                log.exception("leases of chats are not renewed")

    def _renew(self, database: Database) -> None:
        with self._lock:
            running = dict(self._running)
        if not running:
            return
        began = self._seconds()
        held = streams.hold(database, self._owner, running)
        for channel_id, each in running.items():
            each.is_held_until = began + held.get(channel_id, NO_TIME).total_seconds()

    def _let_go(self) -> None:
        """End what another process may hold by now."""
        now = self._seconds()
        with self._lock:
            over = [each for each, running in self._running.items() if running.is_held_until <= now]
        self._stop(over)

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
