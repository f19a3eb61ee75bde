"""Who may do what, and when: the rules of the closed loop by heart, not from the code.

They are written down here a second time, on purpose.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from backend.alerts.tables import AlertRow
from backend.cases.escalation.tables import FollowUpRow
from backend.cases.extensions.tables import ExtensionRow, RemediationPlanRow
from backend.cases.links.tables import DismissalRow
from backend.cases.recurrence.tables import RecurrenceRow, RootCauseRow
from backend.cases.tables import CaseRow
from backend.cases.tasks.tables import TaskRow
from backend.hazards.tables import HazardReportRow
from backend.hazards.timeline.tables import ObjectionRow
from tests.scenarios.any_order.sight import Sight
from tests.support.actions.all_actions import KIND
from tests.support.actions.of_reports import NAMELESS
from tests.support.actions.of_tasks import ELSEWHERE
from tests.support.plants import id_of

DONE: Final = "done"
EVERYBODY: Final = frozenset({"alice", "bob", "dora", "erik", "fay"})
OFFICERS: Final = frozenset({"alice", "dora"})
WORKING: Final = EVERYBODY - {"fay"}
CHECKING: Final = EVERYBODY - {"bob"}
LEADING: Final = OFFICERS | {"erik"}
WHO_MAY: Final = {
    "acknowledge": EVERYBODY,
    "comment": EVERYBODY,
    "see alert": EVERYBODY,
    "report": EVERYBODY,
    "submit": WORKING,
    "root cause": WORKING,
    "five": WORKING,
    "ask for time": WORKING,
    "ask for task time": WORKING,
    "go on": WORKING,
    "pass": CHECKING,
    "fail": CHECKING,
    "follow_up": CHECKING,
    "open task": LEADING,
    "decide on time": LEADING,
    "reopen": OFFICERS | {"fay"},
    **dict.fromkeys(("dismiss", "link", "merge", "raise grade", "accept", "decline"), OFFICERS),
    **dict.fromkeys(("answer objection", "switch anonymity", "change policy"), OFFICERS),
}
"""What is missing here hangs on more than the role."""
FROM: Final = {
    "acknowledge": {"OPEN"},
    "submit": {"IN_DISPOSAL"},
    "ask for time": {"IN_DISPOSAL"},
    "five": {"IN_DISPOSAL"},
    "pass": {"AWAITING_RECHECK"},
    "fail": {"AWAITING_RECHECK"},
    "dismiss": {"OPEN", "IN_DISPOSAL"},
    "open task": {"OPEN", "IN_DISPOSAL"},
    "root cause": {"OPEN", "IN_DISPOSAL", "AWAITING_RECHECK"},
    "comment": {"OPEN", "IN_DISPOSAL", "AWAITING_RECHECK"},
    "reopen": {"ARCHIVED"},
}
TO: Final = {
    "acknowledge": "IN_DISPOSAL",
    "submit": "AWAITING_RECHECK",
    "pass": "ARCHIVED",
    "fail": "IN_DISPOSAL",
    "dismiss": "ARCHIVED",
    "link": "ARCHIVED",
}
TASK_FROM: Final = {
    "assign task": {"WAITING", "IN_PROGRESS"},
    "start task": {"WAITING"},
    "update task": {"IN_PROGRESS"},
    "finish task": {"IN_PROGRESS"},
    "reopen task": {"DONE"},
    "cancel task": {"WAITING", "IN_PROGRESS"},
}
TASK_TO: Final = {
    ("WAITING", "IN_PROGRESS"),
    ("WAITING", "CANCELLED"),
    ("IN_PROGRESS", "DONE"),
    ("IN_PROGRESS", "CANCELLED"),
    ("DONE", "IN_PROGRESS"),
}
FOR_LEADS: Final = frozenset({"assign task", "reopen task", "cancel task"})
NORMAL_FOR: Final = timedelta(minutes=5)
MOST_EXTENSIONS: Final = 2
ILLEGAL: Final = {"ILLEGAL_TRANSITION"}


@dataclass(frozen=True)
class Case:
    """What of a case the witness keeps beside its row."""

    state: str
    hands: frozenset[str]
    is_duplicate: bool
    is_reopened: bool


@dataclass(frozen=True)
class Attempt:
    """Somebody is about to do something."""

    deed: str
    name: str
    target: UUID
    variant: int
    now: datetime


class Laws:
    """`case_of` tells of a case by its id; `allowed` whether reports without a name are allowed now."""

    def __init__(self, sight: Sight, case_of: Callable[[UUID], Case]) -> None:
        self._sight, self._case_of = sight, case_of
        self.is_anonymity_allowed = False

    def expects(self, it: Attempt) -> set[str]:
        """ "done", or the codes of which one must come; empty: nobody knows."""
        if it.deed in NAMELESS:
            return self._nameless(it)
        if it.name == "carol":
            return {"NOT_FOUND"}
        if it.deed in WHO_MAY and it.name not in WHO_MAY[it.deed]:
            return {"NOT_ALLOWED"}
        return self._rule(KIND[it.deed])(it)

    def _rule(self, kind: str) -> Callable[[Attempt], set[str]]:
        rules = {
            "case": self._of_case,
            "task": self._of_task,
            "extension": self._of_extension,
            "report": self._of_report,
            "objection": self._of_objection,
            "follow_up": self._of_follow_up,
            "alert": lambda _: {DONE},
            "site": lambda _: {DONE},
        }
        return lambda it: rules[kind](it) or {DONE}  # type: ignore[no-untyped-call]

    def _row(self, table: Any, it: Attempt) -> dict[str, Any]:
        return self._sight.of(table)[it.target]

    def _nameless(self, it: Attempt) -> set[str]:
        if it.deed == "report anonymously":
            return {DONE} if self.is_anonymity_allowed else {"ANONYMOUS_NOT_ALLOWED"}
        if self._row(HazardReportRow, it)["reported_by"] in map(id_of, EVERYBODY):
            return {"NOT_FOUND"}  # it has no key
        if not self.is_anonymity_allowed:
            return {"NOT_FOUND"}  # the module is switched off, and hidden with what is in it
        return self._objecting(it) or {DONE}

    def _of_case(self, it: Attempt) -> set[str]:
        case = self._case_of(it.target)
        wrong = set() if case.state in FROM.get(it.deed, {case.state}) else set(ILLEGAL)
        if it.deed == "acknowledge" and self._row(CaseRow, it)["acknowledged_by"] is not None:
            return {DONE}  # by somebody else; nothing moves
        if it.deed == "submit":
            return wrong | self._unfinished(it.target)
        if wrong:
            return wrong
        if it.deed in ("pass", "fail") and it.name in case.hands:
            return {"SAME_PERSON"}
        rules = {
            "pass": lambda: self._source(it.target, it.now),
            "reopen": lambda: self._again(it, case),
            "ask for time": lambda: self._more_time(it, it.target, None),
            "raise grade": lambda: self._grade(it, case),
            # Perhaps nobody owes it but who asks.
            "follow_up": lambda: ILLEGAL if case.state == "ARCHIVED" else {DONE, *ILLEGAL},
            # Perhaps the original is over, or a duplicate itself.
            "link": lambda: {DONE, "INVALID_INPUT", *ILLEGAL, *self._danger(it.target), *self._major(it)},
            # Perhaps one of them is a major hazard.
            "merge": lambda: {DONE, "INVALID_INPUT", "SECOND_PERSON_REQUIRED", *ILLEGAL},
            "dismiss": lambda: self._alone(it),
        }
        return rules.get(it.deed, set)()

    def _grade(self, it: Attempt, case: Case) -> set[str]:
        is_general = self._row(CaseRow, it)["grade"] == "GENERAL"
        return set() if is_general and case.state != "ARCHIVED" else set(ILLEGAL)

    def _alone(self, it: Attempt) -> set[str]:
        """What one officer does not end."""
        is_danger = self._row(CaseRow, it)["tier"] >= 3 and self._is_active(it.target)
        return {"SOURCE_NOT_NORMAL"} if is_danger else self._major(it)

    def _major(self, it: Attempt) -> set[str]:
        case = self._row(CaseRow, it)
        is_red_report = case["tier"] == 4 and case["report_id"] is not None
        return {"SECOND_PERSON_REQUIRED"} if case["grade"] == "MAJOR" or is_red_report else set()

    def _unfinished(self, case_id: UUID) -> set[str]:
        """What has to be there before a disposal is submitted."""
        case, missing = self._sight.of(CaseRow)[case_id], set()
        if case_id in self._sight.of(RecurrenceRow) and case_id not in self._sight.of(RootCauseRow):
            missing.add("ROOT_CAUSE_REQUIRED")
        if case["grade"] == "MAJOR" and (case_id, case["round_number"]) not in self._sight.of(
            RemediationPlanRow
        ):
            missing.add("REMEDIATION_PLAN_REQUIRED")
        tasks = [row["state"] for row in self._sight.of(TaskRow).values() if row["case_id"] == case_id]
        return missing | ({"TASKS_OPEN"} if {"WAITING", "IN_PROGRESS"} & set(tasks) else set())

    def _source(self, case_id: UUID, now: datetime) -> set[str]:
        found = [row for row in self._sight.of(AlertRow).values() if row["case_id"] == case_id]
        ready = all(
            not row["is_active"] and (row["normal_at"] is None or row["normal_at"] + NORMAL_FOR <= now)
            for row in found
        )
        return set() if ready else {"SOURCE_NOT_NORMAL"}

    def _again(self, it: Attempt, case: Case) -> set[str]:
        if case.is_duplicate:
            return ILLEGAL
        if self._row(CaseRow, it)["archived_at"] < it.now - timedelta(days=30):
            return {"TOO_LATE"}
        return {"ALREADY_REOPENED"} if case.is_reopened else set()

    def _more_time(self, it: Attempt, case_id: UUID, task_id: UUID | None) -> set[str]:
        """What a policy gives in all is not known here, so a limit may always be reached."""
        case, asked = self._sight.of(CaseRow)[case_id], self._asked_of(case_id, task_id)
        if any(row["state"] == "ASKED" for row in asked):
            return ILLEGAL
        given = [row for row in asked if row["due_at"] and row["round_number"] == case["round_number"]]
        is_stop, wrong = it.variant % 2 == 1, set[str]()
        if len(given) >= MOST_EXTENSIONS:
            wrong.add("EXTENSION_LIMIT")
        if is_stop and case["tier"] == 4 and self._is_active(case_id):
            wrong.add("SOURCE_NOT_NORMAL")
        if is_stop and self._stands_still(case_id, task_id, it.now):
            wrong |= ILLEGAL
        return wrong or {DONE, "EXTENSION_LIMIT"}

    def _asked_of(self, case_id: UUID, task_id: UUID | None) -> list[dict[str, Any]]:
        """What was asked for one clock: the others of the case have nothing to do with it."""
        found = self._sight.of(ExtensionRow).values()
        return [row for row in found if row["case_id"] == case_id and row["task_id"] == task_id]

    def _stands_still(self, case_id: UUID, task_id: UUID | None, now: datetime) -> bool:
        found = self._asked_of(case_id, task_id)
        return any(row["state"] == "APPROVED" and row["until"] and now < row["until"] for row in found)

    def _danger(self, case_id: UUID) -> set[str]:
        return {"SOURCE_NOT_NORMAL"} if self._is_active(case_id) else set()

    def _is_active(self, case_id: UUID) -> bool:
        alerts = self._sight.of(AlertRow).values()
        return any(row["is_active"] for row in alerts if row["case_id"] == case_id)

    def _of_extension(self, it: Attempt) -> set[str]:
        row = self._row(ExtensionRow, it)
        case_id, task_id = row["case_id"], row["task_id"]
        as_on_task = "update task" if it.deed == "go on" else "assign task"
        if task_id and not self._may_on_task(it, self._sight.of(TaskRow)[task_id], as_on_task):
            return {"NOT_ALLOWED"}
        is_running = self._is_running(case_id, task_id)
        if it.deed == "go on":
            is_stopped = row["state"] == "APPROVED" and row["until"] is not None and it.now < row["until"]
            return set() if is_stopped and is_running else ILLEGAL
        if row["state"] != "ASKED":
            return ILLEGAL
        if row["asked_by"] == id_of(it.name):
            return {"SECOND_PERSON_REQUIRED"}
        if it.variant == 3:
            return set()
        is_stop = row["kind"] == "PAUSE"
        wrong = {
            "EXTENSION_LIMIT",
            "SOURCE_NOT_NORMAL",
            *(ILLEGAL if is_stop and self._stands_still(case_id, task_id, it.now) else ()),
        }
        return {DONE, *wrong} if is_running else ILLEGAL

    def _is_running(self, case_id: UUID, task_id: UUID | None) -> bool:
        """Whether the clock of this task, or of the disposal, is one that may move."""
        state = self._case_of(case_id).state
        if task_id is None:
            return state == "IN_DISPOSAL"
        is_open = self._sight.of(TaskRow)[task_id]["state"] in ("WAITING", "IN_PROGRESS")
        return is_open and state in ("OPEN", "IN_DISPOSAL")

    def _of_task(self, it: Attempt) -> set[str]:
        task = self._row(TaskRow, it)
        if it.deed == "ask for task time":
            return self._more_task_time(it, task)
        if not self._may_on_task(it, task, it.deed):
            return {"NOT_ALLOWED"}
        state = self._case_of(task["case_id"]).state
        in_time = {"IN_DISPOSAL"} if it.deed == "reopen task" else {"OPEN", "IN_DISPOSAL"}
        if task["state"] not in TASK_FROM[it.deed] or state not in in_time:
            return ILLEGAL
        is_outsider = it.deed == "assign task" and task["department_id"] == ELSEWHERE
        return {"INVALID_INPUT"} if is_outsider else set()

    def _more_task_time(self, it: Attempt, task: dict[str, Any]) -> set[str]:
        """Its owner asks, and nobody else: no lead, no officer."""
        if not self._is_running(task["case_id"], it.target):
            return ILLEGAL
        if task["owner_id"] != id_of(it.name):
            return {"NOT_ALLOWED"}
        return self._more_time(it, task["case_id"], it.target)

    def _may_on_task(self, it: Attempt, task: dict[str, Any], deed: str) -> bool:
        """Officers all; erik what is production's; bob what is his, and what nobody of production has yet."""
        if it.name in OFFICERS:
            return True
        if it.name == "fay" or task["department_id"] == ELSEWHERE:
            return False
        is_free = task["owner_id"] in (None, id_of("bob"))
        return it.name == "erik" or (deed not in FOR_LEADS and is_free)

    def _of_report(self, it: Attempt) -> set[str]:
        row = self._row(HazardReportRow, it)
        if it.deed == "accept" and row["state"] == "SUBMITTED" and row["reported_by"] == id_of(it.name):
            return {"SECOND_PERSON_REQUIRED"}
        if it.deed in ("accept", "decline"):
            return set() if row["state"] == "SUBMITTED" else {"ALREADY_TRIAGED"}
        if row["reported_by"] != id_of(it.name):
            return {"NOT_ALLOWED"}
        return self._objecting(it) if it.deed == "object" else {DONE, "ALREADY_THANKED", *ILLEGAL}

    def _objecting(self, it: Attempt) -> set[str]:
        """Once per report, when it is over and for seven days after that."""
        row = self._row(HazardReportRow, it)
        if any(each["report_id"] == it.target for each in self._sight.of(ObjectionRow).values()):
            return {"ALREADY_OBJECTED"}
        if row["state"] == "SUBMITTED":
            return ILLEGAL
        if row["state"] == "DECLINED":
            return {"TOO_LATE"} if row["triaged_at"] < it.now - timedelta(days=7) else set()
        return {DONE, "TOO_LATE", *ILLEGAL}

    def _of_objection(self, it: Attempt) -> set[str]:
        row = self._row(ObjectionRow, it)
        if row["state"] != "OPEN":
            return ILLEGAL
        if self._is_party(it, row):
            return {"SECOND_PERSON_REQUIRED"}
        is_about_a_case = it.variant % 2 == 0 and row["case_id"] is not None
        return {DONE, "TOO_LATE", "ALREADY_REOPENED"} if is_about_a_case else set()

    def _is_party(self, it: Attempt, objection: dict[str, Any]) -> bool:
        report = self._sight.of(HazardReportRow)[objection["report_id"]]
        dismissal = self._sight.of(DismissalRow).get(objection["case_id"])
        is_decliner = report["state"] == "DECLINED" and report["triaged_by"] == id_of(it.name)
        is_dismisser = dismissal is not None and dismissal["by"] == id_of(it.name)
        return report["reported_by"] == id_of(it.name) or is_decliner or is_dismisser

    def _of_follow_up(self, it: Attempt) -> set[str]:
        row = self._row(FollowUpRow, it)
        if self._case_of(row["case_id"]).state == "ARCHIVED":
            return {"CASE_ARCHIVED"}
        if row["to_id"] != id_of(it.name):
            return {"NOT_ALLOWED"}
        return set() if row["answered_at"] is None else ILLEGAL
