"""/auth/setup: the first site and administrator of a new installation, for who has the code of its log."""

from dataclasses import dataclass
from typing import Final, TypeVar

import msgspec
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.context import check_texts
from backend.core.http.parts import EdgeParts
from backend.core.http.requests import body, client_address, fields_of, is_json
from backend.core.rate_limit import Purpose
from backend.core.strict_json import read_json
from backend.core.text import Text
from backend.core.typed import convert
from backend.people.accounts.sign_in_http import Auth, answering
from backend.people.first_run import commands
from backend.people.first_run.rules import FirstAdministrator, FirstSite
from backend.people.first_run.store import SetupCodes
from backend.sites.settings.rules import Trade

T = TypeVar("T")
MAX_BODY: Final = 4096
NO_STORE: Final = {"cache-control": "no-store"}


class Site(msgspec.Struct, rename="camel"):
    """The site as it was typed into the page."""

    code: str
    name: str
    trade: Trade
    people: int
    timezone: str
    name_en: str = ""

    def first_site(self) -> FirstSite:
        name = _name(self.name, self.name_en)
        return FirstSite(self.code.strip(), name, self.trade, self.people, self.timezone.strip())


class Administrator(msgspec.Struct, rename="camel"):
    """The person who sets up, as typed into the page."""

    username: str
    name: str
    name_en: str = ""

    def first_administrator(self) -> FirstAdministrator:
        return FirstAdministrator(self.username.strip(), _name(self.name, self.name_en))


class SetUp(msgspec.Struct):
    """The form of the page."""

    code: str
    site: Site
    administrator: Administrator


@dataclass
class FirstRun:
    """Open to everybody while nobody is there; wrong codes are counted per address."""

    auth: Auth

    def routes(self) -> list[Route]:
        return [
            Route("/auth/setup", answering(self.state), methods=["GET"]),
            Route("/auth/setup/code", answering(self.check), methods=["POST"]),
            Route("/auth/setup", answering(self.set_up), methods=["POST"]),
        ]

    async def state(self, _request: Request) -> Response:
        """Return the state that a sign-in page needs: {"isOpen", "help"}, whether the installation waits to
        be set up (it does again once the demo is removed), and whom to ask.
        """
        is_set_up = await self.auth.edge.read(lambda session: SetupCodes(session).has_anybody_signed_in())
        return JSONResponse({"isOpen": not is_set_up, "help": self.auth.edge.sign_in_help}, headers=NO_STORE)

    async def check(self, request: Request) -> Response:
        """{"code"} → {"isGood": true}, or SETUP_CLOSED."""
        (code,) = await fields_of(request, "code")
        await self._require(request, code)
        return JSONResponse({"isGood": True}, headers=NO_STORE)

    async def set_up(self, request: Request) -> Response:
        """{"code", "site": {"code", "name", "trade", "people", "timezone"}, "administrator": {"username",
        "name"}} → {"secret"}, that of the administrator's invitation; SETUP_CLOSED, INVALID_INPUT.
        """
        sent = await _sent(request, SetUp)
        await self._require(request, sent.code)
        site, administrator = sent.site.first_site(), sent.administrator.first_administrator()
        invitation = await self.auth.edge.transact(
            lambda tx: commands.set_up(tx, sent.code, site, administrator)
        )
        return JSONResponse({"secret": invitation.secret}, headers=NO_STORE)

    async def _require(self, request: Request, code: str) -> None:
        """Before anything is written. Raises Refused: SETUP_CLOSED, TOO_MANY_ATTEMPTS after many of those."""
        edge, address = self.auth.edge, client_address(request, self.auth.trusted_proxies)
        now = edge.clock()
        with edge.wrong_tries.counted(Purpose.SET_UP, address, ErrorCode.SETUP_CLOSED, now=now):
            await edge.read(lambda session: commands.require_code(SetupCodes(session), code, now=now))


async def _sent(request: Request, kind: type[T]) -> T:
    """The JSON body as a value of this type. Raises Refused(INVALID_INPUT)."""
    if not is_json(request):
        raise Refused(ErrorCode.INVALID_INPUT, "the body is JSON")
    found = read_json(await body(request, MAX_BODY))
    check_texts(found)
    try:
        return convert(found, kind)
    except msgspec.ValidationError as error:
        raise Refused(ErrorCode.INVALID_INPUT, str(error)) from error


def _name(zh: str, en: str) -> Text:
    """The Chinese name stands for the English one where there is none."""
    return Text(zh.strip(), en.strip() or zh.strip())


def routes(parts: EdgeParts) -> list[Route]:
    """Addresses of the first run."""
    return FirstRun(parts.get(Auth)).routes()
