"""Somebody who watches the closed loop from outside: after every step everything must be as it may be.

What must hold of deadlines has a file of its own (`clocks`), who may do what another (`laws`).
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection
from sqlmodel import SQLModel

from backend.alerts.tables import AlertRow
from backend.cases.escalation.tables import FollowUpRow
from backend.cases.extensions.tables import ExtensionRow, RemediationPlanRow
from backend.cases.recurrence.tables import RecurrenceRow, RootCauseRow
from backend.cases.tables import CaseArchiveRow, CaseRow, RoundRow
from backend.cases.tasks.tables import TaskRow
from backend.core.events import ref_of, unpacked_refs
from backend.deadlines.tables import DeadlineRow
from backend.hazards.tables import HazardReportRow
from backend.hazards.timeline.tables import ObjectionRow
from backend.people.rules import NOBODY
from tests.scenarios.any_order import clocks
from tests.scenarios.any_order.laws import EVERYBODY, TASK_TO, TO, Case, Laws
from tests.scenarios.any_order.sight import Sight, Thing, ids_in
from tests.support.plants import id_of

ON_RECORD: Final[tuple[type[SQLModel], ...]] = (
    CaseRow,
    TaskRow,
    ExtensionRow,
    HazardReportRow,
    ObjectionRow,
    FollowUpRow,
)
"""No row of these changes without a row of the record that names it, or its case."""
OF_ALERTS: Final = ("is_active", "is_acknowledged", "tier")
"""The same for alerts; which of them belong together is nobody's step."""
OF_A_CASE: Final[tuple[type[SQLModel], ...]] = (
    RoundRow,
    DeadlineRow,
    ExtensionRow,
    RemediationPlanRow,
    TaskRow,
    RecurrenceRow,
    RootCauseRow,
    FollowUpRow,
)
"""What is written of a case while it goes on, and never after it."""
REMINDERS: Final = ("DEADLINE_REMINDED", "DEADLINE_OVERDUE", "ESCALATED")
KEPT: Final = ("policy_id", "report_id", "number", "opened_at", "site_id")


