"""Jobs as Celery tasks."""

from collections.abc import Callable
from typing import Any

from celery import Celery

from backend.jobs.jobs import JOBS, Job, JobContext, run

PREFIX = "anhuan"


def register(app: Celery, context: Callable[[], JobContext]) -> None:
    """Give the app one task per job. `context` is asked in the worker, after it has forked."""
    for job in JOBS:
        app.task(_run(job, context), name=task_name(job), ignore_result=True)


def task_name(job: Job) -> str:
    return f"{PREFIX}.{job.name}"


def _run(job: Job, context: Callable[[], JobContext]) -> Callable[[], None]:
    def task() -> None:
        run(job, context())

    return task


def beat_schedule() -> dict[str, dict[str, Any]]:
    """When beat asks for which job. A call that waits too long is dropped: the next one does it."""
    return {
        job.name: {
            "task": task_name(job),
            "schedule": job.every,
            "options": {"expires": max(job.every.total_seconds(), 2.0)},
        }
        for job in JOBS
    }
