"""The process that compacts beside the all-in-one: it comes back when it dies, and leaves with its parent."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from backend.entrypoints.housekeeping import COMMAND
from backend.readings.rules import JournalRow
from backend.readings.series.compaction import DUE_ROWS
from backend.readings.store import Readings
from backend.readings.tables import blocks
from tests.support import installations
from tests.support.installations import Installation
from tests.support.plants import plant
from tests.support.servers import wait_until

pytestmark = pytest.mark.broker


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Installation]:
    with installations.embedded(tmp_path) as found:
        yield found


@pytest.mark.nightly
def test_a_long_journal_is_compacted_also_after_the_process_that_does_it_has_died(site: Installation) -> None:
    gas = plant(site.database).gas
    site.start("up")
    first = _housekeeper(site)
    _write(site, gas, at_us=0)
    wait_until(lambda: _in_blocks(site) == DUE_ROWS + 1, "the journal is compacted", within=60)

    os.kill(first, signal.SIGKILL)
    _write(site, gas, at_us=1)

    wait_until(lambda: _in_blocks(site) == 2 * (DUE_ROWS + 1), "and again by another process", within=60)
    assert _housekeeper(site) != first


@pytest.mark.nightly
@pytest.mark.parametrize("ended_by", [signal.SIGKILL, signal.SIGTERM])
def test_it_leaves_with_whoever_started_it(site: Installation, ended_by: signal.Signals) -> None:
    site.start("up")
    housekeeper = _housekeeper(site)

    site.processes["up"].send_signal(ended_by)
    site.processes["up"].wait(30)

    wait_until(lambda: not _is_alive(housekeeper), "nobody is left")


def _write(site: Installation, sensor_id: int, *, at_us: int) -> None:
    """More rows than a journal may hold, some seconds old."""
    start_us = (time.time_ns() // 1_000_000_000 - 60) * 1_000_000
    rows: list[JournalRow] = [(sensor_id, start_us + 2 * n + at_us, 20.0, 0, 0) for n in range(DUE_ROWS + 1)]
    site.database.transact(lambda tx: tx.get(Readings).append(rows))


def _in_blocks(site: Installation) -> int:
    return int(site.database.read(lambda session: session.scalar(select(func.sum(blocks.c.n)))) or 0)


def _housekeeper(site: Installation) -> int:
    """The process id of the one that keeps house for this site."""
    parent = site.processes["up"].pid
    found: list[int] = []

    def is_there() -> bool:
        children = Path(f"/proc/{parent}/task").glob("*/children")
        ids = [int(each) for file in children for each in file.read_text().split()]
        found[:] = [each for each in ids if COMMAND in Path(f"/proc/{each}/cmdline").read_text()]
        return len(found) == 1

    wait_until(is_there, "somebody keeps house", within=30)
    return found[0]


def _is_alive(process: int) -> bool:
    return Path(f"/proc/{process}/cmdline").exists()
