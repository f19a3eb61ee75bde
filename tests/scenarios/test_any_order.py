"""Whatever people and sources do, in any order: the loop stays closed, and every case reaches the archive."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from backend.reactions import REACTIONS
from tests.scenarios.any_order.machine import AnyOrder
from tests.scenarios.any_order.rehearsal import Rehearsal
from tests.scenarios.any_order.stage import Stage
from tests.support import databases
from tests.support.actions.all_actions import DEEDS, OF
from tests.support.audit_keys import AUDIT_KEYS
from tests.support.fakes import FakeClock

SHARDS, EACH, ON_POSTGRES, STEPS = 4, 480, 100, 10
BY_DAY = 10
MOST_MISSED = 2  # rare ones, that chance may leave out of one shard
PHASES = (Phase.generate,)  # a step hangs on those before it: nothing to shrink, little to explain


@pytest.fixture(scope="module")
def on_sqlite(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    clock = FakeClock()
    database = Rehearsal(
        databases.sqlite_copy(sqlite_template, tmp_path_factory.mktemp("any")),
        clock=clock,
        reactions=REACTIONS,
        audit_keys=AUDIT_KEYS,
    )
    yield Stage(database, clock)
    database.dispose()


@pytest.fixture(scope="module")
def on_postgres(postgres_template: str) -> Iterator[Stage]:
    with databases.postgres_copy(postgres_template) as url:
        clock = FakeClock()
        database = Rehearsal(url, clock=clock, reactions=REACTIONS, audit_keys=AUDIT_KEYS)
        yield Stage(database, clock)
        database.dispose()


def test_no_order_of_steps_breaks_the_loop(on_sqlite: Stage) -> None:
    _play(on_sqlite, SHARDS, BY_DAY)


@pytest.mark.nightly
@pytest.mark.parametrize("shard", range(SHARDS))
def test_in_some_order_everything_can_be_done_and_no_order_breaks_the_loop(
    on_sqlite: Stage, shard: int
) -> None:
    _play(on_sqlite, shard, EACH)

    never = [deed for deed in DEEDS if not on_sqlite.accepted[deed]]
    assert len(never) <= MOST_MISSED, f"nobody could ever do {never}"
    of_tasks = [deed for deed in OF["extension"] if not on_sqlite.moved[deed, True]]
    assert not of_tasks, f"nobody could ever do {of_tasks} for a task"


@pytest.mark.nightly
@pytest.mark.postgres
def test_no_order_of_steps_breaks_the_loop_on_postgresql(on_postgres: Stage) -> None:
    _play(on_postgres, SHARDS + 1, ON_POSTGRES)


def _play(stage: Stage, number: int, sequences: int) -> None:
    begun, before = time.perf_counter(), (stage.accepted.total(), stage.refused.total())
    machine = seed(number)(type("Loop", (AnyOrder,), {"stage": stage}))
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=sequences,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            phases=PHASES,
            suppress_health_check=list(HealthCheck),
        ),
    )
    took = time.perf_counter() - begun
    accepted, refused = stage.accepted.total() - before[0], stage.refused.total() - before[1]
    print(f"{machine.played} sequences in {took:.0f} s, {accepted} accepted and {refused} refused")  # noqa: T201
    assert machine.played >= sequences
    assert accepted > 4 * sequences
    assert refused > sequences
