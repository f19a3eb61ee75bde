"""Settings become objects: what every way to run the product is put together from."""

import logging
import signal
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from threading import Event
from typing import Final

import structlog
import uvicorn
from starlette.applications import Starlette
from structlog.tracebacks import ExceptionDictTransformer

from backend.anchors.places.file import AnchorFile
from backend.anchors.places.mail import AnchorMail
from backend.anchors.places.timestamp import TimestampAuthority
from backend.anchors.places.webhook import AnchorWebhook
from backend.anchors.rules import Place
from backend.api.app import Parts, build_app
from backend.api.graphql_http import MAX_BODY
from backend.api.schema import schema
from backend.archive.dossier.printing import Dossiers
from backend.cases.evidence.voices_store import VoiceStore
from backend.connectors.intake_gate import IntakeGate
from backend.core.database import Changed, Database
from backend.core.errors import Unfit
from backend.core.graphql.context import Edge
from backend.core.graphql.live import LiveBus
from backend.entrypoints import metrics_server
from backend.entrypoints.data_folder import close_to_others
from backend.entrypoints.patient_http import PatientHttp
from backend.jobs.jobs import JobContext
from backend.monitoring.system.checks_commands import Checks, Clock, Disk
from backend.people.queries import viewer
from backend.photos.store import PhotoStore
from backend.reactions import (
    HOME,
    OVERDUE_SUBJECTS,
    PHOTO_PROVIDERS,
    REACTIONS,
    RESPONSIBILITIES,
    SUBJECTS,
    WORK,
)
from backend.sensors.system_rules import SystemCondition
from backend.settings import REPOSITORY, Settings
from push import vapid, webpush
from push.endpoint import Endpoint
from push.message import Message
from push.outcome import Outcome
from push.registry import Registry
from push.vapid import VapidKeys
from push.webpush import WebPush

PING_EVERY_S: Final = 20.0
PONG_WITHIN_S: Final = 20.0
"""A socket whose phone is gone, or does not read, ends with the next ping."""
PEOPLE_WAIT_S: Final = 15.0
"""How long a statement may take while somebody waits for the answer."""
DEVICES_WAIT_S: Final = 60.0
"""The same for batches of readings: the network holds what comes meanwhile."""
JOBS_TAKE_S: Final = 600.0
"""The same for jobs, which tidy up whole tables."""
PERSISTED_FILE: Final = REPOSITORY / "graphql" / "persisted.json"


def configure_logging(settings: Settings) -> None:
    """One line per event: for people where a terminal looks on, JSON in production."""
    level = logging.getLevelNamesMapping()[settings.log_level]
    # Both renderers would print local variables with a traceback, and so tokens and passwords.
    console = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    tracebacks = structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False))
    renderer = structlog.processors.JSONRenderer() if settings.production else console
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *([tracebacks] if settings.production else []),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(level=max(level, logging.WARNING), format="%(levelname)s %(name)s: %(message)s")


def nobody(changed: list[Changed]) -> None:
    """The listener of a process whose changes no screen needs to hear of."""


def until_stopped() -> Event:
    """An event that is set when this process is asked to end."""
    stop = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    return stop


def serve_metrics(settings: Settings) -> None:
    """Serve /metrics of a process that has no web server, where the settings say so."""
    if settings.metrics_port:
        metrics_server.serve(settings.metrics_port, settings.metrics_secret)


def open_database(
    settings: Settings,
    on_commit: Callable[[list[Changed]], None] = nobody,
    *,
    answers_within_s: float | None = None,
) -> Database:
    """The database of these settings; the data folder is made if need be, and closed to others.

    `answers_within_s`: how long any one statement may take (PostgreSQL); None, for what a person started and
    watches: as long as it likes.
    """
    close_to_others(settings.data_folder)
    return Database(
        settings.database,
        on_commit=on_commit,
        reactions=REACTIONS,
        audit_keys=settings.audit_keys,
        answers_within_s=answers_within_s,
    )


def vapid_keys(settings: Settings) -> VapidKeys:
    """The keys that push services know this site by; made on the first start."""
    pem = settings.vapid_pem
    if pem is None:
        return vapid.load_or_make(settings.vapid_file)
    try:
        return vapid.from_pem(pem)
    except ValueError as error:
        raise Unfit(
            f"ANHUAN_VAPID_PRIVATE_KEY is no key that `anhuan keys` makes ({error}): put one there."
        ) from error


