"""Everything that somebody can do in the closed loop, by name: for tests that do it in any order."""

from typing import Final

from tests.support.actions.action import Command
from tests.support.actions.of_cases import CASE_DEEDS
from tests.support.actions.of_reports import OBJECTION_DEEDS, REPORT_DEEDS, SITE_DEEDS
from tests.support.actions.of_tasks import OPEN_TASK, TASK_DEEDS
from tests.support.actions.of_time import (
    ALERT_DEEDS,
    CASE_CLOCK_DEEDS,
    EXTENSION_DEEDS,
    FOLLOW_UP_DEEDS,
    POLICY_DEEDS,
    TASK_CLOCK_DEEDS,
)

OF: Final[dict[str, dict[str, Command]]] = {
    "case": CASE_DEEDS | CASE_CLOCK_DEEDS | OPEN_TASK,
    "task": TASK_DEEDS | TASK_CLOCK_DEEDS,
    "extension": EXTENSION_DEEDS,
    "report": REPORT_DEEDS,
    "objection": OBJECTION_DEEDS,
    "follow_up": FOLLOW_UP_DEEDS,
    "alert": ALERT_DEEDS,
    "site": SITE_DEEDS | POLICY_DEEDS,
}
"""By what they are done to."""
DEEDS: Final = {name: command for deeds in OF.values() for name, command in deeds.items()}
KIND: Final = {name: kind for kind, deeds in OF.items() for name in deeds}

LEAVES: Final = {
    "acknowledge": ["CASE_ACKNOWLEDGED"],
    "submit": ["DISPOSAL_SUBMITTED"],
    "pass": ["CASE_ARCHIVED", "RECHECK_PASSED"],
    "fail": ["RECHECK_FAILED"],
    "dismiss": ["CASE_ARCHIVED", "CASE_DISMISSED"],
    "link": ["CASE_ARCHIVED", "CASE_DISMISSED", "DUPLICATE_LINKED"],
    "merge": ["CASE_ARCHIVED", "CASE_DISMISSED", "DUPLICATE_LINKED"],
    "reopen": ["CASE_REOPENED"],
    "follow_up": ["CASE_FOLLOWED_UP"],
    "root cause": ["ROOT_CAUSE_RECORDED"],
    "five": ["REMEDIATION_PLAN_RECORDED"],
    "raise grade": ["HAZARD_GRADE_RAISED"],
    "comment": ["COMMENT_ADDED"],
    "ask for time": ["EXTENSION_ASKED"],
    "ask for task time": ["EXTENSION_ASKED"],
    "go on": ["DEADLINE_RESUMED"],
    "open task": ["TASK_OPENED"],
    "assign task": ["TASK_ASSIGNED"],
    "start task": ["TASK_STARTED"],
    "update task": ["TASK_UPDATED"],
    "finish task": ["TASK_FINISHED"],
    "reopen task": ["TASK_REOPENED"],
    "cancel task": ["TASK_CANCELLED"],
    "accept": ["CASE_OPENED", "HAZARD_ACCEPTED"],
    "decline": ["HAZARD_DECLINED"],
    "object": ["REPORT_OBJECTED"],
    "object anonymously": ["REPORT_OBJECTED"],
    "thank": ["DISPOSAL_THANKED"],
    "report": ["HAZARD_REPORTED"],
    "report anonymously": ["HAZARD_REPORTED"],
    "switch anonymity": ["ANONYMOUS_REPORTS_SWITCHED"],
    "answer": ["FOLLOW_UP_ANSWERED"],
    "see alert": ["ALERT_ACKNOWLEDGED"],
    "change policy": ["TIER_POLICY_CHANGED"],
}
"""What an accepted deed leaves in the record, written down from the product page and not from the code."""


def leaves(deed: str, variant: int) -> list[str]:
    """The kinds of rows that this deed, told this way, leaves when it is accepted."""
    match deed:
        case "decide on time":
            return ["EXTENSION_REFUSED" if variant == 3 else "EXTENSION_APPROVED"]
        case "answer objection":
            return ["OBJECTION_REJECTED" if variant % 2 else "OBJECTION_UPHELD"]
        case _:
            return LEAVES[deed]
