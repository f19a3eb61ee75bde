"""Running a plan breadth first in one transaction: each level asks each of its questions once."""

from collections.abc import Coroutine, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Self, TypeAlias
from uuid import UUID

from graphql.execution.values import VariableValues

from backend.core.graphql.context import Context, Edge, Identity
from backend.core.graphql.plans.leaves import Missing, Write
from backend.core.graphql.plans.plan import Deep, Plan, Row, Selection, Unplanned, Wrapping
from backend.core.graphql.plans.wants import Asked, Load, Wanted
from backend.core.modules import Module
from backend.core.session import Session
from backend.core.viewer import Viewer

Level: TypeAlias = list[tuple[Selection, Sequence[Any], list[Row]]]


@dataclass(slots=True)
class Noted:
    """Dependencies of an answer beside the database; of all contexts of one request."""

    clock_at: datetime | None = None
    sign_in: bool = False


class PlannedContext(Context):
    """Context of resolvers under a plan: their questions wait for those of the others of their level."""

    def __init__(self, edge: Edge, identity: Identity | None, address: str = "") -> None:
        super().__init__(edge, identity, address)
        self._noted = Noted()
        self._narrowed: Viewer | None = None

    @property
    def now(self) -> datetime:
        """One moment for the whole answer."""
        if self._noted.clock_at is None:
            self._noted.clock_at = self.edge.clock()
        return self._noted.clock_at

    @property
    def read_clock_at(self) -> datetime | None:
        """The moment that somebody asked for; None if the answer does not depend on the time."""
        return self._noted.clock_at

    def within(self, module: Module) -> Self:
        narrowed = super().within(module)
        narrowed._narrowed = narrowed.viewer
        return narrowed

    @property
    def has_read_sign_in(self) -> bool:
        return self._noted.sign_in

    @property
    def family_id(self) -> UUID | None:
        """The sign-in: what depends on it is for this device of the viewer only."""
        self._noted.sign_in = True
        return super().family_id

    async def read(self, question: Any) -> Any:
        return await Asked(question)

    async def load_or_none(self, load: Any, key: Any) -> Any:
        [found] = await Wanted(load, (key,), self._narrowed)
        return found

    async def load_each(self, load: Any, keys: Sequence[Any]) -> list[Any]:
        found: list[Any] = await Wanted(load, keys, self._narrowed)
        return found

    async def think(self, _question: Any) -> Any:
        raise Unplanned("it takes seconds, and no database")


class Info:
    """All that resolvers know of where they stand."""

    __slots__ = ("context",)

    def __init__(self, context: Context) -> None:
        self.context = context


class Run:
    """One request. Raises Unplanned, and whatever resolvers raise."""

    def __init__(self, plan: Plan, context: Context, variables: VariableValues, session: Session) -> None:
        self._plan = plan
        self._variables = variables
        self._answers = Answers(session, context.viewer)
        self.context = PlannedContext(context.edge, context.identity, context.address)
        self._info = Info(self.context)

    def data(self) -> Row:
        root = self._plan.root
        [row] = rows = root.shape((None,))
        level: Level = [(root, (None,), rows)]
        while level:
            level = self._next(level)
        return row

    def _next(self, level: Level) -> Level:
        """Fill in what is deep of this level; the objects found are the next one."""
        found = [
            (each, rows, self._values(each, objects))
            for selection, objects, rows in level
            for each in selection.deep
        ]
        self._answers.wait_for([values for each, _, values in found if each.is_async])
        below: Level = []
        for each, rows, values in found:
            _fill(each, rows, values, below)
        return below

    def _values(self, each: Deep, objects: Sequence[Any]) -> list[Any]:
        if each.attribute is not None:
            return [getattr(one, each.attribute) for one in objects]
        if each.resolver is None or each.arguments is None:
            raise Unplanned("a field that nobody resolves")
        arguments = each.arguments.of(self._variables, self._info)
        return [each.resolver(one, **arguments) for one in objects]


