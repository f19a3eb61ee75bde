"""Hazard reports: in from the floor, triaged by an officer, one case each."""

from datetime import timedelta
from uuid import UUID

import pytest

from backend.cases import queries as case_views
from backend.cases.rules import CaseState, Evidence
from backend.core.database import Database
from backend.core.errors import ErrorCode, Refused
from backend.core.viewer import Viewer
from backend.core.vocabulary import HazardCategory, HazardGrade, Stage, Tier
from backend.hazards import commands as hazards
from backend.hazards import queries as views
from backend.hazards.filters_queries import HazardFilter, counts
from backend.hazards.rules import DeclineReason, HazardReport, HazardState
from tests.support.fakes import FakeClock
from tests.support.plants import Plants, id_of, photo


def report(
    database: Database,
    by: Viewer,
    *,
    photos: tuple[Evidence, ...] = (),
    description: str = "护栏松动",
    grade: HazardGrade = HazardGrade.GENERAL,
    clause: str | None = None,
    area_id: UUID | None = None,
    equipment_code: str | None = "EQ-north",
    captured_after: timedelta = timedelta(days=1),
    clock_offset: timedelta = timedelta(0),
) -> HazardReport:
    return database.transact(
        lambda tx: hazards.report_hazard(
            tx,
            category=HazardCategory.FALL_FROM_HEIGHT,
            grade=grade,
            clause=clause,
            description=description,
            area_id=area_id,
            equipment_code=equipment_code,
            photos=photos,
            captured_at=tx.now + captured_after,
            by=by,
            clock_offset=clock_offset,
        )
    )


def accept(
    database: Database, report_id: UUID, by: Viewer, department_id: UUID | None = None
) -> HazardReport:
    return database.transact(
        lambda tx: hazards.accept_hazard(
            tx, report_id, tier=Tier.ORANGE, department_id=department_id, responsible_id=None, by=by
        )
    )


def test_a_report_at_an_equipment_takes_its_place_and_a_number_of_the_year(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    first = report(database, plants.bob, photos=(photo(database, "rail", plants.bob),))
    second = report(database, plants.bob)

    assert (first.number, second.number) == ("YH-2026-0001", "YH-2026-0002")
    assert (first.area_id, first.equipment_id) == (plants.area, id_of("north/equipment"))
    assert first.captured_at == clock.now, "a phone whose clock is ahead does not report from the future"
    view = database.read(lambda s: views.by_ids(s, plants.alice, [first.report_id]))[first.report_id]
    assert len(view.photos) == 1


@pytest.mark.parametrize(
    ("said", "lacked", "captured", "kept"),
    [
        (15, -15, 0, 15),
        (15, 0, 0, 15),
        (-90, 20, -70, -90),
        (-1, 1, 0, None),
        (-60, 0, -60, None),
    ],
)
def test_of_a_phone_whose_clock_is_wrong_both_times_are_kept(
    database: Database,
    plants: Plants,
    clock: FakeClock,
    said: int,
    lacked: int,
    captured: int,
    kept: int | None,
) -> None:
    made = report(
        database,
        plants.bob,
        captured_after=timedelta(minutes=said),
        clock_offset=timedelta(minutes=lacked),
    )

    view = database.read(lambda s: views.by_ids(s, plants.bob, [made.report_id]))[made.report_id]
    assert view.report.captured_at == clock.now + timedelta(minutes=captured)
    expected = None if kept is None else clock.now + timedelta(minutes=kept)
    assert view.report.phone_said_at == expected


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"description": " "}, ErrorCode.EVIDENCE_REQUIRED),
        ({"description": "x" * 3_000}, ErrorCode.INVALID_INPUT),
        ({"grade": HazardGrade.MAJOR}, ErrorCode.CLAUSE_REQUIRED),
        ({"equipment_code": None}, ErrorCode.INVALID_INPUT),
        ({"equipment_code": "EQ-south"}, ErrorCode.NOT_FOUND),
        ({"equipment_code": None, "area_id": id_of("south/area")}, ErrorCode.NOT_FOUND),
    ],
)
def test_a_report_nobody_could_act_on_is_refused_with_its_reason(
    database: Database, plants: Plants, given: dict[str, object], code: ErrorCode
) -> None:
    with pytest.raises(Refused) as refused:
        report(database, plants.bob, **given)  # type: ignore[arg-type]

    assert refused.value.code is code


def test_an_accepted_report_opens_one_case_with_the_tier_that_the_officer_gave(
    database: Database, plants: Plants, clock: FakeClock
) -> None:
    made = report(database, plants.bob)

    accept(database, made.report_id, plants.alice, plants.department)

    case = database.read(lambda s: case_views.of_reports(s, plants.bob, [made.report_id]))[made.report_id]
    assert (case.state, case.tier, case.stage) == (CaseState.OPEN, Tier.ORANGE, Stage.EQUIPMENT)
    assert case.dispose_due_at == clock.now + timedelta(hours=4)
    timeline = database.read(lambda s: case_views.timelines(s, plants.bob, [case.case_id]))[case.case_id]
    assert [str(entry.kind) for entry in timeline] == ["HAZARD_REPORTED", "CASE_OPENED", "HAZARD_ACCEPTED"]


def test_a_report_is_triaged_once(database: Database, plants: Plants) -> None:
    made = report(database, plants.bob)
    accept(database, made.report_id, plants.alice)

    with pytest.raises(Refused) as refused:
        accept(database, made.report_id, plants.dora)

    assert refused.value.code is ErrorCode.ALREADY_TRIAGED


def test_a_declined_report_gives_the_reporter_the_reason(database: Database, plants: Plants) -> None:
    made = report(database, plants.bob)

    def decline(note: str) -> HazardReport:
        return database.transact(
            lambda tx: hazards.decline_hazard(
                tx, made.report_id, reason=DeclineReason.DUPLICATE, note=note, by=plants.alice
            )
        )

    with pytest.raises(Refused) as refused:
        decline("  ")
    declined = decline("已在 YH-2026-0001 处理")

    assert refused.value.code is ErrorCode.REASON_REQUIRED
    assert (declined.state, declined.triage_note) == (HazardState.DECLINED, "已在 YH-2026-0001 处理")


def test_only_officers_triage_and_only_at_their_own_site(database: Database, plants: Plants) -> None:
    made = report(database, plants.bob)

    for by, code in ((plants.bob, ErrorCode.NOT_ALLOWED), (plants.carol, ErrorCode.NOT_FOUND)):
        with pytest.raises(Refused) as refused:
            accept(database, made.report_id, by)
        assert refused.value.code is code
    with pytest.raises(Refused) as foreign_department:
        accept(database, made.report_id, plants.alice, id_of("south/department"))
    assert foreign_department.value.code is ErrorCode.NOT_FOUND
    assert database.read(lambda s: views.by_ids(s, plants.carol, [made.report_id])) == {}


def test_my_reports_are_mine(database: Database, plants: Plants) -> None:
    report(database, plants.bob)

    def count(viewer: Viewer) -> int:
        [found] = database.read(lambda s: counts(s, viewer, [HazardFilter(is_mine=True)])).values()
        return found

    assert (count(plants.bob), count(plants.alice)) == (1, 0)
