"""The schema as this edge runs it: with limits, caches, and for strangers what is marked as open."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cached_property, lru_cache
from typing import Final

import strawberry
from graphql import (
    DocumentNode,
    FieldNode,
    GraphQLError,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    parse,
)
from strawberry.extensions import (
    MaxTokensLimiter,
    ParserCache,
    SchemaExtension,
)
from strawberry.types import ExecutionContext
from strawberry.types.base import StrawberryObjectDefinition

from backend.core.errors import ErrorCode
from backend.core.graphql.context import NO_SIGN_IN, REFUSALS, Context
from backend.core.graphql.errors import graphql_refusal
from backend.core.graphql.judging import Judge, Judged
from backend.core.graphql.limits import MAX_TOKENS
from backend.core.graphql.plans.execution import Planned, Plans

CACHED_DOCUMENTS: Final = 256


class Parsed(ParserCache):
    """The cache without its fault: on a socket, an error inside the hook ended a subscription unsaid."""

    def on_parse(self) -> Iterator[None]:
        context = self.execution_context
        with suppress(GraphQLSyntaxError):  # the parser meets it again, where it is reported
            context.graphql_document = self.cached_parse_document(context.query, **context.parse_options)
        yield


class ViewerRequired(SchemaExtension):
    """Refusal of anonymous callers for all but NO_SIGN_IN, on whichever way the document came here."""

    def on_validate(self) -> Iterator[None]:
        context = self.execution_context
        is_anonymous = isinstance(context.context, Context) and context.context.identity is None
        document, schema = context.graphql_document, context.schema
        is_open = isinstance(schema, Schema) and document is not None and schema.opens(document)
        if is_anonymous and not context.pre_execution_errors and not is_open:
            context.pre_execution_errors = [graphql_refusal(ErrorCode.UNAUTHENTICATED, "sign in first")]
        yield


class Schema(strawberry.Schema):
    """Errors are logged where they are made public (`core.graphql.errors`), not a second time in here."""

    plans: Plans
    judge: Judge

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        pass

    @cached_property
    def open_fields(self) -> frozenset[str]:
        """Names of the queries and mutations that are marked NO_SIGN_IN."""
        definitions = (self.schema_converter.type_map[name].definition for name in ("Query", "Mutation"))
        return frozenset(
            self.config.name_converter.get_graphql_name(each)
            for definition in definitions
            if isinstance(definition, StrawberryObjectDefinition)
            for each in definition.fields
            if each.metadata == NO_SIGN_IN
        )

    def opens(self, document: DocumentNode) -> bool:
        """Whether everything that the document asks for is open to everybody."""
        roots = [
            selection
            for definition in document.definitions
            if isinstance(definition, OperationDefinitionNode)
            for selection in definition.selection_set.selections
        ]
        names = {each.name.value for each in roots if isinstance(each, FieldNode)}
        are_fields = all(isinstance(each, FieldNode) for each in roots)
        return are_fields and names <= {"__typename", *self.open_fields}

    @lru_cache(maxsize=CACHED_DOCUMENTS)  # noqa: B019 - a schema lives as long as its process
    def opens_text(self, text: str) -> bool:
        """The same of a text that is known to be a document."""
        return self.opens(parse(text))


def build_schema(
    *,
    query: type,
    mutation: type | None = None,
    subscription: type | None = None,
    types: Sequence[type] = (),
) -> Schema:
    """The one way to make a schema, so that no limit is forgotten. `types`: found by their interface only."""
    judge, plans = Judge(), Plans()
    schema = Schema(
        query=query,
        mutation=mutation,
        subscription=subscription,
        types=[REFUSALS, *types],
        extensions=[
            lambda: MaxTokensLimiter(max_token_count=MAX_TOKENS),
            lambda: Parsed(maxsize=CACHED_DOCUMENTS),
            lambda: Judged(judge),
            ViewerRequired,
            lambda: Planned(plans),
        ],
    )
    schema.judge, schema.plans = judge, plans
    return schema
