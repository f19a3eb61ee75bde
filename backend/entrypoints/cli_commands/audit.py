"""`anhuan audit`: check the chain of audit rows, and take it away as a file that can be checked anywhere."""

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from backend.entrypoints.cli_commands.export import DATES

# ruff: noqa: PLC0415 - as in cli.py: a command imports what it needs, so that each starts quickly

app = typer.Typer(no_args_is_help=True, help="The audit log.")
console = Console()


@app.command()
def verify(
    file: Annotated[Path | None, typer.Option(help="An exported file instead of the database in use")] = None,
) -> None:
    """Check every chain of audit rows; fail at the first row that was edited, removed or moved."""
    is_whole = _verify_file(file) if file else _verify_database()
    raise typer.Exit(0 if is_whole else 1)


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


def _verify_database() -> bool:
    from backend.core.audit import Audit
    from backend.entrypoints import assembly
    from backend.settings import Settings
    from backend.sites.store import Sites

    database = assembly.open_database(Settings())
    broken = False
    for site in database.read(lambda session: Sites(session).all()):
        begun = time.perf_counter()
        rows, position = database.read(
            lambda session, site_id=site.site_id: (  # type: ignore[misc]  # mypy infers no default of a lambda
                Audit(session).end(site_id).position,
                Audit(session).broken_at(site_id),
            )
        )
        taken = time.perf_counter() - begun
        verdict = "the chain holds" if position is None else f"broken at row {position}"
        console.print(f"{site.code}: {verdict} ({rows:,} rows, {taken:.1f} s)")
        broken |= position is not None
    return not broken


def _verify_file(file: Path) -> bool:
    from backend.core import audit_files

    try:
        found = audit_files.check(file)
    except (OSError, ValueError) as error:
        console.print(f"[red]{file} is no export of ours: {error}[/red]")
        return False
    verdict = "the chain holds" if found.broken_at is None else f"broken at row {found.broken_at}"
    console.print(f"{found.site}: {verdict} (rows {found.first:,} to {found.last:,})")
    console.print(f"hash of the last row: {found.hash}", soft_wrap=True)
    return found.broken_at is None


def _utc(at: datetime | None) -> datetime | None:
    return at if at is None or at.tzinfo else at.replace(tzinfo=UTC)
