"""Queries and mutations of a module: where a site has switched it off they are not there."""

from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any, Final, TypeVar

from backend.core.graphql.context import Context
from backend.core.modules import Module

T = TypeVar("T")
MODULE: Final = "module"
"""Attribute of a resolver that is of a module."""


class InfoWithin:
    """All that resolvers know of where they stand, for the sites of the viewer that have a module."""

    __slots__ = ("context",)

    def __init__(self, context: Context) -> None:
        self.context = context


def of_module(
    module: Module,
) -> Callable[[Callable[..., Awaitable[T]]], Callable[..., Awaitable[T]]]:
    """Make a query or mutation that of a module, below its strawberry decorator.

    Where none of the viewer's sites has the module it is refused as MODULE_OFF; else what it reads and
    changes is of the sites that have it, and whatever is of others does not exist for it. What is open to
    everybody has no viewer: its command looks at the site.
    """

    def decorate(resolve: Callable[..., Awaitable[T]]) -> Callable[..., Awaitable[T]]:
        @wraps(resolve)
        async def gated(self: object, info: Any, **given: Any) -> T:
            return await resolve(self, info=InfoWithin(info.context.within(module)), **given)

        setattr(gated, MODULE, module)
        return gated

    return decorate
