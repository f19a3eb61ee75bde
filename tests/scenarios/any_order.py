"""One plant in which anybody tries anything in any order, and a witness who watches."""

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Final
from uuid import UUID, uuid4

from sqlmodel import col, select

from backend.domain.alerts import Tier
from backend.domain.errors import ErrorCode, Refused
from backend.domain.people import Viewer
from backend.domain.readings import microseconds
from backend.services import alerts
from backend.services.loop.clocks import supervision
from backend.services.operations import once
from backend.storage.tables.alerts import AlertRow
from backend.storage.tables.cases import CaseRow
from backend.storage.tables.hazards import HazardReportRow
from backend.storage.tables.loop.repeats import RepeatRow
from backend.storage.tables.loop.supervisions import SupervisionRow
from backend.storage.tables.loop.threads import ObjectionRow
from backend.storage.tables.outbox import AuditRow
from backend.storage.transaction import Transaction
from backend.storage.views import cases as case_views
from backend.storage.views.cases import CaseFilter
from tests.fakes import FakeClock
from tests.loops import Reports, alert_case
from tests.plants import over, photo, plant
from tests.scenarios.cast import add_executive
from tests.scenarios.deeds import CASE_DEEDS, DEEDS, LEAVES, REPORT_DEEDS, Deed
from tests.scenarios.rehearsal import Rehearsal
from tests.scenarios.witness import Witness

NAMES: Final = ("bob", "alice", "dora", "erik", "fay", "carol")
SPANS: Final = tuple(timedelta(minutes=each) for each in (1, 6, 60, 1_500, 11_520, 44_640))
SOURCE: Final = ("exceeds", "is normal", "exceeds", "is normal", "time passes", "time passes", "sweep")
PROPER: Final = {"OPEN": "acknowledge", "IN_DISPOSAL": "submit", "AWAITING_RECHECK": "pass"}
MOVES: Final = (*DEEDS, *SOURCE, "repeat", *["what is next"] * 12, *["report", "accept"] * 3)
Step = tuple[int, int, int, int]
"""Which move, who, on what, and how."""


@dataclass
class Done:
    """A command that a phone sent and may send again."""

    operation_id: UUID
    name: str
    deed: str
    what: Deed
    answer: UUID


