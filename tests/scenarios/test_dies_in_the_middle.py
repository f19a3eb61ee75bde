"""Every transition of the loop, with the connection dying at every statement of it and at its COMMIT.

Nothing of a transition that died is there; done again it succeeds, and leaves what an undisturbed one leaves.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError
from sqlmodel import SQLModel
from sqlmodel import select as pick

from backend.domain.alerts import Tier
from backend.domain.loop.joint.lanes import LaneKind
from backend.domain.people import Viewer
from backend.services import alerts, deliveries
from backend.services.loop.clocks import supervision, supervisions
from backend.services.loop.joint import lanes
from backend.services.loop.reporter import anonymity
from backend.services.operations import once
from backend.storage.tables.alerts import AlertRow
from backend.storage.tables.loop.supervisions import SupervisionRow
from backend.storage.tables.loop.threads import ObjectionRow
from backend.storage.transaction import Database, Transaction
from tests.fakes import FakeClock
from tests.loops import Reports, acknowledge, alert_case, resolve
from tests.plants import over, photo, plant
from tests.scenarios.deeds import DEEDS, Deed

Command = Callable[[Transaction], object]
Counts = dict[str, int]


class Died(BaseException):
    """The process is gone, or its connection: nothing catches this."""


class Fate:
    """Lets every statement fail from the `at`-th on, or the COMMIT (`at` None), while it holds."""

    def __init__(self, database: Database) -> None:
        self.database = database

    @contextmanager
    def dies(self, at: int | None = None) -> Iterator["Fate"]:
        self.statements, self.would_leave = 0, Counts()

        def execute(*_: Any) -> None:
            self.statements += 1
            if at is not None and self.statements >= at:
                raise Died

        def commit(driver: Any) -> None:
            self.would_leave = _counts(driver)
            raise sqlite3.OperationalError("disk I/O error")

        dialect = self.database.engine.dialect
        event.listen(self.database.engine, "before_cursor_execute", execute)
        if at is None:
            dialect.do_commit = commit  # type: ignore[method-assign]
        try:
            yield self
        finally:
            event.remove(self.database.engine, "before_cursor_execute", execute)
            vars(dialect).pop("do_commit", None)


class Stage:
    """North with one thing at hand for every transition."""

    def __init__(self, database: Database, clock: FakeClock) -> None:
        self.database, self.clock = database, clock
        self.plants = plant(database)
        self.reports = Reports(database, self.plants)

    def deed(self, name: str, by: Viewer, target: UUID, *others: UUID, variant: int = 0) -> Command:
        what = Deed(by, target, others, variant, photo(self.database, f"of {by}", by), self.plants)
        operation_id, command = uuid4(), DEEDS[name]
        return lambda tx: once(
            tx,
            operation_id,
            lambda: command(tx, what),
            by=by.person_id,
            kind=name,
            payload_hash="same",
        )

    def case(self, *, taken: bool = False, fixed: bool = False, over: bool = False) -> UUID:
        case_id = self.reports.case(self.plants.bob)
        if taken:
            self.database.transact(self.deed("acknowledge", self.plants.bob, case_id))
        if fixed or over:
            steps = resolve(self.database, self.plants, case_id)
            if over:
                steps.recheck()
        return case_id

    def report(self) -> UUID:
        return self.reports.report(self.plants.bob).report_id

    def report_of(self, case_id: UUID) -> UUID:
        found = self.database.transact(lambda tx: tx.cases.get(case_id)).report_id
        assert found is not None
        return found

    def only(self, table: Any) -> UUID:
        found: UUID = self.database.read(lambda s: s.exec(pick(table.id)).first())
        return found

    def says(self, tier: Tier | None) -> Command:
        change = replace(over(self.plants, tier), sampled_us=1_800_000_000_000_000)
        return lambda tx: alerts.apply_changes(tx, [change])

    def late_case(self) -> UUID:
        case_id = self.case(taken=True)
        self.clock.advance(timedelta(days=2))
        return case_id


def _declined(stage: Stage) -> UUID:
    report_id = stage.report()
    stage.database.transact(stage.deed("decline", stage.plants.alice, report_id))
    return report_id


def _objection(stage: Stage, *, upheld: bool, of_case: bool = True) -> Command:
    about = stage.report_of(stage.case(over=True)) if of_case else _declined(stage)
    stage.database.transact(stage.deed("object", stage.plants.bob, about))
    variant = 0 if upheld else 1
    return stage.deed("answer objection", stage.plants.alice, stage.only(ObjectionRow), variant=variant)


def _answer(stage: Stage) -> Command:
    case_id = stage.case(taken=True)
    stage.database.transact(
        lambda tx: supervisions.supervise_cases(tx, [case_id], text="", by=stage.plants.alice)
    )
    return stage.deed("answer", stage.plants.bob, stage.only(SupervisionRow))


def _alert(stage: Stage, tier: Tier = Tier.ORANGE) -> UUID:
    stage.database.transact(stage.says(tier))
    return stage.only(AlertRow)


def _pass_with_alert(stage: Stage) -> Command:
    case_id = alert_case(stage.database, stage.plants, Tier.RED)
    acknowledge(stage.database, stage.plants)
    stage.database.transact(stage.says(None))
    resolve(stage.database, stage.plants, case_id)
    stage.clock.advance(timedelta(minutes=6))
    return stage.deed("pass", stage.plants.dora, case_id)


def _sweep_after(stage: Stage, step: str, **after: int) -> Command:
    if step == "response":
        _alert(stage, Tier.RED)
    else:
        stage.case(taken=step == "disposal", fixed=step == "recheck")
    stage.database.transact(deliveries.plan_deliveries)
    stage.clock.advance(timedelta(**after))
    return supervision.fire_next


def _lasting_blue(stage: Stage) -> Command:
    _alert(stage, Tier.BLUE)
    stage.clock.advance(timedelta(hours=25))
    return alerts.open_cases_of_lasting_blue


def _plan(stage: Stage) -> Command:
    stage.case(fixed=True)
    return deliveries.plan_deliveries


def _lane(stage: Stage) -> tuple[UUID, UUID]:
    case_id = stage.case(taken=True)
    lane = stage.database.transact(lambda tx: _add_lane(tx, stage, case_id))
    return case_id, lane.lane_id


def _add_lane(tx: Transaction, stage: Stage, case_id: UUID) -> Any:
    return lanes.add_lane(
        tx,
        case_id,
        department_id=stage.plants.department,
        kind=LaneKind.REPAIR,
        task="换垫片",
        owner_id=stage.plants.bob.person_id,
        due_at=None,
        by=stage.plants.alice,
    )


def _open_lane(stage: Stage) -> Command:
    case_id = stage.case(taken=True)
    return lambda tx: _add_lane(tx, stage, case_id)


def _start_lane(stage: Stage) -> Command:
    _, lane_id = _lane(stage)
    return lambda tx: lanes.start_lane(tx, lane_id, by=stage.plants.bob)


def _finish_lane(stage: Stage) -> Command:
    _, lane_id = _lane(stage)
    stage.database.transact(lambda tx: lanes.start_lane(tx, lane_id, by=stage.plants.bob))
    return lambda tx: lanes.finish_lane(tx, lane_id, measures="换了", photos=(), by=stage.plants.bob)


def _reopen_lane(stage: Stage) -> Command:
    finish = _finish_lane(stage)
    lane: Any = stage.database.transact(finish)
    return lambda tx: lanes.reopen_lane(tx, lane.lane_id, reason="还漏", by=stage.plants.alice)


def _cancel_lane(stage: Stage) -> Command:
    _, lane_id = _lane(stage)
    return lambda tx: lanes.cancel_lane(tx, lane_id, reason="不用了", by=stage.plants.alice)


def _allow_anonymous(stage: Stage) -> Command:
    by = stage.plants.alice
    return lambda tx: anonymity.set_anonymous_reports(tx, stage.plants.north, is_allowed=True, by=by)


TRANSITIONS: Final[dict[str, Callable[[Stage], Command]]] = {
    "report a hazard": lambda s: s.deed("report", s.plants.bob, s.plants.north),
    "accept it": lambda s: s.deed("accept", s.plants.alice, s.report(), variant=2),
    "decline it": lambda s: s.deed("decline", s.plants.alice, s.report()),
    "decline it as a duplicate": lambda s: s.deed("decline", s.plants.alice, s.report(), s.case(), variant=1),
    "take a case on": lambda s: s.deed("acknowledge", s.plants.bob, s.case()),
    "submit a disposal": lambda s: s.deed("submit", s.plants.bob, s.case(taken=True)),
    "pass its recheck": lambda s: s.deed("pass", s.plants.dora, s.case(fixed=True)),
    "pass the recheck of an alert": _pass_with_alert,
    "fail its recheck": lambda s: s.deed("fail", s.plants.dora, s.case(fixed=True)),
    "dismiss a case": lambda s: s.deed("dismiss", s.plants.alice, s.case()),
    "link a duplicate": lambda s: s.deed("link", s.plants.alice, s.case(), s.case()),
    "merge three cases": lambda s: s.deed("merge", s.plants.alice, s.case(), s.case(), s.case(), variant=1),
    "reopen a case": lambda s: s.deed("reopen", s.plants.alice, s.case(over=True)),
    "record a root cause": lambda s: s.deed("root cause", s.plants.bob, s.case(taken=True)),
    "raise a grade": lambda s: s.deed("raise grade", s.plants.alice, s.case()),
    "thank": lambda s: s.deed("thank", s.plants.bob, s.report_of(s.case(over=True))),
    "object": lambda s: s.deed("object", s.plants.bob, s.report_of(s.case(over=True))),
    "uphold an objection": lambda s: _objection(s, upheld=True),
    "uphold one about a decline": lambda s: _objection(s, upheld=True, of_case=False),
    "reject an objection": lambda s: _objection(s, upheld=False),
    "chase a case": lambda s: s.deed("supervise", s.plants.alice, s.late_case()),
    "answer a chase": _answer,
    "change the policy": lambda s: s.deed("change policy", s.plants.alice, s.plants.north),
    "raise an alert": lambda s: s.says(Tier.RED),
    "raise its tier": lambda s: (_alert(s), s.says(Tier.RED))[1],
    "end an alert": lambda s: (_alert(s), s.says(None))[1],
    "see an alert": lambda s: s.deed("see alert", s.plants.bob, _alert(s)),
    "open the case of a lasting blue alert": _lasting_blue,
    "climb the ladder of a response": lambda s: _sweep_after(s, "response", seconds=60),
    "remind of a disposal": lambda s: _sweep_after(s, "disposal", hours=2),
    "tell of a late disposal": lambda s: _sweep_after(s, "disposal", hours=5),
    "tell of a late recheck": lambda s: _sweep_after(s, "recheck", hours=49),
    "plan messages": _plan,
    "open a lane": _open_lane,
    "start a lane": _start_lane,
    "finish a lane": _finish_lane,
    "reopen a lane": _reopen_lane,
    "cancel a lane": _cancel_lane,
    "allow reports without a name": _allow_anonymous,
}


@pytest.mark.parametrize("name", TRANSITIONS)
def test_a_transition_that_dies_leaves_nothing_and_succeeds_when_done_again(
    database: Database, clock: FakeClock, name: str
) -> None:
    stage = Stage(database, clock)
    command = TRANSITIONS[name](stage)
    before, fate = _dump(database), Fate(database)

    undisturbed = _die(fate, command, None)
    statements = fate.statements
    assert _dump(database) == before, "COMMIT failed, and something of it is there"
    assert undisturbed != {table: len(rows) for table, rows in before.items()} or name in CHANGES_ONLY
    for at in _moments(statements, all_of_them=not database.is_postgres):
        _die(fate, command, at)
        assert _dump(database) == before, f"something is there of what died at statement {at}"

    database.transact(command)
    after = _dump(database)
    assert after != before
    assert {table: len(rows) for table, rows in after.items()} == undisturbed
    assert database.transact(lambda tx: tx.audit.broken_at(stage.plants.north)) is None


CHANGES_ONLY: Final[frozenset[str]] = frozenset({"plan messages"})
"""Changes rows and adds none: nobody here has a phone that could be told."""


def _die(fate: Fate, command: Command, at: int | None) -> Counts:
    with fate.dies(at), pytest.raises((Died, sqlite3.OperationalError, OperationalError)):
        fate.database.transact(command)
    return fate.would_leave


def _moments(statements: int, *, all_of_them: bool) -> list[int]:
    if all_of_them:
        return list(range(1, statements + 1))
    return sorted({1, statements // 2, statements})


def _dump(database: Database) -> dict[str, list[str]]:
    """Every row of every table, as the driver gives it."""
    with database.engine.connect() as connection:
        cursor: Any = connection.connection.cursor()
        return {table.name: _rows(cursor, table.name) for table in SQLModel.metadata.sorted_tables}


def _rows(cursor: Any, table: str) -> list[str]:
    cursor.execute(f'SELECT * FROM "{table}"')
    return sorted(map(repr, cursor.fetchall()))


def _counts(driver: Any) -> Counts:
    """Rows per table as the transaction sees them that is about to end."""
    cursor = driver.cursor()
    return {table.name: _count(cursor, table.name) for table in SQLModel.metadata.sorted_tables}


def _count(cursor: Any, table: str) -> int:
    cursor.execute(f'SELECT count(*) FROM "{table}"')
    count: int = cursor.fetchone()[0]
    return count
