"""A changed channel falls back to what it was, until its provider has taken what it is now."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import select

from backend.alerts import commands as alerts
from backend.core.database import Database
from backend.core.errors import ErrorCode, Refused
from backend.core.tables import AuditRow
from backend.core.viewer import Role
from backend.core.vocabulary import Tier
from backend.notifications.channels import commands as channels
from backend.notifications.channels import queries
from backend.notifications.channels.before_store import ChannelsBefore
from backend.notifications.channels.rules import ChannelBefore, Wanted
from backend.notifications.channels.tables import ChannelBeforeRow
from backend.notifications.rules import DeliveryState
from backend.people.directory.rules import AddressKind
from push.endpoint import Endpoint
from push.message import Message
from push.outcome import Outcome, Verdict
from push.registry import Channel, Registry, SendLimit
from push.route import Route
from tests.hostile.matrix.objects import join
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, more_sensors, over
from tests.support.reached_plant import Plant

pytestmark = pytest.mark.both_databases("the row is locked while it is proven, and keeps settings as JSON")
PHONE = "13800000001"


class Gateway:
    """A provider of text messages that knows some keys, and may be away."""

    kind = "sms"

    def __init__(self, desk: "Desk", key: str) -> None:
        self.desk, self.key = desk, key

    def accepts(self, address: str) -> bool:
        return bool(address)

    def limits(self, address: str) -> tuple[SendLimit, ...]:
        return ()

    def send(self, endpoint: Endpoint, message: Message) -> Outcome:
        self.desk.tried.append(self.key)
        if self.key in self.desk.known:
            return Outcome(Verdict.ACCEPTED)
        return Outcome(self.desk.refuses, f"no such key {len(self.key)}")

    def close(self) -> None: ...


class Desk(Plant):
    """Bob is reached by text message alone; the site's key for its gateway is `old`, and works."""

    def __init__(self, database: Database, plants: Plants, clock: FakeClock) -> None:
        super().__init__(database, plants, clock)
        self.known, self.refuses = {"old"}, Verdict.FAILED
        self.tried: list[str] = []
        self.registry = Registry(build=self._build)
        self.version, self.sources = 0, 1
        self.channel = self.changes_to("old")
        self.reaches(plants.bob, AddressKind.PHONE, PHONE)

    def changes_to(self, key: str, *, provider: str = "fake", cap: int | None = None) -> UUID:
        wanted = Wanted(provider, {"sign": "安环"}, {"key": key}, monthly_cap=cap)
        version, self.version = self.version, self.version + 1
        return self.database.transact(
            lambda tx: channels.configure_channel(
                tx, self.plants.north, "sms", wanted, version=version, check=lambda *_: None, by=self.admin
            )
        )

    def texts(self) -> list[str]:
        """A red alert more; with which keys its message to Bob was tried, the last one that it left by."""
        self.tried.clear()
        self.sources += 1
        [sensor] = more_sensors(self.database, [f"GAS-{self.sources}"]).values()
        change = over(self.plants, Tier.RED, sensor_id=sensor)
        self.database.transact(lambda tx: alerts.apply_changes(tx, [change]))
        self.works()
        return list(self.tried)

    def tests(self) -> str | None:
        """The administrator sends a test to themselves: what the page says of it."""
        self.tried.clear()
        self.reaches(self.admin, AddressKind.PHONE, "13800000009")
        self.database.transact(lambda tx: channels.send_channel_test(tx, self.channel, by=self.admin))
        self.works()
        [found] = self.database.read(
            lambda s: queries.of_site(s, self.admin, self.plants.north, now=self.clock.now)
        )
        return found.channel.test_outcome

    def before(self) -> ChannelBefore | None:
        """What the page of the channels says that it falls back to."""
        [found] = self.database.read(
            lambda s: queries.of_site(s, self.admin, self.plants.north, now=self.clock.now)
        )
        return found.before

    def forgets(self) -> None:
        self.database.transact(lambda tx: channels.forget_before(tx, self.channel, by=self.admin))

    def notified_of_refusal(self) -> int:
        kind = AuditRow.kind == "CHANNEL_FELL_BACK"
        return len(self.database.read(lambda s: s.exec(select(AuditRow.id).where(kind)).all()))

    def _build(self, route: Route) -> Channel:
        return Gateway(self, route.settings["key"])

    def _send(self, route: Route, endpoint: Endpoint, message: Message) -> Outcome:
        return self.registry.send(route, endpoint, message)


@pytest.fixture
def desk(database: Database, plants: Plants, clock: FakeClock) -> Desk:
    return Desk(database, plants, clock)


def test_a_new_channel_falls_back_to_nothing(desk: Desk) -> None:
    assert desk.before() is None
    assert desk.texts() == ["old"]


