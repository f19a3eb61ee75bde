"""SIGKILL of the all-in-one process in the middle of a stream: what was acknowledged is there, once."""

import random
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import col, select

from backend.alerts.tables import AlertRow, AlertTransitionRow
from backend.connectors.mqtt.publisher import Publisher
from backend.core.database import Database
from backend.detection.limits.evaluator import replay
from backend.detection.limits.sources import Source
from backend.readings.rules import Reading
from backend.readings.store import Readings
from tests.support import installations
from tests.support.installations import Installation
from tests.support.plants import Plants, plant
from tests.support.servers import wait_until

pytestmark = pytest.mark.broker

PART = 8_000
PARTS = 4
"""In each but the last the process is killed as soon as readings of this part have come through."""
READINGS = PARTS * PART


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Installation]:
    with installations.embedded(tmp_path) as found:
        yield found


@pytest.mark.nightly
def test_nothing_acknowledged_is_lost_and_no_alert_is_doubled_when_everything_is_killed(
    site: Installation,
) -> None:
    plants = plant(site.database)
    stream = _stream()
    site.start("up")
    line = Publisher(site.broker())
    line.connect()

    stored_at_kill = []

    for number in range(PARTS):
        begin = number * PART
        publishing = threading.Thread(target=_publish, args=(line, stream[begin : begin + PART]), daemon=True)
        publishing.start()
        _wait_for_more_than(begin, site.database, plants)
        if number < PARTS - 1:
            site.kill("up")
            stored_at_kill.append(_stored(site.database, plants) - begin)
            site.start("up")
        publishing.join(60)

    assert line.wait_acknowledged(30)
    wait_until(lambda: _known(site.database, plants) >= READINGS, "all that was acknowledged", within=60)
    assert min(stored_at_kill) < PART, "killed in the middle"
    assert _known(site.database, plants) == READINGS
    assert _recorded(site.database, plants) == _expected(plants, stream)
    line.close()
    verified = site.run("audit", "verify")
    assert verified.returncode == 0, verified.stdout


def _stream() -> list[tuple[int, float]]:
    """Gas that wanders up and down over all three limits, sampled once a second until now."""
    dice, value = random.Random(7), 5.0
    start_ms = round(time.time() * 1000) - READINGS * 1000
    stream = []
    for n in range(READINGS):
        value = min(max(value + dice.uniform(-3, 3), 0), 70)
        stream.append((start_ms + n * 1000, round(value, 2)))
    return stream


def _publish(line: Publisher, stream: list[tuple[int, float]]) -> None:
    for ts, value in stream:
        line.publish_reading("north", ("GAS-1", ts, value))


def _stored(database: Database, plants: Plants) -> int:
    return database.transact(lambda tx: tx.get(Readings).count(plants.gas))


def _known(database: Database, plants: Plants) -> int:
    """The readings, each once: the journal keeps what comes again after its source has forgotten it."""
    found = database.transact(
        lambda tx: tx.get(Readings).series([plants.gas], from_us=0, to_us=time.time_ns() // 1000)
    )
    return len(found[plants.gas].times_us)


def _wait_for_more_than(readings: int, database: Database, plants: Plants) -> None:
    wait_until(lambda: _stored(database, plants) > readings, f"more than {readings} readings", within=60)


def _recorded(database: Database, plants: Plants) -> list[tuple[int | None, float | None]]:
    """What is written of the source's one alert: tier (None: back to normal) and deciding value."""
    [alert] = database.read(
        lambda session: session.exec(select(AlertRow).where(AlertRow.sensor_id == plants.gas)).all()
    )
    rows = database.read(
        lambda session: session.exec(
            select(AlertTransitionRow)
            .where(AlertTransitionRow.alert_id == alert.id)
            .order_by(col(AlertTransitionRow.id))
        ).all()
    )
    return [(None if row.kind == "RETURNED_TO_NORMAL" else row.tier, row.value) for row in rows]


def _expected(plants: Plants, stream: list[tuple[int, float]]) -> list[tuple[int | None, float | None]]:
    """The same from one uninterrupted look at the whole stream."""
    source = Source(plants.gas)
    source.bind(plants.indicator, None)
    readings: list[Reading] = [("gas", ts * 1000, value, 0) for ts, value in stream]
    changes = replay({"gas": source}, readings, now_us=stream[-1][0] * 1000)
    return [(change.tier, change.value) for change in changes]


@pytest.mark.nightly
def test_asked_to_end_it_takes_its_broker_with_it(site: Installation) -> None:
    site.start("up")
    assert site.broker()

    site.stop("up")

    assert site.broker() == ""
