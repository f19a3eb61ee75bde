"""The event of the register that a case is about, and its measure that failed."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from backend.cases import queries as cases
from backend.cases.filters_queries import CaseFilter
from backend.cases.register import commands
from backend.cases.register.commands import NamedRisk
from backend.cases.register.rules import CaseRisk
from backend.cases.tables import CaseArchiveRow
from backend.core.database import Database
from backend.core.errors import ErrorCode
from backend.core.viewer import Viewer
from backend.core.vocabulary import Stage, Tier
from backend.risks.assessment.rules import Direct, RiskLevel, assess
from backend.risks.revisions import commands as revisions
from backend.risks.revisions.rules import SourceBinding
from tests.support.cases import Reports, Step, WorkedCase, alert_case, found, refusal, up_to
from tests.support.plants import Plants
from tests.support.risks import CLAUSE, Register, content

pytestmark = pytest.mark.both_databases("rows are locked while they are answered")


def _measure(register: Register, event_id: UUID) -> UUID:
    return register.content(event_id).measures[0].measure_id


def _name(database: Database, case_id: UUID, named: NamedRisk, *, by: Viewer, version: int = 0) -> UUID:
    return database.transact(lambda tx: commands.name_risk(tx, case_id, named, version=version, by=by))


def test_triage_names_the_event_and_the_measure_that_failed_in_the_words_of_then(
    database: Database,
    plants: Plants,
    reports: Reports,
    register: Register,
    event_id: UUID,
    risk_of: Callable[[UUID], CaseRisk | None],
) -> None:
    named = NamedRisk(event_id, _measure(register, event_id))
    case_id = reports.accept(reports.report(plants.bob).report_id, named=named)
    of = register.content(event_id)
    title = replace(of.title, zh="软管破裂")
    register.revise(event_id, replace(of, title=title), asks=False)

    risk = risk_of(case_id)

    assert risk is not None
    assert (risk.event_code, risk.title.zh) == ("R-1", "卸车软管脱落泄漏")
    assert (risk.measure_code, risk.text.zh) == ("M-1", "可燃气体报警联锁")
    assert risk.by == plants.alice.person_id
    case = found(database, case_id)
    assert case.stage is Stage.RAW_MATERIAL
    of_event = CaseFilter(risk_event_ids=(event_id,))
    page = database.read(
        lambda session: cases.page(session, plants.bob, of_event, now=case.opened_at, first=5, after=None)
    )
    assert [each.case_id for _, each in page.items] == [case_id]
    up_to(Step.ARCHIVED, database, plants, case_id)
    kept = database.read(lambda session: session.get_one(CaseArchiveRow, case_id)).snapshot
    assert kept["risk"]["title"]["zh"] == "卸车软管脱落泄漏"
    assert kept["risk"]["text"]["zh"] == "可燃气体报警联锁"


def test_a_report_from_the_page_of_an_event_takes_its_stage_even_if_that_was_closed_meanwhile(
    database: Database,
    plants: Plants,
    reports: Reports,
    register: Register,
    risk_of: Callable[[UUID], CaseRisk | None],
) -> None:
    event_id = register.draft(content(plants, stage=Stage.PROCESS))
    database.transact(
        lambda tx: revisions.close_event(tx, event_id, reason="合并", version=1, by=plants.alice)
    )
    report = reports.report(plants.bob, equipment_code="EQ-north", risk_event_id=event_id)

    case_id = reports.accept(report.report_id)

    assert found(database, case_id).stage is Stage.PROCESS
    assert risk_of(case_id) is None, "the officer named none"


def test_a_report_names_no_event_of_another_site(plants: Plants, reports: Reports, event_id: UUID) -> None:
    def report(event: UUID, area_id: UUID, by: Viewer) -> None:
        reports.report(by, risk_event_id=event, area_id=area_id)

    assert refusal(lambda: report(event_id, plants.far_area, plants.carol)) is ErrorCode.NOT_FOUND
    assert refusal(lambda: report(uuid4(), plants.area, plants.bob)) is ErrorCode.NOT_FOUND


def test_a_case_of_an_alert_is_about_the_event_that_spoke_until_a_person_names_another(
    database: Database,
    plants: Plants,
    register: Register,
    risk_of: Callable[[UUID], CaseRisk | None],
) -> None:
    spoke = register.hold(content(plants, residual=RiskLevel.GENERAL, bindings=(SourceBinding(plants.gas),)))
    other = register.hold(content(plants, residual=RiskLevel.GENERAL), code="R-2")
    case_id = alert_case(database, plants, Tier.YELLOW)
    preset = risk_of(case_id)
    assert preset is not None
    assert (preset.event_id, preset.by, preset.version) == (spoke, None, 1)

    named = NamedRisk(other, _measure(register, other))
    _name(database, case_id, named, version=1, by=plants.alice)
    WorkedCase(database, plants, case_id).say(Tier.RED)

    risk = risk_of(case_id)
    assert risk is not None
    assert (risk.event_id, risk.event_code, risk.by) == (other, "R-2", plants.alice.person_id)
    assert WorkedCase(database, plants, case_id).timeline().count("CASE_RISK_NAMED") == 1


def test_the_same_event_named_twice_changes_nothing_and_a_stale_version_is_refused(
    database: Database,
    plants: Plants,
    reports: Reports,
    register: Register,
    event_id: UUID,
    risk_of: Callable[[UUID], CaseRisk | None],
) -> None:
    case_id = reports.case(plants.bob)
    named = NamedRisk(event_id, _measure(register, event_id))
    _name(database, case_id, named, by=plants.alice)
    first = risk_of(case_id)
    _name(database, case_id, named, version=1, by=plants.alice)

    assert risk_of(case_id) == first
    stale = refusal(lambda: _name(database, case_id, NamedRisk(event_id), version=0, by=plants.alice))
    assert stale is ErrorCode.CONFLICT
    _name(database, case_id, NamedRisk(), version=1, by=plants.alice)
    none = risk_of(case_id)
    assert none is not None
    assert (none.event_id, none.measure_id, none.event_code, none.version) == (None, None, "", 2)


def test_only_events_in_force_and_their_own_measures_are_named(
    database: Database, plants: Plants, reports: Reports, register: Register, event_id: UUID
) -> None:
    case_id = reports.case(plants.bob)
    draft = register.draft(code="R-2")
    closed = register.draft(code="R-3")
    database.transact(lambda tx: revisions.close_event(tx, closed, reason="合并", version=1, by=plants.alice))
    other = register.hold(content(plants, residual=RiskLevel.GENERAL), code="R-4")
    cases_of = {
        NamedRisk(draft): ErrorCode.ILLEGAL_TRANSITION,
        NamedRisk(closed): ErrorCode.RISK_CLOSED,
        NamedRisk(uuid4()): ErrorCode.NOT_FOUND,
        NamedRisk(event_id, _measure(register, other)): ErrorCode.NOT_FOUND,
        NamedRisk(None, _measure(register, event_id)): ErrorCode.INVALID_INPUT,
    }

    found_codes = {
        named: refusal(lambda named=named: _name(database, case_id, named, by=plants.alice))  # type: ignore[misc]
        for named in cases_of
    }

    assert found_codes == cases_of
    up_to(Step.ARCHIVED, database, plants, case_id)
    late = refusal(lambda: _name(database, case_id, NamedRisk(event_id), by=plants.alice))
    assert late is ErrorCode.ILLEGAL_TRANSITION


def test_a_revision_under_a_case_that_was_named_for_the_event_is_stored_until_the_case_is_over(
    database: Database, plants: Plants, reports: Reports, register: Register
) -> None:
    event_id = register.hold(content(plants, residual=RiskLevel.MAJOR))
    lower = replace(register.content(event_id), residual=assess(Direct(RiskLevel.LARGER, CLAUSE)))
    case_id = reports.accept(reports.report(plants.bob).report_id, named=NamedRisk(event_id))
    register.revise(event_id, lower)
    assert register.revisions(event_id)[0].waits_for_danger

    up_to(Step.ARCHIVED, database, plants, case_id)

    assert not register.revisions(event_id)[0].waits_for_danger


def test_naming_another_event_sends_what_waited_under_the_one_before(
    database: Database, plants: Plants, reports: Reports, register: Register
) -> None:
    event_id = register.hold(content(plants, residual=RiskLevel.MAJOR))
    lower = replace(register.content(event_id), residual=assess(Direct(RiskLevel.LARGER, CLAUSE)))
    case_id = reports.accept(reports.report(plants.bob).report_id, named=NamedRisk(event_id))
    register.revise(event_id, lower)

    _name(database, case_id, NamedRisk(), version=1, by=plants.alice)

    assert not register.revisions(event_id)[0].waits_for_danger