class Answers:
    """Results of the database in this request, by what was asked; nothing is asked twice."""

    def __init__(self, session: Session, viewer: Viewer) -> None:
        self._session, self._viewer = session, viewer
        self._known: dict[tuple[Load, int], dict[Any, Any]] = {}

    def wait_for(self, calls: Sequence[list[Any]]) -> None:
        """Put the results of all these resolvers in the place of their calls."""
        waiting = [(values, place, None) for values in calls for place in range(len(values))]
        try:
            while waiting:
                waiting = self._answered(self._steps(waiting))
        except BaseException:
            _close(calls)
            raise

    def _steps(
        self, waiting: Iterable[tuple[list[Any], int, Any]]
    ) -> list[tuple[list[Any], int, Wanted | Asked]]:
        """Let each call go on with its answer; what those want that are not through."""
        wanting = []
        for values, place, answer in waiting:
            try:
                wants = values[place].send(answer)
            except StopIteration as through:
                values[place] = through.value
                continue
            if not isinstance(wants, Wanted | Asked):
                raise Unplanned("a resolver waits for something else")
            wanting.append((values, place, wants))
        return wanting

    def _answered(
        self, wanting: Sequence[tuple[list[Any], int, Wanted | Asked]]
    ) -> list[tuple[list[Any], int, Any]]:
        missing: dict[tuple[Load, int], dict[Any, Wanted]] = {}
        for _, _, wants in wanting:
            if not isinstance(wants, Wanted):
                continue
            known = self._known.setdefault(wants.source, {})
            unknown = {key: wants for key in wants.keys if key not in known}
            if unknown:
                missing.setdefault(wants.source, {}).update(unknown)
        for source, keys in missing.items():
            first = next(iter(keys.values()))
            found = first.load(self._session, first.viewer or self._viewer, list(keys))
            self._known[source].update((key, found.get(key)) for key in keys)
        return [(values, place, self._answer(wants)) for values, place, wants in wanting]

    def _answer(self, wants: Wanted | Asked) -> Any:
        if isinstance(wants, Asked):
            return wants.question(self._session)
        known = self._known[wants.source]
        return [known[key] for key in wants.keys]


def _close(calls: Sequence[list[Any]]) -> None:
    for values in calls:
        for each in values:
            if isinstance(each, Coroutine):
                each.close()


def _fill(each: Deep, rows: list[Row], values: list[Any], below: Level) -> None:
    """Write the values of this field into the rows; objects in them become the next level."""
    if each.leaf is not None:
        written = [_written(value, each.wrapping, each.leaf) for value in values]
    else:
        objects = _objects(values, each.wrapping)
        once = {id(one): one for one in objects}  # fifty alerts of nine sensors: nine rows, shared
        row_of: dict[int, Row] = {}
        for selection, alike in _by_selection(each, once):
            made = selection.shape(alike)
            below.append((selection, alike, made))
            row_of.update(zip(map(id, alike), made, strict=True))
        if each.wrapping.lists:
            following = iter([row_of[id(one)] for one in objects])
            written = [_placed(value, each.wrapping, following) for value in values]
        else:
            written = [None if value is None else row_of[id(value)] for value in values]
    for row, value in zip(rows, written, strict=True):
        row[each.key] = value


def _by_selection(each: Deep, once: Mapping[int, Any]) -> list[tuple[Selection, list[Any]]]:
    """Return the objects by what is asked for of them; of an interface that depends on their class."""
    if None in each.selections:
        return [(each.selections[None], list(once.values()))] if once else []
    of_class: dict[type, list[Any]] = {}
    for one in once.values():
        of_class.setdefault(type(one), []).append(one)
    if not of_class.keys() <= each.selections.keys():
        raise Unplanned("an object of no type of ours")
    return [(each.selections[kind], alike) for kind, alike in of_class.items()]


def _written(value: Any, wrapping: Wrapping, leaf: Write) -> Any:
    if value is None:
        return _none(wrapping)
    if wrapping.lists:
        return [_written(one, wrapping.inner, leaf) for one in _listed(value)]
    return leaf(value)


def _objects(values: list[Any], wrapping: Wrapping) -> list[Any]:
    """All objects in these values, in their order."""
    if not wrapping.lists:
        found = [value for value in values if value is not None]
        if len(found) < len(values):
            _none(wrapping)
        return found
    objects: list[Any] = []
    for value in values:
        _find_objects(value, wrapping, objects)
    return objects


def _find_objects(value: Any, wrapping: Wrapping, into: list[Any]) -> None:
    """All objects in a value, in their order."""
    if value is None:
        _none(wrapping)
    elif not wrapping.lists:
        into.append(value)
    else:
        for one in _listed(value):
            _find_objects(one, wrapping.inner, into)


def _placed(value: Any, wrapping: Wrapping, rows: Iterator[Row]) -> Any:
    """The rows in the places of their objects."""
    if value is None:
        return None
    if not wrapping.lists:
        return next(rows)
    return [_placed(one, wrapping.inner, rows) for one in value]


def _none(wrapping: Wrapping) -> None:
    if not wrapping.is_nullable:
        raise Missing


def _listed(value: Any) -> Any:
    if not isinstance(value, list | tuple):
        raise Unplanned("a list of another kind")
    return value
