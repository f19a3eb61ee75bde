"""A lost gateway silences thousands: in steps, with the same result as all at once."""

import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from math import inf
from typing import Any
from uuid import uuid4

import pytest
from sqlmodel import Session, col, select

from backend.alerts.suppression.commands import sweep_suppression
from backend.alerts.suppression.store import SuppressionStore
from backend.alerts.tables import AlertRow
from backend.core import steps
from backend.core.database import Database, Transaction
from backend.core.tables import AuditRow
from backend.deadlines.tables import DeadlineRow
from backend.monitoring import silence_commands
from backend.monitoring.silence_commands import fall_silent, sweep_silent, wake
from backend.monitoring.silence_store import in_order
from backend.readings.sources_store import Sources
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, more_sensors

pytestmark = pytest.mark.both_databases("what fell silent together is found by statements of their own")
TICK = timedelta(seconds=10)


@pytest.fixture(autouse=True)
def whole_sweeps(monkeypatch: pytest.MonkeyPatch) -> None:
    """However slow the machine is, a sweep does all that is due."""
    monkeypatch.setattr(silence_commands, "SWEEPS_FOR_S", inf)


@pytest.fixture
def small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps.StepSize, "follow", lambda *_: None)
    monkeypatch.setattr(steps.StepSize.__init__, "__defaults__", (3,))


@dataclass
class Twin:
    """One of two sites with the same sources and parents, by their codes."""

    site: str
    ids: dict[str, int]

    def of(self, codes: Sequence[str]) -> list[int]:
        return [self.ids[each] for each in codes]


@pytest.fixture
def twins(database: Database, plants: Plants) -> tuple[Twin, Twin]:
    codes = [f"Q-{n:02}" for n in range(24)]

    def twin(site: str, responsible: str) -> Twin:
        found = more_sensors(database, codes, site=site, responsible=responsible, is_apart=True)
        return Twin(site, {key.partition("/")[2]: each for key, each in found.items()})

    return twin("north", "bob"), twin("south", "carol")


def explain(database: Database, plants: Plants, twin: Twin, pairs: Sequence[tuple[str, str]]) -> None:
    def command(tx: Transaction) -> None:
        for child, parent in pairs:
            tx.get(SuppressionStore).inhibit(
                uuid4(),
                site_id=plants.north if twin.site == "north" else plants.south,
                parent_sensor_id=twin.ids[parent],
                parent_conditions=None,
                child_sensor_id=twin.ids[child],
            )

    database.transact(command)


def standing(database: Database, twin: Twin) -> list[Any]:
    """Everything about the alerts of a site that is no id and no number: of each, and who are one matter."""
    codes = {sensor_id: code for code, sensor_id in twin.ids.items()}

    def look(session: Session) -> list[Any]:
        rows = session.exec(select(AlertRow).where(col(AlertRow.sensor_id).in_(list(codes)))).all()
        groups: dict[Any, list[str]] = {}
        for row in rows:
            groups.setdefault(row.group_id or row.id, []).append(codes[row.sensor_id])
        running = Counter(
            session.exec(select(DeadlineRow.object_id).where(col(DeadlineRow.ended_at).is_(None)))
        )
        return sorted(
            (
                codes[row.sensor_id],
                row.is_active,
                row.is_open,
                row.is_acknowledged,
                row.suppressed_by or "",
                row.notified_at is not None,
                row.group_scope or "",
                tuple(sorted(groups[row.group_id or row.id])),
                running[row.id],
            )
            for row in rows
        )

    return database.read(look)


def leaders(database: Database, twin: Twin) -> int:
    statement = select(AlertRow.id).where(
        col(AlertRow.sensor_id).in_(list(twin.ids.values())), col(AlertRow.is_open), col(AlertRow.leads_group)
    )
    return len(database.read(lambda session: session.exec(statement).all()))


def moves(database: Database, twin: Twin) -> tuple[list[int], list[int]]:
    """What is due at a site: to fall silent, and to come back; each in the order of the sweep."""
    own = set(twin.ids.values())
    fallen, woken = database.read(lambda session: in_order(session, now=database.clock()))
    return [each for each in fallen if each in own], [each for each in woken if each in own]


def parts(due: list[int], choose: random.Random) -> list[list[int]]:
    """The same in steps of one to four, some of them twice: a step once more does nothing."""
    found, begin = [], 0
    while begin < len(due):
        size = choose.randint(1, 4)
        found += [due[begin : begin + size]] * choose.randint(1, 2)
        begin += size
    return found


