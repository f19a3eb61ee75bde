"""The counts of the live picture: each source is one of them, and each opens the rows that it counts."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlmodel import Session, col

from backend.alerts import commands as alerts
from backend.alerts.sources import queries as standings
from backend.core.database import Database, Transaction
from backend.core.sorting import Sort
from backend.core.time import microseconds
from backend.core.vocabulary import AlertCondition, Quality, Tier
from backend.readings.rules import LatestReading
from backend.readings.sources_store import Sources
from backend.sensors.filters_queries import SourceFilter, SourceSortBy
from backend.sensors.rules import CLOCK_TOLERANCE, PRESENT_FOR, SensorState
from backend.sensors.tables import IndicatorRow, SensorRow
from backend.worklist import sources_queries as sources
from backend.worklist.control import queries as control
from backend.worklist.overview.rules import CountedAs
from backend.worklist.sources_queries import CountedThen, SourceList
from tests.support.plants import Plants, more_sensors, over

pytestmark = pytest.mark.both_databases("what a source counts as is said by the database")
ROOT = Path(__file__).parents[2]
UNHEARD = "UNHEARD"
CODES = ("FINE", "RED", "SILENT-YELLOW", "SILENT", "BROKEN", "BROKEN-RED", "OUT", "BLUE", UNHEARD)
AT = datetime(2026, 12, 1, 8, 0, tzinfo=UTC)
AGES = {  # with and without a silence time of its own: (its own, how old its last value is)
    "HAND-OLD": (timedelta(0), timedelta(minutes=7, seconds=1)),
    "HAND": (timedelta(0), timedelta(minutes=7)),
    "HOURLY-OLD": (timedelta(hours=1), timedelta(hours=1, minutes=3)),
    "HOURLY": (timedelta(hours=1), timedelta(hours=1, minutes=1)),
}


def plant_of_every_kind(database: Database, plants: Plants) -> dict[str, int]:
    made = more_sensors(database, list(CODES), is_apart=True)
    found = {code: made[f"north/{code}"] for code in CODES}
    broken = AlertCondition.OUT_OF_RANGE
    raised = (
        over(plants, Tier.RED, sensor_id=found["RED"]),
        over(plants, Tier.YELLOW, sensor_id=found["SILENT-YELLOW"]),
        replace(over(plants, Tier.BLUE, sensor_id=found["SILENT"]), condition=AlertCondition.SILENT),
        replace(over(plants, Tier.BLUE, sensor_id=found["BROKEN"]), condition=broken),
        replace(over(plants, Tier.BLUE, sensor_id=found["BROKEN-RED"]), condition=broken),
        over(plants, Tier.RED, sensor_id=found["BROKEN-RED"]),
        over(plants, Tier.BLUE, sensor_id=found["BLUE"]),
    )
    states = {
        "SILENT-YELLOW": SensorState.SILENT,
        "SILENT": SensorState.SILENT,
        "OUT": SensorState.OUT_OF_SERVICE,
    }

    def command(tx: Transaction) -> None:
        alerts.apply_changes(tx, list(raised))
        for code, sensor_id in found.items():
            row = tx.session.get_one(SensorRow, sensor_id)
            row.state = states.get(code, SensorState.IN_SERVICE).value
            row.last_seen_at = None if code == UNHEARD else tx.now - timedelta(minutes=1)
            tx.session.add(row)
        for sensor_id in (plants.gas, plants.pump):
            tx.session.get_one(SensorRow, sensor_id).last_seen_at = tx.now

    database.transact(command)
    return found


def test_each_source_counts_once_and_each_count_opens_its_own_rows(
    database: Database, plants: Plants
) -> None:
    plant_of_every_kind(database, plants)
    now = database.clock()
    lists = {each: SourceList(counted=CountedThen((each,), now)) for each in CountedAs}

    def look(session: Session) -> tuple[dict[SourceList, int], dict[CountedAs, list[str]]]:
        rows = {
            each: sources.page(session, plants.alice, wanted, first=50, after=None, at=now).items
            for each, wanted in lists.items()
        }
        wanted = [*lists.values(), SourceList()]
        codes = {each: [view.sensor.code for _, view in found] for each, found in rows.items()}
        return sources.counts(session, plants.alice, wanted), codes

    counted, codes = database.read(look)

    assert codes == {
        CountedAs.RED: ["BROKEN-RED", "RED"],
        CountedAs.ORANGE: [],
        CountedAs.YELLOW: ["SILENT-YELLOW"],
        CountedAs.OUT: ["OUT"],
        CountedAs.UNHEARD: [UNHEARD],
        CountedAs.BLIND: ["BROKEN", "SILENT"],
        CountedAs.NORMAL: ["BLUE", "FINE", "GAS-1", "PUMP-1"],
    }
    assert {each: counted[wanted] for each, wanted in lists.items()} == {
        each: len(found) for each, found in codes.items()
    }
    assert sum(counted[wanted] for wanted in lists.values()) == counted[SourceList()] == 11


def test_the_most_urgent_come_first_whatever_the_page(database: Database, plants: Plants) -> None:
    plant_of_every_kind(database, plants)
    now = database.clock()

    def look(session: Session) -> list[str]:
        found: list[str] = []
        after, has_next = None, True
        while has_next:
            page = sources.page(
                session,
                plants.alice,
                SourceList(),
                first=2,
                after=after,
                at=now,
                sort=Sort(SourceSortBy.URGENCY),
            )
            found += [view.sensor.code for _, view in page.items]
            after, has_next = page.end_cursor, page.has_next
        return found

    found = database.read(look)

    ranks = (2, 3, 5, 6, 10, 11)  # of the last red, yellow, blind, unheard, normal one, and what is out
    ends = zip((0, *ranks[:-1]), ranks, strict=True)
    assert [sorted(found[start:end]) for start, end in ends] == [
        ["BROKEN-RED", "RED"],
        ["SILENT-YELLOW"],
        ["BROKEN", "SILENT"],
        [UNHEARD],
        ["BLUE", "FINE", "GAS-1", "PUMP-1"],
        ["OUT"],
    ]


def test_another_plant_neither_sees_nor_counts_them(database: Database, plants: Plants) -> None:
    plant_of_every_kind(database, plants)
    red = SourceList(SourceFilter(), counted=CountedThen((CountedAs.RED,), database.clock()))

    assert database.read(lambda session: sources.counts(session, plants.carol, [red])) == {red: 0}


def test_a_source_whose_instrument_says_no_value_is_not_trusted(database: Database, plants: Plants) -> None:
    found = plant_of_every_kind(database, plants)

    said = database.read(lambda session: standings.standing(session, plants.alice, found.values()))

    untrusted = {
        code for code, sensor_id in found.items() if sensor_id in said and said[sensor_id].is_untrusted
    }
    assert untrusted == {"BROKEN", "BROKEN-RED"}


def test_a_value_that_is_too_old_counts_as_not_seen_and_home_ring_and_list_say_the_same(
    database: Database, plants: Plants
) -> None:
    made = more_sensors(database, list(AGES), is_apart=True)

    def command(tx: Transaction) -> None:
        latest = {}
        for code, (silent_after, age) in AGES.items():
            sensor_id = made[f"north/{code}"]
            tx.session.exec(
                update(IndicatorRow)
                .where(col(IndicatorRow.sensor_id) == sensor_id)
                .values(silent_after_s=silent_after.total_seconds())
            )
            latest[sensor_id] = LatestReading(microseconds(AT - age), 12.4, Quality.GOOD)
        tx.get(Sources).save_latest(latest)
        tx.get(Sources).hear(dict.fromkeys(latest), at=AT)

    database.transact(command)
    blind = SourceList(counted=CountedThen((CountedAs.BLIND,), AT))

    codes = database.read(
        lambda s: [
            view.sensor.code
            for _, view in sources.page(s, plants.alice, blind, first=9, after=None, at=AT).items
        ]
    )
    ring = database.read(lambda s: control.control(s, plants.alice, now=AT))
    home = database.read(lambda s: sources.home_counts(s, plants.alice, AT))

    assert codes == ["HAND-OLD", "HOURLY-OLD"]
    assert home == {"silent_sensors": 2, "unheard_sensors": 2}, "gas and pump never sent anything"
    assert sum(each.blind for each in ring.areas) == 4


def test_out_of_service_is_not_blind_and_leaves_an_area_unwatched(database: Database, plants: Plants) -> None:
    def command(tx: Transaction) -> None:
        for sensor_id in (plants.gas, plants.pump):
            tx.session.get_one(SensorRow, sensor_id).state = SensorState.OUT_OF_SERVICE.value

    database.transact(command)

    [area] = [
        each
        for each in database.read(lambda s: control.control(s, plants.alice, now=AT)).areas
        if each.area.area_id == plants.area
    ]
    assert (area.blind, area.sources) == (0, 0)


def test_pages_call_a_value_old_by_the_same_times() -> None:
    said = (ROOT / "frontend/src/features/readings/stale.ts").read_text(encoding="utf-8")

    assert f"DEFAULT_SILENCE = {PRESENT_FOR.total_seconds():.0f}\n" in said
    assert f"TOLERANCE = {CLOCK_TOLERANCE.total_seconds():.0f}\n" in said
