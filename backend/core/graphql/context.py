"""Context of a resolver: who asks, and the ways to read, to command and to listen."""

import copy
import hashlib
import json
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Collection, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, asynccontextmanager
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import cached_property, partial
from typing import Any, Final, Protocol, Self, TypeAlias, TypeVar, cast
from uuid import UUID

import anyio
import anyio.to_thread
import strawberry
from anyio import CapacityLimiter
from strawberry.dataloader import DataLoader

from backend.core import bulk, data_version
from backend.core.allowances import Allowances
from backend.core.database import Changed, Database, Transaction
from backend.core.database_guard import available
from backend.core.errors import ErrorCode, Refused, Unavailable
from backend.core.graphql.answers import DataWatch
from backend.core.graphql.live import LiveBus
from backend.core.graphql.loaders import K, Load, Loaders, V
from backend.core.graphql.renewals import OpenNow
from backend.core.idempotency import once_as_text
from backend.core.modules import Module
from backend.core.nouns import Subjects
from backend.core.pace import Paces
from backend.core.providers import HomeProvider, OverdueSubjects, WorkProvider
from backend.core.rate_limit import Purpose, RateLimit, WrongTries
from backend.core.session import Session
from backend.core.viewer import SignIn, Viewer

T = TypeVar("T")

NO_SIGN_IN: Final = {"needs_sign_in": False}
"""Metadata of a query or mutation that is open to everybody."""
READERS: Final = 6
LIVE_READERS: Final = 2
THINKERS: Final = 2
"""Back-tests at once: whoever comes third waits, and ordinary screens do not."""
MAX_TEXT: Final = 4_000
"""Characters in any one text of a command; the rules of a noun may allow less."""
OWN_DATA_TRIES: Final = 30
OWN_DATA_WITHIN: Final = timedelta(hours=1)
"""Looks at all that is held about oneself, list or file: each reads every table."""
WRITERS: Final = 4
"""Together within the connection pool, so that no thread waits there for another."""
TURN_WITHIN_S: Final = 15.0
"""So long a request waits for its turn at the database: those before it may wait for one that hangs."""


@dataclass(frozen=True, kw_only=True)
class Edge:
    """Services that all requests of a process share.

    `viewer_of`: the person by their id and that of their sign-in, None once it was ended.
    `viewers_of`: the same of many, by (person, sign-in).
    `home`, `work`, `overdue`, `subjects`: what nouns declare, see `core.nouns`.
    `is_push_endpoint`: whether messages may be sent to this URL.
    `check_channel`: raises Refused for (kind, provider, settings) by which no channel can be made.
    `check_address`: the same of such a channel and an address that it cannot send to.
    `needs_proof`: mutations that only somebody makes who has shown a password lately, which `require_proof`
    checks by the sign-in.
    `address`: where people reach this installation, without a slash at the end. `label_address`: the one that
    stands on labels. `sign_in_help`: whom people ask who cannot sign in, as the page says to everybody.
    `keep_picture`: puts the copies of a picture that the server made where photos are kept; blocks.
    `broker`: where devices reach the MQTT broker, empty where nobody has set it.
    """

    database: Database
    bus: LiveBus
    clock: Callable[[], datetime]
    viewer_of: Callable[[Session, UUID, UUID], Viewer | None]
    viewers_of: Callable[[Session, Collection[SignIn]], Mapping[SignIn, Viewer]]
    home: Sequence[HomeProvider]
    work: Sequence[WorkProvider]
    overdue: OverdueSubjects
    subjects: Subjects
    allowances: Allowances = field(default_factory=Allowances)
    vapid_public_key: str = ""
    address: str = ""
    label_address: str = ""
    sign_in_help: str = ""
    broker: str = ""
    is_push_endpoint: Callable[[str], bool] = lambda _: False
    check_channel: Callable[[str, str, Mapping[str, str]], None] = lambda *_: None
    check_address: Callable[[str, str, Mapping[str, str], str], None] = lambda *_: None
    keep_picture: Callable[[Any], None]
    needs_proof: Collection[str]
    require_proof: Callable[[Transaction, Viewer, UUID], None]
    readers: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(READERS))
    live_readers: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(LIVE_READERS))
    sockets: OpenNow = field(default_factory=OpenNow)
    subscriptions: OpenNow = field(default_factory=OpenNow)
    writers: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(WRITERS))
    thinkers: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(THINKERS))
    wrong_tries: WrongTries = field(default_factory=WrongTries)
    own_data_limit: RateLimit = field(default_factory=lambda: RateLimit(OWN_DATA_TRIES, OWN_DATA_WITHIN))
    _threads: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(READERS + WRITERS))
    _kept: dict[type, object] = field(default_factory=dict)

    @cached_property
    def data(self) -> DataWatch:
        """Notices that something was written."""
        return DataWatch(self.database, self.bus, lambda: self.read(data_version.versions))

    @cached_property
    def paces(self) -> Paces:
        """How fast things without a name come in."""
        return Paces(self.allowances)

    def kept(self, kind: type[T]) -> T:
        """The one object of this type that all requests share, made when it is asked for first."""
        return cast(T, self._kept.setdefault(kind, kind()))

    async def read(self, question: Callable[[Session], T]) -> T:
        """Ask the database in a worker thread; the event loop goes on. Raises Unavailable."""
        with available():
            async with turn(self.readers):
                return await anyio.to_thread.run_sync(self.database.read, question, limiter=self._threads)

    async def read_live(self, question: Callable[[Session], T]) -> T:
        """The same for what is told unasked, in threads of its own: nobody who asks waits behind it."""
        return await anyio.to_thread.run_sync(self.database.read, question, limiter=self.live_readers)

    async def transact(self, command: Callable[[Transaction], T]) -> T:
        """Run the command in one transaction, in a worker thread. Raises Unavailable."""
        with available():
            async with turn(self.writers):
                return await anyio.to_thread.run_sync(self.database.transact, command, limiter=self._threads)

    async def think(self, question: Callable[[], T]) -> T:
        """Work something out that takes seconds, in a worker thread, few at once; no database is held."""
        return await anyio.to_thread.run_sync(question, limiter=self.thinkers)

    async def work_out(self, question: Callable[[], T]) -> T:
        """The same for what takes milliseconds and somebody waits for: behind no print and no back-test."""
        async with turn(self.writers):
            return await anyio.to_thread.run_sync(question, limiter=self._threads)

    def ping(self) -> None:
        """Raise if the database does not answer; blocks."""
        self.database.read(lambda session: session.connection().exec_driver_sql("SELECT 1"))


