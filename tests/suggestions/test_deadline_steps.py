"""Steps that a kind of deadline declares: who hears when, once each, whatever happens to the process."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import col, select

from backend.core.database import Database, Transaction
from backend.core.tables import OutboxRow
from backend.deadlines import sweep_commands as sweep
from backend.deadlines.responsible_commands import Responsibilities
from backend.deadlines.rules import Escalation, by_days
from backend.people.rules import Audience
from tests.suggestions.suggesting import Suggesting
from tests.support.declared import RESPONSIBILITIES
from tests.support.fakes import FakeClock
from tests.support.plants import Plants

pytestmark = pytest.mark.both_databases("one sweep of several skips what another has locked")
DAY = timedelta(days=1)
REMINDED, OVERDUE = "DEADLINE_REMINDED", "DEADLINE_OVERDUE"
YEARLY = by_days([-30], {0: [Audience.LEAD], 3: [Audience.OFFICER]})


def declared(steps: Escalation) -> Responsibilities:
    return {**RESPONSIBILITIES, "suggestion": replace(RESPONSIBILITIES["suggestion"], steps=steps)}


class Yearly:
    """A duty of bob that is due in a year; a suggestion is the kind of deadline that has no tier today."""

    def __init__(self, database: Database, plants: Plants, clock: FakeClock) -> None:
        self.database, self.plants, self.clock = database, plants, clock
        it = Suggesting(database, plants)
        it.adopt(it.submit(), owner=plants.bob.person_id, within=365 * DAY)
        self.start = clock.now
        self.heard_of = len(self._events())

    def on(self, day: float, steps: Escalation | None = None) -> list[tuple[str, set[str]]]:
        """Return what people heard of on this day, after a sweep that goes by these steps."""
        self.clock.advance(self.start + day * DAY - self.clock.now)
        sweep.sweep(self.database, declared(steps) if steps else RESPONSIBILITIES)
        events = self._events()
        new, self.heard_of = events[self.heard_of :], len(events)
        return [(each["kind"], self._names(each["to"])) for each in new]

    def _events(self) -> list[Mapping[str, object]]:
        rows = self.database.read(lambda s: s.exec(select(OutboxRow.event).order_by(col(OutboxRow.id))).all())
        return [each for each in rows if each["kind"] in (REMINDED, OVERDUE)]

    def _names(self, people: Collection[str]) -> set[str]:
        known = {name: getattr(self.plants, name) for name in ("alice", "bob", "dora", "erik", "carol")}
        return {name for name, viewer in known.items() if str(viewer.person_id) in people}


@pytest.fixture
def it(database: Database, plants: Plants, clock: FakeClock) -> Yearly:
    return Yearly(database, plants, clock)


def test_a_kind_that_declares_nothing_climbs_by_shares_of_its_time_as_ever(it: Yearly) -> None:
    assert it.on(180) == []
    assert it.on(183) == [(REMINDED, {"bob"})]
    assert it.on(292) == [(REMINDED, {"bob"})]
    assert it.on(364) == []
    assert it.on(365) == [(OVERDUE, {"bob", "erik"})]
    assert it.on(729) == []
    assert it.on(730) == [(OVERDUE, {"alice", "dora", "erik"})]
    assert it.on(1500) == []


def test_a_kind_in_days_reminds_its_owner_before_and_climbs_days_after(it: Yearly) -> None:
    assert it.on(334, YEARLY) == []
    assert it.on(335, YEARLY) == [(REMINDED, {"bob"})]
    assert it.on(364.9, YEARLY) == []
    assert it.on(365, YEARLY) == [(OVERDUE, {"bob", "erik"})]
    assert it.on(367.9, YEARLY) == []
    assert it.on(368, YEARLY) == [(OVERDUE, {"alice", "dora"})]
    assert it.on(1500, YEARLY) == []


def test_a_sweep_that_comes_twice_or_late_says_it_once(it: Yearly) -> None:
    assert it.on(340, YEARLY) == [(REMINDED, {"bob"})]
    assert it.on(340, YEARLY) == []
    assert it.on(370, YEARLY) == [(OVERDUE, {"alice", "bob", "dora", "erik"})], "both steps in one message"
    assert it.on(371, YEARLY) == []


def test_a_sweep_that_dies_in_the_middle_leaves_the_step_for_the_next(it: Yearly) -> None:
    it.on(200, YEARLY)
    it.clock.advance(135 * DAY)

    def killed(tx: Transaction) -> None:
        assert sweep.fire_next(tx, responsibilities=declared(YEARLY))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        it.database.transact(killed)

    assert it.on(335, YEARLY) == [(REMINDED, {"bob"})]
    assert it.on(335, YEARLY) == []


def test_steps_that_change_hold_for_what_runs_and_repeat_nothing(it: Yearly) -> None:
    assert it.on(335, YEARLY) == [(REMINDED, {"bob"})]

    sooner = by_days([-20], {0: [Audience.LEAD], 2: [Audience.OFFICER]})
    assert it.on(350, sooner) == [], "its owner was reminded"
    assert it.on(365, sooner) == [(OVERDUE, {"bob", "erik"})]
    assert it.on(367, sooner) == [(OVERDUE, {"alice", "dora"})]
    assert it.on(368, YEARLY) == []
    assert it.on(368, sooner) == []
