"""The schema: queries, mutations and subscriptions of every noun, found in their `graphql.py`."""

from typing import Final

import strawberry

from backend.core.graphql.executor import Schema, build_schema
from backend.core.graphql.work_items import item_types
from backend.core.packages import modules_of


def roots(ending: str) -> tuple[type, ...]:
    """Return the classes of this ending, "Query", "Mutation" or "Subscription", that the files with the role
    `graphql` hold: their fields are those of the root of the same name.
    """
    return tuple(
        each
        for module in modules_of("graphql")
        for name, each in vars(module).items()
        if name.endswith(ending) and isinstance(each, type) and each.__module__ == module.__name__
    )


def whole_schema() -> Schema:
    """Build the schema of all nouns."""
    query, mutation, subscription = (
        strawberry.type(type(ending, roots(ending), {})) for ending in ("Query", "Mutation", "Subscription")
    )
    types = tuple(item_types().values())  # no field names them: their interface does
    return build_schema(query=query, mutation=mutation, subscription=subscription, types=types)


schema: Final = whole_schema()