@dataclass(frozen=True, slots=True)
class Identity:
    """Signed-in person, by which sign-in, and until when that was shown by the token."""

    viewer: Viewer
    family_id: UUID
    expires_at: datetime


REFUSALS: Final = strawberry.enum(
    ErrorCode,
    name="ErrorCode",
    description="Every reason for a refusal, as in `extensions.code` of an error; worded by the client.",
)


class CommandInput(Protocol):
    """A strawberry input with the id that its client made for it."""

    operation_id: UUID


class Context:
    """One per request and per operation on a socket. `place`: what is given back when a socket ends.
    `is_planned`: a query may still run as a plan (`plans.execution`).
    """

    def __init__(
        self, edge: Edge, identity: Identity | None = None, address: str = "", *, is_live: bool = False
    ) -> None:
        self.edge = edge
        self.identity = identity
        self.address = address
        self.connection_params: dict[str, object] | None = None
        self.place = ExitStack()
        self.is_planned = True
        self._loaders: Loaders | None = None
        self._once: dict[tuple[Any, int], tuple[Any, Any]] = {}
        self._read = edge.read_live if is_live else edge.read

    @property
    def viewer(self) -> Viewer:
        """Raises Refused(UNAUTHENTICATED) where nobody signed in."""
        if self.identity is None:
            raise Refused(ErrorCode.UNAUTHENTICATED, "sign in first")
        return self.identity.viewer

    @property
    def family_id(self) -> UUID | None:
        """The sign-in by which the viewer came; None where nobody signed in."""
        return self.identity.family_id if self.identity else None

    @property
    def now(self) -> datetime:
        return self.edge.clock()

    def within(self, module: Module) -> Self:
        """The same for the viewer at those of their sites that have this module.

        Raises Refused: UNAUTHENTICATED, MODULE_OFF where none of them has.
        """
        viewer = self.viewer.within(module)
        narrowed = copy.copy(self)
        narrowed.identity = replace(self.identity, viewer=viewer) if self.identity else None
        narrowed._loaders = None
        return narrowed

    def counting_wrong(self, purpose: Purpose, wrong: ErrorCode) -> AbstractContextManager[None]:
        """Count a token that is refused with this code; after many Refused(TOO_MANY_ATTEMPTS) comes out."""
        return self.edge.wrong_tries.counted(purpose, self.address, wrong, now=self.now)

    def count_own_data(self) -> None:
        """Before a look at every table for what names the viewer. Raises Refused(TOO_MANY_ATTEMPTS)."""
        self.edge.own_data_limit.check(str(self.viewer.person_id), now=self.now)

    async def read(self, question: Callable[[Session], T]) -> T:
        return await self._read(question)

    async def transact(self, command: Callable[[Transaction], T]) -> T:
        """Run the command; whoever signed in changes nothing but what is of their sites."""
        identity = self.identity
        if identity is None:
            return await self.edge.transact(command)

        def at_their_sites(tx: Transaction) -> T:
            tx.only_at(identity.viewer.site_ids)
            return command(tx)

        return await self.edge.transact(at_their_sites)

    async def think(self, question: Callable[[], T]) -> T:
        return await self.edge.think(question)

    async def work_out(self, question: Callable[[], T]) -> T:
        return await self.edge.work_out(question)

    async def command(
        self,
        command_input: CommandInput,
        kind: str,
        command: Callable[[Transaction], UUID],
        *,
        needs_proof: bool = False,
    ) -> UUID:
        """Run the command once for its operation id; return the id of what it made or changed.

        The same again gives the same id; with other content it is refused as CONFLICT. `needs_proof`: this
        one does, though its kind is not among `Edge.needs_proof`.
        """
        run = partial(self._run_once, command_input, kind, needs_proof=needs_proof)
        return UUID(await run(lambda tx: str(command(tx))))

    async def bulk_command(
        self, command_input: CommandInput, kind: str, command: Callable[[Transaction], bulk.Results]
    ) -> bulk.Results:
        """The same for a command that does or refuses each of many objects by itself."""
        return bulk.read(await self._run_once(command_input, kind, lambda tx: bulk.written(command(tx))))

    async def _run_once(
        self,
        command_input: CommandInput,
        kind: str,
        command: Callable[[Transaction], str],
        *,
        needs_proof: bool = False,
    ) -> str:
        check_texts(command_input)
        run = partial(
            once_as_text,
            operation_id=command_input.operation_id,
            by=self.viewer.person_id,
            kind=kind,
            payload_hash=payload_hash(command_input),
        )
        family_id = self.family_id

        def checked(tx: Transaction) -> str:
            if family_id is not None and (needs_proof or kind in self.edge.needs_proof):
                self.edge.require_proof(tx, self.viewer, family_id)
            return command(tx)

        # Behind the look-up: what was done before is answered again without asking for a password.
        result = await self.transact(lambda tx: run(tx, command=lambda: checked(tx)))
        self._loaders = None  # what was loaded before is history now
        return result

    async def load_or_none(self, load: Load[K, V], key: K) -> V | None:
        """The value of this key, loaded together with all others asked for on this level."""
        return await self._loader(load).load(key)

    async def load_each(self, load: Load[K, V], keys: Sequence[K]) -> list[V | None]:
        """The values of several keys in their order, in the same question."""
        return await self._loader(load).load_many(keys)

    def _loader(self, load: Load[K, V]) -> DataLoader[K, V | None]:
        self._loaders = self._loaders or Loaders(self._read, self.viewer)
        return self._loaders.of(load)

    async def load(self, load: Load[K, V], key: K) -> V:
        """The same where there must be a value. Raises LookupError."""
        value = await self.load_or_none(load, key)
        if value is None:
            raise LookupError(f"{load.__module__}.{load.__name__} has nothing for {key}")
        return value

    def once(self, make: Callable[[V], T], value: V) -> T:
        """Return the result of `make` for this very object: the same again, so that a plan shapes it once."""
        key = make, id(value)
        if key not in self._once:
            self._once[key] = value, make(value)  # the value, too: as long as it lives its id is no other's
        return cast(T, self._once[key][1])

    def changes(self, kind: str) -> AsyncGenerator[Changed, None]:
        """Changes of this kind of object that concern the viewer. For subscriptions: `core.graphql.feeds`."""
        raise LookupError(f"nobody listens for {kind} here")


