"""Settings of a channel: a frozen class per provider, and its description as data for a page.

A field made by `setting()` is one text box: its name, whether it is a secret, what is typed into it. Values
are texts as typed; `parse` checks them and raises WrongSetting with the name of the wrong one.
"""

import re
import ssl
from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from enum import StrEnum
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

from push.endpoint import Endpoint

LONGEST: Final = 256
HOST: Final = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|[0-9a-fA-F:]+:[0-9a-fA-F:.]*", re.ASCII)
MAIL: Final = re.compile(
    r"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9-]+)+", re.ASCII
)
CODE: Final = re.compile(r"[A-Za-z0-9_-]+", re.ASCII)
HEADER: Final = re.compile(r"[A-Za-z0-9-]+: ?[^\r\n]*", re.ASCII)


class Form(StrEnum):
    """Kind of text that is typed into a text box."""

    TEXT = "TEXT"
    CODE = "CODE"
    """Letters, digits, `_` and `-`: an id that a provider gave."""
    URL = "URL"
    HOST = "HOST"
    PORT = "PORT"
    EMAIL = "EMAIL"
    CHOICE = "CHOICE"
    LIST = "LIST"
    """Some of the choices with a comma between, in the order that the provider wants."""
    HEADERS = "HEADERS"
    """Lines of `Name: value`."""
    LINES = "LINES"
    PEM = "PEM"
    """Certificates of who signed for a server of the plant."""


class Problem(StrEnum):
    """Problem of a setting that cannot be used."""

    UNKNOWN = "UNKNOWN"
    MISSING = "MISSING"
    MALFORMED = "MALFORMED"
    TOO_LONG = "TOO_LONG"
    NOT_ALLOWED = "NOT_ALLOWED"
    """An address that is not encrypted and that the installation does not list as its own."""
    WITHOUT_REPLY = "WITHOUT_REPLY"
    """A text to which people may reply, without the code that they reply with."""


class WrongSetting(ValueError):
    """The setting `name` cannot be used; its value is not repeated, for it may be a secret."""

    def __init__(self, name: str, problem: Problem) -> None:
        super().__init__(f"{name}: {problem}")
        self.name = name
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Setting:
    """One text box of a channel's page."""

    name: str
    form: Form
    is_secret: bool
    is_required: bool
    default: str
    choices: tuple[str, ...]
    longest: int


def setting(
    form: Form = Form.TEXT,
    *,
    is_secret: bool = False,
    default: str | None = None,
    choices: tuple[str, ...] = (),
    longest: int = LONGEST,
) -> Any:
    """Declare a setting of a keyword-only dataclass; without a default it is required. A secret is shown in
    no log.
    """
    described = {"form": form, "is_secret": is_secret, "choices": choices, "longest": longest}
    if default is None:
        return field(repr=not is_secret, metadata=described)
    return field(repr=not is_secret, metadata=described, default=default)


def described(of: type) -> tuple[Setting, ...]:
    """Return the settings of such a class, in the order of a page."""
    return tuple(_setting_of(each) for each in fields(of))


def secrets_of(settings: Any) -> tuple[str, ...]:
    """Return the values that may stand in no log."""
    secret = (each.name for each in fields(settings) if each.metadata["is_secret"])
    return tuple(value for name in secret if (value := getattr(settings, name)))


def require_all_or_none(parts: Mapping[str, str]) -> None:
    """Raises WrongSetting for the first part that is missing where others are there."""
    missing = [name for name, value in parts.items() if not value]
    if missing and len(missing) < len(parts):
        raise WrongSetting(missing[0], Problem.MISSING)


T = TypeVar("T")


def parse(of: type[T], given: Mapping[str, str]) -> T:
    """Return the settings that were typed. Raises WrongSetting for the first wrong one."""
    known = described(of)
    for name in given.keys() - {each.name for each in known}:
        raise WrongSetting(name, Problem.UNKNOWN)
    return of(**{each.name: _checked(each, given.get(each.name, "").strip()) for each in known})


def _setting_of(each: Field[Any]) -> Setting:
    is_required = each.default is MISSING
    default = "" if is_required else str(each.default)
    return Setting(name=each.name, is_required=is_required, default=default, **each.metadata)


def _checked(each: Setting, typed: str) -> str:
    if not typed:
        if each.is_required:
            raise WrongSetting(each.name, Problem.MISSING)
        return each.default
    if len(typed) > each.longest:
        raise WrongSetting(each.name, Problem.TOO_LONG)
    is_several_lines = each.form in (Form.HEADERS, Form.LINES, Form.PEM)
    visible = typed.replace("\r\n", "\n").replace("\n", "") if is_several_lines else typed
    if not visible.isprintable() or not _CHECKS.get(each.form, _is_any)(each, typed):
        raise WrongSetting(each.name, Problem.MALFORMED)
    return typed


def _is_any(each: Setting, typed: str) -> bool:  # noqa: ARG001 - of every form
    return True


def _is_url(_: Setting, typed: str) -> bool:
    return bool(Endpoint(typed).origin) and not urlsplit(typed).fragment


def _is_pem(_: Setting, typed: str) -> bool:
    try:
        ssl.create_default_context(cadata=typed)
    except (ssl.SSLError, ValueError):
        return False
    return True


_CHECKS: Final[Mapping[Form, Callable[[Setting, str], bool]]] = {
    Form.CODE: lambda _, typed: CODE.fullmatch(typed) is not None,
    Form.URL: _is_url,
    Form.HOST: lambda _, typed: HOST.fullmatch(typed) is not None,
    Form.PORT: lambda _, typed: typed.isascii() and typed.isdigit() and 0 < int(typed[:6]) < 65536,
    Form.EMAIL: lambda _, typed: MAIL.fullmatch(typed) is not None,
    Form.CHOICE: lambda each, typed: typed in each.choices,
    Form.LIST: lambda each, typed: set(listed(typed)) <= set(each.choices),
    Form.HEADERS: lambda _, typed: all(HEADER.fullmatch(line) for line in typed.splitlines()),
    Form.PEM: _is_pem,
}


def listed(typed: str) -> tuple[str, ...]:
    """Return the items of a list with commas."""
    return tuple(item for each in typed.split(",") if (item := each.strip()))


def headers_of(typed: str) -> dict[str, str]:
    """Return the headers of lines of `Name: value`."""
    parts = (line.partition(":") for line in typed.splitlines())
    return {name.strip(): value.strip() for name, _, value in parts}
