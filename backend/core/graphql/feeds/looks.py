"""Looking at one change as one viewer sees it: by the plan of a subscription, or by graphql-core."""

import json
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import Any, Final, cast
from uuid import UUID

import structlog
from graphql import OperationType, parse
from graphql.execution.values import VariableValues, get_variable_values
from strawberry.types.execution import ExecutionResult
from strawberry.types.graphql import OperationType as Allowed

from backend.core.database import Changed
from backend.core.errors import ErrorCode
from backend.core.graphql.context import Context, Edge, Identity
from backend.core.graphql.errors import code_of, public
from backend.core.graphql.executor import Schema
from backend.core.graphql.plans.plan import Deep, Plan, Planner, Unplanned
from backend.core.graphql.plans.run import Info, PlannedContext, Run
from backend.core.graphql.shared_viewer import SharedViewer
from backend.core.session import Session
from backend.core.time import EPOCH

log = structlog.get_logger()
ALLOWED: Final = (Allowed.SUBSCRIPTION,)
NO_SIGN_IN: Final = UUID(int=0)
LOST: Final = frozenset({ErrorCode.INTERNAL, ErrorCode.UNAVAILABLE})
"""After these nobody can say what has changed."""


class Lost(Exception):
    """The change could not be shown: whoever waits for it must start over."""


class _Unseen(Exception):
    """The object is not there for this viewer."""


class OneChange(Context):
    """Lets a subscription hear of one change, or of none, and notes for which kinds of objects it listens."""

    def __init__(self, edge: Edge, viewer: SharedViewer, change: Changed | None = None) -> None:
        super().__init__(edge, _anybody(viewer), is_live=True)
        self.kinds: set[str] = set()
        self._change = change

    async def changes(self, kind: str) -> AsyncGenerator[Changed, None]:
        self.kinds.add(kind)
        if self._change is not None and self._change.kind == kind:
            yield self._change


class PlannedChange(PlannedContext):
    """The same of one change, under a plan."""

    def __init__(self, edge: Edge, viewer: SharedViewer, change: Changed) -> None:
        super().__init__(edge, _anybody(viewer))
        self._change = change

    async def changes(self, kind: str) -> AsyncGenerator[Changed, None]:
        if self._change.kind == kind:
            yield self._change


class PlannedLook(Run):
    """Runs the plan of a subscription for the one change that its context has heard of."""

    def __init__(
        self, plan: Plan, context: PlannedChange, variables: VariableValues, session: Session
    ) -> None:
        super().__init__(plan, context, variables, session)
        self._info = Info(context)

    def _values(self, each: Deep, objects: Sequence[Any]) -> list[Any]:
        values = super()._values(each, objects)
        return [_first(value) if isinstance(value, AsyncGenerator) else value for value in values]


@dataclass(eq=False)
class Document:
    """A subscription that was found to be good, with its variables."""

    schema: Schema
    text: str
    operation_name: str | None
    variables: Mapping[str, Any] | None
    _plan: tuple[Plan, VariableValues] | None = field(default=None, init=False)
    _has_plan: bool = field(default=True, init=False)

    async def payload(self, edge: Edge, viewer: SharedViewer, change: Changed) -> str | None:
        """Return the data that the viewer sees, as JSON; None if that is nothing. Raises Lost."""

        def look(session: Session) -> str:
            plan, variables = self._planned()
            context = PlannedChange(edge, viewer, change)
            return _json({"data": PlannedLook(plan, context, variables, session).data()})

        if self._has_plan:
            try:
                return await edge.read_live(look)
            except _Unseen:
                return None
            except Unplanned:
                self._has_plan = False
            except Exception as error:  # graphql-core says what is wrong, in the form of the standard
                log.debug("a plan failed", error=repr(error))
        return await self._by_graphql_core(OneChange(edge, viewer, change))

    def _planned(self) -> tuple[Plan, VariableValues]:
        """Raises Unplanned."""
        if self._plan is None:
            schema = self.schema._schema
            planner = Planner(schema, parse(self.text), self.schema.schema_converter)
            plan = planner.plan(self.operation_name, OperationType.SUBSCRIPTION)
            definitions = plan.operation.variable_definitions or ()
            variables = get_variable_values(schema, definitions, dict(self.variables or {}))
            if isinstance(variables, list):
                raise Unplanned("a variable of another type")
            self._plan = plan, variables
        return self._plan

    async def _by_graphql_core(self, context: OneChange) -> str | None:
        results = await self.schema.stream(
            self.text,
            variable_values=dict(self.variables or {}),
            context_value=context,
            operation_name=self.operation_name,
            allowed_operation_types=ALLOWED,
        )
        async with aclosing(results):
            async for each in results:
                result = cast("ExecutionResult", each)  # subscriptions have no other
                found = list(result.errors or ())
                errors = [public(error).formatted for error in found]
                if result.data is None and any(code_of(error) in LOST for error in found):
                    raise Lost
                return _json({"data": result.data, **({"errors": errors} if errors else {})})
        return None


def _anybody(viewer: SharedViewer) -> Identity:
    """An identity with nothing in it but the viewer: what is shared knows of no sign-in."""
    return Identity(viewer, NO_SIGN_IN, EPOCH)


async def _first(changes: AsyncGenerator[Any, None]) -> Any:
    async with aclosing(changes):
        async for each in changes:
            return each
    raise _Unseen


def _json(payload: dict[str, Any]) -> str:
    return json.dumps(payload, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
