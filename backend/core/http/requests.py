"""Reading a request with care: how much, of what kind, from where."""

import asyncio
from typing import Final, TypeVar

from starlette.requests import ClientDisconnect, HTTPConnection, Request
from strawberry.http.websocket_origin import is_same_origin as is_origin_of_host

from backend.core.errors import ErrorCode, Refused
from backend.core.strict_json import read_json
from backend.core.text import Language

T = TypeVar("T")
UNKNOWN: Final = "unknown"
WITHIN_S: Final = 30.0
"""For all of a small body."""
MAX_BODY: Final = 4096
"""Bytes of a few texts."""


def known(who: T | None) -> T:
    """Return who asks. Raises Refused(UNAUTHENTICATED) for nobody."""
    if who is None:
        raise Refused(ErrorCode.UNAUTHENTICATED, "no valid token")
    return who


async def body(request: Request, most: int) -> bytes:
    """The body. Raises Refused(INVALID_INPUT) beyond `most` bytes, without reading on, or where the
    rest of it does not come.
    """
    received = bytearray()
    try:
        async with asyncio.timeout(WITHIN_S):
            async for chunk in request.stream():
                received += chunk
                if len(received) > most:
                    raise Refused(ErrorCode.INVALID_INPUT, f"the body is larger than {most} bytes")
    except (TimeoutError, ClientDisconnect) as ended:
        raise Refused(ErrorCode.INVALID_INPUT, "the body did not come") from ended
    return bytes(received)


def is_json(request: Request) -> bool:
    """Whether the body is announced as JSON in UTF-8; a form of another site cannot send that unasked."""
    kind, *parameters = (part.strip().lower() for part in request.headers.get("content-type", "").split(";"))
    charsets = [each.split("=", 1)[1].strip(' "') for each in parameters if each.startswith("charset=")]
    return kind == "application/json" and all(each in ("utf-8", "utf8") for each in charsets)


def is_same_origin(request: HTTPConnection) -> bool:
    """Whether the page behind the request is ours, as far as the browser says; other programs say nothing."""
    origin = request.headers.get("origin")
    return origin is None or is_origin_of_host(origin, request.headers.get("host"))


def language_of(request: Request, usual: Language = Language.ZH) -> Language:
    """The first of Chinese and English in what the browser accepts; `usual` where it accepts neither."""
    asked = [part.strip().lower() for part in request.headers.get("accept-language", "").split(",")]
    known = [tag[:2] for tag in asked if tag[:2] in ("zh", "en")]
    return usual if not known else Language.EN if known[0] == "en" else Language.ZH


def client_address(request: HTTPConnection, trusted_proxies: int) -> str:
    """The address of the socket; behind proxies of our own, what the outermost of them saw.

    Each proxy adds its peer at the end of X-Forwarded-For; whatever stands before that is the client's word.
    """
    if trusted_proxies:
        seen = [
            each.strip() for each in request.headers.get("x-forwarded-for", "").split(",") if each.strip()
        ]
        if len(seen) >= trusted_proxies:
            return seen[-trusted_proxies]
    return request.client.host if request.client else UNKNOWN


async def fields_of(request: Request, *names: str) -> list[str]:
    """The texts of these names in a JSON body. Raises Refused(INVALID_INPUT) where one is none."""
    if not is_json(request):
        raise Refused(ErrorCode.INVALID_INPUT, "the content type must be application/json")
    found = read_json(await body(request, MAX_BODY))
    values = [found.get(each) if isinstance(found, dict) else None for each in names]
    if not all(isinstance(each, str) and "\x00" not in each for each in values):
        raise Refused(ErrorCode.INVALID_INPUT, f"needed: {', '.join(names)}")
    return [str(each) for each in values]