@asynccontextmanager
async def turn(limiter: CapacityLimiter) -> AsyncIterator[None]:
    """Hold one of its places. Raises Unavailable if none becomes free in time."""
    me = object()
    try:
        with anyio.fail_after(TURN_WITHIN_S):
            await limiter.acquire_on_behalf_of(me)
    except TimeoutError as late:
        raise Unavailable("everybody waits for the database") from late
    try:
        yield
    finally:
        limiter.release_on_behalf_of(me)


Info: TypeAlias = strawberry.Info[Context, None]


def check_texts(command_input: object) -> None:
    """Raises Refused(INVALID_INPUT) for text that no form sends: U+0000 (PostgreSQL cannot keep it), or
    endless.
    """
    waiting = [_plain(command_input)]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            waiting.extend(part.values())
        elif isinstance(part, list):
            waiting.extend(part)
        elif isinstance(part, str) and ("\x00" in part or len(part) > MAX_TEXT):
            raise Refused(ErrorCode.INVALID_INPUT, "a text is too long or holds U+0000")


def payload_hash(command_input: object) -> str:
    """sha256 (hex) of what the client asked for, without its operation id.

    Fields without a value are left out: a newer server with one more optional field must still know the
    operation that an older one recorded.
    """
    plain = _plain(command_input)
    plain.pop("operation_id", None)
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        named = {each.name: getattr(value, each.name) for each in fields(value)}
        return {
            name: _plain(part)
            for name, part in named.items()
            if part is not None and part is not strawberry.UNSET
        }
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, date):
        return (_in_utc(value) if isinstance(value, datetime) else value).isoformat()
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    return value


def _in_utc(at: datetime) -> datetime:
    """Raises Refused(INVALID_INPUT) for a time that says not where, or lies at the end of the calendar."""
    try:
        if at.tzinfo is not None:
            return at.astimezone(UTC)
    except OverflowError as error:
        raise Refused(ErrorCode.INVALID_INPUT, "no such time") from error
    raise Refused(ErrorCode.INVALID_INPUT, "a time needs a zone")