class AnyOrder:
    """A plant that is planted once; `play` lives through one sequence of steps and forgets it."""

    def __init__(self, database: Rehearsal, clock: FakeClock) -> None:
        self.database, self.clock, self._begun_at = database, clock, clock.now
        self.plants = plant(database)
        fay = database.transact(lambda tx: add_executive(tx, self.plants))
        self.viewers: dict[str, Viewer] = {
            name: getattr(self.plants, name, fay) if name != "fay" else fay for name in NAMES
        }
        self.photos = {name: photo(database, name, viewer) for name, viewer in self.viewers.items()}
        self.accepted = self.refused = 0
        self._begin()

    def _begin(self) -> None:
        """Every sequence begins with an alert, a report that became a case, and one that waits."""
        reports = Reports(self.database, self.plants)
        reports.at_pump(self.plants.bob)
        reports.report(self.plants.bob)
        alert_case(self.database, self.plants, Tier.ORANGE)

    def play(self, steps: list[Step]) -> None:
        self.clock.now = self._begun_at
        self.witness = Witness({name: viewer.person_id for name, viewer in self.viewers.items()})
        self._last: Done | None = None
        with self.database.story():
            self._look(None)
            for move, who, target, how in steps:
                self.clock.advance(timedelta(seconds=1))
                self._step(MOVES[move % len(MOVES)], NAMES[who % len(NAMES)], target, how % 4)
            self._finish()

    def _step(self, move: str, name: str, target: int, how: int) -> None:
        match move:
            case "exceeds":
                self._source(Tier(how + 1) if how else Tier.YELLOW, target)
            case "is normal":
                self._source(None, target)
            case "time passes":
                self.clock.advance(SPANS[target % len(SPANS)])
            case "sweep":
                fired = supervision.sweep(self.database)
                self._look(None)
                assert supervision.sweep(self.database) == 0, f"{fired} were told, and then more"
            case "repeat":
                self._again()
            case "what is next":
                self._next(name, target)
            case _:
                self._do(move, name, target, how)

    def _next(self, name: str, target: int) -> None:
        going_on = [key for key, state in self.witness.state.items() if state != "ARCHIVED"]
        if going_on:
            case_id = going_on[target % len(going_on)]
            self._do(PROPER[self.witness.state[case_id]], name, target, 0, case_id)

    def _source(self, tier: Tier | None, target: int) -> None:
        sensor_id = (self.plants.gas, self.plants.pump)[target % 2]
        change = replace(
            over(self.plants, tier, sensor_id=sensor_id), sampled_us=microseconds(self.clock.now)
        )
        self.database.transact(lambda tx: alerts.apply_changes(tx, [change]))
        self._look(None)

    def _do(self, deed: str, name: str, target: int, how: int, on: UUID | None = None) -> ErrorCode | None:
        found = self._targets(deed)
        if on is None and not found:
            return None
        chosen = on or found[target % len(found)]
        others = tuple(each for each in self.witness.state if each != chosen)
        if deed in ("link", "merge") and not others:
            return None
        what = Deed(self.viewers[name], chosen, others, how, self.photos[name], self.plants)
        expected = self.database.read(lambda s: self.witness.expects(deed, name, chosen, s, self.clock.now))
        done = Done(uuid4(), name, deed, what, chosen)
        code = self._code(done)
        if code is not None:
            assert not expected or code in expected, f"{deed} by {name}: {code}, not {expected}"
            assert code is not ErrorCode.INTERNAL
            self.refused += 1
            self._look(())
            return code
        assert not expected or "done" in expected, f"{name} may {deed}: it should have been {expected}"
        assert name != "carol", f"carol could {deed}"
        self._settle(done)
        return None

    def _code(self, done: Done) -> ErrorCode | None:
        """Why it was refused; None if it was not."""
        try:
            done.answer = self._send(done)
        except Refused as refused:
            return refused.code
        return None

    def _send(self, done: Done) -> UUID:
        by = done.what.by.person_id
        command = DEEDS[done.deed]

        def send(tx: Transaction) -> UUID:
            run = partial(command, tx, done.what)
            return once(tx, done.operation_id, run, by=by, kind=done.deed, payload_hash="same")

        return self.database.transact(send)

    def _settle(self, done: Done) -> None:
        deed, what = done.deed, done.what
        self.accepted, self._last = self.accepted + 1, done
        if deed in CASE_DEEDS:
            ended = what.others[: 1 + what.variant] if deed == "merge" else ()
            self.witness.saw(deed, done.name, what.target, ended)
        if deed == "see alert":
            self._alert_was_seen(what.target)
        rows = self._look(tuple(LEAVES[deed]), is_new_in_disposal=deed == "see alert")
        by = {row.by for row in rows if row.kind in LEAVES[deed]}
        assert by == {what.by.person_id}, f"{deed} is on record as somebody else's"

    def _alert_was_seen(self, alert_id: UUID) -> None:
        case_id = self.database.read(lambda s: s.get_one(AlertRow, alert_id).case_id)
        if case_id is not None and self.witness.state.get(case_id) == "OPEN":
            self.witness.state[case_id] = "IN_DISPOSAL"

    def _look(self, leaves: tuple[str, ...] | None, *, is_new_in_disposal: bool = False) -> list[AuditRow]:
        """Everything is as it must be, and the record has at least these rows more (none for `()`)."""

        def look(session: object) -> list[AuditRow]:
            if leaves != ():
                self.witness.looks(session, may_be_in_disposal=is_new_in_disposal)  # type: ignore[arg-type]
            return self.witness.new_record(session)  # type: ignore[arg-type]

        rows = self.database.read(look)
        kinds = [row.kind for row in rows]
        if leaves == ():
            assert not kinds, f"what was refused left {kinds}"
        missing = set(leaves or ()) - set(kinds)
        assert not missing, f"no row of {missing} in the record"
        return rows

    def _targets(self, deed: str) -> list[UUID]:
        if deed in CASE_DEEDS:
            return list(self.witness.state)
        if deed in ("report", "change policy"):
            return [self.plants.north]
        table, order = {
            "see alert": (AlertRow, AlertRow.raised_at),
            "answer": (SupervisionRow, SupervisionRow.at),
            "answer objection": (ObjectionRow, ObjectionRow.made_at),
            **dict.fromkeys(REPORT_DEEDS, (HazardReportRow, HazardReportRow.number)),
        }[deed]
        return list(self.database.read(lambda s: s.exec(select(table.id).order_by(col(order))).all()))  # type: ignore[attr-defined]

    def _again(self) -> None:
        """The answer got lost: the phone sends the same once more, whatever happened meanwhile."""
        if self._last is not None:
            assert self._send(self._last) == self._last.answer
            self._look(())

    def _finish(self) -> None:
        """Everything that is still open is led to the archive, as people would."""
        self._see_to_the_sources()
        for case_id in list(self.witness.state):
            self._carry_through(case_id)
        assert set(self.witness.state.values()) <= {"ARCHIVED"}
        for site in (self.plants.north, self.plants.south):
            assert self.database.transact(lambda tx, site=site: tx.audit.broken_at(site)) is None
        hers = self.database.read(
            lambda s: case_views.page(
                s, self.plants.carol, CaseFilter(), now=self.clock.now, first=50, after=None
            )
        )
        assert not hers.items, "carol sees cases of north"

    def _see_to_the_sources(self) -> None:
        self._source(None, 0)
        self._source(None, 1)
        for alert_id in self._targets("see alert"):
            self._do("see alert", "bob", 0, 0, alert_id)
        self.clock.advance(timedelta(minutes=10))

    def _carry_through(self, case_id: UUID) -> None:
        state, hands = self.witness.state, self.witness.hands
        if state[case_id] == "OPEN":
            self._must("acknowledge", "bob", case_id)
        if state[case_id] == "IN_DISPOSAL":
            if self.database.read(lambda s: s.get(RepeatRow, case_id)):
                self._must("root cause", "bob", case_id)
            if self.database.read(lambda s: s.get_one(CaseRow, case_id).grade) == "MAJOR":
                self._must("five", "bob", case_id)
            self._must("submit", "bob", case_id)
        if state[case_id] == "AWAITING_RECHECK":
            second = next(name for name in ("dora", "alice", "erik", "fay") if name not in hands[case_id])
            self._must("pass", second, case_id)
        assert self.database.read(lambda s: s.get_one(CaseRow, case_id).archived_at) is not None

    def _must(self, deed: str, name: str, case_id: UUID) -> None:
        refused = self._do(deed, name, 0, 0, case_id)
        assert refused is None, f"no way to the archive: {deed} by {name} is {refused}"
