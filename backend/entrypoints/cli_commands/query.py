"""`anhuan query`: SQL over plain readings, unpacked for this one question."""

import csv
import sqlite3
import sys
from datetime import datetime
from typing import Annotated

import typer

from backend.entrypoints.cli_commands.export import DATES, found_between

# ruff: noqa: PLC0415 - the command line starts quickly: what a command needs it imports itself


def query(
    sql: Annotated[
        str, typer.Argument(help="Over a table readings: site, sensor, sampled_at, value, unit, quality")
    ],
    site: Annotated[str, typer.Option(help="Code of the site")],
    from_: Annotated[datetime, typer.Option("--from", formats=DATES, help="Included; UTC unless it says so")],
    to: Annotated[datetime, typer.Option(formats=DATES, help="Not included")],
    sensor: Annotated[
        list[str] | None, typer.Option(help="Code; several times for several; else all")
    ] = None,
) -> None:
    """Ask readings with SQL; the answer comes as CSV."""
    from backend.core.cells import plain_cell
    from backend.readings.series import plain

    try:
        columns, rows = plain.ask(found_between(site, sensor, from_, to), sql)
        writer = csv.writer(sys.stdout)
        writer.writerow(map(plain_cell, columns))
        writer.writerows(map(plain_cell, row) for row in rows)
    except sqlite3.Error as error:
        raise typer.BadParameter(str(error)) from error
