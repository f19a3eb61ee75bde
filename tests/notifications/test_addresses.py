"""Somebody shows by a code that messages reach them at an address; before that none are sent there."""

from datetime import timedelta

import pytest

from backend.alerts import commands as alerts
from backend.core.database import Database
from backend.core.errors import ErrorCode, Refused
from backend.core.viewer import Role
from backend.core.vocabulary import Tier
from backend.notifications import commands as deliveries
from backend.notifications.addresses import commands as addresses
from backend.notifications.addresses import queries
from backend.notifications.addresses.queries import OwnAddress
from backend.notifications.channels import commands as channels
from backend.notifications.channels.rules import Wanted
from backend.people.directory.rules import AddressKind
from push.endpoint import Endpoint
from push.message import Message, Purpose
from push.outcome import Outcome, Verdict
from push.route import Route
from tests.hostile.matrix.objects import join
from tests.support.declared import SUBJECTS
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, over

pytestmark = pytest.mark.both_databases("the row of the code is locked")

PHONE = "13800000001"


class Bob:
    """A worker with a phone that gets what is sent to it."""

    def __init__(self, database: Database, plants: Plants) -> None:
        self.database, self.plants = database, plants
        self.got: list[tuple[str, Message]] = []

    def set_up(self, kind: str = "sms") -> None:
        admin = self.database.transact(lambda tx: join(tx, "north admin", Role.ADMIN, self.plants.north))
        wanted = Wanted("aliyun", {}, {"key": "s"})
        self.database.transact(
            lambda tx: channels.configure_channel(
                tx, self.plants.north, kind, wanted, version=0, check=lambda *_: None, by=admin
            )
        )

    def asks(self, address: str = PHONE) -> str:
        """Ask for a code; returns the one that arrived last."""
        self.database.transact(
            lambda tx: addresses.send_address_code(
                tx, self.plants.north, AddressKind.PHONE, address, by=self.plants.bob
            )
        )
        self.database.transact(deliveries.plan_deliveries)
        deliveries.deliver_due(self.database, self.take, SUBJECTS)
        return self.got[-1][1].variables.code

    def types(self, code: str) -> OwnAddress:
        self.database.transact(
            lambda tx: addresses.verify_address(
                tx, self.plants.north, AddressKind.PHONE, code, by=self.plants.bob
            )
        )
        return self.phone()

    def phone(self) -> OwnAddress:
        found = self.database.read(lambda s: queries.own(s, self.plants.bob, now=self.database.clock()))
        return next(each for each in found if each.kind is AddressKind.PHONE)

    def take(self, _route: Route, endpoint: Endpoint, message: Message) -> Outcome:
        self.got.append((endpoint.address, message))
        return Outcome(Verdict.ACCEPTED)


@pytest.fixture
def bob(database: Database, plants: Plants) -> Bob:
    return Bob(database, plants)


def code_of(act: object) -> ErrorCode:
    with pytest.raises(Refused) as refused:
        act()  # type: ignore[operator]
    return refused.value.code


def test_a_code_that_arrives_and_is_typed_back_verifies_the_address(bob: Bob) -> None:
    bob.set_up()
    code = bob.asks("138 0000 0001")
    [(where, message)] = bob.got
    waits = bob.phone()

    found = bob.types(code)

    assert (where, message.purpose, len(code)) == (PHONE, Purpose.CODE, 6)
    assert code in message.body
    assert (waits.verified_at, waits.failures) == (None, 0)
    assert waits.code_ends_at == bob.database.clock() + timedelta(minutes=10)
    assert (found.address, found.verified_at) == (PHONE, bob.database.clock())
    assert found.code_ends_at is None


