"""Somebody who watches the closed loop from outside and knows its rules by heart, not from the code.

After every step it compares what the database says with what it expects; it fails at the first thing that
must not be. The rules are written down here a second time, on purpose.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import String, cast
from sqlmodel import Session, SQLModel, col, select

from backend.domain.errors import ErrorCode
from backend.storage.tables.alerts import AlertRow
from backend.storage.tables.cases import CaseArchiveRow, CaseRow, RoundRow
from backend.storage.tables.loop.deadlines import DeadlineRow
from backend.storage.tables.loop.extensions import FiveAssurancesRow
from backend.storage.tables.loop.repeats import RepeatRow, RootCauseRow
from backend.storage.tables.outbox import AuditRow, OutboxRow

EVERYBODY: Final = frozenset({"alice", "bob", "dora", "erik", "fay"})
OFFICERS: Final = frozenset({"alice", "dora"})
WHO_MAY: Final = {
    "acknowledge": EVERYBODY,
    "submit": EVERYBODY - {"fay"},
    "root cause": EVERYBODY - {"fay"},
    "pass": EVERYBODY - {"bob"},
    "fail": EVERYBODY - {"bob"},
    "supervise": EVERYBODY - {"bob"},
    "dismiss": OFFICERS,
    "link": OFFICERS,
    "merge": OFFICERS,
    "raise grade": OFFICERS,
    "reopen": OFFICERS | {"fay"},
}
FROM: Final = {
    "acknowledge": {"OPEN"},
    "submit": {"IN_DISPOSAL"},
    "pass": {"AWAITING_RECHECK"},
    "fail": {"AWAITING_RECHECK"},
    "dismiss": {"OPEN", "IN_DISPOSAL"},
    "root cause": {"OPEN", "IN_DISPOSAL", "AWAITING_RECHECK"},
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
NORMAL_FOR: Final = timedelta(minutes=5)
DUES: Final = ("acknowledge_due_at", "dispose_due_at", "recheck_due_at")


class Witness:
    """`who` gives the id of each name."""

    def __init__(self, who: dict[str, UUID]) -> None:
        self.who = who
        self.state: dict[UUID, str] = {}
        self.hands: dict[UUID, set[str]] = {}
        self.duplicates: set[UUID] = set()
        self.reopened: set[UUID] = set()
        self._cases: dict[UUID, dict[str, Any]] = {}
        self._rounds: dict[tuple[UUID, int], dict[str, Any]] = {}
        self._archives: dict[UUID, str] = {}
        self._deadlines: dict[UUID, dict[str, Any]] = {}
        self._told: set[tuple[object, ...]] = set()
        self._audit = self._outbox = 0

    def expects(self, deed: str, name: str, case_id: UUID, session: Session, now: datetime) -> set[str]:
        """ "done", or the codes of which one must come; empty: the witness does not know."""
        if deed not in WHO_MAY or case_id not in self.state:
            return set()
        if name == "carol":
            return {ErrorCode.NOT_FOUND}
        if name not in WHO_MAY[deed]:
            return {ErrorCode.NOT_ALLOWED}
        if self.state[case_id] not in FROM.get(deed, {self.state[case_id]}):
            return {ErrorCode.ILLEGAL_TRANSITION}
        if deed in ("pass", "fail") and name in self.hands[case_id]:
            return {ErrorCode.SAME_PERSON}
        return {
            "pass": lambda: self._source(case_id, session, now),
            "submit": lambda: self._why(case_id, session),
            "reopen": lambda: self._again(case_id, now),
        }.get(deed, lambda: {"done"} if deed in TO and deed != "link" else set())()

    def _source(self, case_id: UUID, session: Session, now: datetime) -> set[str]:
        rows = session.exec(
            select(AlertRow.is_active, AlertRow.normal_at).where(AlertRow.case_id == case_id)
        ).all()
        ready = all(not active and (at is None or at + NORMAL_FOR <= now) for active, at in rows)
        return {"done"} if ready else {ErrorCode.SOURCE_NOT_NORMAL}

    def _why(self, case_id: UUID, session: Session) -> set[str]:
        is_asked = session.get(RepeatRow, case_id) and session.get(RootCauseRow, case_id) is None
        if is_asked:
            return {ErrorCode.ROOT_CAUSE_REQUIRED}
        case = session.get_one(CaseRow, case_id)
        is_assured = session.get(FiveAssurancesRow, (case_id, case.round_number)) is not None
        return {"done"} if case.grade != "MAJOR" or is_assured else {ErrorCode.FIVE_REQUIRED}

    def _again(self, case_id: UUID, now: datetime) -> set[str]:
        if case_id in self.duplicates:
            return {ErrorCode.ILLEGAL_TRANSITION}
        if self._cases[case_id]["archived_at"] < now - timedelta(days=30):
            return {ErrorCode.TOO_LATE}
        return {ErrorCode.ALREADY_REOPENED} if case_id in self.reopened else {"done"}

    def saw(self, deed: str, name: str, case_id: UUID, ended: Iterable[UUID] = ()) -> None:
        """It was accepted: what must stand in the database now. `ended`: what was put under this case."""
        for each in [case_id] if deed == "link" else ended:
            self.state[each] = "ARCHIVED"
            self.duplicates.add(each)
        if deed == "reopen":
            self.reopened.add(case_id)
        if deed == "submit":
            self.hands[case_id].add(name)
        self.state[case_id] = TO.get(deed, self.state[case_id])

    def looks(self, session: Session, *, may_be_in_disposal: bool = False, later: bool = False) -> None:
        """Compare everything. `later`: an extension or a clock that went on moved a due time."""
        self._look_at_cases(session, may_be_in_disposal=may_be_in_disposal)
        self._look_at_rounds(session)
        self._look_at_archives(session)
        self._look_at_deadlines(session, later=later)

    def new_record(self, session: Session) -> list[AuditRow]:
        """What was written into the record since the last look; what was put out is checked on the way."""
        rows = session.exec(select(AuditRow).where(col(AuditRow.id) > self._audit).order_by(col(AuditRow.id)))
        found = list(rows)
        self._audit = found[-1].id or 0 if found else self._audit
        self._look_at_messages(session)
        return found

    def _look_at_cases(self, session: Session, *, may_be_in_disposal: bool) -> None:
        found = {row["id"]: row for row in _rows(session, CaseRow)}
        for case_id, row in found.items():
            before = self._cases.get(case_id)
            if case_id not in self.state:
                assert row["state"] == "OPEN" or may_be_in_disposal, "a case begins as something else"
                self.state[case_id], self.hands[case_id] = row["state"], set()
            assert row["state"] == self.state[case_id], f"{row['state']} instead of {self.state[case_id]}"
            people = {str(self.who[name]) for name in self.hands[case_id]}
            assert set(row["disposed_by"]) == people, "others disposed of it"
            assert (row["archived_at"] is not None) == (row["state"] == "ARCHIVED") == bool(row["outcome"])
            if before is not None:
                _check_case(before, row)
        assert set(self._cases) <= set(found), "a case is gone"
        self._cases = found

    def _look_at_rounds(self, session: Session) -> None:
        for row in _rows(session, RoundRow):
            key = row["case_id"], row["number"]
            if row["rechecked_by"] is not None:
                assert self._rounds.setdefault(key, row) == row, "a round that is over changed"
                hands = {self.who[name] for name in self.hands[row["case_id"]]}
                if row["is_passed"]:
                    assert row["rechecked_by"] not in hands, "who disposed of it rechecked it"
                assert row["rechecked_by"] != row["disposed_by"], "somebody rechecked themselves"

    def _look_at_archives(self, session: Session) -> None:
        statement = select(CaseArchiveRow.case_id, cast(CaseArchiveRow.snapshot, String))
        found = dict(session.exec(statement).all())
        assert {key: found.get(key) for key in self._archives} == self._archives, "a snapshot changed"
        assert set(found) == {key for key, state in self.state.items() if state == "ARCHIVED"}
        self._archives = found

    def _look_at_deadlines(self, session: Session, *, later: bool) -> None:
        found = {row["id"]: row for row in _rows(session, DeadlineRow)}
        for key, before in self._deadlines.items():
            now = found[key]
            if before["ended_at"] is not None:
                assert now == before, "a step that is over changed"
            if now["due_at"] < before["due_at"]:
                assert now["tier"] > before["tier"], "due earlier without getting worse"
            assert now["due_at"] <= before["due_at"] or later, "due later without an extension"
        for row in found.values():
            if row["case_id"] and row["ended_at"] is None:
                assert self.state[row["case_id"]] != "ARCHIVED", "an archived case is still due"
        for case_id, state in self.state.items():
            steps = [r["step"] for r in found.values() if r["case_id"] == case_id and not r["ended_at"]]
            wanted = {"IN_DISPOSAL": "DISPOSE", "AWAITING_RECHECK": "RECHECK"}.get(state)
            assert wanted is None or wanted in steps, f"nobody owes what is next in {state}"
        self._deadlines = found

    def _look_at_messages(self, session: Session) -> None:
        rows = session.exec(
            select(OutboxRow).where(col(OutboxRow.id) > self._outbox).order_by(col(OutboxRow.id))
        ).all()
        step: Counter[tuple[object, ...]] = Counter()
        for row in rows:
            event, self._outbox = row.event, row.id or 0
            about = [event.get(name) for name in ("kind", "case_id", "alert_id", "subject_id", "note")]
            for person in event.get("to") or ():
                step[(*about, person)] += 1
                if event["kind"] in ("DEADLINE_REMINDED", "DEADLINE_OVERDUE", "ESCALATED"):
                    due = self._deadlines.get(UUID(event["subject_id"]), {}).get("due_at")
                    key = (*about, person, due)
                    assert key not in self._told, f"told twice: {key}"
                    self._told.add(key)
        assert max(step.values(), default=1) == 1, f"told twice at once: {step.most_common(1)}"


def _rows(session: Session, table: type[SQLModel]) -> list[dict[str, Any]]:
    """Everything of a table, as plain values."""
    columns = SQLModel.metadata.tables[str(table.__tablename__)].c
    return [dict(row) for row in session.execute(select(*columns)).mappings()]


def _check_case(before: dict[str, Any], now: dict[str, Any]) -> None:
    if before["state"] == "ARCHIVED":
        assert now == before, "an archived case changed"
    if now["tier"] == before["tier"] and now["round_number"] == before["round_number"]:
        for name in DUES:
            assert before[name] is None or now[name] == before[name], f"{name} moved"
    assert now["tier"] >= before["tier"], "a case got milder"
    assert now["policy_id"] == before["policy_id"], "another policy for a case that is open"
    assert now["round_number"] - before["round_number"] in (0, 1)
