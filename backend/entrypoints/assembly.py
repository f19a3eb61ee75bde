"""Settings become objects: what every process is put together from. It loads no web server and no channel:
those that need them ask `web_assembly` and `job_assembly`.
"""

import logging
import signal
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Final

import structlog
from structlog.tracebacks import ExceptionDictTransformer

from backend.cases.evidence.voices_store import VoiceStore
from backend.connectors.intake_gate import IntakeGate
from backend.core.database import Changed, Database
from backend.entrypoints import metrics_server
from backend.entrypoints.data_folder import close_to_others
from backend.photos.store import PhotoStore
from backend.reactions import REACTIONS
from backend.settings import Settings

PEOPLE_WAIT_S: Final = 15.0
"""How long a statement may take while somebody waits for the answer."""
DEVICES_WAIT_S: Final = 60.0
"""The same for batches of readings: the network holds what comes meanwhile."""
JOBS_TAKE_S: Final = 600.0
"""The same for jobs, which tidy up whole tables."""


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


def intake_gate(settings: Settings) -> IntakeGate:
    """Return the intake of readings and events from the broker and over HTTP, once a store is at work."""
    return IntakeGate(photos(settings))


def photos(settings: Settings) -> PhotoStore:
    return PhotoStore(photo_folder(settings))


def voices(settings: Settings) -> VoiceStore:
    return VoiceStore(settings.data_folder / "voices")


def photo_folder(settings: Settings) -> Path:
    return settings.data_folder / "photos"
