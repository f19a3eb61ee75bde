"""What a reporter is promised: who takes the next step, and until when."""

from datetime import timedelta
from uuid import UUID

import pytest

from backend.core.database import Database
from backend.core.vocabulary import HazardCategory, HazardGrade, Tier
from backend.hazards import commands as hazards
from backend.hazards.rules import DeclineReason
from backend.hazards.timeline import queries as timelines
from backend.hazards.timeline.queries import TimelineView
from tests.support.cases import Reports
from tests.support.fakes import FakeClock
from tests.support.plants import Plants


def of(database: Database, plants: Plants, report_id: UUID, clock: FakeClock) -> TimelineView:
    return database.read(
        lambda s: timelines.by_ids(s, plants.bob, [report_id], now=clock.now)[report_id],
    )


@pytest.mark.parametrize(("is_serious", "minutes"), [(False, 30), (True, 5)])
def test_an_officer_responds_by_the_time_of_the_policy_sooner_where_it_is_serious(
    database: Database, plants: Plants, clock: FakeClock, is_serious: bool, minutes: int
) -> None:
    made = database.transact(
        lambda tx: hazards.report_hazard(
            tx,
            category=HazardCategory.FIRE,
            grade=HazardGrade.GENERAL,
            clause=None,
            description="冒烟",
            area_id=plants.area,
            equipment_code=None,
            photos=(),
            captured_at=tx.now,
            by=plants.bob,
            is_serious=is_serious,
        )
    )

    line = of(database, plants, made.report_id, clock)

    assert line.due_at == made.received_at + timedelta(minutes=minutes)
    assert line.due_by is None, "alice and dora are both officers: nobody in particular is named"


def test_once_it_is_a_case_its_responsible_person_and_deadline_are_promised(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    reports = Reports(database, plants)
    made = reports.report(plants.bob)
    reports.accept(made.report_id, tier=Tier.YELLOW, department=plants.department)

    line = of(database, plants, made.report_id, clock)

    assert line.due_at == clock.now + timedelta(minutes=30)


def test_nothing_is_promised_of_what_was_declined(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    reports = Reports(database, plants)
    made = reports.report(plants.bob)
    reason = DeclineReason.NOT_A_HAZARD
    database.transact(
        lambda tx: hazards.decline_hazard(tx, made.report_id, reason=reason, note="看过", by=plants.alice)
    )

    line = of(database, plants, made.report_id, clock)

    assert (line.due_at, line.due_by) == (None, None)
