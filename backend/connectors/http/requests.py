"""Reading what a device posted with care, and saying no by a code."""

import asyncio
from collections.abc import Callable
from http import HTTPStatus
from typing import Final, TypeAlias, TypeVar

import structlog
from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from backend.connectors.mqtt.frames import LARGEST_PACKET
from backend.core.errors import ErrorCode, Refused
from backend.readings.rules import Batch
from backend.sensors.devices.commands import Caller
from backend.sensors.devices.refusals_rules import KeyRefusal, NotOfDevice
from backend.sensors.devices.rules import KEY

T = TypeVar("T")
Answer: TypeAlias = dict[str, int]
THREADS: Final = 4
MAX_BODY: Final = LARGEST_PACKET
"""Bytes; the same as one MQTT message may have."""
STALLED_S: Final = 20.0
RETRY_S: Final = 5

log = structlog.get_logger()


class Declined(Exception):
    """No, with this status; `retry_after_s`: worth another try."""

    def __init__(self, status: HTTPStatus, code: ErrorCode, reason: str, *, retry_after_s: int = 0) -> None:
        super().__init__(reason)
        self.status, self.code, self.reason, self.retry_after_s = status, code, reason, retry_after_s


class Threads:
    """Where work that blocks is done, for all requests together."""

    def __init__(self) -> None:
        self._limit = CapacityLimiter(THREADS)

    async def run(self, work: Callable[[], T]) -> T:
        return await run_sync(work, limiter=self._limit)


def key_of(request: Request) -> str:
    """Return the key that the device shows; empty where it cannot be one."""
    scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
    key = bearer.strip() if scheme.lower() == "bearer" else request.headers.get("x-api-key", "")
    return key if KEY.fullmatch(key) else ""


def check_type(request: Request) -> None:
    """Raises Declined for a body that is announced as anything but JSON."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/json":
        reason = "send application/json"
        raise Declined(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, ErrorCode.INVALID_INPUT, reason)


def check_site(request: Request, caller: Caller) -> None:
    """Raises NotOfDevice where the address names a site that is not the device's."""
    if request.path_params.get("site", caller.site_code) != caller.site_code:
        raise NotOfDevice(KeyRefusal.OTHER_SITE, request.path_params.get("code", ""))


def is_of_use(batch: Batch) -> bool:
    """Whether anything of a body is a reading or an event."""
    return bool(batch.readings or batch.observations)


def useless(batch: Batch) -> Refused:
    """Return the refusal of a body of which nothing is of use."""
    return Refused(ErrorCode.INVALID_INPUT, "; ".join(each.detail for each in batch.rejected[:3]))


async def body_of(request: Request) -> bytes:
    """The body. Raises Declined beyond the limit, without reading on, and when it stalls."""
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > MAX_BODY:
        raise _too_large()
    received = bytearray()
    try:
        async with asyncio.timeout(STALLED_S):
            async for chunk in request.stream():
                received += chunk
                if len(received) > MAX_BODY:
                    raise _too_large()
    except TimeoutError as silence:
        raise Declined(HTTPStatus.REQUEST_TIMEOUT, ErrorCode.INVALID_INPUT, "the body stalled") from silence
    return bytes(received)


def unknown() -> Declined:
    """The key is nobody's."""
    return Declined(HTTPStatus.UNAUTHORIZED, ErrorCode.UNAUTHENTICATED, "no valid key of a device")


def _too_large() -> Declined:
    reason = f"a body has at most {MAX_BODY} bytes"
    return Declined(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, ErrorCode.INVALID_INPUT, reason)


def busy(reason: str) -> Declined:
    """Not now: the device is asked to come again."""
    return Declined(HTTPStatus.SERVICE_UNAVAILABLE, ErrorCode.INTERNAL, reason, retry_after_s=RETRY_S)


def no(declined: Declined, *, afterwards: BackgroundTask | None = None) -> Response:
    """{"code", "message"}. The connection is closed: a body may be left on it that nobody will read."""
    headers = {"cache-control": "no-store", "connection": "close"}
    if declined.retry_after_s:
        headers["retry-after"] = str(declined.retry_after_s)
    if declined.status is HTTPStatus.UNAUTHORIZED:
        headers["www-authenticate"] = "Bearer"
    log.info("ingest_refused", code=declined.code, reason=declined.reason)
    content = {"code": declined.code, "message": declined.reason}
    return JSONResponse(content, declined.status, headers, background=afterwards)
