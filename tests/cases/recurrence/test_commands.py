"""Recurrences of an event of the register, and of reports in an area at no machine, on both databases."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from backend.cases.links import queries as records
from backend.cases.links.queries import CaseRecord
from backend.cases.recurrence.rules import RecurrenceBasis
from backend.cases.register.commands import NamedRisk, name_risk
from backend.cases.rules import CaseOutcome
from backend.core.database import Database
from backend.core.vocabulary import HazardCategory, Tier
from backend.risks.assessment.rules import RiskLevel
from tests.support.cases import Reports, Step, found, up_to
from tests.support.fakes import FakeClock
from tests.support.plants import Plants
from tests.support.risks import Register, content

pytestmark = pytest.mark.both_databases("earlier cases are found by area and by event")


@pytest.fixture
def record(database: Database, plants: Plants) -> Callable[[UUID], CaseRecord]:
    def read(case_id: UUID) -> CaseRecord:
        kept = database.read(lambda session: records.record(session, plants.alice, case_id))
        assert kept is not None
        return kept

    return read


def _of(reports: Reports, category: HazardCategory) -> UUID:
    """Return a new case of this category in the tank farm, at no machine."""
    report = reports.report(reports.plants.bob, category=category)
    return reports.accept(report.report_id, tier=Tier.YELLOW)


def test_the_third_time_that_one_kind_comes_back_in_an_area_is_a_recurrence(
    reports: Reports, clock: FakeClock, record: Callable[[UUID], CaseRecord]
) -> None:
    before = []
    for _ in range(2):
        before.append(reports.resolved_case(reports.plants.bob))
        clock.advance(timedelta(days=9))

    third = reports.case(reports.plants.bob, tier=Tier.YELLOW)

    kept = record(third)
    assert kept.recurrence is not None
    assert (kept.recurrence.basis, kept.recurrence.category) == (RecurrenceBasis.AREA, "MECHANICAL")
    assert [each.case_id for each in kept.earlier] == before[::-1]
    assert found(reports.database, third).tier is Tier.ORANGE


def test_several_reports_of_what_is_not_over_yet_are_no_recurrence(
    reports: Reports, record: Callable[[UUID], CaseRecord]
) -> None:
    for _ in range(3):
        reports.case(reports.plants.bob)

    assert record(reports.case(reports.plants.bob)).recurrence is None


def test_another_kind_a_machine_and_what_is_none_of_the_kinds_do_not_count_for_an_area(
    reports: Reports, plants: Plants, clock: FakeClock, record: Callable[[UUID], CaseRecord]
) -> None:
    for _ in range(2):
        for case_id in (
            _of(reports, HazardCategory.OTHER),
            _of(reports, HazardCategory.FIRE),
            reports.at_pump(plants.bob, category=HazardCategory.CHEMICAL),
        ):
            up_to(Step.ARCHIVED, reports.database, plants, case_id)
        clock.advance(timedelta(days=1))

    assert record(_of(reports, HazardCategory.OTHER)).recurrence is None
    assert record(_of(reports, HazardCategory.CHEMICAL)).recurrence is None


def test_what_was_dismissed_or_lies_further_back_does_not_count_for_an_area(
    reports: Reports, plants: Plants, clock: FakeClock, record: Callable[[UUID], CaseRecord]
) -> None:
    reports.resolved_case(plants.bob)
    clock.advance(timedelta(days=90, seconds=1))
    reports.resolved_case(plants.bob)
    reports.dismiss(reports.case(plants.bob, tier=Tier.YELLOW), CaseOutcome.NOT_A_HAZARD)
    clock.advance(timedelta(days=1))

    assert record(reports.case(plants.bob)).recurrence is None


def test_the_third_case_of_an_event_is_a_recurrence_whatever_its_kind_and_calls_its_review(
    reports: Reports,
    plants: Plants,
    register: Register,
    clock: FakeClock,
    record: Callable[[UUID], CaseRecord],
) -> None:
    event_id = register.hold(content(plants, residual=RiskLevel.GENERAL))
    planned = register.event(event_id).review_due_at
    for category in (HazardCategory.GAS_LEAK, HazardCategory.FIRE):
        report = reports.report(plants.bob, category=category)
        case_id = reports.accept(report.report_id, tier=Tier.YELLOW, named=NamedRisk(event_id))
        up_to(Step.ARCHIVED, reports.database, plants, case_id)
        clock.advance(timedelta(days=3))
    assert register.event(event_id).review_due_at == planned

    report = reports.report(plants.bob, category=HazardCategory.CHEMICAL)
    third = reports.accept(report.report_id, tier=Tier.YELLOW, named=NamedRisk(event_id))

    kept = record(third)
    assert kept.recurrence is not None
    assert (kept.recurrence.basis, kept.recurrence.category) == (RecurrenceBasis.EVENT, "R-1")
    assert len(kept.earlier) == 2
    assert found(reports.database, third).tier is Tier.ORANGE
    due = register.event(event_id).review_due_at
    assert due is not None
    assert due <= clock.now + timedelta(days=7)


def test_an_event_that_is_named_later_makes_the_case_a_recurrence_then_and_once(
    reports: Reports,
    plants: Plants,
    register: Register,
    clock: FakeClock,
    record: Callable[[UUID], CaseRecord],
) -> None:
    event_id = register.hold(content(plants, residual=RiskLevel.GENERAL))
    other_id = register.hold(content(plants, residual=RiskLevel.GENERAL), code="R-2")
    for category in (HazardCategory.GAS_LEAK, HazardCategory.FIRE):
        report = reports.report(plants.bob, category=category)
        case_id = reports.accept(report.report_id, tier=Tier.YELLOW, named=NamedRisk(event_id))
        up_to(Step.ARCHIVED, reports.database, plants, case_id)
        clock.advance(timedelta(days=3))
    third = _of(reports, HazardCategory.CHEMICAL)
    assert record(third).recurrence is None

    def name(event: UUID, version: int) -> None:
        named = NamedRisk(event)
        reports.database.transact(lambda tx: name_risk(tx, third, named, version=version, by=plants.alice))

    name(event_id, 0)
    name(other_id, 1)
    name(event_id, 2)

    kept = record(third).recurrence
    assert kept is not None
    assert kept.basis is RecurrenceBasis.EVENT
    assert found(reports.database, third).tier is Tier.ORANGE, "one worse, once"
