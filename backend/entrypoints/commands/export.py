"""`anhuan export`: readings as plain rows, from the database in use into a file."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from backend.storage.reading_store.exports import ExportFormat

# ruff: noqa: PLC0415 - the command line starts quickly: what a command needs it imports itself

DATES = ["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%S%z"]


def export_readings(
    site: Annotated[str, typer.Option(help="Code of the site")],
    from_: Annotated[datetime, typer.Option("--from", formats=DATES, help="Included; UTC unless it says so")],
    to: Annotated[datetime, typer.Option(formats=DATES, help="Not included")],
    out: Annotated[Path, typer.Option(help="The file to write")],
    sensor: Annotated[
        list[str] | None, typer.Option(help="Code; several times for several; else all")
    ] = None,
    format_: Annotated[ExportFormat, typer.Option("--format", case_sensitive=False)] = ExportFormat.CSV,
) -> None:
    """Write readings as plain rows: CSV, or Parquet."""
    from backend.domain.errors import Refused
    from backend.entrypoints import assembly
    from backend.settings import Settings
    from backend.storage.reading_store import exports
    from backend.storage.views.exports import of_site

    console = Console()
    database = assembly.open_database(Settings())
    try:
        sources = database.read(lambda session: of_site(session, site, sensor or []))
    except Refused as refused:
        console.print(f"[red]{refused.reason}[/red]")
        raise typer.Exit(1) from refused
    rows = exports.pieces(database.read, sources, from_at=_utc(from_), to_at=_utc(to))
    exports.write(rows, out, format_)
    console.print(f"{out}: {out.stat().st_size:,} bytes")


def _utc(at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=UTC)
