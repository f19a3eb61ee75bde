"""Text messages while worker, beat, Redis or the all-in-one are killed: each is sent, and is one message."""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import select

from backend.alerts import commands as alerts
from backend.core.database import Database
from backend.core.keys import new_key
from backend.core.vocabulary import Tier
from backend.entrypoints.announcing import announcing
from backend.notifications.rules import DeliveryState
from backend.notifications.tables import DeliveryRow
from backend.reactions import REACTIONS
from tests.scenarios.processes import Processes
from tests.scenarios.steps import claims_run_out
from tests.support import installations, servers, sms_gateway
from tests.support.audit_keys import AUDIT_KEYS
from tests.support.fake_providers import Mood
from tests.support.plants import Plants, over, plant
from tests.support.servers import wait_until
from tests.support.sms_gateway import SmsGateway

MOMENTS = pytest.mark.parametrize("moment", [pytest.param("planned", marks=pytest.mark.nightly), "taken"])
NO_BROKER = "mqtt://127.0.0.1:9"


@dataclass
class Site:
    """Bob is reached by text only. Time is that of the machine: processes share it."""

    database: Database
    plants: Plants
    gateway: SmsGateway

    def raises_red(self) -> None:
        self.database.transact(lambda tx: alerts.apply_changes(tx, [over(self.plants, Tier.RED)]))

    def message(self) -> DeliveryRow:
        statement = select(DeliveryRow).where(DeliveryRow.channel == "sms")
        return self.database.read(lambda session: session.exec(statement).one())

    def is_settled(self) -> bool:
        return self.message().state == DeliveryState.ACCEPTED

    def is_caught_by(self, moment: str) -> None:
        """The gateway hangs before it has taken a message, or takes it and never says so."""
        self.gateway.mood = Mood.HANGS if moment == "planned" else Mood.ACCEPTS
        self.gateway.keeps_silent = moment == "taken"

    def recovers(self) -> None:
        self.gateway.mood, self.gateway.keeps_silent = Mood.ACCEPTS, False


@dataclass
class Production:
    """Worker and beat, which the messages need, and a Redis that may be killed."""

    site: Site
    processes: Processes
    stack: ExitStack
    redis_url: str
    run_redis: Callable[[], AbstractContextManager[subprocess.Popen[bytes]]]

    def starts(self, *names: str) -> None:
        for name in names:
            self.processes.start(name, ANHUAN_CHANNEL_ALLOWED_ORIGINS=self.site.gateway.origin)


@pytest.fixture
def gateway() -> Iterator[SmsGateway]:
    with sms_gateway.gateway() as started:
        yield started


@pytest.fixture
def production(database: Database, gateway: SmsGateway, tmp_path: Path) -> Iterator[Production]:
    folder, port, password = tmp_path / "redis", servers.free_port(), new_key()
    folder.mkdir()
    (tmp_path / "data").mkdir()
    url = f"redis://anhuan:{password}@127.0.0.1:{port}/0"
    address = database.engine.url.render_as_string(hide_password=False)
    ours = Database(address, reactions=REACTIONS, audit_keys=AUDIT_KEYS)
    with ExitStack() as stack:
        stack.callback(ours.dispose)
        plants = plant(ours)
        sms_gateway.texts_to(ours, plants, plants.bob, gateway.origin)
        run_redis = partial(servers.redis_process, folder, port, password=password)
        processes = Processes(stack, tmp_path, ours, NO_BROKER, url)
        yield Production(Site(ours, plants, gateway), processes, stack, url, run_redis)


@pytest.fixture
def embedded(gateway: SmsGateway, tmp_path: Path) -> Iterator[tuple[Site, installations.Installation]]:
    with installations.embedded(tmp_path, channel_origin=gateway.origin) as up:
        plants = plant(up.database)
        sms_gateway.texts_to(up.database, plants, plants.bob, gateway.origin)
        yield Site(up.database, plants, gateway), up


def is_one_message(site: Site, moment: str) -> None:
    """Once more after the kill, with the id that it had before."""
    wait_until(site.is_settled, "the text is settled", within=30)
    message = site.message()
    assert site.gateway.received == [message.id.hex] * (2 if moment == "taken" else 1)
    assert message.attempts == 2


@pytest.mark.redis
@MOMENTS
@pytest.mark.nightly
def test_a_text_whose_worker_is_killed_is_sent_by_the_next_one(production: Production, moment: str) -> None:
    site = production.site
    production.stack.enter_context(production.run_redis())
    production.starts("beat", "worker")
    site.is_caught_by(moment)
    site.raises_red()
    assert site.gateway.asked.wait(30)

    production.processes.kill("worker")
    assert site.message().state == DeliveryState.SENDING
    site.recovers()
    production.starts("worker")
    claims_run_out(site.database)

    is_one_message(site, moment)


@pytest.mark.nightly
@pytest.mark.broker
@MOMENTS
def test_a_text_whose_all_in_one_is_killed_is_sent_when_it_is_back(
    embedded: tuple[Site, installations.Installation], moment: str
) -> None:
    site, up = embedded
    up.start("up")
    site.is_caught_by(moment)
    site.raises_red()
    assert site.gateway.asked.wait(30)

    up.kill("up")
    assert site.message().state == DeliveryState.SENDING
    site.recovers()
    up.start("up")
    claims_run_out(site.database)

    is_one_message(site, moment)


@pytest.mark.nightly
@pytest.mark.redis
@pytest.mark.parametrize("victim", ["redis", "beat"])
def test_while_redis_or_beat_is_dead_texts_go_on_once_each(production: Production, victim: str) -> None:
    site = production.site
    redis = production.stack.enter_context(production.run_redis())
    production.starts("beat", "worker")
    site.is_caught_by("taken")
    site.raises_red()
    assert site.gateway.asked.wait(30)

    if victim == "redis":
        redis.kill()
        redis.wait()
    else:
        production.processes.kill("beat")
    site.recovers()
    second = over(site.plants, Tier.RED, sensor_id=site.plants.pump)
    site.database.transact(lambda tx: alerts.apply_changes(tx, [second]))

    wait_until(lambda: len(set(site.gateway.received)) == 2, "the second text", within=60)
    sent = site.database.read(
        lambda s: s.exec(select(DeliveryRow.id).where(DeliveryRow.channel == "sms")).all()
    )
    assert {UUID(each) for each in site.gateway.received} == set(sent)


@pytest.mark.nightly
@pytest.mark.redis
def test_a_commit_wakes_the_worker_where_no_sweep_runs(production: Production) -> None:
    site = production.site
    production.stack.enter_context(production.run_redis())
    production.starts("beat", "worker")
    production.processes.kill("beat")
    site.database.on_commit = announcing(production.redis_url)

    site.raises_red()

    wait_until(lambda: bool(site.gateway.received), "woken", within=4)
