"""One plant in which anybody tries anything in any order, and a witness who watches."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID, uuid4

from backend.alerts import commands as alerts
from backend.alerts.tables import AlertRow
from backend.cases import queries as case_views
from backend.cases.escalation.tables import FollowUpRow
from backend.cases.extensions.tables import ExtensionRow, RemediationPlanRow
from backend.cases.filters_queries import CaseFilter
from backend.cases.recurrence.tables import RecurrenceRow, RootCauseRow
from backend.cases.tables import CaseRow
from backend.cases.tasks.tables import TaskRow
from backend.cases.tasks.task_rules_rules import TaskRule
from backend.cases.tasks.task_rules_store import TaskRules
from backend.core.audit import Audit
from backend.core.database import Transaction
from backend.core.errors import Refused
from backend.core.idempotency import once
from backend.core.text import Text
from backend.core.time import microseconds
from backend.core.viewer import Viewer
from backend.core.vocabulary import TaskKind, Tier
from backend.deadlines import sweep_commands as deadline_sweep
from backend.hazards.anonymous import commands as anonymity
from backend.hazards.tables import HazardReportRow
from backend.hazards.timeline.tables import ObjectionRow
from backend.people.rules import NOBODY, Department
from backend.people.store import People
from tests.scenarios.any_order.laws import DONE, Attempt
from tests.scenarios.any_order.rehearsal import Rehearsal
from tests.scenarios.any_order.witness import Witness
from tests.support.actions.action import Deed
from tests.support.actions.all_actions import DEEDS, KIND, leaves
from tests.support.actions.of_reports import NAMELESS, key_of
from tests.support.actions.of_tasks import ELSEWHERE
from tests.support.cases import Reports, Step, alert_case, up_to
from tests.support.declared import RESPONSIBILITIES
from tests.support.fakes import FakeClock
from tests.support.people import add_executive
from tests.support.plants import over, photo, plant

NAMES: Final = ("bob", "alice", "dora", "erik", "fay", "carol")
PROPER: Final = {"OPEN": "acknowledge", "IN_DISPOSAL": "submit", "AWAITING_RECHECK": "pass"}
TABLE_OF: Final = {
    "case": CaseRow,
    "task": TaskRow,
    "extension": ExtensionRow,
    "report": HazardReportRow,
    "objection": ObjectionRow,
    "follow_up": FollowUpRow,
    "alert": AlertRow,
}
TASK_STEP: Final = {"WAITING": "start task", "IN_PROGRESS": "finish task"}


@dataclass
class Done:
    """A command that a phone sent and may send again."""

    name: str
    deed: str
    what: Deed
    answer: UUID


class Stage:
    """A plant that is planted once; within `story()` one sequence of steps is lived through and forgotten."""

    def __init__(self, database: Rehearsal, clock: FakeClock) -> None:
        self.database, self.clock = database, clock
        self.plants = plant(database)
        fay = database.transact(self._more)
        self.viewers: dict[str, Viewer] = {
            name: fay if name == "fay" else getattr(self.plants, name) for name in NAMES
        }
        self._people = {viewer.person_id for viewer in self.viewers.values()}
        self.photos = {name: photo(database, name, viewer) for name, viewer in self.viewers.items()}
        self.accepted: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.moved: Counter[tuple[str, bool]] = Counter()
        """What was done about more time, and whether for a task."""
        self._led: set[object] = set()
        self._begin()
        self._begun_at = clock.now

    def _more(self, tx: Transaction) -> Viewer:
        """fay; a department whose people are elsewhere; production has a task in every red case."""
        north = self.plants.north
        elsewhere = Department(ELSEWHERE, north, Text("检修队", "Maintenance"))
        tx.get(People).put_department(elsewhere, code="ELSEWHERE")
        work = Text("切换备用泵", "Change to the standby pump")
        rule = TaskRule(uuid4(), north, self.plants.department, TaskKind.REPLAN, work, Tier.RED, share=50)
        tx.get(TaskRules).put(rule, position=0)
        return add_executive(tx, self.plants)

    def _begin(self) -> None:
        """What every story begins with: a report that waits, a case in disposal and one that ended, an alert;
        of the one in disposal, time is asked for; a task of the alert's stands still.
        """
        reports, bob, alice = Reports(self.database, self.plants), self.plants.bob, self.plants.alice
        transact, shown = self.database.transact, self.photos["bob"]

        def begin(deed: str, by: Viewer, target: UUID, variant: int = 1) -> UUID:
            what = Deed(by, target, (), variant, shown, self.plants, uuid4())
            return transact(lambda tx: DEEDS[deed](tx, what))

        ended = reports.case(bob)
        begin("acknowledge", bob, ended)
        begin("follow_up", alice, ended)
        up_to(Step.ARCHIVED, self.database, self.plants, ended)
        reports.report(bob)
        case_id = reports.at_pump(bob)
        alerts_case = alert_case(self.database, self.plants, Tier.ORANGE)
        begin("acknowledge", bob, case_id)
        begin("ask for task time", bob, begin("open task", alice, case_id))
        begin("ask for time", bob, case_id)
        paused = begin("ask for task time", bob, begin("open task", alice, alerts_case))
        begin("decide on time", alice, paused)
        transact(lambda tx: anonymity.set_anonymous_reports(tx, self.plants.north, is_allowed=True, by=alice))
        nameless = Deed(bob, self.plants.north, (), 0, shown, self.plants, uuid4())
        report_id = transact(lambda tx: DEEDS["report anonymously"](tx, nameless))
        transact(lambda tx: DEEDS["decline"](tx, Deed(alice, report_id, (), 0, shown, self.plants, uuid4())))
        self._first_keys = {report_id: key_of(nameless.operation_id)}

    @contextmanager
    def story(self) -> Iterator[None]:
        self.clock.now = self._begun_at
        self.witness = Witness()
        self.witness.laws.is_anonymity_allowed = True
        self._last: Done | None = None
        self._keys = dict(self._first_keys)
        with self.database.story():
            self.witness.begins(self.database.connection, {v.person_id: n for n, v in self.viewers.items()})
            yield

    def does(self, deed: str, name: str, target: int, variant: int) -> None:
        """Somebody tries this on the `target`-th thing of its kind, counted round."""
        found = self._things(deed)
        if found:
            self._do(deed, name, found[target % len(found)], variant)

    def goes_on(self, name: str, target: int, variant: int) -> None:
        """Somebody tries what comes next in a case that is open; one recheck in four fails."""
        going_on = [key for key, state in self.witness.state.items() if state != "ARCHIVED"]
        if not going_on:
            return
        case_id = going_on[target % len(going_on)]
        task_id = next(iter(self._open_tasks(case_id)), None)
        if task_id is not None and self.witness.state[case_id] == "IN_DISPOSAL":
            state = self.witness.sight.of(TaskRow)[task_id]["state"]
            self._do(TASK_STEP[state], name, task_id, 0)
        else:
            step = PROPER[self.witness.state[case_id]]
            self._do("fail" if step == "pass" and variant == 3 else step, name, case_id, variant)

    def answers(self, name: str, target: int, variant: int) -> None:
        """Something waits for an answer: who is asked for it gives it, or else this person."""
        waiting = list(self._waiting())
        if waiting:
            deed, thing, person_id = waiting[target % len(waiting)]
            asked = [each for each in NAMES if self.viewers[each].person_id == person_id]
            self._do(deed, asked[0] if asked else name, thing, variant)

    def _waiting(self) -> Iterator[tuple[str, UUID, UUID | None]]:
        """What could be done about things beside the cases, to which, and whose it is if not anybody's."""
        of = self.witness.sight.of
        for key, row in of(ExtensionRow).items():
            if row["state"] == "ASKED":
                yield "decide on time", key, None
            elif row["state"] == "APPROVED" and row["until"] is not None:
                yield "go on", key, row["asked_by"]
        for key, row in of(ObjectionRow).items():
            if row["state"] == "OPEN":
                yield "answer objection", key, None
        for key, row in of(FollowUpRow).items():
            if row["answered_at"] is None:
                yield "answer", key, row["to_id"]
        yield from self._short_of_time()
        yield from self._reported()

    def _short_of_time(self) -> Iterator[tuple[str, UUID, UUID | None]]:
        of, state = self.witness.sight.of, self.witness.state
        asked = {
            row["task_id"] or row["case_id"] for row in of(ExtensionRow).values() if row["state"] == "ASKED"
        }
        for key, row in of(TaskRow).items():
            if row["state"] in TASK_STEP and row["owner_id"] and key not in asked:
                yield "ask for task time", key, row["owner_id"]
        for key in of(CaseRow):
            if state[key] == "IN_DISPOSAL" and key not in asked:
                yield "ask for time", key, None

    def _reported(self) -> Iterator[tuple[str, UUID, UUID | None]]:
        of, state = self.witness.sight.of, self.witness.state
        ended = {row["report_id"] for key, row in of(CaseRow).items() if state[key] == "ARCHIVED"}
        for key, row in of(HazardReportRow).items():
            if row["state"] == "SUBMITTED":
                yield "accept", key, None
                yield "decline", key, None
            elif row["state"] == "DECLINED" or key in ended:
                yield ("object anonymously" if key in self._keys else "object"), key, row["reported_by"]
                yield "thank", key, row["reported_by"]

    def source(self, tier: Tier | None, sensor: int) -> None:
        """A source exceeds a limit, or is back."""
        sensor_id = (self.plants.gas, self.plants.pump)[sensor]
        self.clock.advance(timedelta(seconds=1))
        change = replace(
            over(self.plants, tier, sensor_id=sensor_id), sampled_us=microseconds(self.clock.now)
        )
        self.database.transact(lambda tx: alerts.apply_changes(tx, [change]))
        self._look()

    def waits(self, span: timedelta) -> None:
        """Time passes, and nothing is written by that."""
        self.clock.advance(span)
        self._look()
        assert not self.witness.sight.is_changed

    def sweep(self) -> None:
        fired = deadline_sweep.sweep(self.database, RESPONSIBILITIES)
        self._look()
        assert deadline_sweep.sweep(self.database, RESPONSIBILITIES) == 0, f"{fired} were told, and then more"

    def again(self) -> None:
        """The answer got lost: the phone sends the same once more, whatever happened meanwhile."""
        if self._last is not None:
            assert self._send(self._last) == self._last.answer
            self._look()
            assert not self.witness.sight.is_changed, "the same again did something"

    def finish(self) -> None:
        """Everything that is still open is led to the archive, as people would.

        A case that stands exactly as one did that was led there before need not be led again.
        """
        active = {row["sensor_id"] for row in self.witness.sight.of(AlertRow).values() if row["is_active"]}
        for sensor, sensor_id in enumerate((self.plants.gas, self.plants.pump)):
            if sensor_id in active:
                self.source(None, sensor)
        self.clock.advance(timedelta(minutes=10))
        for case_id in list(self.witness.state):
            situation = self.witness.sight.situation(case_id, self._people)
            if situation not in self._led:
                self._carry_through(case_id)
                self._led.add(situation)
        for site in (self.plants.north, self.plants.south):
            assert self.database.read(lambda s, site=site: Audit(s).broken_at(site)) is None
        hers = self.database.read(
            lambda s: case_views.page(
                s, self.plants.carol, CaseFilter(), now=self.clock.now, first=50, after=None
            )
        )
        assert not hers.items, "carol sees cases of north"

    def _do(self, deed: str, name: str, target: UUID, variant: int) -> str | None:
        """Try it; the code of the refusal, None if it was done."""
        self.clock.advance(timedelta(seconds=1))
        # Those that are open first: there is more to be done with them.
        known = sorted(self.witness.state, key=lambda each: self.witness.state[each] == "ARCHIVED")
        others = tuple(each for each in known if each != target)
        if deed in ("link", "merge") and not others:
            return None
        expected = self.witness.laws.expects(Attempt(deed, name, target, variant, self.clock.now))
        key = self._keys.get(target) or key_of(uuid4())
        by, shown = self.viewers[name], self.photos[name]
        what = Deed(by, target, others, variant, shown, self.plants, uuid4(), key)
        done = Done(name, deed, what, target)
        code = self._code(done)
        assert (code or DONE) in expected, f"{deed} by {name}: {code or DONE}, not {expected}"
        if code is None:
            self._settle(done)
            return None
        self.refused[deed] += 1
        self._look()
        assert not self.witness.sight.is_changed, f"{deed} was refused and left something"
        return code

    def _code(self, done: Done) -> str | None:
        """Why it was refused; None if it was not."""
        try:
            done.answer = self._send(done)
        except Refused as refused:
            return refused.code
        return None

    def _send(self, done: Done) -> UUID:
        what, command = done.what, DEEDS[done.deed]

        def send(tx: Transaction) -> UUID:
            if done.deed in NAMELESS:
                return command(tx, what)
            run, by = partial(command, tx, what), what.by.person_id
            return once(tx, what.operation_id, run, by=by, kind=done.deed, payload_hash="same")

        return self.database.transact(send)

    def _settle(self, done: Done) -> None:
        deed, what = done.deed, done.what
        self.accepted[deed] += 1
        self._last = done
        if KIND[deed] == "extension":
            is_for_task = self.witness.sight.of(ExtensionRow)[what.target]["task_id"] is not None
            self.moved[deed, is_for_task] += 1
        self.witness.saw(
            deed, done.name, what.target, what.others[: 1 + what.variant] if deed == "merge" else ()
        )
        if deed == "switch anonymity":
            self.witness.laws.is_anonymity_allowed = what.variant != 3
        if deed == "report anonymously":
            self._keys[done.answer] = key_of(what.operation_id)
        self._look(is_taken_on=deed == "see alert")
        rows, wanted = self.witness.sight.rows, leaves(deed, what.variant)
        if deed in ("acknowledge", "see alert") and not self.witness.sight.is_changed:
            return  # somebody had acknowledged it before
        assert set(wanted) <= {row.kind for row in rows}, f"{deed} left {rows}"
        by = NOBODY if deed in NAMELESS else what.by.person_id
        assert {row.by for row in rows if row.kind in wanted} == {by}, f"{deed} is on record as another's"

    def _look(self, *, is_taken_on: bool = False) -> None:
        self.witness.looks(self.database.connection, self.clock.now, may_be_in_disposal=is_taken_on)

    def _things(self, deed: str) -> list[UUID]:
        kind = KIND[deed]
        return [self.plants.north] if kind == "site" else self.witness.ids(TABLE_OF[kind])

    def _open_tasks(self, case_id: UUID) -> list[UUID]:
        tasks = self.witness.sight.of(TaskRow)
        return [key for key, row in tasks.items() if row["case_id"] == case_id and row["state"] in TASK_STEP]

    def _carry_through(self, case_id: UUID) -> None:
        state, hands, of = self.witness.state, self.witness.hands, self.witness.sight.of
        if state[case_id] == "OPEN":
            self._must("acknowledge", "bob", case_id)
        if state[case_id] == "IN_DISPOSAL":
            for task_id in self._open_tasks(case_id):
                is_begun = of(TaskRow)[task_id]["state"] == "IN_PROGRESS"
                self._must("finish task" if is_begun else "cancel task", "alice", task_id)
            case: dict[str, Any] = of(CaseRow)[case_id]
            if case_id in of(RecurrenceRow) and case_id not in of(RootCauseRow):
                self._must("root cause", "bob", case_id)
            if case["grade"] == "MAJOR" and (case_id, case["round_number"]) not in of(RemediationPlanRow):
                self._must("five", "bob", case_id)
            self._must("submit", "bob", case_id)
        if state[case_id] == "AWAITING_RECHECK":
            second = next(name for name in ("dora", "alice", "erik", "fay") if name not in hands[case_id])
            self._must("pass", second, case_id)
        assert state[case_id] == "ARCHIVED"

    def _must(self, deed: str, name: str, target: UUID) -> None:
        refused = self._do(deed, name, target, 0)
        assert refused is None, f"no way to the archive: {deed} by {name} is {refused}"
