"""One equipment, its sensors with several evaluators: scored as a whole by one of them, told once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from backend.alerts import queries as views
from backend.alerts.filters_queries import AlertFilter
from backend.core.database import Database
from backend.core.time import microseconds
from backend.core.vocabulary import AlertCondition
from backend.detection.equipment.equipment_scores import ScoredEquipment
from backend.monitoring.scoring import commands as scores
from backend.monitoring.scoring.backfill_commands import catch_up
from backend.monitoring.scoring.commands import Scores
from backend.monitoring.scoring.shared_equipment_commands import EVERY, follow
from backend.monitoring.scoring.startup_commands import open_scores
from backend.readings.rules import JournalRow
from backend.readings.series.blocks import Series
from backend.readings.store import Readings
from tests.support.fakes import FakeClock
from tests.support.plants import Plants

START = datetime(2026, 11, 1, tzinfo=UTC)
STEP = timedelta(seconds=EVERY)
STEPS, FAULT = 2_000, range(1_200, 1_500)
BATCH = 50


@dataclass
class Evaluator:
    """Scores what it owns, and looks into the store every time it has taken a batch."""

    database: Database
    owns: Callable[[str], bool]

    def __post_init__(self) -> None:
        self.found: Scores = self.database.read_apart(lambda session: open_scores(session, self.owns))
        catch_up(self.found, self.series_of, now=self.database.clock())

    def go_round(self, rows: list[JournalRow]) -> None:
        scores.take(self.found, scores.numbers(rows))
        self.found.seconds = 0  # a minute later: everybody is looked for
        follow(self.found, self.series_of, now=self.database.clock())
        scores.after_commit(self.found, self.database.transact(lambda tx: scores.save_all(tx, self.found)))

    def series_of(self, sensor_ids: list[int], from_us: int, to_us: int) -> dict[int, Series]:
        return self.database.read(lambda s: Readings(s).series(sensor_ids, from_us=from_us, to_us=to_us))


def two_sensors(plants: Plants, *, late: int = 0) -> list[list[JournalRow]]:
    """Per step the readings of both; the gas leaves its usual value for a while. The pump is `late` steps."""
    random = Random(3)
    steps: list[list[JournalRow]] = [[] for _ in range(STEPS + late)]
    for n in range(STEPS):
        at_us = microseconds(START + n * STEP)
        value = 30 + random.gauss(0, 0.3) + (12 if n in FAULT else 0)
        steps[n].append((plants.gas, at_us, value, 0, 0))
        steps[n + late].append((plants.pump, at_us + 1000, 10 + random.gauss(0, 0.1), 0, 0))
    return steps


def transitions(database: Database, plants: Plants) -> list[tuple[str, datetime]]:
    page = database.read(lambda s: views.page(s, plants.alice, AlertFilter(), first=100, after=None))
    found = [v for _, v in page.items if v.alert.condition is AlertCondition.EQUIPMENT_ANOMALY]
    histories = database.read(lambda s: views.histories(s, plants.alice, [v.alert.alert_id for v in found]))
    return sorted((entry.kind.value, entry.at) for each in histories.values() for entry in each)


def expected(plants: Plants) -> list[str]:
    """What one look at all readings says: began, ended, and so on."""
    whole = ScoredEquipment(sorted((plants.gas, plants.pump)))
    rows = sorted((row for step in two_sensors(plants) for row in step), key=lambda row: row[1])
    changes = [change for row in rows if (change := whole.take(*row[:3])) is not None]
    return sorted("RETURNED_TO_NORMAL" if change.tier is None else "RAISED" for change in changes)


def play(
    database: Database,
    clock: FakeClock,
    plants: Plants,
    steps: list[list[JournalRow]],
    *,
    dies_at: frozenset[int] = frozenset(),
) -> None:
    """Two evaluators, a sensor each. At some of the batches both die, after storing, and start anew."""
    owners = {plants.gas: "north/GAS-1".__eq__, plants.pump: "north/PUMP-1".__eq__}
    at_work = {sensor_id: Evaluator(database, owns) for sensor_id, owns in owners.items()}
    for number, start in enumerate(range(0, len(steps), BATCH)):
        rows = [row for step in steps[start : start + BATCH] for row in step]
        clock.now = START + (start + BATCH) * STEP
        for sensor_id, owns in owners.items():
            mine = [row for row in rows if row[0] == sensor_id]
            database.transact(lambda tx, mine=mine: tx.get(Readings).append(mine))  # type: ignore[misc]
            if number in dies_at:
                at_work[sensor_id] = Evaluator(database, owns)
            else:
                at_work[sensor_id].go_round(mine)


def test_an_equipment_shared_by_two_evaluators_is_scored_whole_and_published_once(
    database: Database, clock: FakeClock, plants: Plants
) -> None:
    clock.now = START

    play(database, clock, plants, two_sensors(plants))

    kinds = [kind for kind, _ in transitions(database, plants)]
    assert "RAISED" in kinds
    assert kinds == expected(plants)


def test_evaluators_that_die_say_of_shared_equipment_what_ones_that_live_say(
    database: Database, clock: FakeClock, plants: Plants
) -> None:
    clock.now = START

    play(database, clock, plants, two_sensors(plants), dies_at=frozenset({5, 24, 25, 31, 38}))

    assert [kind for kind, _ in transitions(database, plants)] == expected(plants)


def test_a_sensor_whose_readings_are_stored_minutes_late_is_part_of_its_equipment(
    database: Database, clock: FakeClock, plants: Plants
) -> None:
    clock.now = START

    play(database, clock, plants, two_sensors(plants, late=BATCH // 2))

    assert [kind for kind, _ in transitions(database, plants)] == expected(plants)


def test_one_evaluator_has_the_shared_equipment_and_nobody_half_of_it(
    database: Database, plants: Plants
) -> None:
    ids = tuple(sorted((plants.gas, plants.pump)))
    owns_gas, owns_pump = (
        database.read_apart(lambda session, key=key: open_scores(session, key.__eq__))  # type: ignore[misc]
        for key in ("north/GAS-1", "north/PUMP-1")
    )
    owns_both = database.read_apart(
        lambda session: open_scores(session, lambda key: key.startswith("north/"))
    )

    assert [each.sensor_ids for each in owns_gas.shared.equipment.values()] == [ids]
    assert not owns_pump.shared.equipment
    assert not owns_gas.equipment.equipment
    assert [each.sensor_ids for each in owns_both.equipment.equipment.values()] == [ids]
    assert not owns_both.shared.equipment
