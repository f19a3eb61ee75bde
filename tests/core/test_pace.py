"""Things without a name: one sender is slowed down, a site is never closed."""

from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import uuid4

import pytest

from backend.core.errors import ErrorCode, Refused
from backend.core.pace import LONGEST_PAUSE, WAITING, Pace
from backend.core.rate_limit import RateLimit

START: Final = datetime(2026, 11, 20, 8, tzinfo=UTC)
FLOOD, HONEST = "192.0.2.1", "192.0.2.2"
SHARE, OF_SITE = 10, 60


class Gate:
    """A site that takes things without a name, with a clock of its own."""

    def __init__(self) -> None:
        self.pace, self.now = Pace(SHARE, OF_SITE), START

    def wait_s(self, what: str, address: str = FLOOD) -> int | None:
        """Send it: 0 where it was taken, else the seconds to wait."""
        try:
            self.pace.check("north", address, what, now=self.now)
        except Refused as refused:
            return refused.retry_after_s if refused.code is ErrorCode.TOO_MANY_ATTEMPTS else -1
        return 0

    def send_many(self, count: int, address: str = FLOOD) -> list[int | None]:
        return [self.wait_s(str(uuid4()), address) for _ in range(count)]


@pytest.fixture
def gate() -> Gate:
    return Gate()


def test_one_sender_has_a_share_at_once_and_then_waits_longer_each_time(gate: Gate) -> None:
    waits = gate.send_many(SHARE + 7)

    assert waits[:SHARE] == [0] * SHARE
    assert waits[SHARE:] == [30, 60, 120, 240, 480, 600, 600]


def test_who_waits_when_the_clock_is_set_back_waits_no_longer_than_ever(gate: Gate) -> None:
    gate.send_many(SHARE + 2)
    gate.now -= timedelta(hours=2)

    assert gate.wait_s(str(uuid4())) == 0
    limit = RateLimit(2, timedelta(minutes=10))
    for _ in range(2):
        limit.check("192.0.2.1", now=START)
    limit.check("192.0.2.1", now=START - timedelta(hours=2))


def test_a_turn_that_was_promised_before_the_clock_was_set_back_holds_nobody_up(gate: Gate) -> None:
    gate.send_many(SHARE)
    assert gate.wait_s("a leak at the flange") == 30
    gate.now -= timedelta(hours=2)

    assert gate.wait_s("a leak at the flange") == 0


def test_a_thousand_of_one_sender_keep_no_other_phone_out(gate: Gate) -> None:
    assert gate.send_many(1_000).count(0) == SHARE

    assert gate.wait_s("a leak at the flange", HONEST) == 0


def test_what_was_asked_to_wait_is_taken_at_its_turn_whatever_came_meanwhile(gate: Gate) -> None:
    gate.send_many(SHARE)
    wait = gate.wait_s("a leak at the flange")
    for _ in range(wait or 0):
        gate.now += timedelta(seconds=1)
        gate.send_many(5)

    assert gate.wait_s("a leak at the flange") == 0


def test_no_more_of_one_sender_come_in_than_the_site_takes_in_an_hour(gate: Gate) -> None:
    """A script that sends a thousand and comes back whenever it may."""
    sent, taken = [str(uuid4()) for _ in range(1_000)], set[str]()
    for _ in range(120):
        taken |= {each for each in sent[:50] if gate.wait_s(each) == 0}
        sent = sent[50:] + sent[:50]
        gate.now += timedelta(seconds=30)

    assert SHARE < len(taken) <= SHARE + WAITING * (timedelta(hours=1) / LONGEST_PAUSE)


def test_a_crowded_site_lets_every_other_phone_in_after_a_minute(gate: Gate) -> None:
    for number in range(200):
        gate.send_many(3, f"198.51.100.{number}")

    assert gate.wait_s("a leak at the flange", HONEST) == 60
    gate.now += timedelta(seconds=30)
    gate.send_many(50, "203.0.113.9")
    gate.now += timedelta(seconds=30)
    assert gate.wait_s("a leak at the flange", HONEST) == 0


def test_the_same_thing_again_is_no_second_one(gate: Gate) -> None:
    waits = [gate.wait_s("a leak at the flange") for _ in range(SHARE * 3)]

    assert set(waits) == {0}
    assert gate.wait_s("another one") == 0


def test_a_phone_with_a_network_of_addresses_is_one_sender(gate: Gate) -> None:
    waits = [gate.wait_s(str(uuid4()), f"2001:db8:1:2::{number:x}") for number in range(SHARE + 1)]

    assert waits == [0] * SHARE + [30]
    assert gate.wait_s("of the next house", "2001:db8:1:3::1") == 0


def test_after_an_hour_without_anything_a_sender_has_its_share_again(gate: Gate) -> None:
    gate.send_many(SHARE + WAITING)
    gate.now += timedelta(hours=2)

    assert gate.send_many(SHARE) == [0] * SHARE
