"""Whatever people and sources do, in any order: the loop stays closed, and every case reaches the archive."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from tests import databases
from tests.fakes import FakeClock
from tests.scenarios.any_order import MOVES, NAMES, AnyOrder
from tests.scenarios.rehearsal import Rehearsal

SHARDS, EACH, ON_POSTGRES = 4, 100, 20
STEP = st.tuples(*(st.integers(0, most) for most in (len(MOVES) - 1, len(NAMES) - 1, 11, 3)))


@pytest.fixture(scope="module")
def on_sqlite(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[AnyOrder]:
    clock = FakeClock()
    database = Rehearsal(databases.sqlite_copy(sqlite_template, tmp_path_factory.mktemp("any")), clock=clock)
    yield AnyOrder(database, clock)
    database.dispose()


@pytest.fixture(scope="module")
def on_postgres(postgres_template: str) -> Iterator[AnyOrder]:
    with databases.postgres_copy(postgres_template) as url:
        clock = FakeClock()
        database = Rehearsal(url, clock=clock)
        yield AnyOrder(database, clock)
        database.dispose()


@pytest.mark.parametrize("shard", range(SHARDS))
def test_no_order_of_steps_breaks_the_loop(on_sqlite: AnyOrder, shard: int) -> None:
    _play(on_sqlite, shard, EACH)


@pytest.mark.postgres
def test_no_order_of_steps_breaks_the_loop_on_postgresql(on_postgres: AnyOrder) -> None:
    _play(on_postgres, SHARDS, ON_POSTGRES)


def _play(stage: AnyOrder, shard: int, sequences: int) -> None:
    played, begun = 0, time.perf_counter()

    @seed(shard)
    @settings(max_examples=sequences, deadline=None, database=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(STEP, min_size=5, max_size=16))
    def sequence(steps: list[tuple[int, int, int, int]]) -> None:
        nonlocal played
        played += 1
        stage.play(steps)

    before = stage.accepted, stage.refused
    sequence()
    took = time.perf_counter() - begun
    accepted, refused = stage.accepted - before[0], stage.refused - before[1]
    print(f"{played} sequences in {took:.0f} s, {accepted} accepted and {refused} refused")  # noqa: T201
    assert played >= sequences
    assert accepted > 2 * played
    assert refused > played
