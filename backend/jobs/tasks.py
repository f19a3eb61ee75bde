"""Jobs as Celery tasks."""

from collections.abc import Callable
from typing import Any, Final

from celery import Celery

from backend.jobs.jobs import ASKED, JOBS, Job, JobContext, run
from backend.jobs.senders import OneAtATime
from backend.jobs.waking import QUEUE, TASK

PREFIX = "anhuan"
THREADS: Final = len(JOBS) + 2
"""Of a worker: a job takes one at most, so that none waits for another."""


def register(app: Celery, context: Callable[[], JobContext]) -> None:
    """Give the app one task per job. `context` is asked in the worker, when the first one runs."""
    for job in (*JOBS, ASKED):
        app.task(_run(job, context), name=task_name(job), ignore_result=True)


def task_name(job: Job) -> str:
    return f"{PREFIX}.{job.name}"


def queue_of(job: Job) -> dict[str, str]:
    """Options that put what wakes the worker where nothing else waits."""
    return {"queue": QUEUE} if task_name(job) == TASK else {}


def _run(job: Job, context: Callable[[], JobContext]) -> Callable[[], None]:
    alone = OneAtATime()

    def task() -> None:
        alone.do(lambda: run(job, context()))

    return task


def beat_schedule() -> dict[str, dict[str, Any]]:
    """When beat asks for which job. A call that waits too long is dropped: the next one does it."""
    return {
        job.name: {
            "task": task_name(job),
            "schedule": job.every,
            "options": {"expires": max(job.every.total_seconds(), 2.0), **queue_of(job)},
        }
        for job in (*JOBS, ASKED)
    }
