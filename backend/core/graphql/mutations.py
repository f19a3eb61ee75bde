"""The decorator that makes a mutation of a command: run once per operation id, answered with a node."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias, TypeVar, get_type_hints
from uuid import UUID

import strawberry
from strawberry.types.field import StrawberryField

from backend.core.allowances import Allowances
from backend.core.database import Transaction
from backend.core.graphql.context import CommandInput, Info
from backend.core.graphql.modules import of_module
from backend.core.modules import Module
from backend.core.viewer import Viewer

Input = TypeVar("Input", bound=CommandInput)
Node = TypeVar("Node")

Run = Callable[[Any, Transaction, Input, Viewer], UUID]
"""Method (self, tx, input, by) that returns the id of what it made or changed."""

CheckAllowance: TypeAlias = Callable[[Transaction, Viewer, Allowances], None]
"""Raises Refused(TOO_MANY_ATTEMPTS) where this person has taken their share already."""


def command(
    *,
    returns: Callable[[Info, UUID], Awaitable[Node]],
    description: str | None = None,
    allowance: CheckAllowance | None = None,
    needs_proof: Callable[[Input], bool] | None = None,
    module: Module | None = None,
) -> Callable[[Run[Input]], StrawberryField]:
    """Make a mutation of a method that runs in a transaction; `returns` loads the node of the returned id.

    The name of the method is the mutation and the kind under which the operation is recorded: a renamed
    method no longer knows the operations recorded before. `allowance`: checked before what is new.
    `needs_proof`: whether with this input only somebody runs it who has shown a password lately. `module`:
    see `core.graphql.modules`.
    """

    def decorate(run: Run[Input]) -> StrawberryField:
        kind = run.__name__

        async def resolve(self: object, info: Info, input: Input) -> Node:
            viewer, allowances = info.context.viewer, info.context.edge.allowances

            def work(tx: Transaction) -> UUID:
                if allowance is not None:
                    allowance(tx, viewer, allowances)
                return run(self, tx, input, viewer)

            asks_proof = needs_proof is not None and needs_proof(input)
            made = await info.context.command(input, kind, work, needs_proof=asks_proof)
            return await returns(info, made)

        resolve.__name__, resolve.__qualname__, resolve.__module__ = kind, run.__qualname__, run.__module__
        # Strawberry reads the types of the schema here: what the command takes, what the loader returns.
        resolve.__annotations__ = {
            "info": Info,
            "input": get_type_hints(run)["input"],
            "return": get_type_hints(returns)["return"],
        }
        resolver = of_module(module)(resolve) if module is not None else resolve
        field: StrawberryField = strawberry.mutation(resolver, description=description)
        return field

    return decorate


async def success(info: Info, made: UUID) -> bool:  # noqa: ARG001 - what every loader takes
    """Returns true after a command that leaves nothing to show."""
    return True


async def made_id(info: Info, made: UUID) -> UUID:  # noqa: ARG001 - what every loader takes
    """Returns the id itself, for a client that has the rest already."""
    return made
