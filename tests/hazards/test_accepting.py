"""An officer takes a report on with an owner, a deadline of its own and a note."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from backend.cases import commands as cases
from backend.cases import queries as case_views
from backend.cases.rules import Case
from backend.cases.store import Cases
from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.text import Text
from backend.core.vocabulary import HazardCategory, HazardGrade, Stage, Tier
from backend.deadlines.rules import DeadlineStep
from backend.deadlines.store import Deadlines
from backend.equipment.store import EquipmentStore
from backend.hazards import commands as hazards
from backend.people.rules import Department
from backend.people.store import People
from backend.policies.rules import POLICY
from backend.sites.rules import Area
from backend.sites.store import Sites
from tests.support.cases import Reports
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, id_of

GIVEN = POLICY[Tier.YELLOW].dispose_within
HOUR = timedelta(hours=1)


def reported(database: Database, plants: Plants) -> UUID:
    return database.transact(
        lambda tx: hazards.report_hazard(
            tx,
            category=HazardCategory.FALL_FROM_HEIGHT,
            grade=HazardGrade.GENERAL,
            clause=None,
            description="护栏松动",
            area_id=None,
            equipment_code="EQ-north",
            photos=(),
            captured_at=tx.now,
            by=plants.bob,
        )
    ).report_id


def accepted(database: Database, plants: Plants, *, within: timedelta | None = None, **given: Any) -> Case:
    report_id = reported(database, plants)
    people = {"department_id": plants.department, "responsible_id": plants.bob.person_id}
    database.transact(
        lambda tx: hazards.accept_hazard(
            tx,
            report_id,
            tier=Tier.YELLOW,
            by=plants.alice,
            dispose_by=None if within is None else tx.now + within,
            **(people | given),
        )
    )
    return database.read(lambda s: case_views.of_reports(s, plants.alice, [report_id]))[report_id]


def test_the_case_has_the_owner_the_deadline_and_the_note(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    case = accepted(database, plants, within=4 * HOUR, note=" 带测爆仪 ")

    assert case.responsible_id == plants.bob.person_id
    assert case.dispose_due_at == clock.now + 4 * HOUR
    assert case.triage_note == "带测爆仪"
    timeline = database.read(lambda s: case_views.timelines(s, plants.bob, [case.case_id]))[case.case_id]
    assert [(entry.kind, entry.note) for entry in timeline if entry.note] == [("CASE_OPENED", "带测爆仪")]


def test_without_them_the_policy_decides(database: Database, plants: Plants, clock: FakeClock) -> None:
    case = accepted(database, plants)

    assert (case.dispose_due_at, case.triage_note) == (clock.now + GIVEN, None)


def test_the_marks_of_an_own_deadline_count_from_when_the_case_opened(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    opened_at = clock.now
    case = accepted(database, plants, within=4 * HOUR)
    clock.now += HOUR
    database.transact(lambda tx: cases.acknowledge_case(tx, case.case_id, by=plants.bob))

    [deadline] = database.transact(
        lambda tx: tx.get(Deadlines).running(case.case_id, DeadlineStep.DISPOSE, task_id=None)
    )
    assert (deadline.started_at, deadline.due_at) == (opened_at, opened_at + 4 * HOUR)


def test_who_has_minutes_to_dispose_of_it_has_no_longer_to_acknowledge_it(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    case = accepted(database, plants, within=timedelta(minutes=10))

    assert case.acknowledge_due_at == case.dispose_due_at


@pytest.mark.parametrize(
    ("within", "code"),
    [
        (GIVEN + timedelta(seconds=1), ErrorCode.DEADLINE_BEYOND_POLICY),
        (timedelta(0), ErrorCode.DEADLINE_PASSED),
        (-HOUR, ErrorCode.DEADLINE_PASSED),
    ],
)
def test_a_deadline_lies_between_now_and_what_the_policy_gives(
    database: Database, plants: Plants, within: timedelta, code: ErrorCode
) -> None:
    with pytest.raises(Refused) as refused:
        accepted(database, plants, within=within)

    assert refused.value.code is code


def test_the_deadline_may_be_the_last_moment_of_the_policy(database: Database, plants: Plants) -> None:
    assert accepted(database, plants, within=GIVEN).dispose_due_at is not None


def test_the_owner_is_one_of_the_department(database: Database, plants: Plants) -> None:
    other = Department(id_of("north/maintenance"), plants.north, Text("检修部", "Maintenance"))
    database.transact(lambda tx: tx.get(People).put_department(other, code="other"))

    with pytest.raises(Refused) as refused:
        accepted(database, plants, department_id=other.department_id)

    assert refused.value.code is ErrorCode.NOT_OF_DEPARTMENT


def test_who_works_at_another_site_is_as_unknown_as_nobody(database: Database, plants: Plants) -> None:
    with pytest.raises(Refused) as refused:
        accepted(database, plants, responsible_id=plants.carol.person_id)

    assert refused.value.code is ErrorCode.NOT_FOUND


@pytest.mark.parametrize(
    ("own", "around", "stage"),
    [
        (Stage.STORAGE_TRANSPORT, Stage.PROCESS, Stage.STORAGE_TRANSPORT),
        (None, Stage.PROCESS, Stage.PROCESS),
        (None, None, Stage.ENVIRONMENT),
    ],
)
def test_a_report_on_a_place_has_the_stage_of_the_nearest_area_that_says_one(
    database: Database, plants: Plants, own: Stage | None, around: Stage | None, stage: Stage
) -> None:
    hall = Area(id_of("hall"), plants.north, "HALL", Text("厂房", "Hall"), (), default_stage=around)

    def lie_within(tx: Transaction) -> None:
        tx.get(Sites).put_area(hall)
        area = replace(tx.get(Sites).area(plants.area), parent_id=hall.area_id, default_stage=own)
        tx.get(Sites).put_area(area)

    database.transact(lie_within)

    assert _accepted_at(database, plants, area_id=plants.area).stage is stage


def test_a_report_on_a_machine_has_the_stage_of_the_machine(database: Database, plants: Plants) -> None:
    def say(tx: Transaction) -> Stage:
        area = tx.get(Sites).area(plants.area)
        tx.get(Sites).put_area(replace(area, default_stage=Stage.RAW_MATERIAL))
        return tx.get(EquipmentStore).by_code({plants.north}, "EQ-north").stage

    assert _accepted_at(database, plants, code="EQ-north").stage is database.transact(say)


def _accepted_at(
    database: Database, plants: Plants, *, area_id: UUID | None = None, code: str | None = None
) -> Case:
    reports = Reports(database, plants)
    report = reports.report(plants.bob, area_id=area_id, equipment_code=code)
    case_id = reports.accept(report.report_id)
    return database.transact(lambda tx: tx.get(Cases).get(case_id))
