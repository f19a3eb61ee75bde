"""What people do to a case itself, and how one case bears on another."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from backend.cases import commands as cases
from backend.cases.comments import commands as comments
from backend.cases.links import commands as links
from backend.cases.recheck import remediation_plan_commands as remediation_plans
from backend.cases.recurrence import commands as recurrence
from backend.cases.recurrence.rules import RootCause
from backend.cases.rules import CaseOutcome, RecheckReason
from backend.cases.store import Cases
from backend.cases.tasks.rules import TaskState
from backend.cases.tasks.store import Tasks
from backend.core.database import Transaction
from tests.support.actions.action import Command, Deed
from tests.support.plants import id_of, sent_photo


def _acknowledge(tx: Transaction, deed: Deed) -> UUID:
    return cases.acknowledge_case(tx, deed.target, by=deed.by).case_id


def _submit(tx: Transaction, deed: Deed) -> UUID:
    words = f"紧固螺栓 {deed.variant}"
    return cases.submit_disposal(tx, deed.target, measures=words, photos=(deed.photo,), by=deed.by).case_id


def _pass(tx: Transaction, deed: Deed) -> UUID:
    rounds = tx.get(Cases).rounds(deed.target)
    return cases.pass_recheck(
        tx,
        deed.target,
        content_hash=rounds[-1].content_hash if rounds else "",
        note="",
        photos=(deed.photo,),
        signature=sent_photo(tx, f"ink of {deed.by.person_id}", deed.by),
        override_reason=None,
        flags_seen=[flag.reason for entry in rounds[-1:] for flag in entry.flags if flag.must_be_seen],
        by=deed.by,
    ).case_id


def _fail(tx: Transaction, deed: Deed) -> UUID:
    """Every other time it was for the tasks that say they are done."""
    done = [task.task_id for task in tx.get(Tasks).of_case(deed.target) if task.state is TaskState.DONE]
    return cases.fail_recheck(
        tx,
        deed.target,
        reason=RecheckReason.NOT_EFFECTIVE,
        note="",
        photos=(deed.photo,),
        task_ids=done if deed.variant % 2 else (),
        by=deed.by,
    ).case_id


def _dismiss(tx: Transaction, deed: Deed) -> UUID:
    outcome = (CaseOutcome.FALSE_ALARM, CaseOutcome.NOT_A_HAZARD)[deed.variant % 2]
    reason = f"现场核实过，没有异常情况：{deed.target}"
    return cases.dismiss_case(tx, deed.target, outcome=outcome, reason=reason, by=deed.by).case_id


def _link(tx: Transaction, deed: Deed) -> UUID:
    original = deed.others[deed.variant % len(deed.others)]
    note = f"同一处，现场核对过：{deed.target}"
    return links.link_duplicate(tx, deed.target, original, note=note, by=deed.by).case_id


def _merge(tx: Transaction, deed: Deed) -> UUID:
    return links.merge_cases(tx, deed.others[: 1 + deed.variant], deed.target, note="", by=deed.by).case_id


def _reopen(tx: Transaction, deed: Deed) -> UUID:
    return links.reopen_case(tx, deed.target, reason="又漏了", by=deed.by).case_id


def _root_cause(tx: Transaction, deed: Deed) -> UUID:
    due_on = (tx.now + timedelta(days=30)).date()
    cause = RootCause(
        "泄漏", ("垫片老化", "没有更换", "没有计划"), "没有计划", "定期更换", id_of("erik"), due_on
    )
    return recurrence.record_root_cause(tx, deed.target, cause, by=deed.by).case_id


def _five(tx: Transaction, deed: Deed) -> UUID:
    deadline = tx.now + timedelta(days=30)
    remediation_plans.record(
        tx,
        deed.target,
        responsible="李强",
        measures="更换垫片",
        funds="2 万元",
        deadline=deadline,
        plan="撤离",
        by=deed.by,
    )
    return deed.target


def _grade(tx: Transaction, deed: Deed) -> UUID:
    return recurrence.raise_hazard_grade(tx, deed.target, clause="第 3.2 条", by=deed.by).case_id


def _comment(tx: Transaction, deed: Deed) -> UUID:
    said = {"text": "现场已围挡", "mentions": (id_of("alice"),), "task_id": None}
    return comments.add_comment(tx, deed.operation_id, case_id=deed.target, by=deed.by, **said).comment_id


CASE_DEEDS: Final[dict[str, Command]] = {
    "acknowledge": _acknowledge,
    "submit": _submit,
    "pass": _pass,
    "fail": _fail,
    "dismiss": _dismiss,
    "link": _link,
    "merge": _merge,
    "reopen": _reopen,
    "root cause": _root_cause,
    "five": _five,
    "raise grade": _grade,
    "comment": _comment,
}
