"""`anhuan export`: readings as plain rows, from the database in use into a file."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer
from rich.console import Console

if TYPE_CHECKING:
    from backend.readings.series import exports

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
    format_: Annotated[Literal["csv", "parquet"], typer.Option("--format", case_sensitive=False)] = "csv",
) -> None:
    """Write readings as plain rows: CSV, or Parquet."""
    from backend.readings.series import exports

    exports.write(found_between(site, sensor, from_, to), out, exports.ExportFormat(format_))
    Console().print(f"{out}: {out.stat().st_size:,} bytes")


def found_between(
    site: str, sensors: list[str] | None, from_: datetime, to: datetime
) -> "Iterator[exports.Piece]":
    """The readings of these sensors in the database in use, a day at a time; a refusal is said and ends."""
    from backend.core.errors import Refused
    from backend.entrypoints import assembly
    from backend.readings.exports_queries import of_site
    from backend.readings.series import exports
    from backend.settings import Settings

    database = assembly.open_database(Settings())
    try:
        sources = database.read(lambda session: of_site(session, site, sensors or []))
    except Refused as refused:
        Console().print(f"[red]{refused.reason}[/red]")
        raise typer.Exit(1) from refused
    return exports.pieces(database.read, sources, from_at=_utc(from_), to_at=_utc(to))


def _utc(at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=UTC)
