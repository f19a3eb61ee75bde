"""Duties as Celery tasks."""

from collections.abc import Callable

from celery import Celery

from backend.jobs.jobs import DUTIES, Duty, Workbench

PREFIX = "anhuan"


def register(app: Celery, bench: Callable[[], Workbench]) -> None:
    """Give the app one task per duty. `bench` is asked in the worker, after it has forked."""
    for duty in DUTIES:
        app.task(_run(duty, bench), name=task_name(duty), ignore_result=True, acks_late=True)


def task_name(duty: Duty) -> str:
    return f"{PREFIX}.{duty.name}"


def _run(duty: Duty, bench: Callable[[], Workbench]) -> Callable[[], None]:
    def run() -> None:
        duty.run(bench())

    return run
