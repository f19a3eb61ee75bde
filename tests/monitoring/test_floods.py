"""Many sources cross a limit in one batch: in parts, the worst first, with the same result as all at once."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlmodel import col, func, select

from backend.alerts.suppression.store import SuppressionStore
from backend.alerts.tables import AlertRow
from backend.core import steps
from backend.core.database import Database, Transaction
from backend.core.time import microseconds
from backend.core.vocabulary import Quality, Tier
from backend.monitoring.hot_path import batches
from backend.monitoring.hot_path.batches import BatchStore
from backend.monitoring.intake_commands import Taken
from backend.readings.rules import Batch, JournalRow, Reading
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, more_sensors

pytestmark = pytest.mark.both_databases("parts are transactions, and read what explains what")
CALM, YELLOW, ORANGE, RED = 5.0, 15.0, 30.0, 60.0
CODES = [f"north/Q-{n:02}" for n in range(12)]
AT_ONCE = 4


@pytest.fixture(autouse=True)
def parts_of_four(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "CHANGES_AT_ONCE", AT_ONCE)
    monkeypatch.setattr(steps.StepSize, "follow", lambda *_: None)


@pytest.fixture
def ids(database: Database, plants: Plants) -> dict[str, int]:
    return more_sensors(database, [each.partition("/")[2] for each in CODES], is_apart=True)


def readings(clock: FakeClock, values: Sequence[float]) -> Batch:
    """One of each source, a second later."""
    clock.advance(timedelta(seconds=1))
    at_us = microseconds(clock())
    found: list[Reading] = [
        (key, at_us, value, int(Quality.GOOD)) for key, value in zip(CODES, values, strict=True)
    ]
    return Batch(found)


def active(database: Database, *tiers: Tier) -> int:
    """How many alerts of these tiers (none: of any) are going on."""
    statement = select(func.count()).where(col(AlertRow.is_active))
    if tiers:
        statement = statement.where(col(AlertRow.tier).in_([int(each) for each in tiers]))
    return database.read(lambda session: session.exec(statement).one())


def test_each_part_of_a_flood_is_seen_before_the_next_and_its_worst_first(
    database: Database, clock: FakeClock, ids: dict[str, int]
) -> None:
    seen: list[tuple[int, int]] = []

    def look(_rows: list[JournalRow]) -> None:
        seen.append((active(database), active(database, Tier.RED)))

    store = BatchStore(database, offer=look)
    store(readings(clock, [YELLOW] * 8 + [RED] * 4))

    assert seen == [(4, 4), (8, 4), (12, 4)]


def test_what_raises_few_alerts_is_one_transaction_however_much_is_read(
    database: Database, clock: FakeClock, ids: dict[str, int]
) -> None:
    seen: list[int] = []
    store = BatchStore(database, offer=lambda rows: seen.append(len(rows)))

    store(readings(clock, [RED] * AT_ONCE + [CALM] * 8))

    assert seen == [12]


def test_who_sent_a_flood_is_answered_once_for_all_of_it_with_its_last_part(
    database: Database, clock: FakeClock, ids: dict[str, int]
) -> None:
    answered: list[tuple[int, int]] = []

    def answer(_tx: Transaction, taken: Taken) -> None:
        answered.append((len(taken.evaluation.rows), len(taken.changes)))

    taken = BatchStore(database)(readings(clock, [RED] * 12), then=answer)

    assert answered == [(12, 12)]
    assert (len(taken.evaluation.rows), len(taken.changes)) == (12, 12)


def test_a_flood_that_is_cut_off_is_sent_again_and_raises_every_alert_once(
    database: Database, clock: FakeClock, ids: dict[str, int]
) -> None:
    batch = readings(clock, [RED] * 12)

    def cut(_tx: Transaction, _taken: Taken) -> None:
        raise ConnectionError

    with pytest.raises(ConnectionError):
        BatchStore(database)(batch, then=cut)
    assert active(database) == 8

    taken = BatchStore(database)(batch)  # of the process that comes after it

    assert active(database) == 12
    assert taken.evaluation.duplicates == 8


def test_nobody_is_called_for_what_a_later_reading_of_the_flood_explains(
    database: Database, clock: FakeClock, plants: Plants, ids: dict[str, int]
) -> None:
    parent, *children = reversed(CODES)

    def explain(tx: Transaction) -> None:
        for child in children:
            tx.get(SuppressionStore).inhibit(
                uuid4(),
                site_id=plants.north,
                parent_sensor_id=ids[parent],
                parent_conditions=None,
                child_sensor_id=ids[child],
            )

    database.transact(explain)
    store = BatchStore(database)
    called = select(AlertRow.sensor_id).where(col(AlertRow.notified_at).is_not(None))

    store(readings(clock, [ORANGE] * 11 + [YELLOW]))
    assert database.read(lambda session: session.exec(called).all()) == [ids[parent]]

    # Nor as it ends: it comes back after what it explains.
    store(readings(clock, [CALM] * 12))
    clock.advance(timedelta(minutes=1))
    store(readings(clock, [CALM] * 12))
    assert active(database) == 0
    assert database.read(lambda session: session.exec(called).all()) == [ids[parent]]