@pytest.mark.parametrize("seed", range(6))
def test_silence_in_steps_is_the_same_as_at_once(
    seed: int, database: Database, plants: Plants, clock: FakeClock, twins: tuple[Twin, Twin]
) -> None:
    """Over random parents, losses and returns: the same alerts, groups, explanations, deadlines, leaders."""
    choose = random.Random(seed)
    codes = sorted(twins[0].ids)
    pairs = [(codes[n], codes[choose.randrange(n)]) for n in range(3, len(codes)) if choose.random() < 0.5]
    for twin in twins:
        explain(database, plants, twin, pairs)
    stepwise, at_once = twins
    for _ in range(5):
        lost = choose.sample(codes, choose.randint(1, 20))
        heard = [each for each in codes if each not in lost and choose.random() < 0.7]
        for twin in twins:
            dues = dict.fromkeys(twin.of(lost), clock.now) | dict.fromkeys(
                twin.of(heard), clock.now + 2 * TICK
            )
            database.transact(lambda tx, dues=dues: tx.get(Sources).hear(dues, at=tx.now))
        clock.advance(choose.choice([TICK, timedelta(minutes=3)]))
        if choose.random() < 0.5:
            sweep_suppression(database)
        for work, due in zip((fall_silent, wake), moves(database, stepwise), strict=True):
            for step in parts(due, choose):
                database.sweep(lambda tx, work=work, step=step: work(tx, step))
        for work, due in zip((fall_silent, wake), moves(database, at_once), strict=True):
            database.sweep(lambda tx, work=work, due=due: work(tx, due))

        assert standing(database, stepwise) == standing(database, at_once)
        assert leaders(database, stepwise) == leaders(database, at_once)


@pytest.mark.usefixtures("small_steps")
def test_a_step_that_dies_leaves_what_it_would_have_done_to_the_next_sweep(
    database: Database, clock: FakeClock, twins: tuple[Twin, Twin]
) -> None:
    north, _ = twins
    database.transact(lambda tx: tx.get(Sources).hear(dict.fromkeys(north.ids.values(), tx.now), at=tx.now))
    clock.advance(TICK)
    fallen, _ = moves(database, north)

    def dies(tx: Transaction) -> None:
        fall_silent(tx, fallen[10:20])
        raise OSError("killed")

    database.sweep(lambda tx: fall_silent(tx, fallen[:10]))
    with pytest.raises(OSError, match="killed"):
        database.sweep(dies)
    sweep_silent(database)

    found = standing(database, north)
    assert [each[0] for each in found] == sorted(north.ids), "each once"
    assert {each[-2] for each in found} == {tuple(sorted(north.ids))}, "one matter"
    assert leaders(database, north) == 1


@pytest.mark.usefixtures("small_steps")
def test_a_parent_falls_silent_before_what_it_explains_and_comes_back_after_it(
    database: Database, plants: Plants, clock: FakeClock, twins: tuple[Twin, Twin]
) -> None:
    """Also over several steps: nobody is told of a child."""
    north, _ = twins
    codes = sorted(north.ids)
    gateway, *behind = codes[-1], *codes[:-1]  # its number is the last: the order is no accident
    explain(database, plants, north, [(each, gateway) for each in behind])

    def hear(due: timedelta) -> None:
        database.transact(
            lambda tx: tx.get(Sources).hear(dict.fromkeys(north.ids.values(), tx.now + due), at=tx.now)
        )
        clock.advance(TICK)
        sweep_silent(database)

    hear(timedelta(0))
    notified = [each[0] for each in standing(database, north) if each[5]]
    assert notified == [gateway]
    assert {each[4] for each in standing(database, north) if each[0] != gateway} == {"PARENT"}

    hear(timedelta(minutes=5))
    clock.advance(timedelta(minutes=2))
    sweep_suppression(database)
    assert [each[0] for each in standing(database, north) if each[5]] == [gateway]
    assert [each[0] for each in standing(database, north) if each[2]] == [gateway], "it is to be acknowledged"


def test_sources_that_come_back_in_one_step_are_one_event(
    database: Database, clock: FakeClock, twins: tuple[Twin, Twin]
) -> None:
    north, _ = twins
    ids = list(north.ids.values())
    for due in (timedelta(0), timedelta(minutes=5)):
        database.transact(
            lambda tx, due=due: tx.get(Sources).hear(dict.fromkeys(ids, tx.now + due), at=tx.now)
        )
        clock.advance(TICK)
        sweep_silent(database)

    def look(session: Session) -> list[tuple[str, int]]:
        rows = session.exec(select(AuditRow).order_by(col(AuditRow.position))).all()
        found = ((row.kind, sum(ref.noun == "alert" for ref in row.refs)) for row in rows)
        return [each for each in found if each[1]]

    assert database.read(look) == [("SOURCES_FELL_SILENT", 24), ("ALERT_RETURNED_TO_NORMAL", 24)]


def test_a_gateway_that_falls_silent_late_has_its_sources_held_in_steps(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    """Its children were told of already: hundreds of alerts are checked again by the sweep, not at once."""
    codes = [f"C-{n:03}" for n in range(120)]
    found = more_sensors(database, [*codes, "GW"], is_apart=True)
    twin = Twin("north", {key.partition("/")[2]: each for key, each in found.items()})
    explain(database, plants, twin, [(each, "GW") for each in codes])
    database.transact(lambda tx: tx.get(Sources).hear(dict.fromkeys(twin.of(codes), tx.now), at=tx.now))
    clock.advance(TICK)
    sweep_silent(database)
    database.transact(lambda tx: tx.get(Sources).hear({twin.ids["GW"]: tx.now}, at=tx.now))
    clock.advance(TICK)

    sweep_silent(database)
    assert sweep_suppression(database) == 120

    held = [each for each in standing(database, twin) if each[4] == "PARENT"]
    assert len(held) == 120
    assert sweep_suppression(database) == 0, "looked at once"
