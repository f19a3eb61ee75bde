"""Recurring jobs: the same list for the Celery worker and for the scheduler.

A job may run twice at once, late, or die in the middle: its work is claimed in the database.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Final
from uuid import UUID

import structlog

from backend.alerts.reminders import commands as alert_reminders
from backend.alerts.suppression import commands as suppression
from backend.anchors import commands as anchors
from backend.anchors.rules import Place
from backend.cases import alert_commands
from backend.cases.evidence.voices_store import VoiceStore
from backend.core import clock_jumps, free_room, planner_statistics
from backend.core.damage import look_for
from backend.core.database import Database
from backend.core.database_guard import available
from backend.core.errors import Unavailable
from backend.core.nouns import Subjects
from backend.core.once_per_minute import away
from backend.deadlines import sweep_commands as deadlines
from backend.deadlines.responsible_commands import Responsibilities
from backend.demo import keeping_commands as demo
from backend.demo import removal_commands as removal
from backend.jobs import leavers_retention as leavers
from backend.jobs import row_retention as rows
from backend.jobs.beacon_listeners import BeaconListeners
from backend.jobs.chat_listeners import ChatListeners
from backend.jobs.senders import OneAtATime, Senders
from backend.monitoring import observations_commands as observations
from backend.monitoring import observations_retention_commands as observed
from backend.monitoring import unjudged_commands as unjudged
from backend.monitoring.scoring import retention_commands as scores
from backend.monitoring.silence_commands import sweep_silent
from backend.monitoring.system import beacons_commands as lost_beacons
from backend.monitoring.system import duty_commands as duty
from backend.monitoring.system import reactions_commands as failed_reactions
from backend.monitoring.system import vitals_commands as vitals
from backend.monitoring.system.checks_commands import Checks, end_damage, report_damage, watch
from backend.monitoring.system.vitals_rules import BEAT_EVERY_S, Part
from backend.monitoring.unheard_commands import watch_unheard
from backend.notifications import commands as deliveries
from backend.notifications.beacons import showing_commands as showing
from backend.notifications.channels.rules import OVER_CONNECTION
from backend.notifications.chat_cards import showing_commands as cards
from backend.notifications.chat_cards import streams_commands as streams
from backend.notifications.chat_cards.showing_commands import UpdateCard, no_cards
from backend.notifications.commands import Send
from backend.notifications.holding_commands import Limits, unlimited
from backend.notifications.rules import ChannelKey
from backend.people.accounts import leaving_commands as leaving
from backend.photos.store import PhotoStore
from backend.readings import commands as readings
from backend.readings import retention_commands as retained
from backend.roster import sweep_commands as shifts
from backend.tuning import reviews_commands as reviews

log = structlog.get_logger()
KEEP_LEFTOVERS: Final = timedelta(days=1)
"""A slow upload may take as long as it needs; what nothing was written to for a day has no sender."""

TRIED_AGAIN: Final[failed_reactions.Steps] = {
    deadlines.FOLLOW_UP: deadlines.check_kept,
    unjudged.EVALUATE: unjudged.check_judged,
}
"""Steps that failed under a sweep or a reading, and what finds out whether they still do."""


@dataclass(frozen=True, slots=True)
class JobContext:
    """Parts of a process that its jobs need."""

    database: Database
    send: Send
    subjects: Subjects
    responsibilities: Responsibilities
    photos: PhotoStore
    voices: VoiceStore
    anchor_places: tuple[Place, ...] = ()
    anchor_every: timedelta = timedelta(hours=1)
    checks: Checks = field(default_factory=dict)
    """Checks that this process makes of its own system."""
    offer_setup: Callable[[], object] = lambda: None
    """Offers the set-up of a new installation where nobody is there (any more)."""
    keeps_demo: bool = False
    """Whether there is to be a demo plant."""
    planning: OneAtATime = field(default_factory=OneAtATime)
    senders: Senders = field(default_factory=Senders)
    """The threads that send."""
    limits: Limits = unlimited
    """Limits of providers for one address."""
    beacons: BeaconListeners | None = None
    """Listeners to beacons; None in a process that sends to none."""
    chats: ChatListeners | None = None
    """Listeners to chats in which alerts are answered; None in a process that hears none."""
    update_card: UpdateCard = no_cards

    def stop(self) -> None:
        """End what goes on between two jobs: what is being sent, and the listening to beacons and chats."""
        self.senders.stop()
        if self.beacons is not None:
            self.beacons.stop()
        if self.chats is not None:
            self.chats.stop()


@dataclass(frozen=True, slots=True)
class Job:
    """`run` is due every `every`; a run that is later than that is of no use any more."""

    name: str
    every: timedelta
    run: Callable[[JobContext], None]


def run(job: Job, context: JobContext) -> None:
    """Run the job. While the store is away nothing is done, and it is said once a minute for all jobs."""
    _while_there_is_a_store(lambda: job.run(context))


def _while_there_is_a_store(work: Callable[[], object]) -> None:
    try:
        with available():
            work()
    except Unavailable as error:
        away(log.warning, "jobs wait: the store is away", error)


def deliver(context: JobContext) -> None:
    """Plan messages for what happened, and have what is due sent: by each channel in a thread of its own.

    Planned is a bounded number at a time, so that in a flood the first messages leave before the last are
    planned.
    """
    context.planning.do(lambda: _plan_and_start(context))


def light_beacons(context: JobContext) -> None:
    """Have beacons show what is so now: those of each site in a thread of its own."""
    showing.follow(context.database)
    for site_id in showing.sites_due(context.database):
        context.senders.start(("beacons", site_id), partial(_show_at, context, site_id))


def hear_beacons(context: JobContext) -> None:
    """Listen to the beacons of every site that has some, and keep what they say."""
    if context.beacons is not None:
        context.beacons.follow(context.database)


def hear_chats(context: JobContext) -> None:
    """Hold the connections to chats over which alerts are answered, of which no other process holds one."""
    if context.chats is not None:
        context.chats.follow(context.database)


def show_cards(context: JobContext) -> None:
    """Bring cards in chats up to date: those of each channel in a thread of its own."""
    due = cards.channels_due(context.database)
    elsewhere = _elsewhere(context) if due else ()
    for channel_id in due:
        if channel_id in elsewhere:
            continue
        context.senders.start(("cards", channel_id), partial(_update_by, context, channel_id))


def send_held(context: JobContext) -> None:
    """Send by the chats that are sent to over a connection of this very process: of several workers the one
    that is asked to deliver may be another one, which leaves them.
    """
    held = context.chats.held(OVER_CONNECTION) if context.chats is not None else set()
    if not held:
        return
    for channel in deliveries.channels_due(context.database):
        if channel.channel_id in held:
            context.senders.start(channel, partial(_send_by, context, channel))
    for channel_id in cards.channels_due(context.database):
        if channel_id in held:
            context.senders.start(("cards", channel_id), partial(_update_by, context, channel_id))


def _elsewhere(context: JobContext) -> set[UUID]:
    """By which channels another process alone sends, for it holds their connection."""
    owner = context.chats.owner if context.chats is not None else ""
    return streams.held_elsewhere(context.database, owner)


def _update_by(context: JobContext, channel_id: UUID) -> None:
    _while_there_is_a_store(lambda: cards.show_due(context.database, context.update_card, channel_id))


def _show_at(context: JobContext, site_id: UUID) -> None:
    _while_there_is_a_store(lambda: showing.show_due(context.database, context.send, site_id))


def _plan_and_start(context: JobContext) -> None:
    is_more = True
    while is_more:
        is_more = context.database.transact(deliveries.plan_deliveries) > 0
        due = deliveries.channels_due(context.database)
        elsewhere = _elsewhere(context) if any(each.kind in OVER_CONNECTION for each in due) else ()
        for channel in due:
            if channel.channel_id not in elsewhere:
                context.senders.start(channel, partial(_send_by, context, channel))


def _send_by(context: JobContext, channel: ChannelKey) -> None:
    def send() -> None:
        deliveries.deliver_due(
            context.database,
            context.send,
            context.subjects,
            channel,
            limits=context.limits,
            is_ending=lambda: context.senders.is_ending,
        )

    _while_there_is_a_store(send)


def sweep(context: JobContext) -> None:
    """Sources that fell silent, observations that are over, holds that end, blue alerts that last."""
    sweep_silent(context.database)
    context.database.sweep(observations.clear_due)
    suppression.sweep_suppression(context.database)
    context.database.sweep(alert_commands.open_cases_of_lasting)


def follow_up(context: JobContext) -> None:
    """Steps that come due or are late: who owes them is reminded, their superiors are notified. And alerts
    without a next step, or that somebody has yet to confirm. And what failed when it should have followed.
    """
    deadlines.sweep(context.database, context.responsibilities)
    alert_reminders.sweep(context.database)
    failed_reactions.try_again(context.database, TRIED_AGAIN)


def review(context: JobContext) -> None:
    """Limits that were changed two weeks ago: what it did, and who has to look at it."""
    while context.database.sweep(reviews.review_due):
        pass


def disable_who_left(context: JobContext) -> None:
    """People whose last day is over: their accounts are disabled, what they have open is handed over."""
    leaving.disable_who_left(context.database)


def watch_roster(context: JobContext) -> None:
    """Remind the people who are on duty soon; raise an alert where no officer is on duty."""
    shifts.remind(context.database)
    context.database.sweep(duty.watch_duty)


def watch_unheard_sources(context: JobContext) -> None:
    """Remind the owners of sources that sent nothing since they came in a day ago."""
    context.database.sweep(watch_unheard)


def watch_beacons(context: JobContext) -> None:
    """That a beacon is lost becomes an alert."""
    context.database.sweep(lost_beacons.watch_beacons)


def remove_demo(context: JobContext) -> None:
    """The demo site goes whole, once somebody asked for it. Where nobody is left, a site of one's own may be
    set up.
    """
    for removed in removal.remove_asked(context.database):
        log.info("site removed", site=removed.code, rows=removed.rows, by=removed.removed_by)
        context.offer_setup()


def keep_demo(context: JobContext) -> None:
    """Plan the roster of the demo plant on; what failed at the start is tried again."""
    if context.keeps_demo:
        demo.keep_demo(context.database)


def note_alive(context: JobContext) -> None:
    """Say that the jobs run: whoever serves pages looks at it."""
    context.database.transact(lambda tx: vitals.beat(tx, Part.WORKER))


def note_asked(context: JobContext) -> None:
    """Say that the schedule asks for jobs."""
    context.database.transact(lambda tx: vitals.beat(tx, Part.SCHEDULE))


def tidy_after_removal(context: JobContext) -> None:
    """The pictures and recordings of a removed site, and what came in while it went."""
    removal.delete_strays(context.database)
    removal.delete_files(context.database, context.photos, context.voices)


def watch_clock(context: JobContext) -> None:
    """Times that run by the wall clock move with it, also where it was set while no process ran."""
    context.database.sweep(context.database.look_at_clocks)


def watch_system(context: JobContext) -> None:
    """Disk, clock and damage: what is wrong with the product itself becomes an alert."""
    watch(context.database, context.checks)
    if context.database.damage is not None:
        context.database.sweep(report_damage)


def check_pages(context: JobContext) -> None:
    """Look for damaged pages; the alert of an earlier one ends where there is none any more."""
    if (damage := look_for(context.database.engine)) is not None:
        log.error("database_damaged", damage=damage)
        context.database.damage = damage
        context.database.sweep(report_damage)
    elif context.database.damage is None:
        context.database.sweep(end_damage)


def measure_tables(context: JobContext) -> None:
    """Let SQLite know how its tables are filled by now."""
    planner_statistics.measure(context.database)


def compact(context: JobContext) -> None:
    """Move the journal of readings into blocks."""
    readings.compact(context.database)


def give_room_back(context: JobContext) -> None:
    """Make a file of SQLite smaller by what was forgotten, at night."""
    free_room.give_back(context.database)


def anchor(context: JobContext) -> None:
    """Write the ends of the audit chains down where who writes to the database cannot change them."""
    anchors.anchor_due(context.database, context.anchor_places, every=context.anchor_every)


def forget(context: JobContext) -> None:
    """Drop readings past their retention, rows that served their purpose, what is kept no longer of people
    who left, and interrupted uploads.
    """
    retained.forget(context.database)
    scores.forget(context.database)
    observed.forget(context.database)
    rows.forget(context.database)
    leavers.forget(context.database, context.photos)
    before = context.database.clock() - KEEP_LEFTOVERS
    context.photos.discard_leftovers(before=before)
    context.voices.discard_leftovers(before=before)


DELIVER: Final = Job("deliver", timedelta(seconds=1), deliver)
BEACONS: Final = Job("light_beacons", timedelta(seconds=1), light_beacons)
HEAR: Final = Job("hear_beacons", timedelta(seconds=1), hear_beacons)
"""Apart from all else: to end a listener may take seconds."""
CARDS: Final = Job("show_cards", timedelta(seconds=1), show_cards)
CHATS: Final = Job("hear_chats", timedelta(seconds=1), hear_chats)
"""Apart from all else, as HEAR."""
HELD: Final = Job("send_held", timedelta(seconds=1), send_held)
"""Of every worker by itself: no task of the schedule says which of them it is for."""
ALIVE: Final = Job("note_alive", timedelta(seconds=BEAT_EVERY_S), note_alive)
ASKED: Final = Job("note_asked", timedelta(seconds=BEAT_EVERY_S), note_asked)
"""Of the schedule only: never among those that a process does by itself."""
SWEEPS: Final = (
    ALIVE,
    Job("watch_clock", clock_jumps.SEEN_EVERY, watch_clock),
    Job("sweep", timedelta(seconds=1), sweep),
    Job("follow_up", timedelta(seconds=1), follow_up),
    Job("review", timedelta(minutes=1), review),
    Job("disable_who_left", timedelta(minutes=1), disable_who_left),
    Job("watch_system", timedelta(seconds=30), watch_system),
    Job("watch_roster", timedelta(seconds=15), watch_roster),
    Job("watch_beacons", timedelta(seconds=15), watch_beacons),
    Job("watch_unheard", timedelta(hours=1), watch_unheard_sources),
    Job("remove_demo", timedelta(seconds=5), remove_demo),
    Job("keep_demo", timedelta(minutes=10), keep_demo),
)
HOUSEKEEPING: Final = (
    Job("compact", timedelta(seconds=1), compact),
    Job("anchor", timedelta(minutes=1), anchor),
    Job("forget", timedelta(hours=6), forget),
    Job("give_room_back", timedelta(hours=1), give_room_back),
    Job("tidy_after_removal", timedelta(minutes=5), tidy_after_removal),
    Job("measure_tables", planner_statistics.EVERY, measure_tables),
    Job("check_pages", timedelta(hours=1), check_pages),
)
"""Jobs that compute, or wait for others, for seconds at a time."""
JOBS: Final = (DELIVER, BEACONS, HEAR, CARDS, CHATS, *SWEEPS, *HOUSEKEEPING)
