"""No stored query reads a table from end to end that grows as a plant lives: EXPLAIN says so, on both.

PostgreSQL has a planner of its own, and takes three minutes of a busy machine: at night.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pytest
from sqlalchemy import event
from sqlmodel import SQLModel

from backend.core.database import Database
from tests.support.documents import QUERIES
from tests.support.fakes import FakeClock
from tests.support.lived_plant import Lived, variables_of

FEW: Final = frozenset(
    {
        "alembic_version",
        "areas",
        "audit_heads",
        "departments",
        "devices",
        "equipment",
        "evaluators",
        "indicators",
        "inhibitions",
        "known_places",
        "maintenance_windows",
        "memberships",
        "observation_rules",
        "people",
        "quarantine",
        "reading_journal",
        "reading_segments",
        "sensors",
        "sites",
        "source_states",
        "tags",
        "task_rules",
        "tier_policies",
    }
)
"""As many as a plant has of it; every other table grows with each day. The journal of readings has no index,
so that writing is cheap, and is compacted after minutes.
"""
ASKS_EVERYTHING: Final = frozenset({"HeldAboutMe"})
"""What a person asks once in years, of every table: an index for it on each would cost every write."""
SCANNED: Final = re.compile(r"SCAN (\w+)(?! USING INDEX)")
"""On SQLite. An index that is walked for its order ends with the page; one that covers is counted whole."""


@contextmanager
def selects(database: Database) -> Iterator[dict[str, Any]]:
    """The parameters of the SELECTs that run inside the block, by their text."""
    seen: dict[str, Any] = {}

    def note(_connection: object, _cursor: object, text: str, values: Any, *_: object) -> None:
        if text.lstrip().upper().startswith(("SELECT", "WITH")):
            seen.setdefault(text, values)

    event.listen(database.engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(database.engine, "before_cursor_execute", note)


def read_whole(database: Database, text: str, values: Any) -> frozenset[str]:
    """The tables that grow and that this statement reads from end to end, though it may use any index."""
    with database.engine.connect() as connection:
        if database.is_postgres:
            connection.exec_driver_sql("SET enable_seqscan = off")
            plan = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {text}", values).scalar_one()
            return frozenset(_scanned(plan[0]["Plan"])) - FEW
        steps = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values)
        found = {name for step in steps for name in SCANNED.findall(step[-1])}
        return frozenset(found & SQLModel.metadata.tables.keys()) - FEW


def _scanned(step: dict[str, Any]) -> Iterator[str]:
    if step["Node Type"] == "Seq Scan":
        yield step["Relation Name"]
    for below in step.get("Plans", ()):
        yield from _scanned(below)


@pytest.mark.nightly
def test_no_stored_query_reads_a_growing_table_whole(
    database: Database, clock: FakeClock, tmp_path: Path
) -> None:
    lived = Lived(database, clock, tmp_path)
    people = lived.plants.alice, lived.plants.bob, lived.plants.erik
    found: dict[str, frozenset[str]] = {}
    for query in sorted(QUERIES):
        name, text = query.split(maxsplit=1)[0], QUERIES[query]
        if name in ASKS_EVERYTHING:
            continue
        asked = [(viewer, variables) for variables in variables_of(lived, name) for viewer in people]
        with selects(database) as seen:
            for viewer, variables in asked:
                lived.answer(text, viewer, variables)
        for statement, values in seen.items():
            if scanned := read_whole(database, statement, values):
                found[f"{name}: {statement}"] = scanned

    assert found == {}


def test_a_table_that_is_read_whole_is_found(database: Database, clock: FakeClock, tmp_path: Path) -> None:
    assert read_whole(database, "SELECT count(*) FROM cases WHERE title_zh = 'x'", ()) == {"cases"}
    assert (
        read_whole(database, "SELECT number FROM cases WHERE number = 'x' AND site_id = NULL", ())
        == frozenset()
    )
