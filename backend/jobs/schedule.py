"""When beat asks for which duty. A call that waits too long is dropped: the next one does it."""

from typing import Any

from backend.jobs.jobs import JOBS
from backend.jobs.tasks import task_name


def beat_schedule() -> dict[str, dict[str, Any]]:
    return {
        duty.name: {
            "task": task_name(duty),
            "schedule": duty.every,
            "options": {"expires": max(duty.every.total_seconds(), 2.0)},
        }
        for duty in JOBS
    }
