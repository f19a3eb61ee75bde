"""`anhuan audit`: check the chain of audit rows, and take it away as a file that can be checked anywhere."""

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from backend.entrypoints.cli_commands.export import DATES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from uuid import UUID

    from backend.anchors.rules import Anchor
    from backend.core.database import Database
    from backend.settings import Settings

# ruff: noqa: PLC0415 - as in cli.py: a command imports what it needs, so that each starts quickly

app = typer.Typer(no_args_is_help=True, help="The audit log.")
console = Console()


@app.command()
def verify(
    file: Annotated[Path | None, typer.Option(help="An exported file instead of the database in use")] = None,
    anchors: Annotated[
        list[Path] | None, typer.Option(help="More anchors: a saved mail, the log of a webhook; repeatable")
    ] = None,
) -> None:
    """Check every chain of audit rows, and what is anchored elsewhere; fail where it does not hold.

    Found are rows that were edited, removed, moved or hashed again, a tail that was cut off, cases of which
    no row tells, and archives, alert histories and rechecked rounds that are not what the chain says.
    """
    is_whole = _verify_file(file) if file else _verify_database(anchors or [])
    raise typer.Exit(0 if is_whole else 1)


@app.command()
def anchor() -> None:
    """Write the ends of the chains down in every place of the settings, now."""
    from backend.anchors import commands
    from backend.anchors.store import Anchors
    from backend.entrypoints import assembly, job_assembly
    from backend.settings import Settings

    settings = Settings()
    database = assembly.open_database(settings)
    every = timedelta(minutes=settings.anchor_every_minutes)
    is_whole = True
    for place in job_assembly.anchor_places(settings):
        database.transact(lambda tx, name=place.name: tx.get(Anchors).claim(name, now=tx.now, lease=every))  # type: ignore[misc]  # mypy infers no default of a lambda
        is_anchored = commands.anchor(database, place, every=every)
        console.print(f"{place.name}: {'anchored' if is_anchored else '[red]failed[/red]'}")
        is_whole &= is_anchored
    for state in database.read(lambda session: Anchors(session).states()):
        if state.error:
            console.print(f"{state.place}: {state.error}", markup=False)
    raise typer.Exit(0 if is_whole else 1)


@app.command()
def addresses(site: Annotated[str, typer.Option(help="Code of the site")]) -> None:
    """The network addresses of failed sign-ins at a site, as long as they are kept."""
    from backend.core.audit import Audit
    from backend.entrypoints import assembly
    from backend.settings import Settings
    from backend.sites.store import Sites

    database = assembly.open_database(Settings())
    found = database.read(lambda session: Sites(session).by_code(site))
    if found is None:
        console.print(f"[red]no site {site!r}[/red]")
        raise typer.Exit(1)
    for position, at, address in database.read(lambda session: Audit(session).addresses(found.site_id)):
        console.print(f"{position:>9,}  {at:%Y-%m-%d %H:%M:%S}Z  {address}", markup=False)


@app.command(name="export")
def export_rows(
    site: Annotated[str, typer.Option(help="Code of the site")],
    out: Annotated[Path, typer.Argument(help="The file to write: JSON lines")],
    from_: Annotated[
        datetime | None, typer.Option("--from", formats=DATES, help="Included; UTC unless it says so")
    ] = None,
    to: Annotated[datetime | None, typer.Option(formats=DATES, help="Not included")] = None,
) -> None:
    """Write a site's audit rows with their hashes; `audit verify --file` checks them without the database."""
    from backend.core import audit_files
    from backend.entrypoints import assembly
    from backend.settings import Settings
    from backend.sites.store import Sites

    database = assembly.open_database(Settings())
    found = database.read(lambda session: Sites(session).by_code(site))
    if found is None:
        console.print(f"[red]no site {site!r}[/red]")
        raise typer.Exit(1)
    rows = database.read(
        lambda session: audit_files.write(
            session,
            out,
            site_id=found.site_id,
            site_code=found.code,
            from_at=_utc(from_),
            to_at=_utc(to),
        )
    )
    console.print(f"{out}: {rows:,} rows, {out.stat().st_size:,} bytes")


def _verify_database(more: list[Path]) -> bool:
    from backend.anchors import verification_store as verification
    from backend.core.audit import Audit
    from backend.entrypoints import assembly
    from backend.settings import Settings
    from backend.sites.store import Sites

    settings = Settings()
    database = assembly.open_database(settings)
    is_whole = True
    for site in database.read(lambda session: Sites(session).all()):
        begun = time.perf_counter()
        rows, faults = database.read(
            lambda session, site_id=site.site_id: (  # type: ignore[misc]  # mypy infers no default of a lambda
                Audit(session).end(site_id).position,
                verification.faults_of_site(session, site_id),
            )
        )
        taken = time.perf_counter() - begun
        for fault in faults:
            console.print(f"{site.code}: {fault}", markup=False, soft_wrap=True)
        if not faults:
            console.print(f"{site.code}: the chain holds ({rows:,} rows, {taken:.1f} s)")
        is_whole &= not faults
        is_whole &= _verify_covered(database, site.site_id, site.code)
    is_whole &= _verify_removals(database)
    for where, faults in _anchor_faults(settings, database, more):
        for fault in faults:
            console.print(fault, markup=False, soft_wrap=True)
        if not faults:
            console.print(f"{where}: its anchors hold", markup=False, soft_wrap=True)
        is_whole &= not faults
    return is_whole


