"""`anhuan import`: a workbook into a site, as the page takes it, for who sets up many sites."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final
from uuid import UUID

import typer
from rich.console import Console
from rich.table import Table

from backend.core.text import Language

if TYPE_CHECKING:
    from backend.core.database import Database
    from backend.core.viewer import Viewer
    from backend.workbooks.rules import Outcome, Parsed, Plan, Snapshot

# ruff: noqa: PLC0415 - as in cli.py: a command imports what it needs, so that each starts quickly

FROM_THE_CONSOLE: Final = "anhuan import"
console = Console(soft_wrap=True)


def import_workbook(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False)],
    site: Annotated[str, typer.Option(help="Code of the site")],
    by: Annotated[str, typer.Option(help="Username of an administrator or officer of the site")],
    sheet: Annotated[str, typer.Option(help="What a .csv file holds, such as people")] = "",
    language: Annotated[Language, typer.Option(case_sensitive=False)] = Language.ZH,
    write: Annotated[bool, typer.Option(help="Without it the file is only checked")] = False,
) -> None:
    """Check a workbook, or write it with --write: all of it, or nothing.

    Ends with 1 where a cell cannot be used; every such cell is listed.
    """
    from backend.core.errors import Refused
    from backend.entrypoints import assembly
    from backend.settings import Settings

    database = assembly.open_database(Settings())
    try:
        outcome = _import(database, file.read_bytes(), sheet, site=site, username=by, is_written=write)
    except Refused as refused:
        console.print(f"[red]{_why(refused.code, language)}[/red] ({refused.code}: {refused.reason})")
        raise typer.Exit(1) from refused
    _print(outcome, language, is_written=write)
    if outcome.fault_count:
        raise typer.Exit(1)


def _import(
    database: "Database", content: bytes, sheet: str, *, site: str, username: str, is_written: bool
) -> "Outcome":
    from backend.workbooks.commands import usernames_in, write_plan
    from backend.workbooks.files.reading import read_workbook

    site_id, viewer = _named(database, site, username)
    parsed = read_workbook(content, sheet)
    plan, snapshot = _rehearsed(database, site_id, viewer, parsed)
    if is_written and not plan.outcome.fault_count:
        names = usernames_in(parsed)
        database.transact(lambda tx: write_plan(tx, plan, snapshot, names, by=viewer, means=FROM_THE_CONSOLE))
    return plan.outcome


def _named(database: "Database", site: str, username: str) -> "tuple[UUID, Viewer]":
    """The site and the person. Raises Refused(NOT_FOUND)."""
    from backend.core.errors import ErrorCode, Refused
    from backend.people.store import People
    from backend.sites.store import Sites

    found = database.read(lambda s: Sites(s).by_code(site))
    credential = database.read(lambda s: People(s).credential(username))
    if found is None or credential is None:
        raise Refused(ErrorCode.NOT_FOUND, f"there is no site {site}, or nobody called {username}")
    return found.site_id, database.read(lambda s: People(s).viewer(credential.person_id))


def _rehearsed(
    database: "Database", site_id: UUID, viewer: "Viewer", parsed: "Parsed"
) -> "tuple[Plan, Snapshot]":
    from backend.workbooks.commands import usernames_in
    from backend.workbooks.rehearsal.rehearsing import Wanted, rehearse
    from backend.workbooks.snapshot_store import Snapshots

    now = database.clock()
    snapshot = database.read(lambda s: Snapshots(s).take(site_id, usernames_in(parsed), now=now))
    with console.status("…"):
        return rehearse(Wanted(snapshot, parsed, viewer, now)), snapshot


def _print(outcome: "Outcome", language: Language, *, is_written: bool) -> None:
    """Print the effect per sheet, and every cell that cannot be used."""
    from backend.core import words

    sums = Table()
    for heading in ("sheet", "rows", "new", "changed", "faults"):
        sums.add_column(words.of("workbook.columns", heading).in_(language))
    for key, each in outcome.counts.items():
        name = words.of("WorkbookSheet", key).in_(language)
        sums.add_row(name, str(each.rows), str(each.new), str(each.changed), str(each.faults))
    console.print(sums)
    for fault in outcome.faults:
        place = [words.of("WorkbookSheet", fault.sheet).in_(language), str(fault.row or "")]
        if fault.column:
            place.append(words.of("WorkbookColumn", fault.column).in_(language))
        console.print(f"{' · '.join(filter(None, place))}  {fault.value!r}: {_why(fault.code, language)}")
    if outcome.fault_count:
        console.print(f"[red]{outcome.fault_count} ✗[/red]")
    elif not is_written:
        console.print("✓ --write")


def _why(code: str, language: Language) -> str:
    from backend.core import words

    found = words.find("error", code)
    return found.in_(language) if found else code
