"""Lines of the broker's log are no readings: whom it refused is counted, the rest is passed over."""

from collections.abc import Mapping, Sequence

import pytest

from backend.connectors.mqtt.broker_log import MOST_NAMES, BrokerLog
from backend.connectors.mqtt.frames import Message
from backend.core.errors import Unavailable

LOG = b"$SYS/broker/log/N"
READING = (b"anhuan/north/GAS-1/reading", b"1")


def refused(name: str) -> Message:
    return LOG, f"1795833365: Client {name} disconnected, not authorised.".encode()


class Floor:
    """A pipeline that may be away, and what was noted."""

    def __init__(self) -> None:
        self.taken: list[Message] = []
        self.noted: dict[str, int] = {}
        self.is_away = False
        self.log = BrokerLog(self, self.note)

    def take(self, messages: Sequence[Message], too_large: Sequence[Message] = ()) -> None:
        if self.is_away:
            raise Unavailable("the database is away")
        self.taken += [*messages, *too_large]

    def note(self, names: Mapping[str, int]) -> None:
        if self.is_away:
            raise Unavailable("the database is away")
        self.noted = dict(names)


def test_readings_go_on_and_names_that_were_refused_are_counted() -> None:
    floor = Floor()

    floor.log.take([READING, refused("north/GAS-1"), refused("north"), READING, refused("north/GAS-1")])
    floor.log.report()

    assert floor.taken == [READING, READING]
    assert floor.noted == {"north/GAS-1": 2, "north": 1}


@pytest.mark.parametrize(
    "line",
    [
        "1795833365: New client connected from 10.0.0.7:48466 as north/GAS-1 (p2, c1, k60, u'north/GAS-1').",
        "1795833365: Client north/GAS-1 disconnected.",
        "1795833365: Client a/b/c/d disconnected, not authorised.",
        "1795833365: Client north/GAS 1 disconnected, not authorised.",
        "1795833365: Client \u6c14 disconnected, not authorised.",
        f"1795833365: Client {'x' * 65} disconnected, not authorised.",
    ],
)
def test_what_else_the_log_says_is_nobody_who_was_refused(line: str) -> None:
    floor = Floor()

    floor.log.take([(LOG, line.encode())])
    floor.log.report()

    assert (floor.taken, floor.noted) == ([], {})


def test_what_the_store_could_not_take_is_counted_once_and_what_nobody_noted_is_not_forgotten() -> None:
    floor = Floor()
    floor.is_away = True
    with pytest.raises(Unavailable):
        floor.log.take([READING, refused("north")])

    floor.is_away = False
    floor.log.take([READING, refused("north")])
    floor.is_away = True
    with pytest.raises(Unavailable):
        floor.log.report()
    floor.is_away = False
    floor.log.report()

    assert floor.noted == {"north": 1}


def test_who_tries_many_names_fills_no_memory() -> None:
    floor = Floor()

    floor.log.take([refused(f"north/GAS-{n}") for n in range(MOST_NAMES + 50)])
    floor.log.report()

    assert len(floor.noted) == MOST_NAMES
