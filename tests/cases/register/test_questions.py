"""Questions of archived cases: does the register change?"""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from backend.cases.links import commands as links
from backend.cases.register import commands
from backend.cases.register.commands import NamedRisk
from backend.cases.register.queries import open_of_event
from backend.cases.register.rules import CaseRisk, RegisterAnswer, RegisterQuestion
from backend.cases.register.store import RegisterQuestions
from backend.cases.rules import CaseOutcome
from backend.core.database import Database
from backend.core.errors import ErrorCode
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.risks.assessment.rules import Direct, RiskLevel, assess
from backend.risks.revisions import commands as revisions
from backend.risks.revisions.rules import RevisionState
from backend.risks.rules import Owner
from tests.support.cases import Reports, Step, WorkedCase, found, refusal, up_to
from tests.support.fakes import FakeClock
from tests.support.plants import Plants
from tests.support.risks import CLAUSE, Register, content

pytestmark = pytest.mark.both_databases("rows are locked while they are answered")

REASON = "现有措施仍然有效，按原频次检查"


@pytest.fixture
def question_of(database: Database) -> Callable[[UUID], RegisterQuestion | None]:
    return lambda case_id: database.transact(lambda tx: tx.get(RegisterQuestions).find(case_id))


def _archived(
    reports: Reports, event_id: UUID | None, *, tier: Tier = Tier.ORANGE, department: UUID | None = None
) -> UUID:
    """Return an archived case of a report that was taken on as about this event."""
    named = NamedRisk(event_id) if event_id else None
    report = reports.report(reports.plants.bob)
    case_id = reports.accept(report.report_id, tier=tier, named=named, department=department)
    up_to(Step.ARCHIVED, reports.database, reports.plants, case_id)
    return case_id


@pytest.mark.parametrize(("tier", "is_asked"), [(Tier.YELLOW, False), (Tier.ORANGE, True), (Tier.RED, True)])
def test_an_archived_case_asks_if_it_was_orange_or_red(
    plants: Plants,
    reports: Reports,
    event_id: UUID,
    question_of: Callable[[UUID], RegisterQuestion | None],
    tier: Tier,
    is_asked: bool,
) -> None:
    case_id = _archived(reports, event_id, tier=tier)

    question = question_of(case_id)

    assert (question is not None) is is_asked
    assert question is None or (question.event_id, question.answer) == (event_id, None)


def test_a_case_that_never_happened_asks_nothing(
    plants: Plants, reports: Reports, question_of: Callable[[UUID], RegisterQuestion | None]
) -> None:
    case_id = reports.case(plants.bob)
    reports.dismiss(case_id, CaseOutcome.NOT_A_HAZARD)

    assert question_of(case_id) is None


def test_who_may_edit_the_event_says_no_with_a_reason_once(
    database: Database,
    plants: Plants,
    reports: Reports,
    event_id: UUID,
    question_of: Callable[[UUID], RegisterQuestion | None],
) -> None:
    case_id = _archived(reports, event_id)

    def keep(by: Viewer, reason: str = REASON, version: int = 1) -> UUID:
        return database.transact(
            lambda tx: commands.keep_register(tx, case_id, reason=reason, version=version, by=by)
        )

    assert refusal(lambda: keep(plants.carol)) is ErrorCode.NOT_FOUND
    assert refusal(lambda: keep(plants.bob)) is ErrorCode.NOT_ALLOWED
    assert refusal(lambda: keep(plants.erik, " ")) is ErrorCode.REASON_REQUIRED
    assert refusal(lambda: keep(plants.erik, version=7)) is ErrorCode.CONFLICT
    assert [
        each.question.case_id
        for each in database.read(lambda session: open_of_event(session, plants.erik, event_id))
        if each.may_answer
    ] == [case_id]
    keep(plants.erik)
    assert refusal(lambda: keep(plants.erik)) is ErrorCode.CONFLICT
    assert refusal(lambda: keep(plants.erik, version=2)) is ErrorCode.ILLEGAL_TRANSITION

    question = question_of(case_id)
    assert question is not None
    assert (question.answer, question.reason) == (RegisterAnswer.UNCHANGED, REASON)
    assert question.answered_by == plants.erik.person_id
    assert not database.read(lambda session: open_of_event(session, plants.erik, event_id))


def test_a_revision_whose_reason_names_the_case_answers_yes_and_any_other_answers_nothing(
    database: Database,
    plants: Plants,
    reports: Reports,
    register: Register,
    event_id: UUID,
    question_of: Callable[[UUID], RegisterQuestion | None],
) -> None:
    case_id = _archived(reports, event_id)
    number = found(database, case_id).number
    of = register.content(event_id)

    register.revise(event_id, replace(of, harm=replace(of.harm, zh="中毒")), reason="季度评审", asks=False)
    question = question_of(case_id)
    assert question is not None
    assert question.answer is None
    register.revise(event_id, of, reason=f"{number}：软管未固定", asks=False)

    question = question_of(case_id)
    assert question is not None
    assert (question.answer, question.answered_by) == (RegisterAnswer.CHANGED, plants.alice.person_id)
    assert question.revision_id == register.event(event_id).revision_id
    assert WorkedCase(database, plants, case_id).timeline()[-1] == "REGISTER_CHANGED"


