"""Nobody judges in their own cause: not their own report, not the objection to their own no."""

import pytest

from backend.cases.rules import CaseOutcome
from backend.core.database import Database
from backend.core.errors import ErrorCode
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.hazards import commands as hazards
from backend.hazards.objections import commands as objections
from backend.hazards.objections import queries as open_objections
from backend.hazards.rules import DeclineReason
from backend.hazards.timeline.store import Timelines
from backend.people.account_links.rules import LinkKind
from backend.people.account_links.store import AccountLinks
from tests.support.cases import Reports, refusal
from tests.support.plants import Plants


@pytest.fixture
def reports(sqlite_database: Database, plants: Plants) -> Reports:
    return Reports(sqlite_database, plants)


def test_nobody_accepts_a_report_of_their_own(reports: Reports, plants: Plants) -> None:
    own = reports.report(plants.alice)

    assert refusal(lambda: reports.accept(own.report_id, by=plants.alice)) is ErrorCode.SECOND_PERSON_REQUIRED
    reports.accept(own.report_id, by=plants.dora)


def test_who_declined_a_report_does_not_judge_the_objection(reports: Reports, plants: Plants) -> None:
    database, report_id = reports.database, reports.report(plants.bob).report_id
    database.transact(
        lambda tx: hazards.decline_hazard(
            tx, report_id, reason=DeclineReason.NOT_A_HAZARD, note="护栏完好", by=plants.alice
        )
    )
    database.transact(lambda tx: objections.object_report(tx, report_id, reason="松动", by=plants.bob))
    objection = database.transact(lambda tx: tx.get(Timelines).objection_of(report_id))
    assert objection is not None

    def answer(by: Viewer) -> object:
        return database.transact(
            lambda tx: objections.answer_objection(
                tx, objection.objection_id, is_upheld=False, answer="已复核", by=by
            )
        )

    def waiting(by: Viewer) -> int:
        return database.read(lambda s: open_objections.count(s, by))

    assert refusal(lambda: answer(plants.alice)) is ErrorCode.SECOND_PERSON_REQUIRED
    assert (waiting(plants.alice), waiting(plants.dora)) == (0, 1)
    alice, dora = plants.alice.person_id, plants.dora.person_id
    database.transact(lambda tx: tx.get(AccountLinks).add(dora, alice, LinkKind.ROLE, at=tx.now))
    assert refusal(lambda: answer(plants.dora)) is ErrorCode.ACCOUNT_LINKED, "alice under another name"
    database.transact(lambda tx: tx.get(AccountLinks).confirm(dora, by=plants.erik.person_id, at=tx.now))
    answer(plants.dora)
    assert waiting(plants.dora) == 0


def test_who_dismissed_a_case_does_not_judge_the_objection(reports: Reports, plants: Plants) -> None:
    database, report_id = reports.database, reports.report(plants.bob).report_id
    reports.dismiss(reports.accept(report_id, tier=Tier.YELLOW), CaseOutcome.NOT_A_HAZARD)
    database.transact(lambda tx: objections.object_report(tx, report_id, reason="松动", by=plants.bob))
    objection = database.transact(lambda tx: tx.get(Timelines).objection_of(report_id))
    assert objection is not None

    refused = refusal(
        lambda: database.transact(
            lambda tx: objections.answer_objection(
                tx, objection.objection_id, is_upheld=True, answer="再看", by=plants.alice
            )
        )
    )

    assert refused is ErrorCode.SECOND_PERSON_REQUIRED
