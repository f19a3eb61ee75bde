"""POST /graphql after the GraphQL-over-HTTP specification: media types, status codes, form."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from http import HTTPStatus
from typing import Any, Final

import msgspec
from graphql import GraphQLError
from starlette.requests import Request
from starlette.responses import Response
from strawberry.exceptions import MissingQueryError
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types.graphql import OperationType

from backend.api.persisted import PersistedOperations
from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.answers import WORTH_PACKING, Answer, KeptAnswers
from backend.core.graphql.context import Context, Edge, Identity
from backend.core.graphql.errors import (
    RETRY_AFTER,
    STATUS,
    code_of,
    graphql_refusal,
    public,
    retry_after_s,
)
from backend.core.graphql.executor import Schema
from backend.core.graphql.shared_viewer import SharedViewer
from backend.core.graphql.turns import PersonalTurns
from backend.core.http.requests import body, client_address, is_json
from backend.core.strict_json import read_json
from backend.people.accounts.sign_in_http import Auth

RESPONSE: Final = "application/graphql-response+json"
JSON: Final = "application/json"
ACCEPTED: Final = {RESPONSE: RESPONSE, JSON: JSON, "*/*": JSON, "application/*": JSON}
MAX_BODY: Final = 256 * 1024
MAX_ANONYMOUS_BODY: Final = 32 * 1024
"""A report without a name, every text in it as long as it may be."""
ALLOWED: Final = (OperationType.QUERY, OperationType.MUTATION)


@dataclass(frozen=True, slots=True)
class GraphQLRequest:
    """A well-formed request. One of `query` and a persisted operation in `extensions` is needed."""

    query: str | None
    variables: dict[str, Any] | None
    operation_name: str | None
    extensions: dict[str, Any] | None


@dataclass(frozen=True)
class GraphQLHttp:
    schema: Schema
    edge: Edge
    auth: Auth
    persisted: PersistedOperations

    async def post(self, request: Request) -> Response:
        """Run one query or mutation. What fails before it runs has no `data` and a status of its own."""
        media = _media_type(request.headers.get("accept"))
        if media is None:
            return _problem(HTTPStatus.NOT_ACCEPTABLE, f"answers are {RESPONSE} or {JSON}")
        if not is_json(request):
            return _problem(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"the content type must be {JSON}")
        try:
            identity = await self.auth.identity(request)
            sent = await body(request, MAX_BODY if identity else MAX_ANONYMOUS_BODY)
            known = await self.edge.data.known() if identity else None
            if identity and known and (kept := await self._answers.find(known, sent, identity.viewer)):
                return _give(kept, media, request)
            wanted = parse(sent)
        except Refused as refused:
            return _problem(HTTPStatus.BAD_REQUEST, refused.reason, media)
        context = Context(self.edge, identity, client_address(request, self.auth.trusted_proxies))
        try:
            async with self._turns.turn(identity.viewer.person_id if identity else None) as turn:
                if identity and known:
                    with self._answers.looking_up(known, sent, identity.viewer) as look_up:
                        answer = await self._planned(wanted, context, identity)
                        look_up.answer = answer if answer and answer.holds else None
                    if answer:
                        return _give(answer, media, request)
                data, errors = await self._run(wanted, context)
                turn.is_refused = not _has_run(data, errors) and not self._is_ours(wanted)
        except Refused as refused:
            data, errors = None, [graphql_refusal(refused.code, refused.reason, refused.retry_after_s)]
        return _answer(data, errors if identity else [_without_hints(each) for each in errors], media)

    def _is_ours(self, wanted: GraphQLRequest) -> bool:
        """Whether the document is stored: then nobody wrote it to be judged, whatever its variables are."""
        return wanted.query is None or self.persisted.knows(wanted.query)

    @cached_property
    def _turns(self) -> PersonalTurns:
        return PersonalTurns()

    @cached_property
    def _answers(self) -> KeptAnswers:
        return KeptAnswers(self.edge.clock)

    async def _run(
        self, wanted: GraphQLRequest, context: Context
    ) -> tuple[dict[str, Any] | None, list[GraphQLError]]:
        try:
            text = self._document(wanted, context)
            self.schema.judge.check_unread(text)
            result = await self.schema.execute(
                text,
                variable_values=wanted.variables,
                context_value=context,
                operation_name=wanted.operation_name,
                allowed_operation_types=ALLOWED,
            )
        except Refused as refused:
            return None, [graphql_refusal(refused.code, refused.reason, refused.retry_after_s)]
        except (MissingQueryError, CannotGetOperationTypeError, InvalidOperationTypeError):
            reason = "no such operation, or a subscription: those run over the socket"
            return None, [graphql_refusal(ErrorCode.INVALID_INPUT, reason)]
        return result.data, list(result.errors or ())

    async def _planned(self, wanted: GraphQLRequest, context: Context, identity: Identity) -> Answer | None:
        """The answer to a query that ran before, straight from its plan; None for all else."""
        with suppress(Refused):  # whoever runs it without a plan says why not
            text = self._document(wanted, context)
            if plan := self.schema.plans.met(text, wanted.operation_name):
                viewer = SharedViewer(identity.viewer)
                shared = Context(self.edge, replace(identity, viewer=viewer), context.address)
                found = await self.schema.plans.outcome(plan, shared, wanted.variables)
                context.is_planned = False
                if found is not None:
                    content = msgspec.json.encode({"data": found.data})
                    holds = not (found.has_readings or found.is_of_sign_in)
                    return Answer(content, viewer, found.read_clock_at, holds=holds)
        return None

    def _document(self, wanted: GraphQLRequest, context: Context) -> str:
        """The text to run. That of a stranger is not even parsed unless it is one of ours, and open."""
        if context.identity is not None:
            return self.persisted.document(wanted.query, wanted.extensions)
        try:
            text = self.persisted.document(wanted.query, wanted.extensions)
        except Refused as refused:
            if refused.code is not ErrorCode.OPERATION_UNKNOWN:
                raise
            text = ""
        if not self.persisted.knows(text) or not self.schema.opens_text(text):
            raise Refused(ErrorCode.UNAUTHENTICATED, "sign in first")
        return text


def parse(text: bytes) -> GraphQLRequest:
    """Raises Refused(INVALID_INPUT) for what is no GraphQL request."""
    return read(read_json(text))


def read(found: object) -> GraphQLRequest:
    """The request in a JSON object; over a socket its payload has the same form."""
    if not isinstance(found, dict):
        raise Refused(ErrorCode.INVALID_INPUT, "a request is a JSON object; batches are not supported")
    return GraphQLRequest(
        query=_part(found, "query", str),
        variables=_part(found, "variables", dict),
        operation_name=_part(found, "operationName", str),
        extensions=_part(found, "extensions", dict),
    )


def _part(found: Mapping[str, Any], name: str, kind: type) -> Any:
    value = found.get(name)
    if value is not None and not isinstance(value, kind):
        raise Refused(ErrorCode.INVALID_INPUT, f"{name} must be {'a string' if kind is str else 'an object'}")
    return value


def _media_type(accept: str | None) -> str | None:
    """The best media type of ours that the client takes; None if it takes neither."""
    best, best_weight = None, 0.0
    for offer in (accept or "*/*").split(","):
        kind, *parameters = (part.strip().lower() for part in offer.split(";"))
        weight = next((_weight(each[2:]) for each in parameters if each.startswith("q=")), 1.0)
        if kind in ACCEPTED and weight > best_weight:
            best, best_weight = ACCEPTED[kind], weight
    return best


def _weight(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _answer(data: dict[str, Any] | None, errors: list[GraphQLError], media: str) -> Response:
    has_run = _has_run(data, errors)
    content: dict[str, Any] = {"data": data} if has_run else {}
    if errors:
        content["errors"] = [public(error).formatted for error in errors]
    if any(code_of(error) is ErrorCode.UNAVAILABLE for error in errors):
        answer = _respond(content, HTTPStatus.SERVICE_UNAVAILABLE, media)
        answer.headers.update(RETRY_AFTER)
        return answer
    answer = _respond(content, HTTPStatus.OK if has_run else _status(errors, media), media)
    if waits := [wait_s for error in errors if (wait_s := retry_after_s(error)) is not None]:
        answer.headers["retry-after"] = str(max(waits))
    return answer


def _has_run(data: dict[str, Any] | None, errors: list[GraphQLError]) -> bool:
    """An error with a path comes from a resolver: then something ran, and null data is an answer."""
    return data is not None or not errors or any(error.path for error in errors)


def _without_hints(error: GraphQLError) -> GraphQLError:
    """The error without what would describe the schema to a stranger."""
    error.message = error.message.partition(" Did you mean")[0]
    return error


def _status(errors: list[GraphQLError], media: str) -> HTTPStatus:
    """Of a request that did not run. Clients of plain JSON expect 200 wherever GraphQL itself says no."""
    codes = {code_of(error) for error in errors}
    for code in (ErrorCode.INTERNAL, ErrorCode.UNAUTHENTICATED):
        if code in codes:
            return STATUS[code]
    return HTTPStatus.BAD_REQUEST if media == RESPONSE else HTTPStatus.OK


def _give(answer: Answer, media: str, request: Request) -> Response:
    packs = len(answer.content) >= WORTH_PACKING and "gzip" in request.headers.get("accept-encoding", "")
    headers = _headers(media)
    if packs:
        headers |= {"content-encoding": "gzip", "vary": "accept, accept-encoding"}
    return Response(answer.packed if packs else answer.content, HTTPStatus.OK, headers)


def _problem(status: HTTPStatus, reason: str, media: str = JSON) -> Response:
    error = public(graphql_refusal(ErrorCode.INVALID_INPUT, reason))
    return _respond({"errors": [error.formatted]}, status, media)


def _respond(content: Mapping[str, Any], status: HTTPStatus, media: str) -> Response:
    return Response(msgspec.json.encode(content), status, _headers(media))


def _headers(media: str) -> dict[str, str]:
    return {"content-type": f"{media}; charset=utf-8", "cache-control": "no-store", "vary": "accept"}
