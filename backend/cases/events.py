"""Events of cases, as the audit log keeps them, and the people who are notified of them."""

from typing import Final

from backend.core.events import EventKind, Pace, Recipients

CASE_OPENED: Final = EventKind("CASE_OPENED", notifies=Recipients.RESPONSIBLE)
CASE_RENAMED: Final = EventKind("CASE_RENAMED")
"""It is named after a worse alert than before; the note is the condition of the one before."""
CASE_ACKNOWLEDGED: Final = EventKind("CASE_ACKNOWLEDGED")
DISPOSAL_SUBMITTED: Final = EventKind("DISPOSAL_SUBMITTED", notifies=Recipients.OFFICERS)
RECHECK_PASSED: Final = EventKind("RECHECK_PASSED")
RECHECK_FAILED: Final = EventKind("RECHECK_FAILED", notifies=Recipients.DISPOSERS)
CASE_DISMISSED: Final = EventKind("CASE_DISMISSED")
CASE_ARCHIVED: Final = EventKind("CASE_ARCHIVED", opens="hazard_report")
TASK_OPENED: Final = EventKind("TASK_OPENED")
TASK_ASSIGNED: Final = EventKind("TASK_ASSIGNED")
TASK_STARTED: Final = EventKind("TASK_STARTED")
TASK_UPDATED: Final = EventKind("TASK_UPDATED")
TASK_FINISHED: Final = EventKind("TASK_FINISHED")
TASK_REOPENED: Final = EventKind("TASK_REOPENED")
TASK_CANCELLED: Final = EventKind("TASK_CANCELLED")
TASK_RULES_CHANGED: Final = EventKind("TASK_RULES_CHANGED", is_of_site=True)
COMMENT_ADDED: Final = EventKind("COMMENT_ADDED")
EXTENSION_ASKED: Final = EventKind("EXTENSION_ASKED")
EXTENSION_APPROVED: Final = EventKind("EXTENSION_APPROVED")
EXTENSION_REFUSED: Final = EventKind("EXTENSION_REFUSED")
DEADLINE_RESUMED: Final = EventKind("DEADLINE_RESUMED")
REMEDIATION_PLAN_RECORDED: Final = EventKind("REMEDIATION_PLAN_RECORDED")
DISPOSAL_FLAGGED: Final = EventKind("DISPOSAL_FLAGGED")
FLAGS_SEEN: Final = EventKind("FLAGS_SEEN")
PLACE_SET: Final = EventKind("PLACE_SET")
CASE_FOLLOWED_UP: Final = EventKind("CASE_FOLLOWED_UP", pace=Pace.PRESSING, page="/follow-ups")
FOLLOW_UP_ANSWERED: Final = EventKind("FOLLOW_UP_ANSWERED")
DUPLICATE_LINKED: Final = EventKind("DUPLICATE_LINKED")
CASE_REOPENED: Final = EventKind("CASE_REOPENED")
CASE_RECURRED: Final = EventKind("CASE_RECURRED")
ROOT_CAUSE_RECORDED: Final = EventKind("ROOT_CAUSE_RECORDED")
HAZARD_GRADE_RAISED: Final = EventKind("HAZARD_GRADE_RAISED")
CASE_RISK_NAMED: Final = EventKind("CASE_RISK_NAMED")
"""A person named the event of the register that the case is about; the note has its codes."""
REGISTER_CHANGED: Final = EventKind("REGISTER_CHANGED")
"""The register changed because of an archived case."""
REGISTER_UNCHANGED: Final = EventKind("REGISTER_UNCHANGED")
REGISTER_ASKED_AGAIN: Final = EventKind("REGISTER_ASKED_AGAIN")
"""The revision that had answered came to nothing."""
