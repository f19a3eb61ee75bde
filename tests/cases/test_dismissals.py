"""A dismissal that would quieten a danger: a second person agrees, and what goes on opens a case again."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from backend.agreements import commands as agreements
from backend.agreements import queries as views
from backend.agreements.queries import AgreementView
from backend.agreements.rules import AgreementState, may_decide
from backend.alerts.latest_store import LatestAlerts
from backend.alerts.store import Alerts
from backend.cases import alert_commands
from backend.cases import commands as cases
from backend.cases.links.store import Links
from backend.cases.rules import Case, CaseOutcome, CaseState
from backend.cases.store import Cases
from backend.core.database import Database, Transaction
from backend.core.errors import ErrorCode
from backend.core.viewer import Viewer
from backend.core.vocabulary import HazardGrade, Tier
from tests.support.cases import Reports, WorkedCase, link, refusal
from tests.support.fakes import FakeClock
from tests.support.people import add_executive
from tests.support.plants import Plants, more_sensors, over

REASON = "标定气体进入探头，现场无泄漏"
pytestmark = pytest.mark.both_databases("a case and its request are locked")


@pytest.fixture
def loop(database: Database, plants: Plants) -> WorkedCase:
    return WorkedCase.of_alert(database, plants)


def dismiss(
    database: Database, case_id: UUID, by: Viewer, *, reason: str = REASON, asks: bool = False
) -> Case:
    return database.transact(
        lambda tx: cases.dismiss_case(
            tx,
            case_id,
            outcome=CaseOutcome.FALSE_ALARM,
            reason=reason,
            by=by,
            asks_second_person=asks,
        )
    )


def ask(loop: WorkedCase, by: Viewer, *, reason: str = REASON) -> UUID:
    """Ask a second person to agree to the dismissal; the id of the request."""
    dismiss(loop.database, loop.case_id, by, reason=reason, asks=True)
    return about(loop)[-1].agreement.agreement_id


def about(loop: WorkedCase) -> list[AgreementView]:
    return loop.database.read(lambda s: views.of_objects(s, loop.plants.alice, [loop.case_id]))[loop.case_id]


def state_of(loop: WorkedCase) -> AgreementState:
    return about(loop)[-1].agreement.state


def decide(loop: WorkedCase, request: UUID, by: Viewer, *, is_agreed: bool = True, note: str = "") -> None:
    loop.database.transact(lambda tx: agreements.decide(tx, request, is_agreed=is_agreed, note=note, by=by))


def open_case(loop: WorkedCase) -> UUID | None:
    """The open case of the alert of the gas, if it has one."""

    def read(tx: Transaction) -> UUID | None:
        key = over(loop.plants, None).key
        case_id = tx.get(LatestAlerts).cases([key[0]]).get(key)
        is_open = case_id is not None and tx.get(Cases).get(case_id).state is not CaseState.ARCHIVED
        return case_id if is_open else None

    return loop.database.transact(read)


@pytest.mark.parametrize("tier", [Tier.RED, Tier.ORANGE])
def test_one_officer_does_not_end_the_case_of_an_active_red_or_orange_alert(
    database: Database, plants: Plants, tier: Tier
) -> None:
    loop = WorkedCase.of_alert(database, plants, tier)

    assert refusal(lambda: dismiss(database, loop.case_id, plants.alice)) is ErrorCode.SOURCE_NOT_NORMAL
    assert loop.case.state is CaseState.OPEN


def test_one_officer_ends_the_case_of_a_yellow_alert(database: Database, plants: Plants) -> None:
    loop = WorkedCase.of_alert(database, plants, Tier.YELLOW)

    assert dismiss(database, loop.case_id, plants.alice).state is CaseState.ARCHIVED


def test_one_officer_ends_the_case_of_a_red_alert_that_is_over(loop: WorkedCase, plants: Plants) -> None:
    loop.say(None)

    assert dismiss(loop.database, loop.case_id, plants.alice).state is CaseState.ARCHIVED


@pytest.mark.parametrize("second", ["dora", "erik", "fay"])
def test_the_case_ends_when_another_officer_a_lead_or_an_executive_agrees(
    loop: WorkedCase, plants: Plants, second: str
) -> None:
    people = {"dora": plants.dora, "erik": plants.erik}
    people["fay"] = loop.database.transact(lambda tx: add_executive(tx, plants))
    request = ask(loop, plants.alice)
    assert loop.case.state is CaseState.OPEN

    decide(loop, request, people[second])

    assert (loop.case.state, loop.case.outcome) == (CaseState.ARCHIVED, CaseOutcome.FALSE_ALARM)
    dismissal = loop.database.transact(lambda tx: tx.get(Links).dismissal(loop.case_id))
    assert dismissal is not None
    assert (dismissal.by, dismissal.text) == (plants.alice.person_id, REASON)
    assert loop.timeline()[-4:-1] == ["AGREEMENT_ASKED", "CASE_DISMISSED", "CASE_ARCHIVED"]


def test_who_asked_a_worker_and_somebody_of_another_site_agree_to_nothing(
    loop: WorkedCase, plants: Plants
) -> None:
    request = ask(loop, plants.alice)

    found = {
        name: refusal(lambda by=by: decide(loop, request, by))
        for name, by in (("alice", plants.alice), ("bob", plants.bob), ("carol", plants.carol))
    }

    assert found == {
        "alice": ErrorCode.SECOND_PERSON_REQUIRED,
        "bob": ErrorCode.NOT_ALLOWED,
        "carol": ErrorCode.NOT_FOUND,
    }
    assert loop.case.state is CaseState.OPEN


def test_those_who_may_agree_see_the_request_and_nobody_else(loop: WorkedCase, plants: Plants) -> None:
    ask(loop, plants.alice)

    def seen(by: Viewer) -> list[bool]:
        found = loop.database.read(lambda s: views.waiting(s, by))
        return [may_decide(view.agreement, by) for view in found]

    assert seen(plants.dora) == seen(plants.erik) == [True]
    assert seen(plants.alice) == [False]
    assert seen(plants.bob) == seen(plants.carol) == []


def test_a_second_person_who_declines_says_why_and_the_case_goes_on(loop: WorkedCase, plants: Plants) -> None:
    request = ask(loop, plants.alice)

    assert refusal(lambda: decide(loop, request, plants.dora, is_agreed=False)) is ErrorCode.REASON_REQUIRED
    decide(loop, request, plants.dora, is_agreed=False, note="现场仍有气味")

    assert state_of(loop) is AgreementState.DECLINED
    assert loop.case.state is CaseState.OPEN
    assert refusal(lambda: decide(loop, request, plants.erik)) is ErrorCode.ILLEGAL_TRANSITION


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("误报", ErrorCode.REASON_TOO_SHORT),
        ("误报。。。。。。。。。。", ErrorCode.REASON_TOO_SHORT),
        (f" {REASON} !", ErrorCode.REASON_REPEATED),
    ],
)
def test_the_reason_has_ten_letters_and_is_not_that_of_the_last_time(
    loop: WorkedCase, plants: Plants, reason: str, code: ErrorCode
) -> None:
    decide(loop, ask(loop, plants.alice), plants.dora, is_agreed=False, note="现场仍有气味")

    assert refusal(lambda: ask(loop, plants.alice, reason=reason)) is code
    ask(loop, plants.alice, reason="第二台探头没有读数，属于干扰")


def test_one_request_at_a_time_waits_for_a_word(loop: WorkedCase, plants: Plants) -> None:
    ask(loop, plants.alice)

    again = refusal(lambda: ask(loop, plants.dora, reason="另一位安全员也认为是误报"))

    assert again is ErrorCode.ILLEGAL_TRANSITION


def test_the_request_ends_when_the_alert_recovers(loop: WorkedCase, plants: Plants) -> None:
    request = ask(loop, plants.alice)

    loop.say(None)

    assert state_of(loop) is AgreementState.ENDED
    assert refusal(lambda: decide(loop, request, plants.dora)) is ErrorCode.ILLEGAL_TRANSITION
    assert dismiss(loop.database, loop.case_id, plants.alice).state is CaseState.ARCHIVED


def test_the_request_ends_when_the_tier_rises_and_not_when_it_falls(
    database: Database, plants: Plants
) -> None:
    loop = WorkedCase.of_alert(database, plants, Tier.ORANGE)
    ask(loop, plants.alice)
    loop.say(Tier.YELLOW)
    assert state_of(loop) is AgreementState.ASKED

    loop.say(Tier.RED)

    assert state_of(loop) is AgreementState.ENDED


def test_the_request_ends_when_the_disposal_is_submitted(loop: WorkedCase, plants: Plants) -> None:
    loop.acknowledge(plants.bob)
    ask(loop, plants.alice)

    loop.dispose(plants.bob)

    assert state_of(loop) is AgreementState.ENDED


def test_what_goes_on_eight_hours_after_its_case_was_dismissed_opens_one_again_once(
    loop: WorkedCase, plants: Plants, clock: FakeClock
) -> None:
    decide(loop, ask(loop, plants.alice), plants.dora)
    clock.advance(timedelta(hours=7, minutes=59))
    loop.database.transact(alert_commands.open_cases_of_lasting)
    assert open_case(loop) is None
    clock.advance(timedelta(minutes=1))

    class Died(Exception):
        """The process dies before it could commit."""

    def dies(tx: Transaction) -> None:
        alert_commands.open_cases_of_lasting(tx)
        raise Died

    with pytest.raises(Died):
        loop.database.transact(dies)
    assert open_case(loop) is None
    opened = [loop.database.transact(alert_commands.open_cases_of_lasting) for _ in range(2)]

    assert opened == [1, 0]
    again = open_case(loop)
    assert again is not None
    case = loop.database.transact(lambda tx: tx.get(Cases).get(again))
    assert (case.state, case.tier) == (CaseState.OPEN, Tier.RED)


def test_what_recovered_within_the_eight_hours_opens_nothing(
    loop: WorkedCase, plants: Plants, clock: FakeClock
) -> None:
    decide(loop, ask(loop, plants.alice), plants.dora)
    loop.say(None)
    clock.advance(timedelta(hours=9))

    assert loop.database.transact(alert_commands.open_cases_of_lasting) == 0


def test_what_gets_worse_after_a_dismissal_opens_a_case_at_once(database: Database, plants: Plants) -> None:
    loop = WorkedCase.of_alert(database, plants, Tier.ORANGE)
    decide(loop, ask(loop, plants.alice), plants.dora)

    loop.say(Tier.RED)

    assert open_case(loop) is not None


def test_another_alert_that_joins_the_case_ends_the_request(database: Database, plants: Plants) -> None:
    loop = WorkedCase.of_alert(database, plants, Tier.ORANGE)
    ask(loop, plants.alice)
    other = more_sensors(database, ["GAS-2"])["north/GAS-2"]

    loop.say(Tier.ORANGE, sensor_id=other)

    joined = database.transact(lambda tx: tx.get(Alerts).of_case(loop.case_id))
    assert (len(joined) > 1) == (state_of(loop) is AgreementState.ENDED)


def test_a_hazard_graded_major_takes_a_second_person_too(reports: Reports, plants: Plants) -> None:
    case_id = reports.case(plants.bob)
    raise_grade(reports.database, case_id)
    loop = WorkedCase(reports.database, plants, case_id)

    alone = refusal(lambda: dismiss(reports.database, case_id, plants.alice))
    decide(loop, ask(loop, plants.alice), plants.erik)

    assert alone is ErrorCode.SECOND_PERSON_REQUIRED
    assert loop.case.state is CaseState.ARCHIVED


def test_a_red_case_of_a_report_takes_a_second_person_too(reports: Reports, plants: Plants) -> None:
    case_id = reports.case(plants.bob, tier=Tier.RED)
    loop = WorkedCase(reports.database, plants, case_id)

    alone = refusal(lambda: dismiss(reports.database, case_id, plants.alice))
    decide(loop, ask(loop, plants.alice), plants.erik)

    assert alone is ErrorCode.SECOND_PERSON_REQUIRED
    assert loop.case.state is CaseState.ARCHIVED


def test_one_officer_ends_an_orange_case_of_a_report(reports: Reports, plants: Plants) -> None:
    case_id = reports.case(plants.bob)

    assert dismiss(reports.database, case_id, plants.alice).state is CaseState.ARCHIVED


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        (".", ErrorCode.REASON_REQUIRED),
        ("误报", ErrorCode.REASON_TOO_SHORT),
        (f"{REASON}。", ErrorCode.REASON_REPEATED),
    ],
)
def test_a_red_or_orange_case_ends_for_a_reason_of_substance_also_by_one_officer(
    loop: WorkedCase, reports: Reports, plants: Plants, reason: str, code: ErrorCode
) -> None:
    dismiss(reports.database, reports.case(plants.bob), plants.alice)
    orange = reports.case(plants.bob)
    loop.say(None)

    of_report = refusal(lambda: dismiss(reports.database, orange, plants.alice, reason=reason))
    of_alert = refusal(lambda: dismiss(loop.database, loop.case_id, plants.alice, reason=reason))

    assert (of_report, of_alert) == (code, code)
    assert loop.case.state is not CaseState.ARCHIVED


def test_a_yellow_case_ends_for_a_short_reason(database: Database, plants: Plants) -> None:
    loop = WorkedCase.of_alert(database, plants, Tier.YELLOW)

    assert dismiss(database, loop.case_id, plants.alice, reason="误报").state is CaseState.ARCHIVED


def test_a_reason_that_another_officer_gave_is_no_repetition(reports: Reports, plants: Plants) -> None:
    dismiss(reports.database, reports.case(plants.bob), plants.alice)

    again = dismiss(reports.database, reports.case(plants.bob), plants.dora)

    assert again.state is CaseState.ARCHIVED


def test_under_a_case_that_is_over_nothing_red_or_orange_ends_more_easily(
    reports: Reports, plants: Plants
) -> None:
    over = reports.resolved_case(plants.bob)
    red, orange = reports.case(plants.bob, tier=Tier.RED), reports.case(plants.bob)

    def refused(case_id: UUID) -> ErrorCode:
        return refusal(lambda: link(reports.database, case_id, over, plants.alice))

    assert [refused(red), refused(orange)] == [ErrorCode.SECOND_PERSON_REQUIRED, ErrorCode.REASON_TOO_SHORT]


def test_a_red_case_goes_on_under_one_that_is_open(reports: Reports, plants: Plants) -> None:
    red, open_case_id = reports.case(plants.bob, tier=Tier.RED), reports.case(plants.bob)

    assert link(reports.database, red, open_case_id, plants.alice).state is CaseState.ARCHIVED


def test_a_major_hazard_is_not_put_under_a_lesser_one(reports: Reports, plants: Plants) -> None:
    major, lesser = reports.case(plants.bob), reports.case(plants.bob)
    raise_grade(reports.database, major)

    refused = refusal(lambda: link(reports.database, major, lesser, plants.alice))
    link(reports.database, lesser, major, plants.alice)

    assert refused is ErrorCode.SECOND_PERSON_REQUIRED


def raise_grade(database: Database, case_id: UUID) -> None:
    def command(tx: Transaction) -> None:
        case = tx.get(Cases).get(case_id)
        tx.get(Cases).put(replace(case, grade=HazardGrade.MAJOR))

    database.transact(command)
