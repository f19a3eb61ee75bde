"""Workbooks for tests: made of lines, checked and imported without the processes beside the server."""

import io
from typing import Any
from uuid import UUID

import openpyxl

from backend.core.database import Database
from backend.core.viewer import Viewer
from backend.workbooks.commands import usernames_in, write_plan
from backend.workbooks.files.reading import read_workbook
from backend.workbooks.rehearsal.rehearsing import Wanted, rehearse
from backend.workbooks.rules import Outcome, Parsed, Plan, Snapshot
from backend.workbooks.snapshot_store import Snapshots

Lines = list[list[Any]]


def book(**sheets: Lines) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, lines in sheets.items():
        page = made.create_sheet(name)
        for line in lines:
            page.append(line)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def rehearsed(
    database: Database, site_id: UUID, content: bytes, by: Viewer, sheet: str = ""
) -> tuple[Plan, Snapshot, Parsed]:
    """What the file would do to the site as it is now."""
    parsed = read_workbook(content, sheet)
    snapshot = database.read(lambda s: Snapshots(s).take(site_id, usernames_in(parsed)))
    return rehearse(Wanted(snapshot, parsed, by, database.clock())), snapshot, parsed


def check(database: Database, site_id: UUID, content: bytes, by: Viewer, sheet: str = "") -> Outcome:
    plan, _, _ = rehearsed(database, site_id, content, by, sheet)
    return plan.outcome


def import_(database: Database, site_id: UUID, content: bytes, by: Viewer, sheet: str = "") -> Outcome:
    """Import a file without a fault."""
    plan, snapshot, parsed = rehearsed(database, site_id, content, by, sheet)
    assert not plan.outcome.faults
    database.transact(lambda tx: write_plan(tx, plan, snapshot, usernames_in(parsed), by=by))
    return plan.outcome
