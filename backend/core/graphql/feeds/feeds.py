"""Subscriptions of all sockets: each change is looked at once for all viewers who see the same of it."""

import asyncio
import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter
from typing import Final, TypeAlias
from uuid import UUID

import structlog

from backend.core.database import READINGS, RIGHTS, Changed
from backend.core.graphql.context import Edge
from backend.core.graphql.executor import Schema
from backend.core.graphql.feeds.looks import Document, Lost
from backend.core.graphql.feeds.sockets import CAPACITY, RESYNC, TOKEN_ENDED, LiveSocket, Subscriber
from backend.core.graphql.feeds.turns import Place, Turns
from backend.core.graphql.renewals import Renewals
from backend.core.graphql.shared_viewer import SharedViewer
from backend.core.session import Session
from backend.core.viewer import SignIn, Viewer

log = structlog.get_logger()
AT_ONCE: Final = 50
"""Frames that are handed out before the event loop serves others: a millisecond or two."""
BURST_S: Final = 0.2
"""So much work is done without a pause."""
REST: Final = 4
"""Then the feeds rest that many times as long as they work: a thread that works delays all others."""

LOOK_EVERY_S: Final = 1.0
"""Readings come all the time: a hint with each batch would cost the intake, and say nothing new."""

Key: TypeAlias = tuple[str, str | None, str]


@dataclass(eq=False)
class Feed:
    """Subscriptions that ask for the same: one document with one set of variables."""

    document: Document
    kinds: frozenset[str]
    members: dict[UUID, dict[Subscriber, None]] = field(default_factory=dict)
    """By site, in the order in which they came."""


class Job:
    """One change of an object on its way to the members of a feed at its site."""

    def __init__(self, feeds: "Feeds", feed: Feed, change: Changed) -> None:
        self.feed, self.change = feed, change
        self.is_begun = False
        self.is_out_of_date = False
        """It changed once more since this was begun."""
        self._object = change.object_id.int
        self._feeds = feeds
        self._unseen: dict[Subscriber, None] = {}
        self._ready: list[tuple[Subscriber, str]] = []

    async def step(self) -> bool:
        """Do a bounded part of it; return whether it is done."""
        if not self.is_begun:
            self.is_begun = True
            self._unseen = dict(self._members)
        if not self._ready:
            await self._look()
        members = self._members  # who left meanwhile may have given its id to another subscription
        for subscriber, payload in self._ready[:AT_ONCE]:
            if subscriber in members:
                subscriber.socket.offer(subscriber, self._object, payload)
        del self._ready[:AT_ONCE]
        return not self._ready and not self._unseen

    def give_up(self) -> None:
        """Make all who wait for it start over."""
        for subscriber in self._members:
            subscriber.socket.end(RESYNC)

    @property
    def _members(self) -> Mapping[Subscriber, None]:
        return self.feed.members.get(self.change.site_id, {})

    async def _look(self) -> None:
        """Look at it as one of the viewers; make it ready for all of them who see the same."""
        groups = await self._current()
        if not groups:
            return
        viewer = SharedViewer(groups[0][0])
        payload = await self.feed.document.payload(self._feeds.edge, viewer, self.change)
        for other, subscribers in groups:
            if viewer.stands_for(other):
                for each in subscribers:
                    del self._unseen[each]
                if payload is not None:
                    self._ready.extend((each, payload) for each in subscribers)

    async def _current(self) -> list[tuple[Viewer, list[Subscriber]]]:
        """Return subscribers who have not seen it, by their viewer as of now, without who may see nothing."""
        members = self._members
        here = [each for each in self._unseen if each in members]
        await self._feeds.renew(here)
        # By identity, because that is all of a viewer that is cheap: one look-up found it for all sockets
        # of a sign-in.
        groups: dict[int, tuple[Viewer, list[Subscriber]]] = {}
        for each in here:
            if each.socket.closing is None:
                viewer = each.socket.viewer
                groups.setdefault(id(viewer), (viewer, []))[1].append(each)
        site_id = self.change.site_id
        found = [group for group in groups.values() if group[0].membership_at(site_id) is not None]
        self._unseen = {each: None for _, subscribers in found for each in subscribers}
        return found


