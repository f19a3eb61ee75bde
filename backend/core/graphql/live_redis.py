"""Live changes between processes: to a Redis channel after the commit, one listener per API process.

A change is a hint. Losing one costs a screen that is late, never a command; so nothing here may fail or delay
the one who committed.
"""

import json
import random
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from queue import Empty, Full, Queue
from types import TracebackType
from typing import Final, Self
from uuid import UUID

import redis
import structlog

from backend.core.database import Changed
from backend.core.graphql.live import LiveBus
from backend.core.once_per_minute import away

CHANNEL: Final = "anhuan:changed"
TIMEOUT_S: Final = 1.0
POLL_S: Final = 1.0
FIRST_PAUSE_S: Final = 0.5
LONGEST_PAUSE_S: Final = 15.0
CHECK_S: Final = 10
MAX_WAITING: Final = 10_000
MAX_AT_ONCE: Final = 200
LOST: Final = b"lost"
"""Published in the place of changes that nobody heard of: whoever listens starts over."""

log = structlog.get_logger()


def publisher(url: str) -> Callable[[Sequence[Changed]], None]:
    """The `on_commit` of a process that has no screens itself, or shares them with others."""
    return Announcer(url)


class Announcer:
    """Hands changes to a thread that publishes them to Redis: whoever commits waits for nobody.

    While Redis is away changes wait, up to a bound; beyond it they are lost, and screens that reconnect start
    over anyway.
    """

    def __init__(self, url: str) -> None:
        self._client = redis.Redis.from_url(url, socket_timeout=TIMEOUT_S, socket_connect_timeout=TIMEOUT_S)
        self._waiting: Queue[Changed] = Queue(MAX_WAITING)
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None
        self._has_lost = threading.Event()

    def __call__(self, changes: Sequence[Changed]) -> None:
        try:
            for each in changes:
                self._waiting.put_nowait(each)
        except Full:
            self._has_lost.set()
        with self._starting:
            if self._thread is None:  # not before: a process may fork until it has work to do
                self._thread = threading.Thread(target=self._run, name="live-announcer", daemon=True)
                self._thread.start()

    def _run(self) -> None:
        while True:
            changes = [self._waiting.get()]
            with suppress(Empty):
                while len(changes) < MAX_AT_ONCE:
                    changes.append(self._waiting.get_nowait())
            self._publish(list(dict.fromkeys(changes)))

    def _publish(self, changes: list[Changed]) -> None:
        """Publish them. Where others were lost before, that comes first: a beat shows that nothing is missing
        before it.
        """
        had_lost = self._has_lost.is_set()
        self._has_lost.clear()  # what is lost from here on is said the next time
        try:
            if had_lost:
                self._client.publish(CHANNEL, LOST)
                log.info("live_changes_told_again")
            self._client.publish(CHANNEL, encode(changes))
        except redis.RedisError as error:
            self._has_lost.set()
            away(log.warning, "live_changes_lost", repr(error))


def encode(changes: Sequence[Changed]) -> str:
    return json.dumps([[each.kind, str(each.object_id), str(each.site_id)] for each in changes])


def decode(text: bytes) -> list[Changed]:
    """Raises ValueError or TypeError for what `encode` did not write."""
    return [Changed(kind, UUID(object_id), UUID(site_id)) for kind, object_id, site_id in json.loads(text)]


class Listener:
    """A thread that hands what comes over the channel to the bus; on a gap every subscriber starts over."""

    def __init__(self, url: str, bus: LiveBus) -> None:
        self._url = url
        self._bus = bus
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, name="live-listener", daemon=True)
        self.is_connected = threading.Event()

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ending.set()
        self._thread.join()

    def check(self) -> None:
        """For readiness: raise while the channel is not heard."""
        if not self.is_connected.is_set():
            raise ConnectionError("the channel of live changes is not heard")

    def _run(self) -> None:
        pause = FIRST_PAUSE_S
        while not self._ending.is_set():
            try:
                self._listen()
            except redis.RedisError as error:
                if self.is_connected.is_set():
                    pause = FIRST_PAUSE_S
                self.is_connected.clear()
                away(log.warning, "live_listener_disconnected", repr(error), again_in_s=pause)
                self._ending.wait(pause * random.uniform(0.5, 1.0))  # noqa: S311 - spreads reconnects
                pause = min(2 * pause, LONGEST_PAUSE_S)

    def _listen(self) -> None:
        """Follow until ended. Raises redis.RedisError when the connection is lost."""
        with (
            redis.Redis.from_url(
                self._url,
                socket_connect_timeout=TIMEOUT_S,
                socket_timeout=2 * CHECK_S,
                health_check_interval=CHECK_S,
            ) as client,
            client.pubsub(ignore_subscribe_messages=True) as channel,
        ):
            channel.subscribe(CHANNEL)
            client.ping()
            self.is_connected.set()
            self._bus.resync()  # what was said before we listened is unknown
            while not self._ending.is_set():
                message = channel.get_message(timeout=POLL_S)
                if message is not None:
                    self._hand_over(message["data"])

    def _hand_over(self, text: bytes) -> None:
        if text == LOST:
            self._bus.resync()
            return
        try:
            self._bus.publish(decode(text))
        except (ValueError, TypeError):
            log.warning("live_message_ignored", text=text[:200])
