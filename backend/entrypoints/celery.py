"""The Celery application of a production site: `anhuan worker` and `anhuan beat` run it."""

from functools import cache
from pathlib import Path
from typing import Any

from celery import Celery, signals

from backend.core.graphql import live_redis
from backend.entrypoints import assembly
from backend.jobs import tasks
from backend.jobs.jobs import JobContext
from backend.jobs.tasks import beat_schedule
from backend.settings import Settings


def make_app(settings: Settings) -> Celery:
    """Tasks are wake-ups only: what is to be done stands in the database, so nothing is kept of them."""
    app = Celery("anhuan", broker=settings.redis_url)
    app.conf.update(
        task_ignore_result=True,
        task_acks_late=True,
        worker_prefetch_multiplier=1,
        worker_hijack_root_logger=False,
        broker_connection_retry_on_startup=True,
        # Longer than any job: Redis hands a task out again after this.
        broker_transport_options={"visibility_timeout": 3600},
        beat_schedule=beat_schedule(),
        beat_max_loop_interval=1.0,
        timezone="UTC",
    )

    @cache
    def context() -> JobContext:
        database = assembly.open_database(
            settings,
            live_redis.publisher(settings.redis_url or ""),
            answers_within_s=assembly.JOBS_TAKE_S,
        )
        return assembly.job_context(settings, database)

    tasks.register(app, context)
    return app


def run_worker(settings: Settings) -> None:
    assembly.configure_logging(settings)
    _beat_of_heart(settings.heartbeat_file)
    make_app(settings).worker_main(
        ["worker", "--loglevel", settings.log_level, "--pool", "threads", "--concurrency", "4"]
    )


def run_beat(settings: Settings) -> None:
    assembly.configure_logging(settings)
    app = make_app(settings)
    schedule = str(settings.data_folder / "beat-schedule")
    Beat = app.Beat
    if settings.heartbeat_file is not None:
        _touch_on_each_send(settings.heartbeat_file)
    Beat(loglevel=settings.log_level, schedule=schedule).run()


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
