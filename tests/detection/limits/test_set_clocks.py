"""Clocks are set at any time, of the server and of devices, with restarts in between: nothing is lost.

A machine has two clocks here as everywhere: the wall clock jumps, the steady one goes on, and begins anew
when the machine is switched off.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import UUID

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from backend.core.clock_jumps import SEEN_EVERY
from backend.core.vocabulary import Tier
from backend.detection.backtest import backtest
from backend.detection.backtest.backtest import Columns
from backend.detection.backtest.stretches import by_arrival
from backend.detection.limits.evaluator import evaluate, evaluate_rows, remember
from backend.detection.limits.rule_state import RuleState
from backend.detection.limits.server_clock import ServerClock
from backend.detection.limits.sources import Source
from backend.readings.rules import JournalRow
from backend.readings.series import journal
from backend.sensors.rules import Indicator, Limit, LimitSide
from tests.support.examples import examples

SECOND = 1_000_000
START = 1_790_000_000 * SECOND
DELAY_S = 10
TOLERANCE_S = 5
SEEN_EVERY_US = round(SEEN_EVERY.total_seconds()) * SECOND
CALM, DANGER = 5.0, 60.0
GAS = Indicator(
    indicator_id=UUID(int=1),
    version=1,
    unit="%LEL",
    limits=(Limit(LimitSide.HIGH, Tier.RED, 50.0),),
    deadband=1.0,
    on_delay=timedelta(seconds=DELAY_S),
    off_delay=timedelta(seconds=DELAY_S),
    silent_after=timedelta(minutes=1),
    standard="",
)

sizes = st.sampled_from([2, 7, 61, 299, 301, 3_600, 7_200, 86_400, 93_600]).flatmap(
    lambda size: st.sampled_from([size, -size])
)
jumps = st.dictionaries(st.integers(5, 180), sizes, max_size=5)
restarts = st.sets(st.integers(5, 180), max_size=3)
dangers = st.lists(st.tuples(st.integers(20, 45), st.integers(1, 40)), min_size=1, max_size=4)
"""How long it is calm before each, and how long it lasts."""


@dataclass
class Server:
    """A server with one source: its wall clock, its steady clock, and what it stored.

    `seen_us`: what its jobs noted of the wall clock, per run of the machine.
    """

    wall_us: int = START
    steady_us: int = 0
    seen_us: list[int] = field(default_factory=lambda: [0])
    clock: ServerClock = field(default_factory=ServerClock)
    source: Source = field(default_factory=lambda: Source(0))
    rows: list[JournalRow] = field(default_factory=list)
    raised: list[int] = field(default_factory=list)
    ended: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.source.bind(GAS, None)

    def restart(self) -> None:
        """Another run of the machine: what it knows is what was stored."""
        state = self.source.state()
        self.steady_us, self.clock = 0, ServerClock(again_until_us=max(self.seen_us))
        self.seen_us.append(0)
        self.source = Source(0)
        self.source.recall(*journal.of(self.rows)[1:])
        self.source.bind(GAS, None if state is None else RuleState.from_json(state.to_json()))

    def hears(self, second: int, sampled_us: int, value: float) -> None:
        sources = {"gas": self.source}
        before, self.clock = self.clock, self.clock.read(self.wall_us, self.steady_us, sources)
        if self.steady_us % SEEN_EVERY_US == 0 or self.clock is not before:
            self.seen_us[-1] = self.wall_us
        found = evaluate(sources, [("gas", sampled_us, value, 0)], now_us=self.wall_us, clock=self.clock)
        remember(sources, found)
        self.clock = self.clock.heard(found.heard)
        self.source = sources["gas"]
        self.rows += found.rows
        for change in found.changes:
            (self.ended if change.tier is None else self.raised).append(second)


def values_of(script: Sequence[tuple[int, int]]) -> list[float]:
    return [value for calm, danger in script for value in [CALM] * calm + [DANGER] * danger] + [CALM] * 30


def run(
    script: Sequence[tuple[int, int]],
    jumps: dict[int, int],
    restarts: set[int],
    *,
    is_same_clock: bool,
) -> Server:
    """A reading a second; before it the wall clock is set, or the machine switched off, or both."""
    server = Server()
    server.clock = server.clock.read(server.wall_us, server.steady_us, ())
    for second, value in enumerate(values_of(script)):
        server.wall_us += SECOND
        server.steady_us += SECOND
        server.wall_us += jumps.get(second, 0) * SECOND
        if second in restarts:
            server.restart()
        true_us = START + (second + 1) * SECOND
        server.hears(second, server.wall_us if is_same_clock else true_us, value)
    return server


@examples(400)
@given(dangers, jumps, restarts)
def test_with_devices_that_are_right_alerts_are_those_of_a_server_whose_clock_nobody_sets(
    script: list[tuple[int, int]], jumps: dict[int, int], restarts: set[int]
) -> None:
    expected = run(script, {}, set(), is_same_clock=False)

    found = run(script, jumps, restarts - jumps.keys(), is_same_clock=False)

    assert (found.raised, found.ended) == (expected.raised, expected.ended)
    assert len(found.rows) == len(expected.rows)


@examples(400)
@given(dangers, jumps, restarts)
def test_on_the_same_clock_each_danger_that_lasts_is_raised_once(
    script: list[tuple[int, int]], jumps: dict[int, int], restarts: set[int]
) -> None:
    found = run(script, jumps, restarts - jumps.keys(), is_same_clock=True)

    at, raised = 0, list(found.raised)
    for calm, danger in script:
        begins, ends = at + calm, at + calm + danger
        mine = [second for second in raised if begins <= second < ends]
        assert len(mine) <= 1
        assert mine or danger < DELAY_S + TOLERANCE_S, f"{danger} s of danger were not raised"
        raised = [second for second in raised if second not in mine]
        at = ends
    assert raised == [], "no alert without a danger"
    assert len(found.rows) == len(values_of(script))


@examples(200)
@given(dangers, jumps)
@example(script=[(20, 15)], jumps={27: -7})
def test_a_clock_that_is_set_while_the_machine_is_off_loses_no_danger(
    script: list[tuple[int, int]], jumps: dict[int, int]
) -> None:
    """Nothing tells then by how much: a gap may count as time that passed, but no danger is missed."""
    found = run(script, jumps, set(jumps), is_same_clock=True)

    at = 0
    for calm, danger in script:
        begins, at = at + calm, at + calm + danger
        is_raised = any(begins <= second < at for second in found.raised)
        assert is_raised or danger < DELAY_S + TOLERANCE_S


@examples(400)
@given(dangers, jumps, restarts, st.booleans())
def test_a_replay_of_what_is_stored_says_the_same(
    script: list[tuple[int, int]],
    jumps: dict[int, int],
    restarts: set[int],
    is_same_clock: bool,
) -> None:
    live = run(script, jumps, restarts, is_same_clock=is_same_clock)
    assert len({row[1] for row in live.rows}) == len(live.rows), "no time twice"

    again = Source(0)
    again.bind(GAS, None)
    found = evaluate_rows({"0": again}, live.rows)
    assert [change.tier for change in found.changes].count(Tier.RED) == len(live.raised)

    rows = sorted(live.rows, key=lambda row: row[1])
    times = np.array([row[1] for row in rows], np.int64)
    marks = np.array([row[3] + 4 * row[4] for row in rows], np.uint8)
    columns = Columns(times, np.array([row[2] for row in rows]), marks)
    on_time = columns.marks >> 2 & 1 == 0
    order = by_arrival(times[on_time], marks[on_time])
    assert times[on_time][order].tolist() == [row[1] for row in live.rows if not row[4] & 1]
    episodes = backtest.replay(GAS, columns)
    assert [each.started_us for each in episodes] == sorted(
        change.sampled_us for change in found.changes if change.tier is not None
    )


def test_readings_of_one_time_and_other_values_are_all_judged() -> None:
    now = replace(GAS, on_delay=timedelta(0))
    source = Source(0)
    source.bind(now, None)

    found = evaluate({"gas": source}, [("gas", START, CALM, 0), ("gas", START, DANGER, 0)], now_us=START)

    assert [change.tier for change in found.changes] == [Tier.RED]
    assert len(found.rows) == 2