def _verify_covered(database: "Database", site_id: "UUID", code: str) -> bool:
    """Compare what the chain covers beside its own rows: archives, alert histories, rounds."""
    from backend.anchors.sealed_store import sealed_of_site
    from backend.archive.verification_store import archives_of_site

    begun = time.perf_counter()
    archives = database.read(lambda session: archives_of_site(session, site_id))
    sealed = database.read(lambda session: sealed_of_site(session, site_id))
    taken = time.perf_counter() - begun
    faults = [*archives.faults, *sealed.faults]
    for fault in faults:
        console.print(f"{code}: {fault}", markup=False, soft_wrap=True)
    verdict = "compared" if faults else "as the chain has them"
    console.print(
        f"{code}: {archives.count:,} archives, {sealed.lines:,} lines of alert histories and "
        f"{sealed.rounds:,} rechecked rounds {verdict} ({taken:.1f} s)",
        soft_wrap=True,
    )
    if sealed.older_lines or sealed.older_rounds:
        console.print(
            f"{code}: {sealed.older_lines:,} lines and {sealed.older_rounds:,} rounds are of before there "
            "were such seals, and are not compared",
            soft_wrap=True,
        )
    return not faults


def _verify_removals(database: "Database") -> bool:
    from backend.anchors import verification_store as verification

    faults = database.read(lambda session: list(verification.faults_of_removals(session)))
    for fault in faults:
        console.print(fault, markup=False, soft_wrap=True)
    for each in database.read(verification.sound_removals):
        gone = each.removed
        console.print(
            f"{gone.code}: removed at {gone.removed_at:%Y-%m-%d %H:%M}Z by {gone.removed_by}, "
            f"with {gone.end.position:,} audit rows",
            markup=False,
        )
    return not faults


def _anchor_faults(
    settings: "Settings", database: "Database", more: list[Path]
) -> "Iterator[tuple[Path, list[str]]]":
    """Where there are anchors, or should be, and what does not hold of them."""
    from backend.anchors import verification_store as verification
    from backend.anchors.places.timestamp import signed_anchors
    from backend.anchors.rules import anchors_in

    places: list[tuple[str, Path]] = [("file", settings.anchors_at), ("", settings.timestamps_at)]
    if settings.anchor_timestamp_url:
        places[1] = ("timestamp", settings.timestamps_at)
    for name, path in (*places, *(("", each) for each in more)):
        faults: list[str] = []
        found: list[Anchor] = []
        try:
            if path == settings.timestamps_at and settings.anchor_timestamp_ca_file:
                found = list(signed_anchors(path, settings.anchor_timestamp_ca_file)) if path.exists() else []
            elif path.exists() or path in more:
                found = list(anchors_in(path.read_text(encoding="utf-8").splitlines()))
        except (OSError, ValueError) as error:
            faults.append(str(error))
        if path in more and not found and not faults:
            faults.append(f"{path} holds no anchors")
        faults += database.read(
            lambda session, name=name, path=path, found=found: [  # type: ignore[misc]  # mypy infers no default of a lambda
                *verification.faults_of_anchors(session, found),
                *verification.faults_of_place(session, name, str(path), found),
                *verification.faults_of_named(session, name, str(path), found),
            ]
        )
        if found or faults:
            yield path, faults


def _verify_file(file: Path) -> bool:
    from backend.core import audit_files
    from backend.settings import Settings

    try:
        found = audit_files.check(file, Settings().audit_keys())
    except (OSError, ValueError) as error:
        console.print(f"[red]{file} is no export of ours: {error}[/red]")
        return False
    fault = found.fault
    verdict = "the chain holds" if fault is None else f"broken at row {fault.position}: {fault.words}"
    console.print(f"{found.site}: {verdict} (rows {found.first:,} to {found.last:,})", soft_wrap=True)
    sealed = "it is of before there were seals" if found.key_id is None else f"sealed with {found.key_id}"
    console.print(f"hash of the last row: {found.hash} ({sealed})", soft_wrap=True)
    return fault is None


def _utc(at: datetime | None) -> datetime | None:
    return at if at is None or at.tzinfo else at.replace(tzinfo=UTC)
