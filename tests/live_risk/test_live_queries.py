"""The register of a plant as it is now, on both databases: alerts, blindness, late cases, measures."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from unittest import mock
from uuid import UUID

import pytest
from sqlmodel import Session

from backend.alerts import commands as alerts
from backend.alerts.rules import Suppression
from backend.alerts.suppression import commands as suppression
from backend.core.database import Database
from backend.core.time import microseconds
from backend.core.vocabulary import AlertCondition, Tier
from backend.live_risk import queries, register_store
from backend.live_risk.rules import Blindness, LiveLevel, LiveRegister, LiveRisk, Sight
from backend.risks.assessment.rules import RiskLevel
from backend.risks.revisions.rules import BoundSide, SourceBinding, WatchedBy
from backend.sensors.rules import SensorState
from tests.support.cases import Step, alert_case, up_to
from tests.support.fakes import FakeClock
from tests.support.overviews import MadeSource, OpenAlert, put_sources
from tests.support.plants import Plants, over
from tests.support.risks import Register, content
from tests.support.statements import statements

pytestmark = pytest.mark.both_databases("the living register is read in columns, past SQLAlchemy's types")
HIGH, LOW = BoundSide.HIGH, BoundSide.LOW


def register(database: Database, plants: Plants) -> LiveRegister:
    now = database.clock()
    return database.read(lambda session: queries.read(session, plants.alice, plants.north, at=now))


def live(database: Database, plants: Plants, event_id: UUID) -> LiveRisk:
    return register(database, plants).risks[event_id]


def event_on(
    database: Database, plants: Plants, *made: MadeSource, side: BoundSide = BoundSide.BOTH, **of: Any
) -> UUID:
    """Put an event of a general risk in force that these sources are bound to."""
    ids = put_sources(database, plants, made)
    bindings = tuple(SourceBinding(each, side) for each in ids.values())
    of = {"inherent": RiskLevel.MAJOR, "residual": RiskLevel.GENERAL, **of}
    return Register.begun(database, plants).hold(content(plants, bindings=bindings, **of))


@pytest.mark.parametrize(
    ("alert", "side", "level"),
    [
        (OpenAlert(Tier.YELLOW), HIGH, RiskLevel.GENERAL),
        (OpenAlert(Tier.ORANGE), HIGH, RiskLevel.LARGER),
        (OpenAlert(Tier.RED), HIGH, RiskLevel.MAJOR),
        (OpenAlert(Tier.RED), LOW, RiskLevel.GENERAL),
        (OpenAlert(Tier.RED, AlertCondition.FORECAST), LOW, RiskLevel.MAJOR),
        (OpenAlert(Tier.RED, AlertCondition.STUCK), HIGH, RiskLevel.GENERAL),
        (OpenAlert(Tier.YELLOW, rank=Tier.RED, is_active=False), HIGH, RiskLevel.MAJOR),
        (OpenAlert(Tier.YELLOW, rank=Tier.ORANGE, is_acknowledged=True), HIGH, RiskLevel.GENERAL),
        (OpenAlert(Tier.ORANGE, suppressed_by=Suppression.SHELVED), HIGH, RiskLevel.LARGER),
        (
            OpenAlert(Tier.ORANGE, rank=Tier.BLUE, suppressed_by=Suppression.SHELVED),
            HIGH,
            RiskLevel.LARGER,
        ),
    ],
)
def test_an_alert_moves_a_level_as_its_tier_its_answer_and_its_side_say(
    database: Database, plants: Plants, alert: OpenAlert, side: BoundSide, level: RiskLevel
) -> None:
    event_id = event_on(database, plants, MadeSource("S-1", alerts=(alert,)), side=side)

    found = live(database, plants, event_id)
    assert found.live == LiveLevel(level, is_known=True)
    shelved = [danger.is_shelved for each in found.sources for danger in each.dangers]
    assert shelved in ([], [alert.suppressed_by is Suppression.SHELVED])


@pytest.mark.parametrize(
    ("made", "blindness"),
    [
        (MadeSource("S-1"), None),
        (MadeSource("S-1", state=SensorState.SILENT), Blindness.SILENT),
        (MadeSource("S-1", state=SensorState.OUT_OF_SERVICE), Blindness.OUT_OF_SERVICE),
        (MadeSource("S-1", age_s=None), Blindness.NEVER_HEARD),
        (MadeSource("S-1", age_s=5_000.0), Blindness.OLD),
        (
            MadeSource("S-1", alerts=(OpenAlert(Tier.YELLOW, AlertCondition.BAD_QUALITY),)),
            Blindness.UNTRUSTED,
        ),
    ],
)
def test_a_source_is_blind_as_the_live_picture_says_it(
    database: Database, plants: Plants, made: MadeSource, blindness: Blindness | None
) -> None:
    event_id = event_on(database, plants, made)

    found = live(database, plants, event_id)
    assert [each.blindness for each in found.sources] == [blindness]
    assert found.live == LiveLevel(RiskLevel.GENERAL, is_known=blindness is None)
    assert (found.blind_since is not None) is (blindness not in (None, Blindness.NEVER_HEARD))


def test_one_source_that_sees_keeps_a_level_known(database: Database, plants: Plants) -> None:
    event_id = event_on(database, plants, MadeSource("S-1"), MadeSource("S-2", state=SensorState.SILENT))

    found = live(database, plants, event_id)
    assert found.sight is Sight.SOME_BLIND
    assert found.live.is_known
    assert found.blind_since is None


def test_sources_of_a_place_under_maintenance_are_blind_until_it_ends(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    event_id = event_on(database, plants, MadeSource("S-1", silent_after_s=86_400.0))
    now = database.clock()
    database.transact(
        lambda tx: suppression.plan_maintenance(
            tx,
            equipment_id=None,
            area_id=plants.area,
            starts_at=now,
            ends_at=now + timedelta(hours=2),
            reason="罐区管线更换",
            suppresses_red=False,
            confirms_red=False,
            by=plants.alice,
        )
    )

    assert [each.blindness for each in live(database, plants, event_id).sources] == [Blindness.MAINTENANCE]
    clock.advance(timedelta(hours=2))
    assert live(database, plants, event_id).live.is_known


def test_a_critical_measure_is_away_while_its_source_is_blind(database: Database, plants: Plants) -> None:
    ids = put_sources(database, plants, [MadeSource("S-1", state=SensorState.SILENT), MadeSource("S-2")])
    of = content(plants, residual=RiskLevel.GENERAL)
    watched = replace(of.measures[0], watched_by=WatchedBy.SOURCE, sensor_id=ids["S-1"])
    bindings = tuple(SourceBinding(each) for each in ids.values())
    held = Register.begun(database, plants)
    event_id = held.hold(replace(of, bindings=bindings, measures=(watched,)), code="R-1")
    other_id = held.hold(content(plants, residual=RiskLevel.GENERAL), code="R-2")

    found = live(database, plants, event_id)
    assert [each.code for each in found.away] == ["M-1"]
    assert found.live == LiveLevel(RiskLevel.LARGER, is_known=True)
    assert live(database, plants, other_id).live.level is RiskLevel.GENERAL


def test_a_late_case_of_an_event_is_one_step_until_it_is_archived(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    of = content(plants, residual=RiskLevel.GENERAL, bindings=(SourceBinding(plants.gas, HIGH),))
    held = Register.begun(database, plants)
    event_id, other_id = held.hold(of), held.hold(content(plants, residual=RiskLevel.LOW), code="R-2")
    case_id = alert_case(database, plants, Tier.YELLOW)
    assert live(database, plants, event_id).late_cases == ()

    clock.advance(timedelta(days=30))
    late = live(database, plants, event_id)
    assert [each.case_id for each in late.late_cases] == [case_id]
    assert late.live.level is RiskLevel.LARGER
    assert live(database, plants, other_id).late_cases == ()

    calm = replace(over(plants, None), sampled_us=microseconds(database.clock()))
    database.transact(lambda tx: alerts.apply_changes(tx, [calm]))
    clock.advance(timedelta(minutes=5))
    up_to(Step.ARCHIVED, database, plants, case_id)
    assert live(database, plants, event_id).late_cases == ()


def test_drafts_and_closed_events_have_no_live_level_nor_has_another_site(
    database: Database, plants: Plants
) -> None:
    held = Register.begun(database, plants)
    held.draft(content(plants), code="R-1")
    event_id = held.hold(content(plants, residual=RiskLevel.LOW), code="R-2")

    assert list(register(database, plants).risks) == [event_id]
    with pytest.raises(LookupError):
        database.read(lambda s: queries.read(s, plants.carol, plants.north, at=database.clock()))


def test_a_site_is_read_in_four_statements_however_many_events_it_has(
    database: Database, plants: Plants
) -> None:
    ids = put_sources(database, plants, [MadeSource(f"S-{n}") for n in range(3)])
    held = Register.begun(database, plants)
    for number, sensor_id in enumerate(ids.values()):
        held.hold(content(plants, bindings=(SourceBinding(sensor_id),)), code=f"R-{number}")

    with statements(database) as run:
        assert len(register(database, plants).risks) == 3
    assert len([each for each in run if each.lstrip().upper().startswith("SELECT")]) == 4


def test_a_source_that_is_unbound_while_the_register_is_read_is_left_out(
    database: Database, plants: Plants
) -> None:
    """Each statement may see what was written since the one before."""
    event_id = event_on(database, plants, MadeSource("S-1"))
    read_sources = register_store._sources

    def after_another_wrote(session: Session, site_id: UUID, *, at: datetime) -> Any:
        found = read_sources(session, site_id, at=at)
        assert len(found) == 1
        found.clear()
        return found

    with mock.patch.object(register_store, "_sources", after_another_wrote):
        assert live(database, plants, event_id).sight is Sight.NONE_BOUND
