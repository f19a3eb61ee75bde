"""When beat asks for which job. A call that waits too long is dropped: the next one does it."""

from typing import Any

from backend.jobs.jobs import JOBS
from backend.jobs.tasks import task_name


def beat_schedule() -> dict[str, dict[str, Any]]:
    return {
        job.name: {
            "task": task_name(job),
            "schedule": job.every,
            "options": {"expires": max(job.every.total_seconds(), 2.0)},
        }
        for job in JOBS
    }
