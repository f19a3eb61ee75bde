"""What has to be done again and again: the same list for the Celery worker and for the scheduler.

A job may run twice at once, late, or die in the middle: its work is claimed in the database.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Lock
from typing import Final

import structlog

from backend.alerts.suppression import commands as suppression
from backend.anchors import commands as anchors
from backend.anchors.rules import Place
from backend.cases import alert_commands
from backend.cases.evidence.voices_store import VoiceStore
from backend.core.damage import look_for
from backend.core.database import Database
from backend.core.database_guard import available
from backend.core.errors import Unavailable
from backend.core.once_per_minute import away
from backend.core.subjects import Subjects
from backend.deadlines import sweep_commands as deadlines
from backend.deadlines.responsible_commands import Responsibilities
from backend.jobs import leavers_retention as leavers
from backend.jobs import row_retention as rows
from backend.monitoring import observations_commands as observations
from backend.monitoring.scoring import retention_commands as scores
from backend.monitoring.silence_commands import sweep_silent
from backend.monitoring.system.checks_commands import Checks, end_damage, report_damage, watch
from backend.notifications import commands as deliveries
from backend.notifications.commands import Send
from backend.people.accounts import leaving_commands as leaving
from backend.photos.store import PhotoStore
from backend.readings import commands as readings
from backend.readings import retention_commands as retained
from backend.tuning import reviews_commands as reviews

log = structlog.get_logger()
KEEP_LEFTOVERS: Final = timedelta(days=1)
"""A slow upload may take as long as it needs; what nothing was written to for a day has no sender."""


@dataclass(frozen=True, slots=True)
class JobContext:
    """What jobs need of the process they run in."""

    database: Database
    send: Send
    subjects: Subjects
    responsibilities: Responsibilities
    photos: PhotoStore
    voices: VoiceStore
    anchor_places: tuple[Place, ...] = ()
    anchor_every: timedelta = timedelta(hours=1)
    checks: Checks = field(default_factory=dict)
    """What this process finds out about itself."""
    delivering: Lock = field(default_factory=Lock)
    """Held by the one thread of this process that sends: a hanging push service must not take them all."""


@dataclass(frozen=True, slots=True)
class Job:
    """`run` is due every `every`; a run that is later than that is of no use any more."""

    name: str
    every: timedelta
    run: Callable[[JobContext], None]


def run(job: Job, context: JobContext) -> None:
    """Run the job. While the store is away nothing is done, and it is said once a minute for all jobs."""
    try:
        with available():
            job.run(context)
    except Unavailable as error:
        away(log.warning, "jobs wait: the store is away", error)


def deliver(context: JobContext) -> None:
    """Plan messages for what happened, then send what is due."""
    if not context.delivering.acquire(blocking=False):
        return
    try:
        while context.database.transact(deliveries.plan_deliveries):
            pass
        deliveries.deliver_due(context.database, context.send, context.subjects)
    finally:
        context.delivering.release()


def sweep(context: JobContext) -> None:
    """Sources that fell silent, observations that are over, holds that end, blue alerts that last."""
    context.database.transact(sweep_silent)
    context.database.transact(observations.clear_due)
    context.database.transact(suppression.sweep_suppression)
    context.database.transact(alert_commands.open_cases_of_lasting)


def follow_up(context: JobContext) -> None:
    """Steps that come due or are late: who owes them is reminded, their superiors are notified."""
    deadlines.sweep(context.database, context.responsibilities)


def review(context: JobContext) -> None:
    """Limits that were changed two weeks ago: what it did, and who has to look at it."""
    while context.database.transact(reviews.review_due):
        pass


def disable_who_left(context: JobContext) -> None:
    """People whose last day is over: their accounts are disabled, what they have open is handed over."""
    leaving.disable_who_left(context.database)


def watch_system(context: JobContext) -> None:
    """Disk, clock and damage: what is wrong with the product itself becomes an alert."""
    watch(context.database, context.checks)
    if context.database.damage is not None:
        context.database.transact(report_damage)


def check_pages(context: JobContext) -> None:
    """Look for damaged pages; the alert of an earlier one ends where there is none any more."""
    if (damage := look_for(context.database.engine)) is not None:
        log.error("database_damaged", damage=damage)
        context.database.damage = damage
        context.database.transact(report_damage)
    elif context.database.damage is None:
        context.database.transact(end_damage)


def compact(context: JobContext) -> None:
    """Move the journal of readings into blocks."""
    readings.compact(context.database)


def anchor(context: JobContext) -> None:
    """Write the ends of the audit chains down where who writes to the database cannot change them."""
    anchors.anchor_due(context.database, context.anchor_places, every=context.anchor_every)


def forget(context: JobContext) -> None:
    """Drop readings past their retention, rows that served their purpose, what is kept no longer of people
    who left, and interrupted uploads.
    """
    retained.forget(context.database)
    scores.forget(context.database)
    rows.forget(context.database)
    leavers.forget(context.database, context.photos)
    before = context.database.clock() - KEEP_LEFTOVERS
    context.photos.discard_leftovers(before=before)
    context.voices.discard_leftovers(before=before)


DELIVER: Final = Job("deliver", timedelta(seconds=1), deliver)
SWEEPS: Final = (
    Job("sweep", timedelta(seconds=1), sweep),
    Job("follow_up", timedelta(seconds=1), follow_up),
    Job("review", timedelta(minutes=1), review),
    Job("disable_who_left", timedelta(minutes=1), disable_who_left),
    Job("watch_system", timedelta(seconds=30), watch_system),
)
HOUSEKEEPING: Final = (
    Job("compact", timedelta(seconds=10), compact),
    Job("anchor", timedelta(minutes=1), anchor),
    Job("forget", timedelta(hours=6), forget),
    Job("check_pages", timedelta(hours=1), check_pages),
)
"""What computes, or waits for others, for seconds at a time."""
JOBS: Final = (DELIVER, *SWEEPS, *HOUSEKEEPING)
