"""The past of the demo plant: written once, by the same engine, and told to nobody any more."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func
from sqlmodel import col, select

from backend.alerts.tables import AlertRow
from backend.cases.rules import CaseOutcome, CaseState
from backend.cases.tables import CaseRow
from backend.core.audit import Audit
from backend.core.database import Database
from backend.core.time import microseconds
from backend.demo import past as history
from backend.demo import planting as demo
from backend.demo.past import Filled
from backend.demo.plant import DEMO_PLANT, read_plan
from backend.notifications import commands as deliveries
from backend.photos.rules import PhotoFacts
from backend.readings.store import Readings
from backend.sensors.store import Sensors

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)
CODES = {"GD-801", "FS-701", "TT-301", "DU-401", "PE-201"}
PLANT = replace(DEMO_PLANT, sensors=tuple(each for each in DEMO_PLANT.sensors if each.code in CODES))
PICTURES = [PhotoFacts(f"{number:064x}", 10, 10) for number in range(3)]
INK = PhotoFacts("f" * 64, 10, 10)


@pytest.fixture
def planted(database: Database) -> Database:
    database.clock = lambda: NOW
    database.transact(lambda tx: demo.plant_site(tx, PLANT, plan_svg=read_plan(), password_hash="x"))
    return database


def fill(database: Database, *, days: int = 5) -> Filled:
    return history.fill(database, PLANT, days=days, pictures=PICTURES, signature=INK)


def states(database: Database) -> dict[tuple[str, str | None], int]:
    statement = select(CaseRow.state, CaseRow.outcome, func.count()).group_by(CaseRow.state, CaseRow.outcome)
    found = database.read(lambda session: session.exec(statement).all())
    return {(state, outcome): n for state, outcome, n in found}


def test_the_past_has_false_alarms_and_closed_loops_and_is_written_once(planted: Database) -> None:
    first = fill(planted)

    assert first.readings > 50_000
    assert first.alerts >= 10
    found = states(planted)
    assert found[CaseState.ARCHIVED, CaseOutcome.RESOLVED] >= 2
    assert found[CaseState.ARCHIVED, CaseOutcome.FALSE_ALARM] >= 3
    assert fill(planted) == Filled()
    assert states(planted) == found


def test_nobody_is_notified_of_the_past_and_its_audit_chain_holds(planted: Database) -> None:
    fill(planted, days=3)

    assert planted.transact(deliveries.plan_deliveries) == 0
    assert planted.transact(lambda tx: tx.get(Audit).broken_at(PLANT.site_id)) is None


def test_the_past_ends_before_what_the_plant_has_sent(planted: Database) -> None:
    sensor = planted.transact(lambda tx: tx.get(Sensors).by_code(PLANT.site_id, "GD-801"))
    assert sensor is not None
    live_us = microseconds(NOW - timedelta(hours=1))
    planted.transact(lambda tx: tx.get(Readings).append([(sensor.sensor_id, live_us, 1.0, 0, 0)]))

    fill(planted, days=2)

    found = planted.transact(lambda tx: tx.get(Readings).series([sensor.sensor_id], from_us=0, to_us=live_us))
    times = found[sensor.sensor_id].times_us.tolist()
    assert times[-1] == live_us
    assert times[-2] < live_us - 59_000_000
    latest = planted.read(lambda session: session.exec(select(func.max(col(AlertRow.raised_at)))).one())
    assert latest is None or latest < NOW - timedelta(hours=3)


def test_a_past_that_was_cut_off_is_completed_by_the_next_run(
    planted: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(history, "Past", None)
        with pytest.raises(TypeError):
            fill(planted, days=2)
    stored = planted.transact(lambda tx: tx.get(Readings).count())
    assert stored > 0
    assert states(planted) == {}

    fill(planted, days=2)

    assert planted.transact(lambda tx: tx.get(Readings).count()) == stored
    assert states(planted)
