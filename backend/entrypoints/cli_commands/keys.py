"""`anhuan keys`: keys of devices that send over HTTP, and (alone) a new VAPID pair for web push."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated
from uuid import UUID

import typer
from rich.console import Console

from backend.sites.store import Sites

# ruff: noqa: PLC0415 - as in cli.py: a command imports what it needs, so that each starts quickly

app = typer.Typer(help="Keys of devices; without a command: a new VAPID pair for the file .env.")
console = Console()


@contextmanager
def refusals() -> Iterator[None]:
    """A refusal is said, and fails."""
    from backend.core.errors import Refused

    try:
        yield
    except Refused as refused:
        console.print(f"[red]{refused.reason}[/red]")
        raise typer.Exit(1) from refused


@app.callback(invoke_without_command=True)
def vapid(context: typer.Context) -> None:
    """Keys of devices; without a command: make a new VAPID key pair for the file .env and print it."""
    if context.invoked_subcommand is None:
        from push import vapid

        console.print(vapid.new_pem().decode().replace("\n", "\\n"), soft_wrap=True)


@app.command()
def add(
    site: Annotated[str, typer.Argument(help="Code of the site")],
    name: Annotated[str, typer.Argument(help="What people call the device")],
    source: Annotated[list[str] | None, typer.Option(help="Code of a source it may speak for")] = None,
) -> None:
    """Give a device a key and print it; it cannot be shown again. Without --source: all of the site."""
    from backend.core.database import Transaction
    from backend.core.errors import ErrorCode, Refused
    from backend.entrypoints import assembly
    from backend.sensors.devices import commands as devices
    from backend.sensors.devices.rules import new_key
    from backend.settings import Settings

    key = new_key()

    def command(tx: Transaction) -> UUID:
        found = tx.get(Sites).by_code(site)
        if found is None:
            raise Refused(ErrorCode.NOT_FOUND, f"no site {site!r}")
        device = devices.create_device(
            tx, site_id=found.site_id, name=name, codes=source or [], key=key, by=None
        )
        return device.device_id

    with refusals():
        device_id = assembly.open_database(Settings()).transact(command)
        console.print(f"{device_id}\n{key}", soft_wrap=True)


@app.command(name="list")
def show(site: Annotated[str, typer.Argument(help="Code of the site")]) -> None:
    """The devices of a site."""
    from backend.entrypoints import assembly
    from backend.sensors.devices.store import Devices
    from backend.settings import Settings

    database = assembly.open_database(Settings())
    for device in database.read(lambda session: Devices(session).of_site(site)):
        state = "revoked" if device.revoked_at else "in use"
        used = device.last_used_at.isoformat(timespec="seconds") if device.last_used_at else "never used"
        sources = " ".join(device.codes) or "all sources"
        console.print(f"{device.device_id}  {state:8} {used:26} {device.name}  ({sources})", soft_wrap=True)


@app.command()
def revoke(device: UUID) -> None:
    """From now on this device's key opens nothing."""
    from backend.entrypoints import assembly
    from backend.sensors.devices import commands as devices
    from backend.settings import Settings

    with refusals():
        assembly.open_database(Settings()).transact(lambda tx: devices.revoke_device(tx, device, by=None))
        console.print("Done.")