class Feeds:
    """One for all sockets of a process; belongs to their event loop."""

    def __init__(self, schema: Schema, edge: Edge) -> None:
        self.edge = edge
        self._schema = schema
        self._feeds: dict[Key, Feed] = {}
        self._of: dict[tuple[str, UUID], dict[Feed, None]] = {}
        self._jobs: dict[tuple[Feed, UUID], Job] = {}
        self._waiting: Counter[tuple[Feed, UUID]] = Counter()
        self._turns: Turns[tuple[Place, Job]] = Turns()
        self._working: asyncio.Task[None] | None = None
        self._looking: asyncio.Task[None] | None = None
        self._renewing: set[asyncio.Task[None]] = set()
        self._renewals = Renewals(self._look_up)

    @contextmanager
    def subscribed(
        self,
        socket: LiveSocket,
        subscription_id: str,
        document: Document,
        kinds: frozenset[str],
    ) -> Iterator[None]:
        """Have changes of these kinds sent until the end of the block."""
        bus = self.edge.bus
        bus.listen(self.hear)
        head = f'{{"id":{json.dumps(subscription_id)},"type":"next","payload":'
        subscriber = Subscriber(socket, head)
        key = _key(document)
        feed = self._feeds.setdefault(key, Feed(document, kinds))
        site_ids = socket.viewer.site_ids
        self._add(feed, subscriber, site_ids)
        bus.subscribers += 1
        if READINGS in kinds and self._looking is None:
            self._looking = asyncio.create_task(self._look_at_readings())
        if bus.is_closed:
            socket.end(RESYNC)
        try:
            yield
        finally:
            bus.subscribers -= 1
            socket.forget(subscriber)
            self._remove(feed, subscriber, site_ids)
            if not feed.members and self._feeds.get(key) is feed:
                del self._feeds[key]

    def hear(self, changes: Sequence[Changed] | None) -> None:
        """Take up what has changed; None: everybody must start over."""
        if changes is None:
            self._renewals.version += 1
            self._break_off()
            return
        for change in changes:
            if change.kind == RIGHTS:
                self._renewals.version += 1
                renewing = asyncio.create_task(self._renew_all())
                self._renewing.add(renewing)
                renewing.add_done_callback(self._renewing.discard)
            for feed in self._of.get((change.kind, change.site_id), ()):
                self._take_up(feed, change)
        if self._jobs and self._working is None:
            self._working = asyncio.create_task(self._work())

    async def _look_at_readings(self) -> None:
        """Look at the last readings of every site that somebody watches, until nobody does."""
        try:
            while sites := [site_id for kind, site_id in self._of if kind == READINGS]:
                self.hear([Changed(READINGS, site_id, site_id) for site_id in sites])
                await asyncio.sleep(LOOK_EVERY_S)
        finally:
            self._looking = None

    async def _renew_all(self) -> None:
        """End the sockets of sign-ins that were ended, also where nothing is to be told now."""
        members = (each for feed in self._feeds.values() for each in feed.members.values())
        await self.renew([subscriber for subscribers in members for subscriber in subscribers])

    async def renew(self, subscribers: Sequence[Subscriber]) -> None:
        """Make sure that their viewers are up to date; end the sockets of whoever is signed in no more."""
        now = self.edge.clock()
        sockets = list(dict.fromkeys(each.socket for each in subscribers))
        ended = await self._renewals.renew(sockets, now)
        for socket in sockets:
            if socket.expires_at <= now or (ended and socket.sign_in in ended):
                socket.end(TOKEN_ENDED)

    async def _look_up(self, sign_ins: Collection[SignIn]) -> Mapping[SignIn, Viewer]:
        def look_up(session: Session) -> Mapping[SignIn, Viewer]:
            return self.edge.viewers_of(session, sign_ins)

        return await self.edge.read_live(look_up)

    def _break_off(self) -> None:
        for feed in self._feeds.values():
            for members in feed.members.values():
                for subscriber in members:
                    subscriber.socket.end(RESYNC)

    def _take_up(self, feed: Feed, change: Changed) -> None:
        if change.site_id not in feed.members:
            return
        job = self._jobs.get((feed, change.object_id))
        if job is not None:
            job.is_out_of_date = job.is_begun
            return
        job = Job(self, feed, change)
        if self._waiting[feed, change.site_id] >= CAPACITY:
            job.give_up()
            return
        self._waiting[feed, change.site_id] += 1
        self._jobs[feed, change.object_id] = job
        self._put(job)

    def _put(self, job: Job) -> None:
        people = (each.socket.sign_in[0] for each in job.feed.members[job.change.site_id])
        first = next(people)
        is_of_one = all(each == first for each in people)
        place = job.change.site_id, first if is_of_one else None
        self._turns.put(place, (place, job))

    async def _work(self) -> None:
        """Do what waits, a bounded part at a time, then end."""
        worked_s = 0.0
        try:
            while (taken := self._turns.take()) is not None:
                began = perf_counter()
                place, job = taken
                if await self._is_done(job):
                    self._done(job)
                else:
                    self._turns.put(place, taken)
                await asyncio.sleep(0)  # what was handed out is sent
                took_s = perf_counter() - began
                worked_s += took_s
                if worked_s > BURST_S:
                    await asyncio.sleep(REST * took_s)
        finally:
            self._working = None

    async def _is_done(self, job: Job) -> bool:
        try:
            return await job.step()
        except Lost:
            job.give_up()
        except Exception:
            log.exception("live_change_failed")
            job.give_up()
        return True

    def _done(self, job: Job) -> None:
        feed, change = job.feed, job.change
        del self._jobs[feed, change.object_id]
        self._waiting[feed, change.site_id] -= 1
        if not self._waiting[feed, change.site_id]:
            del self._waiting[feed, change.site_id]
        if job.is_out_of_date:
            self._take_up(feed, change)

    def _add(self, feed: Feed, subscriber: Subscriber, site_ids: Sequence[UUID]) -> None:
        for site_id in site_ids:
            feed.members.setdefault(site_id, {})[subscriber] = None
            for kind in feed.kinds:
                self._of.setdefault((kind, site_id), {})[feed] = None

    def _remove(self, feed: Feed, subscriber: Subscriber, site_ids: Sequence[UUID]) -> None:
        for site_id in site_ids:
            feed.members[site_id].pop(subscriber)
            if feed.members[site_id]:
                continue
            del feed.members[site_id]
            for kind in feed.kinds:
                self._of[kind, site_id].pop(feed)
                if not self._of[kind, site_id]:
                    del self._of[kind, site_id]


def _key(document: Document) -> Key:
    variables = json.dumps(document.variables or {}, sort_keys=True)
    return document.text, document.operation_name, variables
