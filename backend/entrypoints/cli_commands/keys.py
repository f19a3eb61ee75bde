"""`anhuan keys`: secrets of the site, keys of devices that send over HTTP, and (alone) a new VAPID pair."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal
from uuid import UUID

import typer
from rich.console import Console

from backend.core.files import replace

if TYPE_CHECKING:
    from backend.core.database import Database, Transaction

# ruff: noqa: PLC0415 - as in cli.py: a command imports what it needs, so that each starts quickly

app = typer.Typer(
    help="Keys of the site and of devices; without a command: a new VAPID pair for the file .env."
)
console = Console()
hints = Console(stderr=True)


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
    """Keys of the site and of devices; without a command: print a new VAPID pair for .env."""
    if context.invoked_subcommand is None:
        from push import vapid

        console.print(_in_one_line(vapid.new_pem()), soft_wrap=True)


@app.command()
def new() -> None:
    """Make a key for a secret or a password of the site and print it."""
    from backend.core.keys import new_key

    console.print(new_key(), soft_wrap=True, highlight=False)


@app.command()
def rotate(
    ring: Annotated[
        Literal["token", "audit", "vapid"],
        typer.Argument(
            help="token: signs the tokens of people who signed in; audit: seals the audit log; vapid: signs"
            " what goes to phones"
        ),
    ],
    at_once: Annotated[
        bool, typer.Option(help="token, vapid: the old key got out, nothing it signed is believed any more")
    ] = False,
) -> None:
    """Put a new key in front of a key ring; the old one goes on verifying.

    That of tokens until its last token has ended, that of the audit log for ever, that of phones until the
    next rotation: by then each has been opened once. Where ANHUAN_AUDIT_KEY is set, in two steps: once every
    process runs with the new value, the same again notes it in each chain.
    """
    if ring == "token":
        _rotate_token(at_once=at_once)
    elif ring == "vapid":
        _rotate_vapid(at_once=at_once)
    else:
        _rotate_audit()


def _rotate_token(*, at_once: bool) -> None:
    from datetime import UTC, datetime

    from backend.core.http.tokens import LASTS
    from backend.core.token_keys import rotated
    from backend.settings import Settings

    settings = Settings()
    text = rotated(
        settings.read_token_secret(), now=datetime.now(UTC), lasts=max(LASTS.values()), at_once=at_once
    )
    if settings.token_secret is None:
        _put_into(settings.token_file, text.encode(), "token")
    else:
        _print_for_env("ANHUAN_TOKEN_SECRET", text)


def _rotate_vapid(*, at_once: bool) -> None:
    from backend.settings import Settings
    from push import vapid

    settings = Settings()
    try:
        text = vapid.rotated(settings.vapid_pem or settings.vapid_file.read_bytes(), at_once=at_once)
    except (ValueError, FileNotFoundError) as error:
        console.print(f"[red]There is no VAPID key to rotate: {error}[/red]", soft_wrap=True)
        raise typer.Exit(1) from error
    if settings.vapid_pem is None:
        _put_into(settings.vapid_file, text, "VAPID")
    else:
        _print_for_env("ANHUAN_VAPID_PRIVATE_KEY", f'"{_in_one_line(text)}"')


def _put_into(file: Path, ring: bytes, name: str) -> None:
    replace(file, ring)
    console.print(f"{file} has a new {name} key. Start Anhuan again, it is read then.", soft_wrap=True)


def _print_for_env(variable: str, value: str) -> None:
    console.print(f"{variable}={value}", soft_wrap=True, highlight=False)
    hints.print("Put this line into .env and start the site again: docker compose up --detach")


def _in_one_line(pem: bytes) -> str:
    """As a file .env holds it."""
    return pem.decode().replace("\n", "\\n")


def _rotate_audit() -> None:
    from backend.core.audit_keys import KeyFile
    from backend.core.keys import new_key
    from backend.entrypoints import assembly
    from backend.settings import Settings

    settings = Settings()
    database = assembly.open_database(settings)
    source = settings.audit_keys
    if not _note_new_key(database):
        if isinstance(source, KeyFile):
            source.rotate()
            _note_new_key(database)
        elif settings.audit_key is not None:
            text = f"{new_key()},{settings.audit_key.get_secret_value()}"
            console.print(f"ANHUAN_AUDIT_KEY={text}", soft_wrap=True, highlight=False)
            hints.print("Put this line into .env, start the site again, then run this command once more")
            return
    console.print(f"The audit log is sealed with the key {source().current.key_id}.", highlight=False)


def _note_new_key(database: "Database") -> bool:
    """Write a row into each chain that ends with a retired key; returns whether there was one."""
    from backend.core.audit import Audit
    from backend.core.events import Event
    from backend.sites.events import AUDIT_KEY_CHANGED
    from backend.sites.store import Sites

    def command(tx: "Transaction") -> bool:
        current = database.audit_keys().current.key_id
        retired = [
            (site.site_id, key_id)
            for site in tx.get(Sites).all()
            if (key_id := tx.get(Audit).end_key(site.site_id)) not in (None, current)
        ]
        for site_id, key_id in retired:
            tx.announce(Event(AUDIT_KEY_CHANGED, site_id, note=f"{key_id} → {current}"))
        return bool(retired)

    return database.transact(command)


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
    from backend.sites.store import Sites

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
