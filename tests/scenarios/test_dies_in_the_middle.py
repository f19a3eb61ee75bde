"""Every transition of the loop, with the connection dying at every statement of it and at its COMMIT.

Nothing of a transition that died is there; done again it succeeds, and leaves what an undisturbed one leaves.
By day it dies at COMMIT, before its first row, half-way and before its last; at night at every statement.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Final

import pytest

from backend.core.audit import Audit
from backend.core.database import Database
from tests.scenarios.transitions.staging import Stage
from tests.scenarios.transitions.table import TRANSITIONS
from tests.support.databases import EMPTY, Reused
from tests.support.dying_connection import Fate, die, dump
from tests.support.fakes import FakeClock

BACKEND: Final = Path(__file__).parents[2] / "backend"
OF_THE_LOOP: Final = tuple(
    file
    for noun in ("cases", "deadlines", "hazards", "policies")
    for file in (BACKEND / noun).rglob("*commands.py")
)
CHANGES_ONLY: Final = frozenset({"plan messages"})
"""Changes rows and adds none: nobody here has a phone that could be told."""
NO_TRANSITION: Final = {
    "hazards.anonymous.check_photo": "asks whether a pass is good, and whether there is room",
    "hazards.anonymous.follow_module": "makes a pass in the switch of a module, which is no step of the loop",
    "cases.tasks.are_on": "asks whether the site has tasks",
    "hazards.check_allowance": "counts what came in within the hour",
    "cases.comments.check_allowance": "the same",
    "cases.evidence.voices_commands.check_allowance": "counts what was recorded within the day",
    "cases.evidence.places_commands.forget_places": "follows a withdrawn consent",
    "cases.describe": "names a case in a message",
    "hazards.describe": "names a report in a message",
    "deadlines.responsible_commands.no_op": "does nothing",
    "cases.tasks.department_commands.keep_department": "refuses to close a department, and writes nothing",
    "cases.tasks.assign_tasks": "calls assign_task, which is here, for each",
    "deadlines.sweep_commands.sweep": "calls fire_next, which is here, in transactions of its own",
}


@pytest.mark.parametrize(
    "is_whole", [pytest.param(False, id="three"), pytest.param(True, id="all", marks=pytest.mark.nightly)]
)
@pytest.mark.parametrize("name", TRANSITIONS)
def test_a_transition_that_dies_leaves_nothing_and_succeeds_when_done_again(
    database: Database, clock: FakeClock, name: str, is_whole: bool
) -> None:
    stage = Stage(database, clock)
    command = TRANSITIONS[name](stage)
    before, fate = dump(database), Fate(database)

    undisturbed = die(fate, command, None)
    moments = fate.moments
    three = {moments[0], moments[len(moments) // 2], moments[-1]}
    every = range(1, fate.statements + 1)
    assert dump(database) == before, "COMMIT failed, and something of it is there"
    assert undisturbed != {table: len(rows) for table, rows in before.items()} or name in CHANGES_ONLY
    for at in every if is_whole and not database.is_postgres else sorted(three):
        die(fate, command, at)
        assert dump(database) == before, f"something is there of what died at statement {at}"

    database.transact(command)
    after = dump(database)
    assert after != before
    assert {table: len(rows) for table, rows in after.items()} == undisturbed
    assert database.transact(lambda tx: tx.get(Audit).broken_at(stage.plants.north)) is None


@pytest.mark.nightly
def test_whatever_writes_in_the_loop_is_part_of_a_transition_that_dies(reused_sqlite: Reused) -> None:
    """A new function is called by one of them, or stands in the list with the reason why not."""
    called: set[str] = set()
    for bring_about in TRANSITIONS.values():
        clock = FakeClock()
        with reused_sqlite.opened(EMPTY, clock) as database:
            command = bring_about(Stage(database, clock))
            sys.setprofile(lambda frame, event, _: called.add(_name(frame)) if event == "call" else None)
            try:
                database.transact(command)
            finally:
                sys.setprofile(None)

    left_out = sorted(set(_functions()) - called - set(NO_TRANSITION))
    assert not left_out


def _functions() -> Iterator[str]:
    """Every function of the loop's services that others call, as module.function."""
    for file in OF_THE_LOOP:
        for node in ast.parse(file.read_text()).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield f"{_noun_of(file)}.{node.name}"


def _name(frame: FrameType) -> str:
    code = frame.f_code
    file = code.co_filename
    return f"{_noun_of(Path(file))}.{code.co_name}" if file.startswith(str(BACKEND)) else ""


def _noun_of(file: Path) -> str:
    """The module of a command as people say it: cases.tasks.commands is `cases.tasks`."""
    return ".".join(file.relative_to(BACKEND).with_suffix("").parts).removesuffix(".commands")
