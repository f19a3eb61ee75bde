"""The middle of the embedded broker: who is there, who gets what, what is on disk before it is answered."""

import asyncio
import hmac
import logging
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Protocol
from uuid import uuid4

from backend.connectors.mqtt.embedded import packets
from backend.connectors.mqtt.embedded.keeping import Keeper, Kept
from backend.connectors.mqtt.embedded.message_log import MessageLog
from backend.connectors.mqtt.embedded.session import Line, Session
from backend.connectors.mqtt.embedded.topics import checked_topic, is_filter, matches

CONNECTIONS: Final = 1_000
SESSIONS: Final = 1_000
FILTERS: Final = 100
RETAINED_BYTES: Final = 1024 * 1024
TOPICS_REMEMBERED: Final = 20_000
TICK_S: Final = 1.0

log = logging.getLogger(__name__)


class Refused(Exception):
    """A client that may not connect. `reason`: the code of MQTT 5."""

    def __init__(self, reason: int, why: str) -> None:
        super().__init__(why)
        self.reason = reason


class Client(Line, Protocol):
    """A connection, as the hub sees it."""

    def is_silent(self, now: float) -> bool: ...

    def go_on(self) -> None: ...


class Hub:
    """For one event loop. `owner`: the client id that needs `secret`, and whose session is never given up."""

    def __init__(
        self, folder: Path, *, owner: str, topics: Sequence[str], secret: str, most_bytes: int
    ) -> None:
        self._keeper = Keeper(folder)
        kept = self._keeper.sessions()
        self._log = MessageLog(folder, not_before=max((each.cursor for each in kept), default=0))
        self._sessions = {each.client_id: self._revived(each) for each in kept}
        self._retained = self._keeper.retained()
        self._retained_bytes = sum(len(topic) + len(each) for topic, (each, _) in self._retained.items())
        self._owner, self._secret, self._most_bytes = owner, secret, most_bytes
        self._clients: set[Client] = set()
        self._waiting: list[Client] = []
        self._due: list[tuple[Client, bytes]] = []
        self._written = asyncio.Event()
        self._has_retained = False
        self._wanted: dict[bytes, bool] = {}
        if owner not in self._sessions:
            # Were only its session gone, it would get again what it had: better twice than never.
            self._sessions[owner] = Session(owner, self._log, kept_s=float("inf"), cursor=self._log.start)
        for topic in topics:  # also before its client was ever here: nothing is acknowledged for nobody
            self._sessions[owner].want(topic, 1)
        self.remember()

    # Clients come and go.

    def entered(self, client: Client) -> None:
        self._clients.add(client)
        if len(self._clients) > CONNECTIONS:
            log.warning("more than %d connections: one is refused", CONNECTIONS)
            client.close(packets.SERVER_BUSY)

    def connect(self, asked: packets.Connect) -> tuple[Session, bool, str]:
        """(its session, whether that was kept, the id we gave it). Raises Refused."""
        self._check(asked)
        client_id = asked.client_id or f"anonymous-{uuid4().hex}"
        session = self._sessions.get(client_id)
        if session is not None and session.line is not None:
            before, session.line = session.line, None
            before.close(packets.TAKEN_OVER)
        is_owner = client_id == self._owner
        was_kept = session is not None and (is_owner or (not asked.is_clean and session.kept_s > 0))
        if session is None or not was_kept:
            if len(self._sessions) >= SESSIONS:
                raise Refused(packets.SERVER_BUSY, f"more than {SESSIONS} sessions")
            session = self._sessions[client_id] = Session(client_id, self._log)
            self._wanted.clear()
        session.kept_s = float("inf") if is_owner else asked.kept_s
        if session.kept_s:
            self.remember()
        return session, was_kept, "" if asked.client_id else client_id

    def _check(self, asked: packets.Connect) -> None:
        if asked.wants_authentication:
            raise Refused(packets.BAD_AUTHENTICATION, "no extended authentication here")
        if asked.client_id == self._owner and not hmac.compare_digest(
            asked.password or b"", self._secret.encode()
        ):
            raise Refused(packets.NOT_AUTHORIZED, f"the client id {self._owner} is reserved")
        if not asked.client_id and not asked.is_v5 and not asked.is_clean:
            raise Refused(packets.BAD_AUTHENTICATION, "a session to be kept needs a client id")

    def left(self, client: Client, session: Session | None, will: packets.Will | None) -> None:
        self._clients.discard(client)
        if session is not None and session.line is client:
            session.detach(time.time())
            if not session.kept_s:
                self._forget(session)
        if will is not None:
            self._say(will)

    def _say(self, will: packets.Will) -> None:
        try:
            if will.qos:
                self.publish([(will.topic, will.payload)])
            else:
                self.publish_at_once(will.topic, will.payload)
            if will.is_retained:
                self.retain(will.topic, will.payload, will.qos)
        except OSError as error:
            log.error("a will cannot be kept: %s", error)

    def _forget(self, session: Session) -> None:
        if self._sessions.get(session.client_id) is session:
            del self._sessions[session.client_id]
            self._wanted.clear()

    # What they say.

    def publish(self, messages: Sequence[tuple[bytes, bytes]]) -> bool:
        """Write and hand on what somebody wants; False, and nothing done, while there is no room.

        Raises OSError if the disk does not take it, Malformed for what is no topic.
        """
        wanted = [each for each in messages if self._is_wanted(each[0])]
        if not wanted:
            return True
        if self._log.size > self._most_bytes and not self._make_room():
            return False
        begin = self._log.end
        entries = self._log.append(wanted)
        end = self._log.end
        for session in list(self._sessions.values()):
            if session.line is not None:
                session.offer(begin, entries, end)
        return True

    def publish_at_once(self, topic: bytes, payload: bytes) -> None:
        """At QoS 0: to whoever is there."""
        if self._is_wanted(topic):
            self._send_now(topic, payload, at_most=1)

    def _send_now(self, topic: bytes, payload: bytes, *, at_most: int) -> None:
        for session in self._sessions.values():
            if session.line is not None and 0 <= session.qos_of(topic) <= at_most:
                session.send_now(packets.PUBLISH, topic, payload)

    def once_durable(self, client: Client, answer: bytes) -> None:
        """Send the answer once the disk has all that was written so far."""
        self._due.append((client, answer))
        self._written.set()

    def _is_wanted(self, topic: bytes) -> bool:
        found = self._wanted.get(topic)
        if found is None:
            checked_topic(topic)
            if len(self._wanted) >= TOPICS_REMEMBERED:
                self._wanted.clear()
            found = any(session.qos_of(topic) >= 0 for session in self._sessions.values())
            self._wanted[topic] = found
        return found

    def retain(self, topic: bytes, payload: bytes, qos: int) -> None:
        """Keep it for whoever comes later; an empty one ends that. Raises Malformed for what is no topic."""
        checked_topic(topic)
        if payload and self._retained_bytes > RETAINED_BYTES:
            log.error("more than %d bytes retained: nothing further is", RETAINED_BYTES)
            return
        before = self._retained.pop(topic, None)
        if before is not None:
            self._retained_bytes -= len(topic) + len(before[0])
        if payload:
            self._retained[topic] = (payload, min(qos, 1))
            self._retained_bytes += len(topic) + len(payload)
        self._has_retained = True
        self._written.set()

    def subscribe(self, session: Session, wanted: str, bits: int) -> int:
        """The QoS that is granted, or the reason why none is."""
        if wanted.startswith("$share/"):
            return packets.SHARED_NOT_SUPPORTED
        if not is_filter(wanted) or len(session.filters) >= FILTERS:
            return packets.BAD_FILTER
        qos = min(bits & 3, 1)
        is_new = session.want(wanted, qos)
        self._wanted.clear()
        handling = bits >> 4 & 3
        if handling == 0 or (handling == 1 and is_new):
            for topic, (payload, said) in self._retained.items():
                if matches(wanted, topic.decode()):
                    session.retained(topic, payload, min(said, qos))
        return qos

    def unsubscribe(self, session: Session, wanted: str) -> None:
        session.want_no_more(wanted)
        self._wanted.clear()

    # Upkeep.

    async def run(self) -> None:
        """Send the answers that are durable, and do the upkeep once a second, until cancelled."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._sync_forever())
            tasks.create_task(self._tick_forever())

    async def _sync_forever(self) -> None:
        """One write to the disk for all that came while the one before it lasted."""
        while True:
            await self._written.wait()
            self._written.clear()
            due, self._due = self._due, []
            retained = dict(self._retained) if self._has_retained else None
            self._has_retained = False
            try:
                await asyncio.to_thread(self._make_durable, self._log.handle(), retained)
            except OSError as error:
                log.error("the disk does not take the messages: %s", error)
                for client, _ in due:
                    client.close(packets.UNSPECIFIED)
            else:
                for client, answer in due:
                    client.write(answer)

    def _make_durable(self, handle: int, retained: dict[bytes, tuple[bytes, int]] | None) -> None:
        """In a thread of its own."""
        MessageLog.sync(handle)
        if retained is not None:
            self._keeper.keep_retained(retained)

    async def _tick_forever(self) -> None:
        while True:
            await asyncio.sleep(TICK_S)
            try:
                self.tick()
            except OSError as error:
                log.error("the upkeep failed: %s", error)

    def tick(self) -> None:
        """End what is silent or expired, remember how far everybody is, remove what nobody needs."""
        now = time.monotonic()
        for client in [each for each in self._clients if each.is_silent(now)]:
            client.close(packets.UNSPECIFIED)
        for session in [each for each in self._sessions.values() if each.is_expired(time.time())]:
            self._forget(session)
        self.remember()
        self._trim()
        if self._log.size <= self._most_bytes:
            waiting, self._waiting = self._waiting, []
            for client in waiting:
                client.go_on()

    def stalled(self, client: Client) -> None:
        """This client has something to publish, and waits for room."""
        if not self._waiting:
            log.warning("%d MB wait to be fetched: who publishes waits", self._log.size // 1_000_000)
        self._waiting.append(client)

    def _make_room(self) -> bool:
        """Give up sessions of others than the owner, the one furthest behind first; whether that helped."""
        self._trim()
        others = [each for each in self._sessions.values() if each.client_id != self._owner]
        for session in sorted(others, key=lambda each: each.cursor):
            if self._log.size <= self._most_bytes or session.cursor >= self._sessions[self._owner].cursor:
                break
            log.warning("the session of %r holds too much and is given up", session.client_id[:80])
            self._forget(session)
            if session.line is not None:
                session.line.close(packets.UNSPECIFIED)
            self._trim()
        return self._log.size <= self._most_bytes

    def _trim(self) -> None:
        self._log.trim(min((each.cursor for each in self._sessions.values()), default=self._log.end))

    def remember(self) -> None:
        """Write down the sessions that outlive connections, if anything about them has changed."""
        self._keeper.keep_sessions(
            Kept(each.client_id, each.cursor, each.kept_s, each.away_since, each.filters)
            for each in self._sessions.values()
            if each.kept_s
        )

    def _revived(self, kept: Kept) -> Session:
        session = Session(kept.client_id, self._log, kept_s=kept.kept_s, cursor=kept.cursor)
        session.away_since = kept.away_since or time.time()
        for wanted, qos in kept.filters.items():
            session.want(wanted, qos)
        return session

    def close(self) -> None:
        """Put everything away; what is queued stays for the next start."""
        self.remember()
        self._keeper.keep_retained(self._retained)
        self._log.close()
