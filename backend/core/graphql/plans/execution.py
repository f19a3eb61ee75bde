"""Queries run as plans; graphql-core runs whatever a plan does not know, and whatever failed in one."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any, Final, NamedTuple

import structlog
from graphql import DocumentNode
from graphql import ExecutionResult as Result
from graphql.execution.values import get_variable_values
from strawberry.extensions import SchemaExtension
from strawberry.types.graphql import OperationType

from backend.core import data_version
from backend.core.graphql.context import Context
from backend.core.graphql.plans.plan import Plan, Planner, Unplanned
from backend.core.graphql.plans.run import Run
from backend.core.session import Session

KEPT: Final = 256
log = structlog.get_logger()


class Outcome(NamedTuple):
    """The answer of a plan. `read_clock_at`: None if it does not depend on the time. `is_of_sign_in`: whether
    another device of the same viewer may get another answer.
    """

    data: dict[str, Any]
    read_clock_at: datetime | None
    has_readings: bool
    is_of_sign_in: bool


class Plans:
    """The plans of a schema, by document and operation; None for what is run without one."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str | None], Plan | None] = {}

    def of(self, schema: Any, text: str, document: DocumentNode, operation_name: str | None) -> Plan | None:
        """The plan of a document that was judged and may run; made when it is met first."""
        key = text, operation_name
        if key not in self._known:
            while len(self._known) >= KEPT:
                del self._known[next(iter(self._known))]
            self._known[key] = _planned(schema, document, operation_name)
        return self._known[key]

    def met(self, text: str, operation_name: str | None) -> Plan | None:
        """The plan of a document that ran before: it is neither parsed nor judged again."""
        return self._known.get((text, operation_name))

    async def outcome(self, plan: Plan, context: Context, given: dict[str, Any] | None) -> Outcome | None:
        """Return the answer of the plan. None: graphql-core must run this; the context says so for good."""
        variables = get_variable_values(plan.schema, plan.operation.variable_definitions or (), given or {})
        context.is_planned = False
        if isinstance(variables, list):
            return None

        def run(session: Session) -> Outcome:
            data_version.begin(session)
            run = Run(plan, context, variables, session)
            return Outcome(
                run.data(),
                run.context.read_clock_at,
                data_version.has_read_readings(session),
                run.context.has_read_sign_in,
            )

        try:
            return await context.edge.read(run)
        except Unplanned:
            self._known = {key: None if each is plan else each for key, each in self._known.items()}
        except Exception as error:
            log.debug("a plan failed", error=repr(error))
        return None


class Planned(SchemaExtension):
    """Runs a query as a plan. What goes wrong is run again by graphql-core: so errors are the standard's."""

    def __init__(self, plans: Plans) -> None:
        super().__init__()
        self._plans = plans

    async def on_execute(self) -> AsyncIterator[None]:
        wanted = self.execution_context
        context = wanted.context
        is_ours = isinstance(context, Context) and context.identity and context.is_planned
        if is_ours and wanted.operation_type is OperationType.QUERY:
            outcome = await self._outcome(context)
            if outcome is not None:
                wanted.result = Result(data=outcome.data, errors=None)
        yield

    async def _outcome(self, context: Context) -> Outcome | None:
        wanted = self.execution_context
        text, document, name = wanted.query, wanted.graphql_document, wanted.operation_name
        if text is None or document is None:
            return None
        plan = self._plans.of(wanted.schema, text, document, name)
        return await self._plans.outcome(plan, context, wanted.variables) if plan else None


def _planned(schema: Any, document: DocumentNode, operation_name: str | None) -> Plan | None:
    try:
        return Planner(schema._schema, document, schema.schema_converter).plan(operation_name)
    except Unplanned:
        return None