def test_a_wrong_code_counts_and_the_fifth_ends_it(bob: Bob) -> None:
    bob.set_up()
    code = bob.asks()
    wrong = "000000" if code != "000000" else "111111"

    counted = [bob.types(wrong).failures for _ in range(4)]
    bob.types(wrong)

    assert counted == [1, 2, 3, 4]
    assert code_of(lambda: bob.types(code)) is ErrorCode.CODE_ENDED
    assert bob.phone().verified_at is None


def test_a_code_is_over_after_ten_minutes_after_a_later_one_and_once_used(bob: Bob, clock: FakeClock) -> None:
    bob.set_up()
    first = bob.asks()
    second = bob.asks()
    if first != second:
        assert bob.types(first).verified_at is None
    clock.advance(timedelta(minutes=10))
    assert code_of(lambda: bob.types(second)) is ErrorCode.CODE_ENDED
    third = bob.asks()
    assert bob.types(third).verified_at is not None

    assert code_of(lambda: bob.types(third)) is ErrorCode.CODE_ENDED


def test_another_address_has_to_be_verified_anew_and_the_old_code_is_none_for_it(bob: Bob) -> None:
    bob.set_up()
    code = bob.asks()
    assert bob.types(code).verified_at is not None

    other = bob.asks("13800000002")

    assert bob.phone().verified_at is None
    assert bob.got[-1][0] == "13800000002"
    assert bob.types(other).verified_at is not None


def test_five_codes_an_hour_are_enough(bob: Bob, clock: FakeClock) -> None:
    bob.set_up()
    for _ in range(5):
        bob.asks()

    assert code_of(bob.asks) is ErrorCode.TOO_MANY_ATTEMPTS
    clock.advance(timedelta(hours=1))
    assert bob.asks()


def test_a_site_without_the_channel_says_so_and_keeps_nothing(bob: Bob) -> None:
    bob.set_up("email")

    assert code_of(bob.asks) is ErrorCode.NO_CHANNEL
    assert bob.phone().address == ""


def test_nobody_sends_codes_by_the_channel_of_another_site(bob: Bob, plants: Plants) -> None:
    bob.set_up()

    def ask() -> None:
        bob.database.transact(
            lambda tx: addresses.send_address_code(
                tx, plants.north, AddressKind.PHONE, PHONE, by=plants.carol
            )
        )

    assert code_of(ask) is ErrorCode.NOT_FOUND


def test_a_chat_that_reaches_groups_only_offers_no_code(bob: Bob) -> None:
    """Without a secret it has no app of the company, and by a bot alone nobody is reached."""
    admin = bob.database.transact(lambda tx: join(tx, "north admin", Role.ADMIN, bob.plants.north))
    bob.database.transact(
        lambda tx: channels.configure_channel(
            tx, bob.plants.north, "wecom", Wanted("wecom"), version=0, check=lambda *_: None, by=admin
        )
    )

    found = bob.database.read(lambda s: queries.own(s, bob.plants.bob, now=bob.database.clock()))

    assert {each.kind: (each.takes_code, each.channels) for each in found} == dict.fromkeys(
        AddressKind, (False, ())
    )


def test_a_number_that_was_verified_is_used_until_another_one_is(bob: Bob, clock: FakeClock) -> None:
    """Whoever mistypes a number, or holds somebody's phone for a moment, takes no alert away from them."""
    bob.set_up()
    bob.types(bob.asks())
    bob.asks("13800000002")

    def ways() -> list[str]:
        bob.got.clear()
        bob.database.transact(lambda tx: alerts.apply_changes(tx, [over(bob.plants, Tier.RED)]))
        bob.database.transact(deliveries.plan_deliveries)
        deliveries.deliver_due(bob.database, bob.take, SUBJECTS)
        return [where for where, _ in bob.got]

    assert ways() == [PHONE]
    found = bob.phone()
    assert (found.address, found.verified_at, found.until_then) == ("13800000002", None, PHONE)
    clock.advance(timedelta(minutes=10))
    assert (bob.phone().address, bob.phone().verified_at is not None) == (PHONE, True), "it was never shown"
