"""A batch of readings and everything that follows from it are one transaction, whatever happens around it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from backend.alerts.rules import AlertState
from backend.alerts.tables import AlertRow, AlertTransitionRow
from backend.core.database import Database, Transaction
from backend.core.time import microseconds
from backend.core.vocabulary import AlertCondition, Quality, Tier
from backend.monitoring import intake_commands as service
from backend.readings import commands as store
from backend.readings.rules import Batch
from backend.readings.sources_store import Sources
from backend.readings.store import Readings
from backend.readings.tables import source_states
from backend.sensors.quarantine_rules import Rejected, RejectReason
from backend.sensors.quarantine_store import Quarantine
from backend.sensors.rules import SensorState
from backend.sensors.store import Sensors
from backend.sensors.tables import SensorRow
from tests.support.fakes import FakeClock
from tests.support.ingest import GAS, SECOND, Ingest, alerts, sensor
from tests.support.plants import OFF_DELAY, Plants

pytestmark = pytest.mark.both_databases("readings are copied or inserted, latest values are merged")


@pytest.fixture
def ingest(database: Database, plants: Plants, clock: FakeClock) -> Ingest:
    return Ingest(database, clock)


def transitions(database: Database) -> list[str]:
    return database.read(
        lambda s: [row.kind for row in s.exec(select(AlertTransitionRow).order_by(AlertTransitionRow.id))]
    )


def stored(database: Database, sensor_id: int) -> list[float]:
    found = database.transact(
        lambda tx: tx.get(Readings).series([sensor_id], from_us=0, to_us=microseconds(tx.now) * 2)
    )
    return found[sensor_id].values.tolist() if sensor_id in found else []


def test_a_reading_beyond_a_limit_is_stored_and_raises_an_alert(
    database: Database, plants: Plants, ingest: Ingest
) -> None:
    ingest.stream(5.0, 30.0)

    assert stored(database, plants.gas) == [5.0, 30.0]
    assert alerts(database) == [(AlertCondition.LIMIT_HIGH, Tier.ORANGE, AlertState.UNACKNOWLEDGED)]


def test_the_cause_of_an_alert_keeps_the_trace_before_it(database: Database, ingest: Ingest) -> None:
    ingest.stream(5.0, 6.0, 30.0)

    [row] = database.read(lambda s: s.exec(select(AlertRow)).all())
    assert [value for _, value in row.cause["trace"]] == [5.0, 6.0, 30.0]
    assert (row.cause["value"], row.cause["limit"]) == (30.0, 25.0)


def test_a_failed_transaction_leaves_nothing_in_the_database_nor_in_memory(
    database: Database, plants: Plants, ingest: Ingest
) -> None:
    batch = Batch([ingest.reading(60.0)])

    def fail(tx: Transaction) -> None:
        service.ingest(tx, ingest.intake, batch)
        raise RuntimeError("disk full")

    with pytest.raises(RuntimeError):
        database.transact(fail)
    assert (stored(database, plants.gas), alerts(database)) == ([], [])

    ingest.take(*batch.readings)
    assert stored(database, plants.gas) == [60.0]
    assert transitions(database) == ["RAISED"]


def test_a_batch_that_was_committed_before_a_crash_changes_nothing_when_it_comes_again(
    database: Database, plants: Plants, ingest: Ingest
) -> None:
    batch = Batch([ingest.reading(5.0, ago=SECOND), ingest.reading(60.0)])
    database.transact(lambda tx: service.ingest(tx, ingest.intake, batch))  # killed before its after_commit

    ingest.restart()
    taken = ingest.take(*batch.readings)

    assert taken.evaluation.duplicates == 2
    assert stored(database, plants.gas) == [5.0, 60.0]
    assert transitions(database) == ["RAISED"]


def test_a_delay_goes_on_after_a_restart(database: Database, ingest: Ingest) -> None:
    ingest.stream(60.0, *[1.0] * 20)
    ingest.restart()
    ingest.stream(*[1.0] * 15)

    assert timedelta(seconds=30) == OFF_DELAY
    assert transitions(database) == ["RAISED", "RETURNED_TO_NORMAL"]


def test_readings_are_known_after_compaction_and_restart(
    database: Database, plants: Plants, ingest: Ingest, clock: FakeClock
) -> None:
    ingest.stream(*map(float, range(9)))
    first = ingest.reading(8.0, ago=SECOND)
    clock.advance(timedelta(minutes=11))

    assert store.compact(database) == 9
    ingest.restart()
    taken = ingest.take(first)

    assert taken.evaluation.duplicates == 1
    assert stored(database, plants.gas) == list(map(float, range(9)))


def test_the_journal_stays_until_compaction_is_due(database: Database, ingest: Ingest) -> None:
    ingest.stream(1.0, 2.0)

    assert store.compact(database) == 0


def test_new_limits_are_applied_to_the_open_alert(
    database: Database, plants: Plants, ingest: Ingest, clock: FakeClock
) -> None:
    ingest.stream(30.0)
    wider = replace(plants.indicator, limits=())
    database.transact(
        lambda tx: tx.get(Sensors).add_indicator(plants.gas, wider, reason="wrong", at=clock(), by=None)
    )

    renewed = database.transact(lambda tx: service.refresh(tx, ingest.intake))

    assert renewed is not None
    assert transitions(database) == ["RAISED", "RETURNED_TO_NORMAL"]
    assert database.transact(lambda tx: service.refresh(tx, renewed)) is None


def test_limits_changed_while_the_process_was_away_are_applied_when_it_starts(
    database: Database, plants: Plants, ingest: Ingest, clock: FakeClock
) -> None:
    ingest.stream(30.0)
    wider = replace(plants.indicator, limits=())
    database.transact(
        lambda tx: tx.get(Sensors).add_indicator(plants.gas, wider, reason="wrong", at=clock(), by=None)
    )

    ingest.restart()
    ingest.restart()

    assert transitions(database) == ["RAISED", "RETURNED_TO_NORMAL"]


def take_out_of_service(database: Database, sensor_id: int) -> None:
    def command(tx: Transaction) -> None:
        tx.session.get_one(SensorRow, sensor_id).state = SensorState.OUT_OF_SERVICE.value

    database.transact(command)


@pytest.mark.parametrize("was_away", [False, True])
def test_what_a_source_held_ends_when_it_is_taken_out_of_service(
    database: Database, plants: Plants, ingest: Ingest, *, was_away: bool
) -> None:
    ingest.stream(30.0)
    take_out_of_service(database, plants.gas)

    if was_away:
        ingest.restart()
    else:
        ingest.intake = database.transact(lambda tx: service.refresh(tx, ingest.intake)) or ingest.intake

    assert transitions(database) == ["RAISED", "RETURNED_TO_NORMAL"]
    assert GAS not in ingest.intake.sources
    assert database.transact(lambda tx: tx.get(Sources).states([plants.gas]))[plants.gas].limits is None


def test_a_sensor_adopted_a_moment_ago_is_known_at_its_first_reading(
    database: Database, plants: Plants, ingest: Ingest
) -> None:
    def adopt(tx: Transaction) -> int:
        known = tx.get(Sensors).get([plants.gas])[plants.gas]
        return tx.get(Sensors).add(replace(known, code="NEW-1"))

    sensor_id = database.transact(adopt)
    ingest.take(ingest.reading(5.0, key="north/NEW-1"))

    assert stored(database, sensor_id) == [5.0]


def test_an_unknown_source_is_listed_for_adoption(database: Database, ingest: Ingest) -> None:
    ingest.take(ingest.reading(1.0, key="north/X-1"), ingest.reading(2.0, key="north/X-1"))
    ingest.take(ingest.reading(1.0, key="nowhere/X-1"))

    [unknown] = database.transact(lambda tx: tx.get(Quarantine).unknown("north"))
    assert (unknown.code, unknown.readings) == ("X-1", 2)


def test_a_rejected_message_is_kept_beside_the_good_ones(
    database: Database, plants: Plants, ingest: Ingest
) -> None:
    rejected = Rejected("anhuan/north/GAS-1/reading", b"?", RejectReason.MALFORMED, "no JSON")

    ingest.take(ingest.reading(5.0), rejected=[rejected])

    assert database.transact(lambda tx: tx.get(Quarantine).messages(limit=9)) == [rejected]
    assert stored(database, plants.gas) == [5.0]


def test_late_readings_and_readings_from_the_future_are_reported_per_source(
    database: Database, plants: Plants, ingest: Ingest
) -> None:
    ingest.take(
        ingest.reading(5.0),
        ingest.reading(60.0, ago=timedelta(minutes=1)),
        ingest.reading(6.0, ago=-timedelta(hours=1)),
    )

    [row] = database.read(lambda s: s.connection().execute(select(source_states)).fetchall())
    assert (row.sensor_id, row.late, row.from_the_future) == (plants.gas, 1, 1)
    assert alerts(database) == []


def test_screens_know_the_last_reading_within_a_second(
    database: Database, plants: Plants, ingest: Ingest, clock: FakeClock
) -> None:
    ingest.stream(1.0, 2.0, 3.0)
    ingest.flush()

    latest = database.transact(lambda tx: tx.get(Sources).latest([plants.gas]))
    assert latest[plants.gas].value == 3.0
    assert sensor(database, plants.gas).last_seen_at is not None


def test_a_batch_saves_a_few_sources_for_screens_and_the_next_ones_the_others(
    database: Database, plants: Plants, ingest: Ingest, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "FLUSH_AT_ONCE", 2)
    keys = (GAS, "north/PUMP-1", "south/GAS-1")
    for number, key in enumerate(keys):
        ingest.take(ingest.reading(1.0 + number, key=key))
    clock.advance(SECOND)

    saved = [ingest.take(ingest.reading(9.0)).flush.heard for _ in range(3)]
    ingest.flush()

    assert saved == [keys[:2], keys[2:], ()], "the oldest first, each once"
    assert not set(ingest.intake.unsaved) - {GAS}, "GAS was heard too recently to be heard again"
    assert database.transact(lambda tx: tx.get(Sources).latest([plants.gas]))[plants.gas].value == 9.0


def test_screens_know_the_last_reading_also_when_the_process_died_before_it_said_so(
    database: Database, ingest: Ingest, plants: Plants
) -> None:
    ingest.stream(0.0)
    ingest.flush()
    ingest.take(ingest.reading(60.0))

    ingest.restart()

    latest = database.transact(lambda tx: tx.get(Sources).latest([plants.gas]))[plants.gas]
    assert (latest.value, latest.quality) == (60.0, Quality.GOOD)
