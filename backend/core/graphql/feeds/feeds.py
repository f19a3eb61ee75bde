"""Subscriptions of all sockets: each change is looked at once for all viewers who see the same of it."""

import asyncio
import json
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from time import perf_counter
from typing import Final, TypeAlias
from uuid import UUID

import structlog

from backend.core.database import BEAT, READINGS, RIGHTS, Changed
from backend.core.graphql.context import Edge
from backend.core.graphql.executor import Schema
from backend.core.graphql.feeds.beats import KEPT_S, Beat, BeatSource, Pair
from backend.core.graphql.feeds.looks import Document, Lost
from backend.core.graphql.feeds.sockets import (
    CAPACITY,
    OTHER_RIGHTS,
    RESYNC,
    TOKEN_ENDED,
    Feed,
    LiveSocket,
    Subscriber,
)
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
LONGEST_REST_S: Final = 1.0
"""Where a step takes seconds, because the machine has no time, no alert waits four times that."""

LOOK_EVERY_S: Final = 1.0
"""Readings come all the time: a hint with each batch would cost the intake, and say nothing new."""

Key: TypeAlias = tuple[str, str | None, str]


class Job:
    """One change of an object on its way to the members of a feed at its site."""

    def __init__(self, feeds: "Feeds", feed: Feed, change: Changed) -> None:
        self.feed, self.change = feed, change
        self.is_begun = False
        self.is_out_of_date = False
        """It changed once more since this was begun."""
        self.beats: list[Beat] = []
        """Beats that wait until this is done."""
        self.later_beats: list[Beat] = []
        """Beats that wait until the change after this one is."""
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

    def keep(self, beat: Beat) -> None:
        """Have the beat wait for what is known of the object until now."""
        (self.later_beats if self.is_out_of_date else self.beats).append(beat)

    @property
    def pair(self) -> Pair:
        return self.feed, self.change.site_id

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
        await self._feeds.renew(dict.fromkeys(each.socket for each in here))
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
        self._sockets: dict[LiveSocket, None] = {}
        self._jobs: dict[Pair, dict[UUID, Job]] = {}
        """By the id of the object that has changed."""
        self._beats: dict[Beat, None] = {}
        self._beat_source = BeatSource(edge)
        self._turns: Turns[tuple[Place, Job]] = Turns()
        self._working: asyncio.Task[None] | None = None
        self._looking: asyncio.Task[None] | None = None
        self._renewing: set[asyncio.Task[None]] = set()
        self._renewals = Renewals(self._look_up)

    def open(self, socket: LiveSocket) -> None:
        """Watch over the rights of its person until it is closed."""
        self.edge.bus.listen(self.hear)
        self._sockets[socket] = None
        if self.edge.bus.is_closed:
            socket.end(RESYNC)

    def close(self, socket: LiveSocket) -> None:
        """Forget it; its subscriptions end by themselves."""
        self._sockets.pop(socket, None)

    @contextmanager
    def subscribed(
        self,
        socket: LiveSocket,
        subscription_id: str,
        document: Document,
        kinds: frozenset[str],
    ) -> Iterator[None]:
        """Have changes of these kinds sent on an open socket until the end of the block."""
        bus = self.edge.bus
        key = _key(document)
        feed = self._feeds.setdefault(key, Feed(document, kinds))
        since_s = asyncio.get_running_loop().time()
        subscriber = Subscriber(socket, subscription_id, feed, socket.viewer.site_ids, since_s)
        self._add(subscriber)
        bus.subscribers += 1
        if READINGS in kinds and self._looking is None:
            self._looking = asyncio.create_task(self._look_at_readings())
        self._beat_source.begin(socket)
        try:
            yield
        finally:
            bus.subscribers -= 1
            self._remove(subscriber)
            if not feed.members and self._feeds.get(key) is feed:
                del self._feeds[key]
            if not bus.subscribers:
                self._beat_source.stop()

    def hear(self, changes: Sequence[Changed] | None) -> None:
        """Take up what has changed; None: everybody must start over."""
        if changes is None:
            self._renewals.version += 1
            self._break_off()
            return
        for change in changes:
            if change.kind == BEAT:
                self._take_up_beat(change.object_id)
            if change.kind == RIGHTS:
                self._renewals.version += 1
                renewing = asyncio.create_task(self._renew_all())
                self._renewing.add(renewing)
                renewing.add_done_callback(self._renewing.discard)
            for feed in self._of.get((change.kind, change.site_id), ()):
                self._take_up(feed, change)
        if (self._jobs or self._beats) and self._working is None:
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
        await self.renew(self._sockets)

    async def renew(self, sockets: Iterable[LiveSocket]) -> None:
        """Make sure that their viewers are up to date. End the sockets of sign-ins that were ended, and those
        whose viewer has other rights: their subscriptions keep the sites of their beginning.
        """
        now, asked = self.edge.clock(), list(sockets)
        ended, changed = await self._renewals.renew(asked, now)
        for socket in asked:
            if socket.expires_at <= now or (ended and socket.sign_in in ended):
                socket.end(TOKEN_ENDED)
        for socket in changed:
            socket.end(OTHER_RIGHTS)

    async def _look_up(self, sign_ins: Collection[SignIn]) -> Mapping[SignIn, Viewer]:
        def look_up(session: Session) -> Mapping[SignIn, Viewer]:
            return self.edge.viewers_of(session, sign_ins)

        return await self.edge.read_live(look_up)

    def _break_off(self) -> None:
        for socket in self._sockets:
            socket.end(RESYNC)

    def _take_up_beat(self, beat_id: UUID) -> None:
        """Take up a beat if it is one of ours, behind all that is still to be handed out."""
        published = self._beat_source.take(beat_id)
        if published is None:
            return
        oldest_s = published.at_s - KEPT_S
        self._beats = {each: None for each in self._beats if each.published.at_s > oldest_s}
        sockets = self._sockets if published.sockets is None else published.sockets
        beat = Beat(published, deque(each for each in sockets if each.subscribers))
        for pair, jobs in self._jobs.items():
            beat.left[pair] = len(jobs)
            for job in jobs.values():
                job.keep(beat)
        self._beats[beat] = None

    def _take_up(self, feed: Feed, change: Changed) -> Job | None:
        """Return the job that was begun for it, if it was."""
        if change.site_id not in feed.members:
            return None
        jobs = self._jobs.get((feed, change.site_id), {})
        job = jobs.get(change.object_id)
        if job is not None:
            job.is_out_of_date = job.is_begun
            return None
        job = Job(self, feed, change)
        if len(jobs) >= CAPACITY:
            job.give_up()
            return None
        self._jobs.setdefault(job.pair, jobs)[change.object_id] = job
        self._put(job)
        return job

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
            while not self._is_idle:  # asked after each rest: `hear` starts no second one meanwhile
                began = perf_counter()
                await self._hand_out_beat()
                await self._take_turn()
                await asyncio.sleep(0)  # what was handed out is sent
                took_s = perf_counter() - began
                worked_s += took_s
                if worked_s > BURST_S:
                    await asyncio.sleep(min(REST * took_s, LONGEST_REST_S))
        finally:
            self._working = None

    @property
    def _is_idle(self) -> bool:
        return self._turns.is_empty and not any(each.ready for each in self._beats)

    async def _take_turn(self) -> None:
        """Do a bounded part of the job whose turn it is, if there is one."""
        if (taken := self._turns.take()) is None:
            return
        place, job = taken
        if await self._is_done(job):
            self._done(job)
        else:
            self._turns.put(place, taken)

    async def _hand_out_beat(self) -> None:
        """Hand a beat out to some sockets that have all from before it, if there is one."""
        beat = next((each for each in self._beats if each.ready), None)
        if beat is None:
            return
        sockets = beat.take(AT_ONCE)
        try:
            await self.renew(sockets)
        except Exception:  # nobody can be shown a change now, either
            log.exception("beat_failed")
            self._beats.pop(beat, None)
            return
        for socket in sockets:
            beat.hand_out(socket)
        if beat.is_over:
            self._beats.pop(beat, None)

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
        jobs = self._jobs[job.pair]
        del jobs[job.change.object_id]
        if not jobs:
            del self._jobs[job.pair]
        following = self._take_up(job.feed, job.change) if job.is_out_of_date else None
        if following is not None:
            following.beats = job.later_beats
        else:
            job.beats += job.later_beats
        for beat in job.beats:
            beat.one_less(job.pair)

    def _add(self, subscriber: Subscriber) -> None:
        feed = subscriber.feed
        subscriber.socket.subscribers[subscriber] = None
        for site_id in subscriber.site_ids:
            feed.members.setdefault(site_id, {})[subscriber] = None
            for kind in feed.kinds:
                self._of.setdefault((kind, site_id), {})[feed] = None

    def _remove(self, subscriber: Subscriber) -> None:
        feed = subscriber.feed
        subscriber.socket.forget(subscriber)
        for site_id in subscriber.site_ids:
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
