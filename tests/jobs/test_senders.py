"""Channels are sent apart: one that hangs delays no other, and nothing that came meanwhile is left."""

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from backend.alerts import commands as alerts
from backend.cases.evidence.voices_store import VoiceStore
from backend.core.database import Database
from backend.core.vocabulary import Tier
from backend.jobs import jobs, tasks, waking
from backend.jobs.scheduler import Scheduler
from backend.jobs.senders import MOST_AT_ONCE, OneAtATime, Senders
from backend.people.directory.rules import AddressKind
from backend.photos.store import PhotoStore
from push.endpoint import Endpoint
from push.message import Message
from push.outcome import Outcome, Verdict
from push.route import Route
from tests.support.declared import RESPONSIBILITIES, SUBJECTS
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, over
from tests.support.reached_plant import Plant
from tests.support.servers import wait_until

SOON_S = 10


@pytest.fixture
def senders() -> Iterator[Senders]:
    started = Senders()
    yield started
    started.stop()


class Hanging:
    """The gateway for texts hangs until it is released; everything else is taken at once."""

    def __init__(self) -> None:
        self.is_asked, self.released = threading.Event(), threading.Event()
        self.taken: list[str] = []

    def __call__(self, route: Route, _endpoint: Endpoint, _message: Message) -> Outcome:
        if route.kind == "sms":
            self.is_asked.set()
            assert self.released.wait(SOON_S)
        self.taken.append(route.kind)
        return Outcome(Verdict.ACCEPTED)


def at_work(context: jobs.JobContext) -> Callable[[], None]:
    """As a Celery worker does it."""
    return lambda: jobs.run(jobs.DELIVER, context)


def scheduled(context: jobs.JobContext) -> Callable[[], None]:
    """As the all-in-one does it."""
    scheduler = Scheduler(context, [jobs.DELIVER])
    return lambda: scheduler.tick(is_woken=True)


@pytest.mark.both_databases("what is due is claimed by channel")
@pytest.mark.parametrize("form", [at_work, scheduled])
def test_a_gateway_that_hangs_delays_no_other_channel_and_no_planning(
    database: Database,
    plants: Plants,
    clock: FakeClock,
    tmp_path: Path,
    form: Callable[[jobs.JobContext], Callable[[], None]],
) -> None:
    plant = Plant(database, plants, clock)
    plant.set_up("sms")
    plant.reaches(plants.bob, AddressKind.PHONE, "13800000001")
    plant.has_browser(plants.erik, "erik")
    send = Hanging()
    photos, voices = PhotoStore(tmp_path / "photos"), VoiceStore(tmp_path / "voices")
    context = jobs.JobContext(database, send, SUBJECTS, RESPONSIBILITIES, photos, voices)
    go = form(context)

    plant.raises()
    go()
    assert send.is_asked.wait(SOON_S)
    wait_until(lambda: send.taken == ["webpush"], "erik has it while the gateway hangs")

    more = over(plants, Tier.RED, sensor_id=plants.pump)
    database.transact(lambda tx: alerts.apply_changes(tx, [more]))
    go()
    wait_until(lambda: send.taken == ["webpush", "webpush"], "and the next one, too")

    send.released.set()
    context.senders.wait()
    assert sorted(send.taken) == ["sms", "sms", "webpush", "webpush"]


def test_a_channel_that_is_asked_while_at_work_works_once_more(senders: Senders) -> None:
    begun, go_on = threading.Event(), threading.Event()
    rounds: list[int] = []

    def work() -> None:
        rounds.append(len(rounds))
        begun.set()
        assert go_on.wait(SOON_S)

    senders.start("sms", work)
    assert begun.wait(SOON_S)
    senders.start("sms", work)
    senders.start("sms", work)
    go_on.set()
    senders.wait()

    assert rounds == [0, 1]


def test_a_channel_that_fails_starts_again(senders: Senders) -> None:
    rounds: list[str] = []

    def fails() -> None:
        rounds.append("failed")
        raise OSError("no such host")

    senders.start("sms", fails)
    senders.wait()
    senders.start("sms", lambda: rounds.append("worked"))
    senders.wait()

    assert rounds == ["failed", "worked"]


def test_so_many_channels_work_at_once_and_nothing_begins_after_the_stop(senders: Senders) -> None:
    go_on = threading.Event()
    begun: list[int] = []

    def work(number: int) -> None:
        begun.append(number)
        assert go_on.wait(SOON_S)

    for number in range(MOST_AT_ONCE + 3):
        senders.start(number, lambda number=number: work(number))
    wait_until(lambda: len(begun) == MOST_AT_ONCE, "as many as may")
    go_on.set()
    senders.stop()
    senders.start("late", lambda: begun.append(-1))

    assert len(begun) == MOST_AT_ONCE


def test_what_is_done_one_at_a_time_is_done_again_for_who_asked_meanwhile() -> None:
    alone, rounds = OneAtATime(), list[int]()

    def work() -> None:
        rounds.append(len(rounds))
        if len(rounds) == 1:
            alone.do(work)
            alone.do(work)

    alone.do(work)

    assert rounds == [0, 1]


def test_what_fails_one_at_a_time_may_be_asked_again() -> None:
    alone, rounds = OneAtATime(), list[int]()
    with pytest.raises(ZeroDivisionError):
        alone.do(lambda: 1 / 0)

    alone.do(lambda: rounds.append(1))

    assert rounds == [1]


def test_a_commit_wakes_the_job_that_delivers() -> None:
    assert tasks.task_name(jobs.DELIVER) == waking.TASK
    assert tasks.beat_schedule()["deliver"]["options"]["queue"] == waking.QUEUE
