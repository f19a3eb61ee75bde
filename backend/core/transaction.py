"""The context of a command: stores of nouns, its time, its announcements and the reactions to them."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, wraps
from typing import Any, Final, Protocol, TypeAlias, TypeVar, cast
from uuid import UUID

import structlog
from sqlmodel import Session

from backend.core.audit import Audit
from backend.core.data_version import EVERYWHERE
from backend.core.events import Event, EventKind
from backend.core.failed_reactions import FailedReactions, name_of
from backend.core.lost_races import is_of_store
from backend.core.outbox import Outbox

log = structlog.get_logger(__name__)
S = TypeVar("S", bound="Store")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Changed:
    """A hint for live screens, published after the commit: this object is not what it was."""

    kind: str
    object_id: UUID
    site_id: UUID


RIGHTS: Final = "rights"
"""Kind of the change after which every viewer is looked up again; and where a store notes in its session
that it wrote what decides on rights.
"""
READINGS: Final = "readings"
"""Kind of a change that no commit tells of: while somebody listens, the feeds look once a second."""
BEAT: Final = "beat"
"""Kind of a change that nothing changed: it goes the way of all others and shows that they arrive."""
SITE: Final = "site"
"""Kind of a change of what a site lists: its maintenance, sources, suggestions, rules."""


def site_changed(site_id: UUID) -> Changed:
    """Return the hint that lists of this site are not what they were."""
    return Changed(SITE, site_id, site_id)


class Store(Protocol):
    """The rows of one noun as values: what `Transaction.get` makes from a session."""

    def __init__(self, session: Session) -> None: ...


Reaction: TypeAlias = Callable[["Transaction", Event], Event | None]
"""Reaction of a noun to an event below it, in the same transaction. Raising Refused refuses the
command. It may return the event with more in it, such as the case it opened: the record then says so.
"""
Reactions: TypeAlias = Mapping[EventKind, tuple[Reaction, ...]]
FollowsMany: TypeAlias = Callable[["Transaction", Sequence[Event]], None]
"""Reaction to several events of a kind, with as many statements as for one. It refuses nothing."""


def follows_many(react: FollowsMany) -> Reaction:
    """Make a reaction to one event of a function that follows many: those announced together, such as the
    events of an import, are followed by one call.
    """

    @wraps(react)
    def follow_one(tx: "Transaction", happened: Event) -> None:
        react(tx, [happened])

    setattr(follow_one, MANY, react)
    return follow_one


MANY: Final = "follows_many"


class Transaction:
    """Context of a command: stores of nouns, `now` (once per transaction), and `announce`."""

    def __init__(
        self,
        open_session: Callable[[], Session],
        *,
        now: datetime,
        is_postgres: bool,
        reactions: Reactions,
        driver: Any = None,
        is_unattended: bool = False,
        steady_s: Callable[[], float] = time.monotonic,
    ) -> None:
        self._open_session = open_session
        self._reactions = reactions
        self._driver = driver
        self.now = now
        self.is_postgres = is_postgres
        self.is_unattended = is_unattended
        """Whether a reading or a sweep began it: then there is nobody whom a reaction could refuse."""
        self._read_steady_s = steady_s
        self.changed: dict[tuple[str, UUID], Changed] = {}
        self._stores: dict[type[Store], Store] = {}
        self._site_ids: frozenset[UUID] | None = None

    @cached_property
    def steady_s(self) -> float:
        """Seconds on the clock that nobody sets, once per transaction as `now`."""
        return self._read_steady_s()

    @cached_property
    def session(self) -> Session:
        """Made when somebody asks; most batches of readings need none."""
        return self._open_session()

    @property
    def has_session(self) -> bool:
        """Whether anybody asked for the session: nothing but readings is written without one."""
        return "session" in vars(self)

    def get(self, store: type[S]) -> S:
        """The rows of one noun, as its store knows them; one store per type and transaction."""
        found = self._stores.get(store)
        if found is None:
            found = self._stores[store] = store(self.session)
        return cast(S, found)

    @property
    def driver(self) -> Any:
        """The connection of the driver itself, for what must not pay for a session."""
        return self._driver or self.session.connection().connection.driver_connection

    def only_at(self, site_ids: Iterable[UUID]) -> None:
        """Promise that what this transaction writes is of these sites, and of those promised before.

        Then what screens of other sites keep holds on. Where nobody promises anything, nothing holds.
        """
        self._site_ids = (self._site_ids or frozenset()) | frozenset(site_ids)

    @property
    def written_at(self) -> frozenset[UUID] | None:
        """The sites of which everything is that was written; None: of any."""
        decides_on_rights = self.has_session and self.session.info.get(RIGHTS)
        return None if decides_on_rights else self._site_ids

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """A part of the transaction that may fail by itself: what it wrote is undone, the rest goes on."""
        changed = dict(self.changed)
        try:
            with self.session.begin_nested():
                yield
        except BaseException:
            self.changed = changed
            self._stores.clear()  # they may remember rows that are not there any more
            raise

    def try_alone(self, step: Callable[[], T]) -> T | Exception:
        """Carry out a step that may fail by itself: what it wrote is undone then, and its error is returned.

        Raises an error of the database: nothing of the transaction can go on.
        """
        try:
            with self.savepoint():
                return step()
        except Exception as error:
            if is_of_store(error):
                raise
            return error

    def announce(self, happened: Event, *, quietly: bool = False) -> None:
        """Run the reactions to it, then write the audit row and, where somebody must be notified, the outbox
        row; note it for live screens.

        `quietly`: nobody is notified now, because the alert is suppressed.
        """
        happened = self._react(happened)
        self.get(Audit).append(happened, at=self.now)
        self._notify(happened, quietly=quietly)

    def announce_all(self, several: Iterable[Event]) -> None:
        """Announce each in turn, then let the reactions follow that follow many; the audit rows of all come
        after the reactions to the last of them, together.
        """
        happened = [self._react(each, but_many=not self.is_unattended) for each in several]
        if not self.is_unattended:
            self._follow_many(happened)
        self.get(Audit).append_all(happened, at=self.now)
        self.get(Outbox).add_all((each for each in happened if each.notifies), at=self.now)
        for each in happened:
            self._note_changed(each)

    def _react(self, happened: Event, *, but_many: bool = False) -> Event:
        follow = self._follow_alone if self.is_unattended else self.follow
        for react in self._reactions.get(happened.kind, ()):
            if not (but_many and hasattr(react, MANY)):
                happened = follow(react, happened)
        return happened

    def _follow_many(self, happened: Sequence[Event]) -> None:
        """Run each reaction that follows many once, with the events of all its kinds."""
        of_each: dict[FollowsMany, list[Event]] = {}
        for each in happened:
            for react in self._reactions.get(each.kind, ()):
                if hasattr(react, MANY):
                    of_each.setdefault(getattr(react, MANY), []).append(each)
        for react_to_many, events in of_each.items():
            react_to_many(self, events)

    def follow(self, react: Reaction, happened: Event) -> Event:
        """Run one reaction; return the event as it is then."""
        return react(self, happened) or happened

    def _follow_alone(self, react: Reaction, happened: Event) -> Event:
        """Run one reaction that nobody can be refused: one that fails is undone alone, and tried again."""
        followed = self.try_alone(lambda: self.follow(react, happened))
        if not isinstance(followed, Exception):
            return followed
        log.error("a reaction failed", reaction=name_of(react), kind=happened.kind, exc_info=followed)
        self.get(FailedReactions).add(happened, name_of(react), at=self.now, error=followed)
        return happened

    def reaction(self, kind: EventKind, name: str) -> Reaction | None:
        """The reaction of this name to events of this kind, if there is one still."""
        return next((each for each in self._reactions.get(kind, ()) if name_of(each) == name), None)

    def _notify(self, happened: Event, *, quietly: bool) -> None:
        if happened.notifies and not quietly:
            self.get(Outbox).add(happened, at=self.now)
        self._note_changed(happened)

    def _note_changed(self, happened: Event) -> None:
        """Note what live screens hear of after the commit."""
        for noun, object_id in happened.about:
            self.changed[noun, object_id] = Changed(noun, object_id, happened.site_id)
        if happened.kind.is_of_site:
            self.hint(site_changed(happened.site_id))

    @property
    def hints(self) -> list[Changed]:
        """Changes that live screens hear of after the commit."""
        changes = list(self.changed.values())
        if self.has_session and self.session.info.get(RIGHTS):
            changes.append(Changed(RIGHTS, EVERYWHERE, EVERYWHERE))
        return changes

    def hint(self, changed: Changed) -> None:
        """Let live screens know of a change that is no event of its own."""
        self.changed[changed.kind, changed.object_id] = changed
