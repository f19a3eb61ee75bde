"""`anhuan person`: the first administrator of a site, and a way back in; the rest is done in the pages."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from backend.core.viewer import Role

if TYPE_CHECKING:
    from backend.core.database import Transaction
    from backend.people.accounts.rules import Invitation

# ruff: noqa: PLC0415 - as in cli.py: a command imports what it needs, so that each starts quickly

app = typer.Typer(no_args_is_help=True, help="People.")
console = Console()
hints = Console(stderr=True)


@app.command("add")
def add(
    username: str,
    role: Annotated[Role, typer.Option(case_sensitive=False)],
    site: Annotated[str, typer.Option(help="Code of the site")],
    name_zh: Annotated[str, typer.Option(prompt="姓名")],
    name_en: Annotated[str, typer.Option(prompt="Name in English")],
) -> None:
    """Add a person with a role at a site, the first administrator, too, and print their invitation.

    Who opens its address chooses a password that nobody else ever sees.
    """
    from backend.core.text import Text
    from backend.people import commands
    from backend.people.accounts import invitations_commands as invitations

    def command(tx: "Transaction") -> "Invitation":
        person = commands.add_person(
            tx, username=username, name=Text(name_zh, name_en), role=role, site_code=site
        )
        return invitations.invite_from_console(tx, person.person_id)

    _print(command)


@app.command("invite")
def invite(username: str) -> None:
    """Print a new invitation for a person who cannot get in: it ends their password, devices and codes.

    Administrators do the same in the pages; this is for when none of them gets in.
    """
    from backend.core.errors import ErrorCode, Refused
    from backend.people.accounts import invitations_commands as invitations
    from backend.people.store import People

    def command(tx: "Transaction") -> "Invitation":
        credential = tx.get(People).credential(username)
        if credential is None:
            raise Refused(ErrorCode.NOT_FOUND, f"there is no person {username}")
        return invitations.invite_from_console(tx, credential.person_id)

    _print(command)


def _print(command: "Callable[[Transaction], Any]") -> None:
    """Make an invitation and print its address; a refusal is said, and fails."""
    from backend.core.errors import Refused
    from backend.entrypoints import assembly
    from backend.people.accounts.link_rules import link
    from backend.settings import Settings

    settings = Settings()
    try:
        made: Invitation = assembly.open_database(settings).transact(command)
    except Refused as refused:
        console.print(f"[red]{refused.reason}[/red]")
        raise typer.Exit(1) from refused
    hints.print(f"Good once, until {made.expires_at:%Y-%m-%d %H:%M} UTC. Hand it to this person only:")
    console.print(link(settings.address, made.secret or ""), soft_wrap=True, highlight=False)
