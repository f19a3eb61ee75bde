"""What is kept per source between readings: oddities, unknown ones, quarantine, silence."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from backend.core.database import Database, Transaction
from backend.readings.sources_store import Sources
from backend.sensors.quarantine_rules import Rejected, RejectReason, UnknownTraffic
from backend.sensors.quarantine_store import Quarantine
from backend.sensors.quarantine_tables import quarantine
from backend.sensors.rules import SensorState
from backend.sensors.store import Sensors
from backend.sensors.tables import SensorRow
from backend.sites.tables import AreaRow, SiteRow
from tests.support.statements import statements

pytestmark = pytest.mark.both_databases("what is known is merged by conflict")

NOW = datetime(2026, 11, 24, 8, tzinfo=UTC)


def counted(database: Database, table: object) -> int:
    return database.read(lambda s: s.connection().scalar(select(func.count()).select_from(table)) or 0)


def test_late_readings_and_wrong_clocks_are_counted_per_source(database: Database) -> None:
    for _ in range(2):
        database.transact(lambda tx: tx.get(Sources).count_odd(late={1: 2}, from_the_future={1: 1, 2: 5}))

    found = database.read(lambda s: s.connection().execute(select_odd()).fetchall())
    assert [tuple(row) for row in found] == [(1, 4, 2), (2, 0, 10)]


def select_odd() -> object:
    from backend.readings.tables import source_states as table

    return select(table.c.sensor_id, table.c.late, table.c.from_the_future).order_by(table.c.sensor_id)


def test_quarantine_is_bounded(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("backend.sensors.quarantine_store.MAX_MESSAGES", 5)
    for i in range(9):
        rejected = Rejected("t", b"%d" % i, RejectReason.MALFORMED, "no JSON")
        database.transact(lambda tx, rejected=rejected: tx.get(Quarantine).add([rejected], at=NOW))

    kept = database.transact(lambda tx: tx.get(Quarantine).messages(limit=100))

    assert [each.payload for each in kept] == [b"8", b"7", b"6", b"5", b"4"]
    assert counted(database, quarantine) == 5


def test_unknown_sources_are_listed_up_to_a_bound(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.sensors.quarantine_store.MAX_SOURCES", 2)
    counts = {
        ("demo", "a"): UnknownTraffic(1),
        ("demo", "b"): UnknownTraffic(5),
        ("demo", "c"): UnknownTraffic(9),
    }
    for _ in range(2):
        database.transact(lambda tx: tx.get(Quarantine).note_unknown(counts, at=NOW))

    found = database.transact(lambda tx: tx.get(Quarantine).unknown("demo"))
    assert [(each.code, each.readings) for each in found] == [("b", 10), ("a", 2)]

    database.transact(lambda tx: tx.get(Quarantine).forget_unknown("demo", "b"))
    assert [each.code for each in database.transact(lambda tx: tx.get(Quarantine).unknown("demo"))] == ["a"]


def note(database: Database, site: str, codes: Iterable[str], *, at: datetime = NOW) -> None:
    seen = {(site, code): UnknownTraffic(1) for code in codes}
    database.transact(lambda tx: tx.get(Quarantine).note_unknown(seen, at=at))


def listed(database: Database, site: str) -> set[str]:
    return {each.code for each in database.transact(lambda tx: tx.get(Quarantine).unknown(site))}


def test_of_many_in_one_batch_all_are_listed_in_turn(database: Database) -> None:
    codes = {f"GD-{number:03}" for number in range(300)}
    for second in range(6):
        note(database, "demo", codes, at=NOW + timedelta(seconds=second))

    assert listed(database, "demo") == codes
    for second in range(6, 12):
        note(database, "demo", codes, at=NOW + timedelta(seconds=second))
    counts = {each.readings for each in database.transact(lambda tx: tx.get(Quarantine).unknown("demo"))}
    assert counts == {2}


def test_a_full_list_of_one_site_keeps_nothing_of_another_out(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.sensors.quarantine_store.MAX_SOURCES", 2)
    note(database, "demo", "abc")
    note(database, "south", "d")

    assert (listed(database, "demo"), listed(database, "south")) == ({"a", "b"}, {"d"})


def test_a_flood_of_made_up_codes_keeps_no_device_off_the_list(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.sensors.quarantine_store.MAX_SOURCES", 30)
    note(database, "demo", ["GAS-1"])
    note(database, "demo", ["GAS-1"], at=NOW + timedelta(seconds=1))
    note(database, "demo", [f"flood-{n:04}" for n in range(50)], at=NOW + timedelta(seconds=2))
    assert len(listed(database, "demo")) == 30

    for minutes in range(11, 60, 8):
        at = NOW + timedelta(minutes=minutes)
        note(database, "demo", ["GAS-1", "GAS-2"], at=at)
        note(database, "demo", [f"later-{minutes}-{n}" for n in range(40)], at=at)

    assert {"GAS-1", "GAS-2"} <= listed(database, "demo")
    assert len(listed(database, "demo")) == 30


def test_a_batch_of_new_codes_asks_a_full_list_as_often_as_one_code_does(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.sensors.quarantine_store.MAX_SOURCES", 30)
    note(database, "demo", [f"old-{n}" for n in range(30)])

    def cost(codes: Iterable[str]) -> int:
        with statements(database) as said:
            note(database, "demo", codes, at=NOW + timedelta(minutes=1))
        return len(said)

    assert cost([f"new-{n}" for n in range(40)]) == cost(["new"])
    assert listed(database, "demo") == {f"old-{n}" for n in range(30)}


def test_a_full_list_says_what_was_left_off_until_it_has_a_place(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.sensors.quarantine_store.MAX_SOURCES", 2)

    def left_off() -> int | None:
        found = database.read(lambda s: Quarantine(s).unlisted("demo"))
        return found and found.readings

    note(database, "demo", "ab")
    assert left_off() is None

    note(database, "demo", "cd", at=NOW + timedelta(seconds=1))
    note(database, "demo", "acd", at=NOW + timedelta(seconds=2))
    assert left_off() == 4
    assert database.read(lambda s: Quarantine(s).unlisted("south")) is None

    database.transact(lambda tx: tx.get(Quarantine).forget_unknown("demo", "a"))
    assert left_off() is None


def test_what_was_heard_least_and_not_lately_makes_way_in_a_full_list(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("backend.sensors.quarantine_store.MAX_SOURCES", 2)
    note(database, "demo", "ab")
    note(database, "demo", "b", at=NOW + timedelta(minutes=5))
    note(database, "demo", "c", at=NOW + timedelta(minutes=10))
    assert listed(database, "demo") == {"a", "b"}

    note(database, "demo", "c", at=NOW + timedelta(minutes=10, seconds=1))

    assert listed(database, "demo") == {"b", "c"}


def sensor(database: Database, sensor_id: int) -> None:
    site_id, area_id = UUID(int=1), UUID(int=2)

    def add(tx: Transaction) -> None:
        tx.session.merge(SiteRow(id=site_id, code="demo", name_zh="", name_en="", timezone="UTC"))
        tx.session.flush()
        tx.session.merge(AreaRow(id=area_id, site_id=site_id, code="a", name_zh="", name_en="", polygon=[]))
        tx.session.flush()
        tx.session.add(
            SensorRow(
                id=sensor_id,
                site_id=site_id,
                code=str(uuid4()),
                name_zh="",
                name_en="",
                unit="",
                stage="PROCESS",
                area_id=area_id,
                state=SensorState.IN_SERVICE,
            )
        )

    database.transact(add)


def test_a_source_falls_silent_once_and_wakes_once(database: Database) -> None:
    sensor(database, 1)
    later = NOW + timedelta(minutes=5)
    database.transact(lambda tx: tx.get(Sources).hear({1: NOW + timedelta(minutes=1)}, at=NOW))

    assert database.transact(lambda tx: tx.get(Sources).fall_silent([1], now=NOW)) == []
    assert database.transact(lambda tx: tx.get(Sources).fall_silent([1], now=later)) == [1]
    assert database.transact(lambda tx: tx.get(Sources).fall_silent([1], now=later)) == []
    assert database.transact(lambda tx: tx.get(Sources).wake([1], now=later)) == []

    database.transact(lambda tx: tx.get(Sources).hear({1: later + timedelta(minutes=1)}, at=later))
    assert database.transact(lambda tx: tx.get(Sources).wake([1], now=later)) == [1]
    assert database.transact(lambda tx: tx.get(Sources).wake([1], now=later)) == []


def test_a_source_has_time_to_be_heard_after_a_start(database: Database) -> None:
    sensor(database, 1)
    database.transact(lambda tx: tx.get(Sources).hear({1: NOW - timedelta(days=1)}, at=NOW))
    database.transact(lambda tx: tx.get(Sources).listen({1: NOW + timedelta(minutes=1)}))

    assert database.transact(lambda tx: tx.get(Sources).fall_silent([1], now=NOW)) == []


def test_the_fingerprint_changes_with_the_sensors(database: Database) -> None:
    before = database.transact(lambda tx: tx.get(Sensors).fingerprint())
    sensor(database, 1)

    assert database.transact(lambda tx: tx.get(Sensors).fingerprint()) != before