@pytest.mark.parametrize("refuses", [Verdict.FAILED, Verdict.RETRY])
def test_an_alert_whose_new_key_is_refused_leaves_by_the_old_one_at_once(
    desk: Desk, refuses: Verdict
) -> None:
    desk.refuses = refuses
    desk.changes_to("mistyped")

    assert desk.texts() == ["mistyped", "old"]

    assert [each.state for each in desk.deliveries_of(desk.plants.bob)] == [DeliveryState.ACCEPTED]
    before = desk.before()
    assert before is not None
    assert (before.used_at, before.refused) == (desk.clock.now, "no such key 8")
    assert desk.texts() == ["mistyped", "old"], "the next one, too"
    assert desk.notified_of_refusal() == 1


def test_what_the_provider_takes_by_the_new_key_proves_it_and_a_day_later_the_old_one_is_gone(
    desk: Desk,
) -> None:
    desk.changes_to("new")
    desk.known.add("new")
    assert desk.texts() == ["new"]
    proven = desk.before()
    assert proven is not None
    assert proven.proven_at == desk.clock.now

    desk.known.discard("new")
    assert desk.texts() == ["new", "old"], "within the day it still helps"
    desk.known.add("new")
    assert desk.texts() == ["new"]
    desk.clock.advance(timedelta(days=1))

    assert desk.before() is None
    desk.known.discard("new")
    assert desk.texts() == ["new"]


def test_what_was_never_taken_is_helped_for_longer_than_a_day(desk: Desk) -> None:
    desk.changes_to("mistyped")
    desk.clock.advance(timedelta(days=40))

    assert desk.texts() == ["mistyped", "old"]


def test_a_change_of_what_does_not_work_keeps_what_did(desk: Desk) -> None:
    desk.changes_to("mistyped")
    assert desk.texts() == ["mistyped", "old"]
    desk.changes_to("mistyped again")
    before = desk.before()
    assert before is not None
    assert before.used_at is None

    assert desk.texts() == ["mistyped again", "old"]
    assert desk.notified_of_refusal() == 2


def test_a_test_says_of_the_new_key_alone_what_the_provider_says(desk: Desk) -> None:
    desk.changes_to("mistyped")
    assert (desk.tests(), desk.tried) == ("no such key 8", ["mistyped"])
    desk.changes_to("new")
    desk.known.add("new")

    assert (desk.tests(), desk.tried) == (None, ["new"])

    proven = desk.before()
    assert proven is not None
    assert proven.proven_at is not None


def test_a_cap_is_no_change_that_could_fail(desk: Desk) -> None:
    desk.changes_to("old", cap=500)

    assert desk.before() is None


def test_the_old_key_is_forgotten_at_once_where_the_new_one_works_and_not_before(desk: Desk) -> None:
    desk.changes_to("new")
    with pytest.raises(Refused) as refused:
        desk.forgets()
    assert refused.value.code is ErrorCode.ILLEGAL_TRANSITION
    desk.known = {"old", "new"}
    desk.texts()

    desk.forgets()
    desk.forgets()

    assert desk.database.read(lambda s: s.exec(select(ChannelBeforeRow)).all()) == []
    desk.known = {"old"}
    assert desk.texts() == ["new"]


def test_nobody_but_an_administrator_of_the_site_forgets_it(desk: Desk, plants: Plants) -> None:
    desk.changes_to("new")
    far = desk.database.transact(lambda tx: join(tx, "south admin", Role.ADMIN, plants.south))
    for by, code in (
        (plants.alice, ErrorCode.NOT_ALLOWED),
        (plants.carol, ErrorCode.NOT_FOUND),
        (far, ErrorCode.NOT_FOUND),
    ):
        with pytest.raises(Refused) as refused:
            desk.database.transact(lambda tx, by=by: channels.forget_before(tx, desk.channel, by=by))
        assert refused.value.code is code


def test_the_old_key_is_sealed_and_stands_in_no_row_and_no_view(desk: Desk) -> None:
    desk.changes_to("new")

    row = desk.database.read(lambda s: s.get_one(ChannelBeforeRow, desk.channel).model_dump())
    assert "old" not in repr(row)
    assert desk.database.read(lambda s: ChannelsBefore(s).secrets(desk.channel)) == {"key": "old"}


def test_an_answer_to_what_left_before_the_change_proves_nothing(desk: Desk) -> None:
    desk.raises()
    sent: list[Route] = []

    def answers_late(route: Route, _endpoint: Endpoint, _message: Message) -> Outcome:
        sent.append(route)
        desk.changes_to("mistyped")
        return Outcome(Verdict.ACCEPTED)

    desk._send = answers_late  # type: ignore[method-assign]
    desk.works()

    assert [each.settings["key"] for each in sent] == ["old"]
    before = desk.before()
    assert before is not None
    assert before.proven_at is None
