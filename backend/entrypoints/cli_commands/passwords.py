"""Passwords on the command line: never as an option, which everybody on the machine can list."""

import os
import sys
from getpass import getpass
from typing import Final

import typer
from rich.console import Console

VARIABLE: Final = "ANHUAN_NEW_PASSWORD"
console = Console(stderr=True)


def new_password() -> str:
    """Return the password from the environment, from the first line of standard input, or asked for twice."""
    if (given := os.environ.get(VARIABLE)) is not None:
        return given
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass("Password: ")
    if getpass("Repeat it: ") != password:
        console.print("[red]The two were not the same.[/red]")
        raise typer.Exit(1)
    return password
