"""Errors at the edge: refusals by their code, everything else masked and logged under a request id."""

from http import HTTPStatus
from typing import Final

import structlog
from graphql import GraphQLError, GraphQLSyntaxError
from graphql.validation.validate import ValidationAbortedError
from starlette.responses import JSONResponse, Response
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError

from backend.core.errors import ErrorCode, Refused, Unavailable
from backend.core.libraries import OPTIONAL, missing_library
from backend.core.once_per_minute import away

log = structlog.get_logger()

STATUS: Final = {
    ErrorCode.UNAUTHENTICATED: HTTPStatus.UNAUTHORIZED,
    ErrorCode.SESSION_REVOKED: HTTPStatus.UNAUTHORIZED,
    ErrorCode.WRONG_CREDENTIALS: HTTPStatus.UNAUTHORIZED,
    ErrorCode.NOT_ALLOWED: HTTPStatus.FORBIDDEN,
    ErrorCode.NOT_FOUND: HTTPStatus.NOT_FOUND,
    ErrorCode.TOO_MANY_ATTEMPTS: HTTPStatus.TOO_MANY_REQUESTS,
    ErrorCode.UNAVAILABLE: HTTPStatus.SERVICE_UNAVAILABLE,
    ErrorCode.LIBRARY_MISSING: HTTPStatus.SERVICE_UNAVAILABLE,
    ErrorCode.INTERNAL: HTTPStatus.INTERNAL_SERVER_ERROR,
}
CODES: Final = frozenset(ErrorCode)
NOT_FOUND: Final = "there is no such thing for this viewer"
RETRY_AFTER: Final = {"retry-after": "5"}
"""With every answer of a store that is away."""


def store_is_away(cause: str) -> None:
    """Log that the store is away: a line per cause and minute, for all the requests that meet it."""
    away(log.warning, "store_away", cause)


def library_is_missing(cause: BaseException | None) -> str:
    """Log that a library is missing, once a minute; returns the sentence for who asked."""
    name = missing_library(cause) or ""
    reason = f"{name} is not installed on the server: {OPTIONAL.get(name, '')} do not work without it"
    away(log.error, "library_missing", reason)
    return reason


def request_id() -> str:
    """The id under which this request is logged; also in its X-Request-Id header."""
    return str(structlog.contextvars.get_contextvars().get("request_id", ""))


def refusal(
    refused: Refused, *, status: HTTPStatus | None = None, headers: dict[str, str] | None = None
) -> Response:
    """The answer of a plain HTTP endpoint: {"code", "message"}."""
    waits = {} if refused.retry_after_s is None else {"retry-after": str(refused.retry_after_s)}
    return JSONResponse(
        {"code": refused.code, "message": message_of(refused.code, refused.reason)},
        status or STATUS.get(refused.code, HTTPStatus.BAD_REQUEST),
        {"cache-control": "no-store", **waits, **(headers or {})},
    )


def message_of(code: ErrorCode, reason: str) -> str:
    """Return the message that the client reads beside the code. What is not there and what is not theirs
    sound the same; the log has the difference.
    """
    return NOT_FOUND if code is ErrorCode.NOT_FOUND else reason


def graphql_refusal(code: ErrorCode, reason: str, retry_after_s: int | None = None) -> GraphQLError:
    """A refusal found before anything runs."""
    return GraphQLError(reason, original_error=Refused(code, reason, retry_after_s))


def retry_after_s(error: GraphQLError) -> int | None:
    """The seconds after which the same may be asked again, where a refusal says so."""
    cause = _cause(error)
    return cause.retry_after_s if isinstance(cause, Refused) else None


def _cause(error: GraphQLError) -> Exception | None:
    cause = error.original_error
    while isinstance(cause, GraphQLError):
        cause = cause.original_error
    return cause


def code_of(error: GraphQLError) -> ErrorCode:
    """The code that the client gets to see."""
    cause = _cause(error)
    if isinstance(cause, Refused):
        return cause.code
    if isinstance(cause, Unavailable):
        return ErrorCode.UNAVAILABLE
    if missing_library(cause) is not None:
        return ErrorCode.LIBRARY_MISSING
    own = (error.extensions or {}).get("code")
    if own in CODES:
        return ErrorCode(own)
    # The library's own budget for validation, and the parser's limit, which has no type of its own.
    is_syntax = isinstance(error, GraphQLSyntaxError)
    if isinstance(error, ValidationAbortedError) or (is_syntax and "contains more than" in error.message):
        return ErrorCode.QUERY_TOO_COMPLEX
    # Without a path nothing ran yet: the document or its variables are at fault, unless an extension broke.
    is_request = error.path is None and isinstance(
        cause, (type(None), CannotGetOperationTypeError, InvalidOperationTypeError)
    )
    return ErrorCode.INVALID_INPUT if is_request else ErrorCode.INTERNAL


def public(error: GraphQLError) -> GraphQLError:
    """The error as the client may see it; what nobody foresaw is logged here and only here."""
    code = code_of(error)
    message = error.message
    extensions: dict[str, str | int] = {"code": code}
    if (wait_s := retry_after_s(error)) is not None:
        extensions["retryAfterSeconds"] = wait_s
    if code is ErrorCode.INTERNAL:
        log.error(
            "graphql_error",
            path=error.path,
            error=repr(error.original_error or error),
            exc_info=error.original_error or error,
        )
        message = "something went wrong; the log knows it by this request id"
        extensions["requestId"] = request_id()
    elif code is ErrorCode.UNAVAILABLE:
        store_is_away(message)
        message = "the store cannot be reached or has no room; try again later"
    elif code is ErrorCode.LIBRARY_MISSING:
        message = library_is_missing(_cause(error))
    else:
        log.info("graphql_refused", code=code, reason=message, path=error.path)
    return GraphQLError(
        message_of(code, message),
        source=error.source,
        positions=error.positions,
        path=error.path,
        extensions=extensions,
    )