class Witness:
    """`case_ids` in the order in which the cases began."""

    def __init__(self) -> None:
        self.sight = Sight()
        self.state: dict[UUID, str] = {}
        self.hands: dict[UUID, set[str]] = {}
        self.laws = Laws(self.sight, self.case)
        self._duplicates: set[UUID] = set()
        self._reopened: set[UUID] = set()
        self._announced: set[tuple[object, ...]] = set()

    def begins(self, connection: Connection, names: dict[UUID, str]) -> None:
        """Take what stands there as given."""
        self.sight.looks(connection)
        for case_id, row in self.sight.of(CaseRow).items():
            self.state[case_id] = row["state"]
            self.hands[case_id] = {names[UUID(each)] for each in row["disposed_by"]}

    def case(self, case_id: UUID) -> Case:
        return Case(
            self.state[case_id],
            frozenset(self.hands[case_id]),
            case_id in self._duplicates,
            case_id in self._reopened,
        )

    def ids(self, table: type[SQLModel]) -> list[UUID]:
        return list(self.sight.of(table))

    def saw(self, deed: str, name: str, target: UUID, ended: Iterable[UUID] = ()) -> None:
        """It was accepted: what must stand in the database now. `ended`: what was put under this case."""
        for each in [target] if deed == "link" else ended:
            self.state[each] = "ARCHIVED"
            self._duplicates.add(each)
        if deed == "submit":
            self.hands[target].add(name)
        if deed == "finish task":
            task = self.sight.of(TaskRow)[target]
            owner = next((each for each in EVERYBODY if id_of(each) == task["owner_id"]), name)
            self.hands[task["case_id"]] |= {name, owner}
        if deed == "see alert":
            case_id = self.sight.of(AlertRow)[target]["case_id"]
            is_first = not self.sight.of(AlertRow)[target]["is_acknowledged"]
            if is_first and self.state.get(case_id) == "OPEN":
                self.state[case_id] = "IN_DISPOSAL"
        if target in self.state and not (deed == "acknowledge" and self.state[target] != "OPEN"):
            self.state[target] = TO.get(deed, self.state[target])

    def looks(self, connection: Connection, now: datetime, *, may_be_in_disposal: bool = False) -> None:
        """Compare everything. `may_be_in_disposal`: somebody saw an alert, and its case is taken on."""
        sight = self.sight
        sight.looks(connection)
        self._look_at_cases(may_be_in_disposal=may_be_in_disposal)
        self._look_at_rounds()
        self._look_at_archives()
        self._look_at_tasks()
        self._look_at_reports()
        clocks.look(sight, self.state, now)
        self._look_at_record()
        self._look_at_messages()

    def _look_at_cases(self, *, may_be_in_disposal: bool) -> None:
        for row in self.sight.rows:
            if row.kind == "CASE_REOPENED":
                self._reopened.add(ref_of(unpacked_refs(row.about), "linked_case"))
        found = self.sight.of(CaseRow)
        for before, row in self.sight.changed(CaseRow):
            if before is None:
                assert row["state"] == "OPEN" or may_be_in_disposal, "a case begins as something else"
                self.state[row["id"]], self.hands[row["id"]] = row["state"], set()
            else:
                _check_case(before, row)
        for case_id, row in found.items():
            assert row["state"] == self.state[case_id], f"{row['state']} instead of {self.state[case_id]}"
            people = {str(id_of(name)) for name in self.hands[case_id]}
            assert set(row["disposed_by"]) == people, "others disposed of it"
            assert (row["archived_at"] is not None) == (row["state"] == "ARCHIVED") == bool(row["outcome"])
        assert set(self.sight.before[CaseRow]) <= set(found), "a case is gone"

    def _look_at_rounds(self) -> None:
        for before, row in self.sight.changed(RoundRow):
            assert before is None or before["rechecked_by"] is None, "a round that is over changed"
            if row["rechecked_by"] is not None:
                hands = {id_of(name) for name in self.hands[row["case_id"]]}
                assert row["rechecked_by"] not in hands, "who disposed of it rechecked it"
                assert row["rechecked_by"] != row["disposed_by"], "somebody rechecked themselves"

    def _look_at_archives(self) -> None:
        found, over = self.sight.of(CaseArchiveRow), self.sight.before[CaseArchiveRow]
        for before, _ in self.sight.changed(CaseArchiveRow):
            assert before is None, "a snapshot changed"
        assert set(found) == {key for key, state in self.state.items() if state == "ARCHIVED"}
        for table in OF_A_CASE:
            for _, row in self.sight.changed(table):
                case_id = row["object_id"] if table is DeadlineRow else row["case_id"]
                assert case_id not in over, f"{table.__tablename__} of an archived case changed"

    def _look_at_tasks(self) -> None:
        for before, row in self.sight.changed(TaskRow):
            state = before["state"] if before else "WAITING"
            assert row["state"] == state or (state, row["state"]) in TASK_TO, f"a task was {state}"
            assert before is None or state not in ("DONE", "CANCELLED") or row["state"] != state, (
                "a task that is over changed"
            )
            assert before is None or row["version"] > before["version"], "a task changed under somebody"
        for row in self.sight.of(TaskRow).values():
            is_open = row["state"] in ("WAITING", "IN_PROGRESS")
            assert not is_open or self.state[row["case_id"]] in ("OPEN", "IN_DISPOSAL"), (
                "a task is open although its case waits for nobody"
            )

    def _look_at_reports(self) -> None:
        for before, row in self.sight.changed(HazardReportRow):
            if before is not None and before["state"] != "SUBMITTED":
                is_graded = {**before, "grade": row["grade"], "clause": row["clause"]} == row
                is_upheld = any(each.kind == "OBJECTION_UPHELD" for each in self.sight.rows)
                assert is_graded or is_upheld, "a report that was answered changed"
            if before is None and row["reported_by"] == NOBODY:
                assert {each.by for each in self.sight.rows} == {NOBODY}, "the record says who it was"
        for before, row in self.sight.changed(ObjectionRow):
            if before is not None:
                assert before["state"] == "OPEN", "an objection was answered twice"
                assert row["answered_by"] is not None, "nobody answered"

    def _look_at_record(self) -> None:
        """The record is complete: whatever changed is named by a row that was written in the same step."""
        named = ids_in(self.sight.rows)
        for table in ON_RECORD:
            for before, row in self.sight.changed(table):
                ids = {row["id"], row.get("case_id"), row.get("report_id"), row.get("alert_id")} - {None}
                what = "began" if before is None else "changed"
                assert ids & named, f"{table.__tablename__} {what}, and the record does not say so"
        for before, row in self.sight.changed(AlertRow):
            if before is None or any(before[name] != row[name] for name in OF_ALERTS):
                assert row["id"] in named, "an alert changed, and the record does not say so"

    def _look_at_messages(self) -> None:
        step: Counter[tuple[object, ...]] = Counter()
        for row in self.sight.messages:
            event = row.event
            about = [event["kind"], event["note"], *(tuple(each) for each in event["about"])]
            for person in event.get("to") or ():
                step[(*about, person)] += 1
                if event["kind"] in REMINDERS:
                    due = (
                        self.sight.of(DeadlineRow)
                        .get(UUID(dict(event["about"])["deadline"]), {})
                        .get("due_at")
                    )
                    key = (*about, person, due)
                    assert key not in self._announced, f"told twice: {key}"
                    self._announced.add(key)
        assert max(step.values(), default=1) == 1, f"told twice at once: {step.most_common(1)}"


def _check_case(before: Thing, now: Thing) -> None:
    assert before["state"] != "ARCHIVED", "an archived case changed"
    assert now["tier"] >= before["tier"], "a case got milder"
    assert now["round_number"] - before["round_number"] in (0, 1), "a round was skipped"
    changed: dict[str, Any] = {name: now[name] for name in KEPT if now[name] != before[name]}
    assert not changed, f"what a case keeps changed: {changed}"
