"""`POST /ingest`: readings and events of devices that speak HTTP, by the decoder of those that speak MQTT.

A device shows its key as `Authorization: Bearer <key>` or `X-Api-Key`. 200 comes after the commit, whoever
commits. So a device sends until it gets one; the same body again gets the same answer and stores nothing.
"""

import hashlib
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from http import HTTPStatus
from typing import Final
from uuid import UUID

import structlog
from starlette.background import BackgroundTask
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
from backend.core.once_per_minute import away
from backend.core.rate_limit import RateLimit
from backend.sensors.devices.commands import Caller
from backend.sensors.devices.refusals_rules import Attempt, KeyRefusal, NotOfDevice
from backend.sensors.devices.rules import Receipt

MAX_REQUESTS: Final = 64
"""Bodies in memory at once; more are asked to come again. A place is given to devices we know only."""
MAX_PER_SITE: Final = 32
MAX_PER_DEVICE: Final = 4
MINUTE: Final = timedelta(minutes=1)
MAX_NOTED_OF_ADDRESS: Final = 12
"""Refusals noted in a minute: a new device sends every few seconds, and junk keeps no writer busy."""
MAX_NOTED: Final = 120

log = structlog.get_logger()


Take = Callable[[Sequence[Message], Receipt], Awaitable[Answer]]
"""Commits the messages of a body and their receipt, then returns the answer. Raises Unavailable, and
Refused(INVALID_INPUT) for a body of which nothing is of use.
"""


class HttpIngest:
    """`identify` finds the caller of a key, `answered` the answer to a body taken before; both block,
    may be called from several threads at once, and raise Unavailable; so does `note_refused`. `threads` are
    for these: who sends must be known even while all others wait for the store.
    """

    def __init__(
        self,
        identify: Callable[[str], Caller | None],
        answered: Callable[[Receipt], Answer | None],
        take: Take,
        threads: Threads,
        *,
        note_refused: Callable[[Attempt], None],
        clock: Callable[[], datetime],
    ) -> None:
        self._identify, self._answered, self._take, self._threads = identify, answered, take, threads
        self._note_refused, self._clock = note_refused, clock
        self._noted_of, self._noted = RateLimit(MAX_NOTED_OF_ADDRESS, MINUTE), RateLimit(MAX_NOTED, MINUTE)
        self._of_device: Counter[UUID] = Counter()
        self._of_site: Counter[str] = Counter()

    def routes(self) -> list[Route]:
        paths = ("/ingest", "/ingest/{site}", "/ingest/{site}/{code}")
        return [Route(path, self.post, methods=["POST"]) for path in paths]

    async def post(self, request: Request) -> Response:
        """The coded answer to one body."""
        try:
            check_type(request)
            caller = await self._caller(request)
            with self._admitted(caller):
                answer = await self._answer(request, caller)
            return JSONResponse(answer, headers={"cache-control": "no-store"})
        except Declined as declined:
            is_unknown = declined.status is HTTPStatus.UNAUTHORIZED
            return no(declined, afterwards=self._noting(request) if is_unknown else None)
        except NotOfDevice as foreign:
            said = Declined(HTTPStatus.FORBIDDEN, foreign.code, foreign.reason)
            return no(said, afterwards=self._noting(request, foreign.why, foreign.source))
        except Refused as refused:
            return no(Declined(HTTPStatus.BAD_REQUEST, refused.code, refused.reason))
        except Unavailable as gone:
            away(log.warning, "a body must come again: the store is away", gone)
            return no(busy("the store cannot be reached"))
        except ClientDisconnect:
            return Response(status_code=HTTPStatus.BAD_REQUEST)  # nobody is there to read it

    async def _caller(self, request: Request) -> Caller:
        """Return the sender, known by the head alone: the body of an unknown one is not waited for."""
        key = key_of(request)
        caller = await self._threads.run(partial(self._identify, key)) if key else None
        if caller is None:
            raise unknown()
        check_site(request, caller)
        return caller

    def _noting(
        self, request: Request, why: KeyRefusal | None = None, code: str = ""
    ) -> BackgroundTask | None:
        """Note the refusal for a person to see, once the device has its answer: how long that took says
        nothing of which sites there are.
        """
        now, address = self._clock(), request.client.host if request.client else ""
        try:
            self._noted_of.check(address, now=now)
            self._noted.check("", now=now)
        except Refused:
            return None
        site, named = (request.path_params.get(each, "") for each in ("site", "code"))
        return BackgroundTask(self._note, Attempt(key_of(request), site, code or named, why))

    async def _note(self, attempt: Attempt) -> None:
        try:
            await self._threads.run(partial(self._note_refused, attempt))
        except Unavailable as gone:
            away(log.warning, "a refusal is not noted: the store is away", gone)

    async def _answer(self, request: Request, caller: Caller) -> Answer:
        body = await body_of(request)
        sha256 = hashlib.sha256(request.url.path.encode() + b"\0" + body).hexdigest()
        receipt = Receipt(caller.device.device_id, sha256)
        before = await self._threads.run(partial(self._answered, receipt))
        if before is not None:
            return before
        code = request.path_params.get("code")
        messages = messages_of(body, caller.device, site=caller.site_code, code=code)
        return await self._take(messages, receipt)

    @contextmanager
    def _admitted(self, caller: Caller) -> Iterator[None]:
        """Limit the bodies in memory. Raises Declined for too many at once: in all, of a site, or device."""
        device, site = caller.device.device_id, caller.site_code
        if self._of_site.total() >= MAX_REQUESTS or self._of_site[site] >= MAX_PER_SITE:
            raise busy("too many requests at once")
        if self._of_device[device] >= MAX_PER_DEVICE:
            reason = "too many requests of this device at once"
            raise Declined(HTTPStatus.TOO_MANY_REQUESTS, ErrorCode.TOO_MANY_ATTEMPTS, reason, retry_after_s=1)
        self._of_device[device] += 1
        self._of_site[site] += 1
        try:
            yield
        finally:
            self._of_device[device] -= 1
            self._of_site[site] -= 1
            self._of_device += Counter()  # drops what is at zero
