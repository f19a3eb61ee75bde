"""Deadlines are monotone: no step is due earlier than it was, and none later, but by what the rules name.

- Earlier: the case got worse (its steps and the tasks that its rules opened get the tighter time), or a
  paused deadline goes on before its time is used up (exactly what was not used is taken back).
- Later: an extension or a pause was approved (by exactly what was granted, from the deadline or,
  where that has passed, from now), a task was reopened, or a failed recheck began a new round.

What is over never moves again, and what a case or a task shows as due is what its clock says.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from backend.cases.extensions.tables import ExtensionRow
from backend.cases.tables import CaseRow
from backend.cases.tasks.tables import TaskRow
from backend.deadlines.tables import DeadlineRow
from tests.scenarios.any_order.sight import Sight, Thing

NOTHING: Final = timedelta(0)
DUES: Final = {"dispose_due_at": "DISPOSE", "recheck_due_at": "RECHECK", "acknowledge_due_at": "ACKNOWLEDGE"}
OWED: Final = {"IN_DISPOSAL": "DISPOSE", "AWAITING_RECHECK": "RECHECK"}
SHOWN: Final = {"DISPOSE": "dispose_due_at", "RECHECK": "recheck_due_at"}


def look(sight: Sight, state: dict[UUID, str], now: datetime) -> None:
    """Fail at the first deadline that moved as it may not, or that its case or task does not show."""
    granted = dict(_granted(sight, now))
    _look_at_rows(sight, granted)
    _look_at_cases(sight, granted)
    _look_at_tasks(sight, granted)
    _look_at_what_is_owed(sight, state)
    _look_at_what_is_asked(sight, now)


def _granted(sight: Sight, now: datetime) -> Iterator[tuple[UUID, timedelta]]:
    """By how much an extension that was decided or resumed in this step moves its clock, by task or case."""
    for before, row in sight.changed(ExtensionRow):
        clock = row["task_id"] or row["case_id"]
        if before is None:
            assert row["state"] == "ASKED", "more time before anybody decided"
        elif before["state"] == "ASKED" and row["state"] == "APPROVED":
            assert row["decided_by"] != row["asked_by"], "somebody granted themselves more time"
            start = max(row["due_before"], now)
            assert row["due_at"] == start + timedelta(minutes=row["minutes"]), "more or less than was asked"
            yield clock, row["due_at"] - row["due_before"]
        elif before["state"] == "APPROVED" and any(r.kind == "DEADLINE_RESUMED" for r in sight.rows):
            yield clock, row["ended_at"] - row["until"]
        else:
            assert before["state"] in ("ASKED", "APPROVED"), "an answer to a request changed"


def _look_at_rows(sight: Sight, granted: dict[UUID, timedelta]) -> None:
    for before, row in sight.changed(DeadlineRow):
        if before is None:
            continue
        assert before["ended_at"] is None, "a step that is over changed"
        moved = row["due_at"] - before["due_at"]
        clock = row["task_id"] or row["object_id"]
        expected = granted.get(clock, NOTHING) if row["step"] == "DISPOSE" else NOTHING
        is_worse = row["tier"] > before["tier"] and moved <= NOTHING
        assert moved == expected or is_worse, f"{row['step']} moved by {moved}, and not by {expected}"
        assert row["tier"] >= before["tier"], "a clock got milder"


def _look_at_cases(sight: Sight, granted: dict[UUID, timedelta]) -> None:
    for before, row in sight.changed(CaseRow):
        if before is None or before["round_number"] != row["round_number"]:
            continue
        for name in DUES:
            if before[name] is None:
                continue
            expected = granted.get(row["id"], NOTHING) if name == "dispose_due_at" else NOTHING
            moved = row[name] - before[name]
            is_worse = row["tier"] > before["tier"] and moved <= NOTHING
            assert moved == expected or is_worse, f"{name} moved by {moved}, and not by {expected}"


def _look_at_tasks(sight: Sight, granted: dict[UUID, timedelta]) -> None:
    cases = {row["id"] for before, row in sight.changed(CaseRow) if before and row["tier"] > before["tier"]}
    for before, row in sight.changed(TaskRow):
        if before is None or row["due_at"] == before["due_at"]:
            continue
        moved, is_reopened = row["due_at"] - before["due_at"], before["state"] == "DONE"
        is_worse = row["case_id"] in cases and moved < NOTHING
        assert moved == granted.get(row["id"]) or is_worse or is_reopened, (
            f"a task moved by {moved}, and neither got it worse nor did anybody grant that"
        )


def _look_at_what_is_owed(sight: Sight, state: dict[UUID, str]) -> None:
    running: dict[tuple[Any, str], Thing] = {}
    for row in sight.of(DeadlineRow).values():
        if row["ended_at"] is not None or row["noun"] != "case":
            continue
        assert state[row["object_id"]] != "ARCHIVED", "an archived case is still due"
        key = row["task_id"] or row["object_id"], row["step"]
        assert key not in running, "a step is owed twice"
        running[key] = row
    for case_id, row in sight.of(CaseRow).items():
        step = OWED.get(state[case_id])
        if step is not None:
            assert (case_id, step) in running, f"nobody owes what is next in {state[case_id]}"
            due_at = running[case_id, step]["due_at"]
            assert due_at == row[SHOWN[step]], "a case shows another time than its clock"
    for task_id, row in sight.of(TaskRow).items():
        is_open = row["state"] in ("WAITING", "IN_PROGRESS")
        clock = running.get((task_id, "DISPOSE"))
        assert (clock is not None) == is_open, "a task that is open has a clock, and no other has one"
        assert clock is None or clock["due_at"] == row["due_at"], "a task shows another time than its clock"


def _look_at_what_is_asked(sight: Sight, now: datetime) -> None:
    """A request, or a pause, is of a deadline that runs; in a case that has just got worse none is paused."""
    owed = {
        row["task_id"] or row["object_id"]
        for row in sight.of(DeadlineRow).values()
        if row["ended_at"] is None and row["step"] == "DISPOSE"
    }
    worse = {row["id"] for before, row in sight.changed(CaseRow) if before and row["tier"] > before["tier"]}
    for row in sight.of(ExtensionRow).values():
        is_pausing = row["state"] == "APPROVED" and row["until"] is not None and now < row["until"]
        if is_pausing or row["state"] == "ASKED":
            assert (row["task_id"] or row["case_id"]) in owed, "more time for what nobody owes"
        assert not (is_pausing and row["case_id"] in worse), "a clock stands still in a case that got worse"