def test_a_revision_that_waits_answers_and_once_declined_the_case_asks_again(
    database: Database,
    plants: Plants,
    reports: Reports,
    register: Register,
    question_of: Callable[[UUID], RegisterQuestion | None],
) -> None:
    event_id = register.hold(content(plants, residual=RiskLevel.MAJOR))
    case_id = _archived(reports, event_id)
    lower = replace(register.content(event_id), residual=assess(Direct(RiskLevel.LARGER, CLAUSE)))
    register.revise(event_id, lower, reason=f"{found(database, case_id).number} 已加装联锁，降级")
    question = question_of(case_id)
    assert question is not None
    assert question.answer is RegisterAnswer.CHANGED

    register.decide(event_id, is_agreed=False)

    assert register.revisions(event_id)[0].state is RevisionState.DECLINED
    question = question_of(case_id)
    assert question is not None
    assert (question.answer, question.revision_id, question.answered_by) == (None, None, None)
    timeline = WorkedCase(database, plants, case_id).timeline()
    assert timeline[-2:] == ["REGISTER_CHANGED", "REGISTER_ASKED_AGAIN"]


def test_a_revision_that_was_stored_while_the_case_was_open_answers_it_at_once(
    database: Database,
    plants: Plants,
    reports: Reports,
    register: Register,
    question_of: Callable[[UUID], RegisterQuestion | None],
) -> None:
    event_id = register.hold(content(plants, residual=RiskLevel.MAJOR))
    case_id = reports.accept(reports.report(plants.bob).report_id, named=NamedRisk(event_id))
    lower = replace(register.content(event_id), residual=assess(Direct(RiskLevel.LARGER, CLAUSE)))
    register.revise(event_id, lower, reason=f"{found(database, case_id).number} 已加装联锁，降级")

    up_to(Step.ARCHIVED, database, plants, case_id)

    question = question_of(case_id)
    assert question is not None
    assert question.answer is RegisterAnswer.CHANGED


def test_a_case_of_no_event_is_answered_with_the_one_that_was_registered_for_it(
    database: Database,
    plants: Plants,
    reports: Reports,
    register: Register,
    question_of: Callable[[UUID], RegisterQuestion | None],
) -> None:
    case_id = _archived(reports, None, department=plants.department)
    assert question_of(case_id) is not None
    draft = register.draft(code="R-9")
    closed = register.draft(code="R-8")
    database.transact(lambda tx: revisions.close_event(tx, closed, reason="合并", version=1, by=plants.alice))

    def link(event: UUID, by: Viewer) -> UUID:
        return database.transact(lambda tx: commands.register_event(tx, case_id, event, version=1, by=by))

    assert refusal(lambda: link(draft, plants.carol)) is ErrorCode.NOT_FOUND
    assert refusal(lambda: link(draft, plants.bob)) is ErrorCode.NOT_ALLOWED
    assert refusal(lambda: link(closed, plants.erik)) is ErrorCode.RISK_CLOSED
    assert refusal(lambda: link(uuid4(), plants.erik)) is ErrorCode.NOT_FOUND
    link(draft, plants.erik)

    question = question_of(case_id)
    assert question is not None
    assert (question.answer, question.event_id) == (RegisterAnswer.REGISTERED, draft)


def test_a_case_of_an_event_is_not_answered_with_another_one(
    database: Database, plants: Plants, reports: Reports, register: Register, event_id: UUID
) -> None:
    case_id = _archived(reports, event_id)
    other = register.draft(code="R-2")

    refused = refusal(
        lambda: database.transact(
            lambda tx: commands.register_event(tx, case_id, other, version=1, by=plants.alice)
        )
    )

    assert refused is ErrorCode.ILLEGAL_TRANSITION


def test_a_reopened_case_is_about_the_same_event_and_only_it_asks_in_the_end(
    database: Database,
    plants: Plants,
    reports: Reports,
    clock: FakeClock,
    event_id: UUID,
    risk_of: Callable[[UUID], CaseRisk | None],
    question_of: Callable[[UUID], RegisterQuestion | None],
) -> None:
    case_id = _archived(reports, event_id)
    clock.advance(timedelta(hours=2))

    again = database.transact(
        lambda tx: links.reopen_case(tx, case_id, reason="又漏了", by=plants.alice)
    ).case_id

    risk = risk_of(again)
    assert risk is not None
    assert risk.event_id == event_id
    assert question_of(case_id) is None
    up_to(Step.ARCHIVED, database, plants, again)
    assert question_of(again) is not None


def test_an_event_whose_owner_is_another_department_is_answered_by_no_lead_of_this_one(
    database: Database, plants: Plants, reports: Reports, register: Register
) -> None:
    event_id = register.hold(content(plants, residual=RiskLevel.GENERAL))
    case_id = _archived(reports, event_id)
    elsewhere = replace(plants.erik.memberships[0], department_id=uuid4())
    outsider = Viewer(plants.erik.person_id, (elsewhere,))

    refused = refusal(
        lambda: database.transact(
            lambda tx: commands.keep_register(tx, case_id, reason=REASON, version=1, by=outsider)
        )
    )

    assert refused is ErrorCode.NOT_ALLOWED
    assert register.content(event_id).owner == Owner(plants.department, None, plants.bob.person_id)
