"""What beacons say on a real broker stands in the database: on, echo, cable cut, back."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest
from sqlmodel import select

from backend.agreements import commands as agreements
from backend.agreements.tables import AgreementRow
from backend.alerts import commands as alerts
from backend.core.database import Database, Transaction
from backend.core.viewer import Role, Viewer
from backend.core.vocabulary import Tier
from backend.entrypoints.job_assembly import beacon_listener
from backend.jobs import jobs
from backend.jobs.beacon_listeners import BeaconListeners, Listener
from backend.jobs.jobs import JobContext
from backend.monitoring.system.beacons_commands import watch_beacons
from backend.notifications.beacons import commands, queries
from backend.notifications.beacons.rules import BeaconState
from backend.notifications.beacons.showing_commands import Heard
from backend.notifications.channels import commands as channels
from backend.notifications.channels.rules import Wanted
from push import catalogue
from push.http_client import Network
from push.registry import Registry
from tests.hostile.matrix.objects import join
from tests.support.fakes import FakeClock
from tests.support.lamps import lamp
from tests.support.plants import Plants, over
from tests.support.servers import wait_until

pytestmark = pytest.mark.broker
WITHIN_S = 60


class Site:
    """A site whose beacons are at this broker, and the jobs that light and hear them."""

    def __init__(self, database: Database, plants: Plants, context: JobContext, url: str) -> None:
        self.database, self.plants, self.context = database, plants, context
        self.admin = database.transact(lambda tx: join(tx, "north admin", Role.ADMIN, plants.north))
        self.channel = database.transact(partial(self._set_up, url=url))
        database.transact(
            lambda tx: commands.add_beacon(
                tx, plants.north, code="R2-east", name="2 号罐区东", area_id=None, by=self.admin
            )
        )

    def _set_up(self, tx: Transaction, *, url: str) -> UUID:
        wanted = Wanted("mqtt", {"broker_url": url, "site": "demo"})
        return channels.configure_channel(
            tx, self.plants.north, "beacon", wanted, version=0, check=lambda *_: None, by=self.admin
        )

    def pauses(self) -> None:
        """Two people pause the channel."""

        def agree(tx: Transaction) -> None:
            asked = tx.session.exec(select(AgreementRow.id).where(AgreementRow.state == "ASKED")).one()
            agreements.decide(tx, asked, is_agreed=True, note="", by=self.plants.alice)

        self.database.transact(
            lambda tx: channels.pause_channel(
                tx, self.channel, reason="更换消息服务器，两小时", asks_second_person=True, by=self.admin
            )
        )
        self.database.transact(agree)

    def works(self) -> None:
        jobs.light_beacons(self.context)
        self.context.senders.wait()
        jobs.hear_beacons(self.context)

    def becomes(self, state: BeaconState) -> None:
        """The jobs run until the beacon is known to be in this state."""

        def looks() -> bool:
            self.works()
            return self.state() is state

        wait_until(looks, f"the beacon is {state}", WITHIN_S)

    def state(self) -> BeaconState:
        [found] = self.database.read(lambda s: queries.of_site(s, self.admin, self.plants.north))
        return found.state

    def measures(self, tier: Tier | None) -> None:
        self.database.transact(lambda tx: alerts.apply_changes(tx, [over(self.plants, tier)]))


@pytest.fixture
def site(
    database: Database, plants: Plants, own_mosquitto_url: str, make_context: Callable[[Network], JobContext]
) -> Iterator[Site]:
    context = make_context(Network(frozenset({own_mosquitto_url}), 60.0))
    yield Site(database, plants, context, own_mosquitto_url)
    context.stop()


@pytest.fixture
def make_context(database: Database) -> Callable[[Network], JobContext]:
    def make(network: Network) -> JobContext:
        registry = Registry(
            build=lambda route: catalogue.build(route.kind, route.provider, route.settings, network)
        )
        return JobContext(
            database,
            registry.send,
            {},
            {},
            None,  # type: ignore[arg-type]  # no photo nor voice is looked at
            None,  # type: ignore[arg-type]
            beacons=BeaconListeners(partial(beacon_listener, network)),
        )

    return make


def test_a_red_alert_is_shown_and_said_to_be_a_cut_cable_becomes_an_alert_and_its_return_ends_it(
    site: Site, own_mosquitto_url: str, clock: FakeClock
) -> None:
    with lamp(own_mosquitto_url) as east:
        site.becomes(BeaconState.SHOWN)
        assert east.seen.get(timeout=WITHIN_S)["level"] == 0

        site.measures(Tier.RED)
        site.becomes(BeaconState.SHOWN)
        assert east.seen.get(timeout=WITHIN_S)["level"] == 4

        east.cut_cable()
        site.becomes(BeaconState.OFFLINE)
        clock.advance(timedelta(seconds=30))
        site.database.transact(watch_beacons)
        site.measures(None)
        site.works()
    with lamp(own_mosquitto_url) as east:
        assert east.seen.get(timeout=WITHIN_S)["level"] == 0
        site.becomes(BeaconState.SHOWN)


def test_whose_channel_is_paused_is_heard_again_once_it_goes_on(site: Site, own_mosquitto_url: str) -> None:
    with lamp(own_mosquitto_url) as east:
        site.becomes(BeaconState.SHOWN)
        site.pauses()
        site.becomes(BeaconState.PAUSED)
        east.cut_cable()
        site.database.transact(lambda tx: channels.resume_channel(tx, site.channel, by=site.admin))
        site.becomes(BeaconState.OFFLINE)


def test_what_was_heard_while_the_store_was_away_is_written_down_later(
    database: Database, plants: Plants, monkeypatch: pytest.MonkeyPatch
) -> None:
    listeners = BeaconListeners(lambda *_: pytest.fail("nobody is listened to"))
    admin: Viewer = database.transact(lambda tx: join(tx, "north admin", Role.ADMIN, plants.north))
    database.transact(
        lambda tx: commands.add_beacon(tx, plants.north, code="R2", name="灯", area_id=None, by=admin)
    )
    listeners.hear(Heard(plants.north, "R2", is_online=False))
    listeners.hear(Heard(plants.north, "R2", message_id="m"))
    listeners.hear(Heard(plants.north, "R2", is_online=True))

    def away(*_: object) -> None:
        raise RuntimeError("the store is away")

    with monkeypatch.context() as broken:
        broken.setattr(database, "transact", away)
        with pytest.raises(RuntimeError):
            listeners.follow(database)
    listeners.follow(database)

    [found] = database.read(lambda s: queries.of_site(s, admin, plants.north))
    assert found.beacon.is_online is True, "the newest word counts"


def test_a_channel_that_cannot_be_listened_to_keeps_no_other_site_unheard(
    database: Database, plants: Plants, make_context: Callable[[Network], JobContext], own_mosquitto_url: str
) -> None:
    def refuses(*_: object) -> Listener:
        raise OSError("no thread can be started")

    listeners = BeaconListeners(refuses)
    site = Site(database, plants, make_context(Network()), own_mosquitto_url)
    listeners.hear(Heard(plants.north, "R2-east", is_online=False))

    listeners.follow(database)

    assert site.state() is BeaconState.OFFLINE
