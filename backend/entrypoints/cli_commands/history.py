"""`anhuan demo`: the demo plant and, if asked for, what happened there in the last weeks."""

import re
from typing import Annotated, Final

import typer
from rich.console import Console

# ruff: noqa: PLC0415 - the command line starts quickly: what a command needs it imports itself

DAYS: Final = re.compile(r"(\d{1,3})d")
PICTURES: Final = 6
TOO_LATE: Final = (
    "The demo plant has had its first alert or case: a past is written before that only; nothing was changed."
    " Take a new data folder (ANHUAN_DATA_FOLDER), run this first, then `anhuan up`."
)


def demo(
    history: Annotated[
        str, typer.Option(help="How much past to write, e.g. 30d: readings, alerts, closed loops. Once.")
    ] = "",
) -> None:
    """Plant the demo site into the database in use."""
    from backend.demo.keeping_commands import plant_demo
    from backend.entrypoints import allinone, assembly
    from backend.settings import Settings

    settings, console = Settings(), Console()
    days = _days(history)
    database = assembly.open_database(settings)
    if not settings.plants_demo:
        console.print("[red]There is no demo plant in production, nor where ANHUAN_DEMO is false.[/red]")
        raise typer.Exit(1)
    allinone.prepare(database, settings)
    plant_demo(database)  # also where it was removed: whoever types this wants it
    console.print("The demo plant is there.")
    if days:
        from backend.core.errors import ErrorCode, Refused
        from backend.demo import past
        from backend.demo.plant import DEMO_PLANT
        from backend.photos.image import demo_pictures
        from backend.photos.store import sanitise

        store = assembly.photos(settings)
        photos = [sanitise(demo_pictures.site_photo(number)) for number in range(PICTURES)]
        ink = sanitise(demo_pictures.signature())
        for photo in (*photos, ink):
            store.put(photo)
        pictures = [photo.facts for photo in photos]
        try:
            found = past.fill(database, DEMO_PLANT, days=days, pictures=pictures, signature=ink.facts)
        except Refused as refused:
            if refused.code is not ErrorCode.TOO_LATE:
                raise
            console.print(f"[red]{TOO_LATE}[/red]")
            raise typer.Exit(1) from refused
        if found.readings:
            what = f"{found.readings:,} readings, {found.alerts} alerts, {found.cases} cases"
            console.print(f"Its last {days} days: {what}.")
        else:
            console.print("Its past had been written before; nothing was changed.")


def _days(text: str) -> int:
    if not text:
        return 0
    found = DAYS.fullmatch(text)
    if found is None or not int(found[1]):
        raise typer.BadParameter("say it in days, e.g. 30d")
    return int(found[1])
