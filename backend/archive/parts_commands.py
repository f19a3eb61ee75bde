"""The parts of a snapshot that the loop itself keeps: who worked, was late, was asked, objected."""

from dataclasses import asdict
from typing import Any, Final
from uuid import UUID

from backend.archive.records_store import Records
from backend.archive.related_store import Related
from backend.cases.comments.store import Comments
from backend.cases.escalation.store import FollowUps
from backend.cases.extensions.store import Extensions
from backend.cases.links.store import Links
from backend.cases.recheck.remediation_plan_store import RemediationPlans
from backend.cases.recurrence.store import Recurrences
from backend.cases.register.store import CaseRisks
from backend.cases.rules import Case
from backend.cases.store import Cases
from backend.cases.tasks.store import Tasks
from backend.core.database import Transaction
from backend.deadlines.store import Deadlines
from backend.hazards.followers_store import Followers
from backend.hazards.store import Hazards
from backend.people.account_links.store import AccountLinks

OF_A_REPORT: Final = frozenset(
    {"report_id", "number", "reported_by", "captured_at", "category", "description", "kind", "is_serious"}
)


def links(tx: Transaction, case: Case) -> Any:
    """The cases that this one doubles or reopens, by kind."""
    return tx.get(Links).of(case.case_id)


def related(tx: Transaction, case: Case) -> Any:
    """The same and the other direction, with number, title and outcome as they were then."""
    return tx.get(Related).cases(case.case_id)


def dismissal(tx: Transaction, case: Case) -> Any:
    return tx.get(Links).dismissal(case.case_id)


def account_links(tx: Transaction, case: Case) -> Any:
    """Return who opened the accounts of those who disposed and rechecked, and who confirmed each person."""
    return tx.get(AccountLinks).of(frozenset({*case.disposed_by, *_recheckers(tx, case)}))


def _recheckers(tx: Transaction, case: Case) -> set[UUID]:
    return {each.rechecked_by for each in tx.get(Cases).rounds(case.case_id) if each.rechecked_by}


def root_cause(tx: Transaction, case: Case) -> Any:
    return tx.get(Recurrences).root_cause(case.case_id)


def risk(tx: Transaction, case: Case) -> Any:
    """Return the event of the register and the failed measure, in the words of when they were named."""
    return tx.get(CaseRisks).of(case.case_id)


def tasks(tx: Transaction, case: Case) -> Any:
    return tx.get(Tasks).of_case(case.case_id)


def comments(tx: Transaction, case: Case) -> Any:
    return tx.get(Comments).of_case(case.case_id)


def voices(tx: Transaction, case: Case) -> Any:
    return tx.get(Records).voices(case.case_id)


def five(tx: Transaction, case: Case) -> Any:
    """The remediation plan by round."""
    return tx.get(RemediationPlans).of_case(case.case_id)


def extensions(tx: Transaction, case: Case) -> Any:
    return tx.get(Extensions).of_case(case.case_id)


def deadlines(tx: Transaction, case: Case) -> Any:
    """Return every step with its deadline and its end."""
    return tx.get(Deadlines).of_case(case.case_id)


def follow_ups(tx: Transaction, case: Case) -> Any:
    return tx.get(FollowUps).of_case(case.case_id)


def thread(tx: Transaction, case: Case) -> Any:
    """The reports that this case answers, and what their reporters said until now: what they say to its own
    end comes later, and stands in the audit chain. Those that were linked to it bring their photos.
    """
    into = tx.get(Links).into(case.case_id)
    reports = [tx.get(Hazards).get(report_id) for report_id, _ in tx.get(Followers).reports(into)]
    return {
        "reports": [
            {
                **{name: value for name, value in asdict(each).items() if name in OF_A_REPORT},
                "voice": tx.get(Records).voice_of_report(each.report_id),
                # those of its own report are among the evidence of the case
                "evidence": tx.get(Records).of_report(each.report_id)
                if each.report_id != case.report_id
                else (),
            }
            for each in reports
        ],
        "objections": tx.get(Related).objections([each.report_id for each in reports]),
        "thanks": tx.get(Related).thanks(into),
    }
