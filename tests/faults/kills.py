"""A stream through a whole installation while parts of it are killed, and how much of it arrives."""

from collections.abc import Callable
from urllib.parse import urlsplit

from sqlalchemy import update
from sqlmodel import col

from backend.core.database import Database
from backend.sensors.rules import SensorKind, SensorState
from backend.sensors.tables import SensorRow
from tests.scenarios import stream as streams
from tests.scenarios.stream import Device, Stream
from tests.support.servers import wait_until

SENSORS, READINGS = 40, 20_000
KILLS = 5


def stream_with_kills(
    database: Database, url: str, kill: Callable[[Device], None], *, times: int = KILLS, pause_s: float = 0
) -> Stream:
    """Send a stream during which `kill` is called so many times, about `pause_s` apart.

    Returns once the device has an acknowledgement of everything.
    """
    stream = streams.make_stream(database, sensors=SENSORS, readings=READINGS)
    _expect_nothing_of_others(database, stream)
    per_second = round(READINGS / (pause_s * (times + 1) or 4))
    with Device(urlsplit(url).port or 0, stream, per_second=per_second) as device:
        for number in range(1, times + 1):
            due = READINGS * number // (times + 1)
            wait_until(lambda due=due: device.acknowledged >= due, f"kill {number}", within=120 + pause_s)
            kill(device)
        wait_until(lambda: device.is_done, "everything is acknowledged", within=120 + 2 * pause_s)
    return stream


def _expect_nothing_of_others(database: Database, stream: Stream) -> None:
    """Take out of service what sends nothing: with long pauses it would rightly be called silent."""
    with database.engine.begin() as connection:
        connection.execute(
            update(SensorRow)
            .where(col(SensorRow.id).not_in(stream.ids.values()), SensorRow.kind != SensorKind.SYSTEM)
            .values(state=SensorState.OUT_OF_SERVICE)
        )


def assert_all_is_there(database: Database, stream: Stream) -> None:
    """Nothing lost, nothing doubled, and alerts as if nothing had happened."""
    streams.wait_for_all(database, stream)
    streams.assert_nothing_lost_and_nothing_twice(database, stream)


def settled_loss(database: Database, stream: Stream) -> int:
    """How many acknowledged readings are not stored, once nothing further is."""
    wanted, seen, still = streams.all_of(stream), -1, 0

    def is_settled() -> bool:
        nonlocal seen, still
        before, seen = seen, len(streams.stored(database, stream))
        still = still + 1 if seen == before else 0
        return seen == len(wanted) or still >= 20

    wait_until(is_settled, "nothing further is stored", within=120, every=0.25)
    kept = streams.stored(database, stream)
    assert kept <= wanted
    return len(wanted - kept)
