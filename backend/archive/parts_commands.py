"""The parts of a snapshot that the loop itself keeps: who worked, was late, was asked, objected."""

from dataclasses import asdict
from typing import Any, Final

from backend.cases.rules import Case
from backend.core.database import Transaction

OF_A_REPORT: Final = frozenset(
    {"report_id", "number", "reported_by", "captured_at", "category", "description"}
)


def links(tx: Transaction, case: Case) -> Any:
    """The cases that this one doubles or reopens, by kind."""
    return tx.links.of(case.case_id)


def related(tx: Transaction, case: Case) -> Any:
    """The same and the other direction, with number, title and outcome as they were then."""
    return tx.related.cases(case.case_id)


def dismissal(tx: Transaction, case: Case) -> Any:
    return tx.links.dismissal(case.case_id)


def root_cause(tx: Transaction, case: Case) -> Any:
    return tx.repeats.root_cause(case.case_id)


def lanes(tx: Transaction, case: Case) -> Any:
    return tx.lanes.of_case(case.case_id)


def comments(tx: Transaction, case: Case) -> Any:
    return tx.comments.of_case(case.case_id)


def voices(tx: Transaction, case: Case) -> Any:
    return tx.records.voices(case.case_id)


def five(tx: Transaction, case: Case) -> Any:
    """The five assurances by round."""
    return tx.assurances.of_case(case.case_id)


def extensions(tx: Transaction, case: Case) -> Any:
    return tx.extensions.of_case(case.case_id)


def deadlines(tx: Transaction, case: Case) -> Any:
    """Every step that was owed, by when, and when it was over."""
    return tx.deadlines.of_case(case.case_id)


def supervisions(tx: Transaction, case: Case) -> Any:
    return tx.supervisions.of_case(case.case_id)


def thread(tx: Transaction, case: Case) -> Any:
    """The reports that this case answers, and what their reporters said until now: what they say to its own
    end comes later, and stands in the audit chain. Those that were linked to it bring their photos.
    """
    into = tx.links.into(case.case_id)
    reports = [tx.hazards.get(report_id) for report_id, _ in tx.links.reports(into)]
    return {
        "reports": [
            {
                **{name: value for name, value in asdict(each).items() if name in OF_A_REPORT},
                # those of its own report are among the evidence of the case
                "evidence": tx.records.of_report(each.report_id) if each.report_id != case.report_id else (),
            }
            for each in reports
        ],
        "objections": tx.related.objections([each.report_id for each in reports]),
        "thanks": tx.related.thanks(into),
    }
