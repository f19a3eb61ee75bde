"""A report graded major is declined by two: the officer who says no, and a second person."""

from uuid import UUID

import pytest

from backend.agreements import commands as agreements
from backend.agreements import queries as requests
from backend.agreements.queries import AgreementView
from backend.agreements.rules import AgreementState
from backend.core.database import Database
from backend.core.errors import ErrorCode
from backend.core.viewer import Viewer
from backend.core.vocabulary import HazardCategory, HazardGrade
from backend.hazards import commands as hazards
from backend.hazards.followers_store import Followers
from backend.hazards.objections import commands as objections
from backend.hazards.objections import queries as open_objections
from backend.hazards.rules import DeclineReason, HazardState
from backend.hazards.store import Hazards
from backend.hazards.timeline.store import Timelines
from tests.support.cases import Reports, refusal
from tests.support.plants import Plants

REASON = "现场复核，联锁一直在投，没有停用"
pytestmark = pytest.mark.both_databases("a report and its request are locked")


@pytest.fixture
def reports(database: Database, plants: Plants) -> Reports:
    return Reports(database, plants)


@pytest.fixture
def major(database: Database, plants: Plants) -> UUID:
    return database.transact(
        lambda tx: hazards.report_hazard(
            tx,
            category=HazardCategory.MECHANICAL,
            grade=HazardGrade.MAJOR,
            clause="AQ 3035-2023 4.2",
            description="联锁停用",
            area_id=plants.area,
            equipment_code=None,
            photos=(),
            captured_at=tx.now,
            by=plants.bob,
        )
    ).report_id


def decline(
    reports: Reports,
    report_id: UUID,
    by: Viewer,
    *,
    asks: bool = True,
    reason: DeclineReason = DeclineReason.NOT_A_HAZARD,
    original_id: UUID | None = None,
    note: str = REASON,
) -> None:
    reports.database.transact(
        lambda tx: hazards.decline_hazard(
            tx, report_id, reason=reason, note=note, by=by, original_id=original_id, asks_second_person=asks
        )
    )


def request(reports: Reports, report_id: UUID) -> AgreementView:
    views = reports.database.read(lambda s: requests.of_objects(s, reports.plants.alice, [report_id]))
    return views[report_id][-1]


def decide(reports: Reports, report_id: UUID, by: Viewer, *, is_agreed: bool = True, note: str = "") -> None:
    asked = request(reports, report_id).agreement.agreement_id
    reports.database.transact(lambda tx: agreements.decide(tx, asked, is_agreed=is_agreed, note=note, by=by))


def state(reports: Reports, report_id: UUID) -> HazardState:
    return reports.database.transact(lambda tx: tx.get(Hazards).get(report_id)).state


def test_one_officer_does_not_decline_it(reports: Reports, major: UUID, plants: Plants) -> None:
    alone = refusal(lambda: decline(reports, major, plants.alice, asks=False))
    decline(reports, major, plants.alice)
    own = refusal(lambda: decide(reports, major, plants.alice))
    waiting = state(reports, major)
    decide(reports, major, plants.erik)

    assert (alone, own) == (ErrorCode.SECOND_PERSON_REQUIRED, ErrorCode.SECOND_PERSON_REQUIRED)
    assert (waiting, state(reports, major)) == (HazardState.SUBMITTED, HazardState.DECLINED)


def test_the_reason_says_enough_for_the_second_person(reports: Reports, major: UUID, plants: Plants) -> None:
    assert refusal(lambda: decline(reports, major, plants.alice, note="。")) is ErrorCode.REASON_REQUIRED
    assert refusal(lambda: decline(reports, major, plants.alice, note="没事")) is ErrorCode.REASON_TOO_SHORT
    assert state(reports, major) is HazardState.SUBMITTED


def test_it_still_waits_for_triage_where_the_second_person_says_no(
    reports: Reports, major: UUID, plants: Plants
) -> None:
    decline(reports, major, plants.alice)
    decide(reports, major, plants.dora, is_agreed=False, note="联锁昨天停过")

    assert state(reports, major) is HazardState.SUBMITTED
    reports.accept(major, by=plants.dora)


def test_accepting_it_meanwhile_ends_the_request(reports: Reports, major: UUID, plants: Plants) -> None:
    decline(reports, major, plants.alice)
    reports.accept(major, by=plants.dora)

    assert request(reports, major).agreement.state is AgreementState.ENDED
    assert refusal(lambda: decide(reports, major, plants.erik)) is ErrorCode.ILLEGAL_TRANSITION
    late = refusal(lambda: decline(reports, major, plants.alice, asks=False))
    assert late is ErrorCode.ALREADY_TRIAGED
    assert state(reports, major) is HazardState.ACCEPTED


def test_a_duplicate_follows_its_original_once_agreed(reports: Reports, major: UUID, plants: Plants) -> None:
    original = reports.case(plants.bob)
    decline(reports, major, plants.alice, reason=DeclineReason.DUPLICATE, original_id=original)
    before = reports.database.transact(lambda tx: tx.get(Followers).chain(major))
    decide(reports, major, plants.dora)
    after = reports.database.transact(lambda tx: tx.get(Followers).chain(major))

    assert before == []
    assert [each.case_id for each in after] == [original]


def test_an_original_of_another_site_is_not_there(reports: Reports, major: UUID, plants: Plants) -> None:
    refused = refusal(
        lambda: decline(
            reports, major, plants.alice, reason=DeclineReason.DUPLICATE, original_id=plants.north
        )
    )

    assert refused is ErrorCode.NOT_FOUND


def test_who_agreed_to_the_decline_does_not_judge_the_objection_either(
    reports: Reports, major: UUID, plants: Plants
) -> None:
    decline(reports, major, plants.alice)
    decide(reports, major, plants.dora)
    reports.database.transact(
        lambda tx: objections.object_report(tx, major, reason="联锁现在还停着", by=plants.bob)
    )
    objection = reports.database.transact(lambda tx: tx.get(Timelines).objection_of(major))
    assert objection is not None

    def answer(by: Viewer) -> object:
        return reports.database.transact(
            lambda tx: objections.answer_objection(
                tx, objection.objection_id, is_upheld=False, answer="已复核", by=by
            )
        )

    def waiting(by: Viewer) -> int:
        return reports.database.read(lambda s: open_objections.count(s, by))

    assert refusal(lambda: answer(plants.alice)) is ErrorCode.SECOND_PERSON_REQUIRED
    assert refusal(lambda: answer(plants.dora)) is ErrorCode.SECOND_PERSON_REQUIRED
    assert (waiting(plants.alice), waiting(plants.dora)) == (0, 0)
