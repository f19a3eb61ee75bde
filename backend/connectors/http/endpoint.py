"""`POST /ingest`: readings and events of devices that speak HTTP, by the decoder of those that speak MQTT.

A device shows its key as `Authorization: Bearer <key>` or `X-Api-Key`. 200 comes after the commit, whoever
commits. So a device sends until it gets one; the same body again gets the same answer and stores nothing.
"""

import hashlib
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from typing import Final

import structlog
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from backend.connectors.http.http_body import messages_of
from backend.connectors.http.requests import (
    Answer,
    Declined,
    Threads,
    body_of,
    busy,
    check_site,
    check_type,
    key_of,
    no,
    unknown,
)
from backend.connectors.mqtt.frames import Message
from backend.core.errors import ErrorCode, Refused, Unavailable
from backend.sensors.devices.commands import Caller
from backend.sensors.devices.rules import Receipt

MAX_REQUESTS: Final = 32
"""Bodies in memory at once; more are asked to come again."""
MAX_PER_DEVICE: Final = 4

log = structlog.get_logger()


Take = Callable[[Sequence[Message], Receipt], Awaitable[Answer]]
"""Commits the messages of a body and their receipt, then returns the answer. Raises Unavailable, and
Refused(INVALID_INPUT) for a body of which nothing is of use.
"""


class HttpIngest:
    """`identify` finds the caller of a key and a body's sha256; it blocks, may be called from several threads
    at once, and raises Unavailable.
    """

    def __init__(self, identify: Callable[[str, str], Caller | None], take: Take, threads: Threads) -> None:
        self._identify, self._take, self._threads = identify, take, threads
        self._here: Counter[str] = Counter()

    def routes(self) -> list[Route]:
        paths = ("/ingest", "/ingest/{site}", "/ingest/{site}/{code}")
        return [Route(path, self.post, methods=["POST"]) for path in paths]

    async def post(self, request: Request) -> Response:
        """The coded answer to one body."""
        try:
            with self._admitted(key := key_of(request)):
                check_type(request)
                return JSONResponse(await self._answer(request, key), headers={"cache-control": "no-store"})
        except Declined as declined:
            return no(declined)
        except Refused as refused:
            is_foreign = refused.code is ErrorCode.NOT_ALLOWED
            status = HTTPStatus.FORBIDDEN if is_foreign else HTTPStatus.BAD_REQUEST
            return no(Declined(status, refused.code, refused.reason))
        except Unavailable as away:
            log.warning("a body must come again: the store is away", error=str(away))
            return no(busy("the store cannot be reached"))
        except ClientDisconnect:
            return Response(status_code=HTTPStatus.BAD_REQUEST)  # nobody is there to read it

    async def _answer(self, request: Request, key: str) -> Answer:
        body = await body_of(request)
        sha256 = hashlib.sha256(request.url.path.encode() + b"\0" + body).hexdigest()
        caller = await self._threads.run(partial(self._identify, key, sha256))
        if caller is None:
            raise unknown()
        check_site(request, caller)
        if caller.answer is not None:
            return caller.answer
        code = request.path_params.get("code")
        messages = messages_of(body, caller.device, site=caller.site_code, code=code)
        return await self._take(messages, Receipt(caller.device.device_id, sha256))

    @contextmanager
    def _admitted(self, key: str) -> Iterator[None]:
        """Refuse what would make the memory grow: too many bodies at once, or too many of one device."""
        if self._here.total() >= MAX_REQUESTS:
            raise busy("too many requests at once")
        if self._here[key] >= MAX_PER_DEVICE:
            reason = "too many requests of this device at once"
            raise Declined(HTTPStatus.TOO_MANY_REQUESTS, ErrorCode.TOO_MANY_ATTEMPTS, reason, retry_after_s=1)
        self._here[key] += 1
        try:
            yield
        finally:
            self._here[key] -= 1
            if not self._here[key]:
                del self._here[key]
