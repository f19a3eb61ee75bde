"""Judging whether a document may run: its tokens before it is parsed, then its size, then the rest, in a
thread and within a time. What was refused is known by its hash and not read again.
"""

import hashlib
import re
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import suppress
from itertools import islice
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

from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.errors import code_of, graphql_refusal
from backend.core.graphql.limits import MAX_TOKENS, MAX_WRITTEN, SizeRule, written

WITHIN_S: Final = 1.0
"""Seconds of the processor, not of the clock: a busy machine must not make a good document a bad one."""
TRIES: Final = 2
"""A pause for the garbage of the whole process may fall into one judgement; hardly into two."""
JUDGES: Final = 2
KEPT: Final = 256
TOKEN: Final = re.compile(
    r"""[\s,\ufeff]*+(?:\#[^\n\r]*+[\s,\ufeff]*+)*+"""
    r'''("""(?:[^"\\]|\\.|"(?!""))*+(?:"""|\Z)|"(?:[^"\\\n\r]|\\[^\n\r])*+"?|[A-Za-z0-9_.+-]++|.|\Z)''',
    re.DOTALL,
)
"""Never more than the parser counts: what it would cut in two is one here. Possessive, and a string without
an end goes to the end: no text makes it look twice.
"""

TOO_LARGE: Final = frozenset({ErrorCode.QUERY_TOO_COMPLEX, ErrorCode.QUERY_TOO_DEEP})
Rules = Sequence[type[ASTValidationRule]]


class TooLong(Exception):
    """Judging took longer than `WITHIN_S`."""


class Judge:
    """Judges each document once and remembers the last ones. One for a schema."""

    def __init__(self) -> None:
        self._known: dict[str, list[GraphQLError]] = {}
        self._refused: dict[bytes, Refused] = {}
        self._stored: frozenset[str] = frozenset()
        self._threads = CapacityLimiter(JUDGES)

    def trust(self, texts: Iterable[str]) -> None:
        """Let these run unjudged: tests judge what is stored, and no phone is refused for want of time."""
        self._stored |= frozenset(texts)

    def check_unread(self, text: str) -> None:
        """Raises Refused for what was refused before, and for too many tokens: a scan, where the parser would
        build the document first.
        """
        if text in self._stored:
            return
        key = _key(text)
        if (before := self._refused.get(key)) is not None:
            raise Refused(before.code, before.reason)
        if has_more_tokens(text, MAX_TOKENS):
            refused = Refused(ErrorCode.QUERY_TOO_COMPLEX, f"more than {MAX_TOKENS} tokens")
            self._remember(key, refused)
            raise refused

    def _remember(self, key: bytes, refused: Refused) -> None:
        while len(self._refused) >= KEPT:
            del self._refused[next(iter(self._refused))]
        self._refused[key] = refused

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
            if too := next((each for each in found if code_of(each) in TOO_LARGE), None):
                self._remember(_key(text), Refused(code_of(too), too.message))
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


def has_more_tokens(text: str, most: int) -> bool:
    """Whether the text has more tokens than that; looks no further."""
    found = (each for each in TOKEN.finditer(text) if each[1])
    return next(islice(found, most, None), None) is not None


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode(errors="surrogatepass")).digest()


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
