"""Judging whether a document may run: its size first, then the rest, in a thread and within a time."""

from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import suppress
from time import thread_time
from typing import Final

import anyio.to_thread
from anyio import CapacityLimiter
from graphql import (
    ASTValidationRule,
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    ValidationRule,
    validate,
)
from strawberry.extensions import SchemaExtension

from backend.core.errors import ErrorCode
from backend.core.graphql.errors import graphql_refusal
from backend.core.graphql.limits import MAX_WRITTEN, SizeRule, written

WITHIN_S: Final = 1.0
"""Seconds of the processor, not of the clock: a busy machine must not make a good document a bad one."""
TRIES: Final = 2
"""A pause for the garbage of the whole process may fall into one judgement; hardly into two."""
JUDGES: Final = 2
KEPT: Final = 256

Rules = Sequence[type[ASTValidationRule]]


class TooLong(Exception):
    """Judging took longer than `WITHIN_S`."""


class Judge:
    """Judges each document once and remembers the last ones. One for a schema."""

    def __init__(self) -> None:
        self._known: dict[str, list[GraphQLError]] = {}
        self._stored: frozenset[str] = frozenset()
        self._threads = CapacityLimiter(JUDGES)

    def trust(self, texts: Iterable[str]) -> None:
        """Let these run unjudged: tests judge what is stored, and no phone is refused for want of time."""
        self._stored |= frozenset(texts)

    async def errors(
        self, schema: GraphQLSchema, text: str, document: DocumentNode, rules: Rules
    ) -> list[GraphQLError]:
        """Return the errors of the document; empty: it may run."""
        if text in self._stored:
            return []
        found = self._known.get(text)
        if found is None:
            found = await anyio.to_thread.run_sync(judged, schema, document, rules, limiter=self._threads)
            while len(self._known) >= KEPT:
                del self._known[next(iter(self._known))]
            self._known[text] = found
        return found


class Judged(SchemaExtension):
    """Has every document judged before it runs, in the place of validation on the loop."""

    def __init__(self, judge: Judge) -> None:
        super().__init__()
        self._judge = judge

    async def on_validate(self) -> AsyncIterator[None]:
        context = self.execution_context
        document = context.graphql_document
        if document is not None and not context.pre_execution_errors:
            schema: GraphQLSchema = context.schema._schema
            context.pre_execution_errors = await self._judge.errors(
                schema, context.query or "", document, context.validation_rules
            )
        yield


def judged(schema: GraphQLSchema, document: DocumentNode, rules: Rules) -> list[GraphQLError]:
    """Return the errors of the document. Its size is judged first: comparing fields takes their number
    squared.
    """
    if (count := written(document)) > MAX_WRITTEN:
        reason = f"{count} fields are written, allowed are {MAX_WRITTEN}"
        return [graphql_refusal(ErrorCode.QUERY_TOO_COMPLEX, reason)]
    for _ in range(TRIES):
        with suppress(TooLong):
            in_time = _deadline(thread_time() + WITHIN_S)
            return validate(schema, document, [in_time, SizeRule]) or validate(
                schema, document, [in_time, *rules]
            )
    return [graphql_refusal(ErrorCode.QUERY_TOO_COMPLEX, "judging the document takes too long")]


def _deadline(ends_at: float) -> type[ValidationRule]:
    class InTime(ValidationRule):
        def enter(self, *_: object) -> None:
            if thread_time() > ends_at:
                raise TooLong

    return InTime
