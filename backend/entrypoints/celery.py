"""The Celery application of a production site: `anhuan worker` and `anhuan beat` run it."""

import logging
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Final

import structlog
from celery import Celery, signals
from kombu.exceptions import OperationalError
from redis import RedisError

from backend.core.once_per_minute import OncePerMinute
from backend.entrypoints import assembly, job_assembly
from backend.entrypoints.announcing import announcing
from backend.jobs import tasks
from backend.jobs.jobs import BEACONS, CARDS, CHATS, DELIVER, HEAR, HELD, HOUSEKEEPING, SWEEPS, JobContext
from backend.jobs.scheduler import Scheduler
from backend.jobs.tasks import beat_schedule
from backend.jobs.waking import QUEUE
from backend.settings import Settings

log = structlog.get_logger()
CONNECTION_LOST: Final = (OperationalError, RedisError, OSError)
LOST: Final = ("redis.exceptions", "OperationalError", "ConnectionError", "Connection refused")
"""Words of a message that brings the traceback of a lost connection with it as text."""


STANDS_IN_AFTER_S: Final = 5.0
"""Without a task, several of which come every second: Redis or beat is away."""


def make_app(settings: Settings, context: Callable[[], JobContext]) -> Celery:
    """Tasks are wake-ups only: what is to be done stands in the database, so nothing is kept of them."""
    app = Celery("anhuan", broker=settings.redis_url)
    app.conf.update(
        task_ignore_result=True,
        # At once: what Redis has handed out and nobody has acknowledged ends the worker when Redis goes away
        # (kombu puts it back over a connection that is gone), and a wake-up that is lost comes again.
        task_acks_late=False,
        worker_prefetch_multiplier=1,
        worker_hijack_root_logger=False,
        broker_connection_retry_on_startup=True,
        # For ever: it would give up after a hundred, which is less than an hour, and end.
        broker_connection_max_retries=None,
        # Longer than any job: Redis hands a task out again after this.
        broker_transport_options={"visibility_timeout": 3600},
        beat_schedule=beat_schedule(),
        beat_max_loop_interval=1.0,
        timezone="UTC",
    )
    tasks.register(app, context)
    return app


def _context(settings: Settings) -> Callable[[], JobContext]:
    """Return the maker of the job context of this process, made when it is first asked for."""

    @cache
    def context() -> JobContext:
        on_commit = announcing(settings.redis_url or "")
        database = assembly.open_database(settings, on_commit, answers_within_s=assembly.JOBS_TAKE_S)
        return job_assembly.job_context(settings, database)

    return context


def run_worker(settings: Settings) -> None:
    """Work until asked to end; while nobody gives it tasks it does by itself what is due. Exits with 1 if the
    worker ends by itself, as it may when Redis goes away.

    It would end with 0, and whoever starts it again after failures only would leave it away.
    """
    _configure_logging(settings)
    _beat_of_heart(settings.heartbeat_file)
    asked: list[object] = []
    signals.worker_shutting_down.connect(lambda **_: asked.append(True), weak=False)
    context = _context(settings)
    app = make_app(settings, context)
    with _standing_in(context()):
        app.worker_main(
            [
                *("worker", "--loglevel", settings.log_level, "--queues", f"{QUEUE},celery"),
                *("--pool", "threads", "--concurrency", str(tasks.THREADS)),
                # Workers need not know of each other, and each of these can fail when Redis goes away.
                *("--without-gossip", "--without-mingle", "--without-heartbeat"),
            ]
        )
    if not asked:
        log.error("the worker ended by itself")
        sys.exit(1)


@contextmanager
def _standing_in(context: JobContext) -> Iterator[None]:
    """Do the jobs of this context while no task has come for a while; then end what it sends."""
    came = [time.monotonic()]

    def note(**_: Any) -> None:
        came[0] = time.monotonic()

    def is_needed() -> bool:
        return time.monotonic() - came[0] > STANDS_IN_AFTER_S

    signals.task_prerun.connect(note, weak=False)
    schedulers = [
        Scheduler(context, jobs, is_needed=is_needed)
        for jobs in ([DELIVER], [BEACONS, CARDS, *SWEEPS], [HEAR], [CHATS], HOUSEKEEPING)
    ]
    schedulers.append(Scheduler(context, [HELD]))
    for each in schedulers:
        each.start()
    try:
        yield
    finally:
        for each in schedulers:
            each.stop()
        context.stop()


def run_beat(settings: Settings) -> None:
    """Ask for jobs until asked to end."""
    _configure_logging(settings)
    app = make_app(settings, _context(settings))
    schedule = str(settings.data_folder / "beat-schedule")
    Beat = app.Beat
    if settings.heartbeat_file is not None:
        _touch_on_each_send(settings.heartbeat_file)
    Beat(loglevel=settings.log_level, schedule=schedule).run()


def _configure_logging(settings: Settings) -> None:
    """Ours, also for what Celery says; that Redis is away it would say every second, with a traceback."""
    assembly.configure_logging(settings)
    signals.setup_logging.connect(lambda **_: None, weak=False)
    for handler in logging.getLogger().handlers:
        handler.addFilter(OncePerMinuteFilter())


class OncePerMinuteFilter(logging.Filter):
    """Lets one warning or error a minute pass per cause; of a lost connection only the sentence."""

    def __init__(self) -> None:
        super().__init__()
        self._once = OncePerMinute()

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno < logging.WARNING:
            return True
        text = record.getMessage()
        if _comes_of_a_lost_connection(record) or any(each in text for each in LOST):
            record.msg, record.args, record.exc_info = text.split("\n", 1)[0], (), None
        passed: list[int] = []
        self._once.say(passed.append, f"{record.name}: {record.msg}")
        return bool(passed)


def _comes_of_a_lost_connection(record: logging.LogRecord) -> bool:
    """Whether its exception is one, or was raised while one was handled."""
    error = record.exc_info[1] if record.exc_info else None
    while error is not None and not isinstance(error, CONNECTION_LOST):
        error = error.__context__
    return error is not None


def _beat_of_heart(file: Path | None) -> None:
    """Touch the file after every task: the schedule sends one each second."""
    if file is None:
        return

    def touch(**_: Any) -> None:
        file.touch()

    signals.task_postrun.connect(touch, weak=False)


def _touch_on_each_send(file: Path) -> None:
    def touch(**_: Any) -> None:
        file.touch()

    signals.after_task_publish.connect(touch, weak=False)
