"""`POST /ingest`: readings and events of devices that speak HTTP, by the same decoder into the same store.

A device shows its key as `Authorization: Bearer <key>` or `X-Api-Key`. 200 comes after the commit, with what
became of the body: {"stored", "duplicates", "late", "unknown", "observed", "rejected"}. So a device sends
until it gets one; the same body again gets the same answer and stores nothing.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from typing import Final, Protocol, TypeAlias, TypeVar

import structlog
from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from backend.domain.errors import ErrorCode, Refused
from backend.domain.readings import Batch
from backend.domain.sources.devices import Receipt
from backend.ingest.bodies import messages_of
from backend.ingest.counting import count
from backend.ingest.frames import Message
from backend.ingest.http_requests import Declined, body_of, busy, check_site, check_type, key_of, no, unknown
from backend.ingest.payload import Decoder
from backend.ingest.pipeline import Pipeline, Unavailable
from backend.services.intake import Taken
from backend.services.sources.devices import Caller

T = TypeVar("T")
Answer: TypeAlias = dict[str, int]
MAX_REQUESTS: Final = 32
"""Bodies in memory at once; more are asked to come again."""
MAX_PER_DEVICE: Final = 4
THREADS: Final = 4

log = structlog.get_logger()


class Keeps(Protocol):
    """Commits a batch, and with it (if given) the receipt of the body it came in. Raises Unavailable."""

    def __call__(self, batch: Batch, receipt: Receipt | None = None) -> Taken: ...


class HttpIngest:
    """`identify` finds the caller of a key and a body's sha256, `keep` commits; both block and may be called
    from several threads at once. `identify` raises Unavailable like `keep`.
    """

    def __init__(self, identify: Callable[[str, str], Caller | None], keep: Keeps) -> None:
        self._identify, self._keep = identify, keep
        self._threads = CapacityLimiter(THREADS)
        self._here: Counter[str] = Counter()

    def routes(self) -> list[Route]:
        paths = ("/ingest", "/ingest/{site}", "/ingest/{site}/{code}")
        return [Route(path, self.post, methods=["POST"]) for path in paths]

    async def post(self, request: Request) -> Response:
        """The coded answer to one body."""
        try:
            with self._admitted(key := key_of(request)):
                check_type(request)
                return JSONResponse(await self._take(request, key), headers={"cache-control": "no-store"})
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

    async def _take(self, request: Request, key: str) -> Answer:
        body = await body_of(request)
        sha256 = hashlib.sha256(request.url.path.encode() + b"\0" + body).hexdigest()
        caller = await self._in_thread(partial(self._identify, key, sha256))
        if caller is None:
            raise unknown()
        check_site(request, caller)
        if caller.answer is not None:
            return caller.answer
        code = request.path_params.get("code")
        messages = messages_of(body, caller.device, site=caller.site_code, code=code)
        return await self._in_thread(lambda: self._store(messages, Receipt(caller.device.device_id, sha256)))

    def _store(self, messages: Sequence[Message], receipt: Receipt) -> Answer:
        batch = Decoder().decode(messages)
        if not batch.readings and not batch.observations:
            count(batch, self._keep(batch))  # into quarantine, for a person to see
            raise Refused(ErrorCode.INVALID_INPUT, "; ".join(each.detail for each in batch.rejected[:3]))
        try:
            taken = self._keep(batch, receipt)
        except Unavailable:
            raise
        except Exception as error:  # the pipeline finds the element that is at fault
            log.warning("a body cannot be stored as a whole", error=repr(error))
            return self._piece_by_piece(messages)
        count(batch, taken)
        return answer_of(taken)

    def _piece_by_piece(self, messages: Sequence[Message]) -> Answer:
        total: Counter[str] = Counter()

        def keep(batch: Batch) -> Taken:
            taken = self._keep(batch)
            total.update(answer_of(taken))
            return taken

        Pipeline(keep).take(messages)
        return dict(total)

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await run_sync(work, limiter=self._threads)

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


def answer_of(taken: Taken) -> Answer:
    """What became of a batch, in elements."""
    found = taken.evaluation
    return {
        "stored": len(found.rows),
        "duplicates": found.duplicates + taken.observed.duplicates,
        "late": len(found.late),
        "unknown": sum(found.unknown.values()) + taken.observed.unknown,
        "observed": taken.observed.stored,
        "rejected": taken.rejected,
    }
