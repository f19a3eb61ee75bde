"""Is it alive, may it be sent work, and how is it doing: for probes and for Prometheus."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final

import anyio
import anyio.to_thread
import structlog
from anyio import CapacityLimiter
from prometheus_client import CONTENT_TYPE_LATEST, Gauge, generate_latest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from backend.api.alert_figures import AlertFigures
from backend.api.scrapers import may_scrape
from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.errors import refusal
from backend.core.graphql.live import LiveBus
from backend.core.once_per_minute import away

LIMIT_S: Final = 2.0
NO_STORE: Final = {"cache-control": "no-store"}
SUBSCRIBERS: Final = Gauge("anhuan_live_subscribers", "Streams of live changes being read.")
log = structlog.get_logger()


@dataclass(frozen=True)
class Health:
    """`checks`: by name, functions that raise while something needed does not work. They run in a thread."""

    bus: LiveBus
    alerts: AlertFigures
    checks: Mapping[str, Callable[[], object]]
    parts: Mapping[str, bool] = field(default_factory=dict)
    """Whether each part works that pages do not need: named, and no reason to send nobody here."""
    metrics_token: str | None = None
    # Their own threads: a stuck database must not keep the probe waiting behind the requests.
    _threads: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(4))

    def routes(self) -> list[Route]:
        return [
            Route("/health/live", self.live),
            Route("/health/ready", self.ready),
            Route("/metrics", self.metrics),
        ]

    async def live(self, _: Request) -> Response:
        """200 while the event loop turns."""
        return JSONResponse({"status": "ok"}, headers=NO_STORE)

    async def ready(self, _: Request) -> Response:
        """200 if all checks pass within 2 s, else 503; {"status", "checks": {name: whether it works},
        "parts": the same of what pages do not need, as it was within the last ten seconds}."""
        found: dict[str, bool] = {}

        async def run(name: str, check: Callable[[], object]) -> None:
            found[name] = await self._works(name, check)

        async with anyio.create_task_group() as group:
            for name, check in self.checks.items():
                group.start_soon(run, name, check)
        is_ready = all(found.values())
        return JSONResponse(
            {"status": "ok" if is_ready else "unavailable", "checks": found, "parts": dict(self.parts)},
            HTTPStatus.OK if is_ready else HTTPStatus.SERVICE_UNAVAILABLE,
            NO_STORE,
        )

    async def metrics(self, request: Request) -> Response:
        """For Prometheus: by its token, or from this machine; else 401."""
        address, headers = request.client.host if request.client else "", request.headers
        is_forwarded = "x-forwarded-for" in headers
        shown = headers.get("authorization", "")
        if not may_scrape(address, shown, self.metrics_token, is_forwarded=is_forwarded):
            return refusal(Refused(ErrorCode.UNAUTHENTICATED, "metrics need a token"))
        SUBSCRIBERS.set(self.bus.subscribers)
        said = generate_latest()
        try:
            with anyio.fail_after(LIMIT_S):
                said += await anyio.to_thread.run_sync(
                    self.alerts.text, abandon_on_cancel=True, limiter=self._threads
                )
        except Exception as error:  # a database that does not answer must not hide what this process counts
            away(log.warning, "alerts_not_counted", repr(error))
        return Response(said, headers={"content-type": CONTENT_TYPE_LATEST, **NO_STORE})

    async def _works(self, name: str, check: Callable[[], object]) -> bool:
        try:
            with anyio.fail_after(LIMIT_S):
                await anyio.to_thread.run_sync(check, abandon_on_cancel=True, limiter=self._threads)
        except Exception as error:  # whatever it is, the probe must say no
            away(log.warning, f"not_ready: {name}", repr(error))
            return False
        return True