def job_context(settings: Settings, database: Database) -> JobContext:
    registry = channels(settings)

    def send(kind: str, endpoint: Endpoint, message: Message) -> Outcome:
        return registry.send(
            kind, endpoint, replace(message, navigate=f"{settings.address}{message.navigate}")
        )

    return JobContext(
        database,
        send,
        SUBJECTS,
        RESPONSIBILITIES,
        photos(settings),
        voices(settings),
        anchor_places(settings),
        timedelta(minutes=settings.anchor_every_minutes),
        system_checks(settings, database),
    )


def anchor_places(settings: Settings) -> tuple[Place, ...]:
    """Every place to which this site writes the ends of its audit chains."""
    found: list[Place] = [AnchorFile(settings.anchors_at)]
    if settings.anchor_webhook:
        found.append(AnchorWebhook(settings.anchor_webhook.get_secret_value()))
    if settings.anchor_smtp_url:
        url = settings.anchor_smtp_url.get_secret_value()
        found.append(AnchorMail(url, settings.anchor_mail_from, settings.anchor_mail_to))
    if settings.anchor_timestamp_url and settings.anchor_timestamp_ca_file:
        found.append(
            TimestampAuthority(
                settings.anchor_timestamp_url, settings.anchor_timestamp_ca_file, settings.timestamps_at
            )
        )
    return tuple(found)


def system_checks(settings: Settings, database: Database) -> Checks:
    """What a process that has jobs finds out about itself."""
    return {
        SystemCondition.DISK_NEARLY_FULL: Disk(settings.data_folder),
        SystemCondition.CLOCK_JUMPED: Clock(database.clock),
    }


def channels(settings: Settings) -> Registry:
    """Every channel by which this site reaches people."""
    return Registry(
        [WebPush(vapid_keys(settings), subject=settings.vapid_subject, origins=settings.push_allowed_origins)]
    )


def application(
    settings: Settings,
    database: Database,
    bus: LiveBus,
    checks: Mapping[str, Callable[[], object]] | None = None,
) -> Starlette:
    """The HTTP application of these settings."""
    edge = Edge(
        database=database,
        bus=bus,
        clock=database.clock,
        viewer_of=viewer,
        home=HOME,
        work=WORK,
        overdue=OVERDUE_SUBJECTS,
        allowances=settings.allowances,
        vapid_public_key=vapid_keys(settings).application_server_key,
        is_push_endpoint=partial(channels(settings).accepts, webpush.KIND),
    )
    return build_app(
        Parts(
            edge=edge,
            schema=schema,
            token_secret=settings.read_token_secret(),
            persisted_file=PERSISTED_FILE,
            photos=photos(settings),
            photo_providers=PHOTO_PROVIDERS,
            printer=Dossiers(photos(settings)),
            voices=voices(settings),
            front_end_folder=settings.front_end_folder,
            is_production=settings.production,
            has_tls=settings.has_tls,
            photo_workers=settings.photo_workers,
            is_warm=True,
            trusted_proxies=settings.trusted_proxies,
            metrics_token=settings.metrics_secret,
            checks=checks or {},
        )
    )


def web_server(app: Starlette, *, stop_within_s: int, host: str = "", port: int = 0) -> uvicorn.Server:
    """The server for the application, the same on both ways to run."""
    return uvicorn.Server(
        uvicorn.Config(
            app,
            host=host,
            port=port,
            log_config=None,
            http=PatientHttp,
            ws="websockets-sansio",
            ws_max_size=MAX_BODY,
            ws_ping_interval=PING_EVERY_S,
            ws_ping_timeout=PONG_WITHIN_S,
            lifespan="on",
            proxy_headers=False,  # the application reads them itself, from as many proxies as are ours
            server_header=False,
            timeout_graceful_shutdown=stop_within_s,
        )
    )


def intake_gate(settings: Settings) -> IntakeGate:
    """What takes readings and events from the broker and over HTTP, once a store is at work."""
    return IntakeGate(photos(settings))


def photos(settings: Settings) -> PhotoStore:
    return PhotoStore(photo_folder(settings))


def voices(settings: Settings) -> VoiceStore:
    return VoiceStore(settings.data_folder / "voices")


def photo_folder(settings: Settings) -> Path:
    return settings.data_folder / "photos"
