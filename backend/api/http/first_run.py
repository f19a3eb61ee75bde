"""/setup: the first site and administrator of a new installation, for who has the code of its log."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from backend.api.http.auth import Auth, answering
from backend.api.http.requests import body, client_address, is_json
from backend.core.errors import ErrorCode, Refused
from backend.core.strict_json import read_json
from backend.core.text import Text
from backend.people.first_run import commands
from backend.people.first_run.rules import FirstAdministrator, FirstSite, Trade
from backend.people.first_run.store import SetupCodes

MAX_BODY: Final = 4096
NO_STORE: Final = {"cache-control": "no-store"}


@dataclass(frozen=True)
class FirstRun:
    """Open to everybody while nobody is there; tries are counted per address."""

    auth: Auth

    def routes(self) -> list[Route]:
        return [
            Route("/auth/setup", answering(self.state), methods=["GET"]),
            Route("/auth/setup/code", answering(self.check), methods=["POST"]),
            Route("/auth/setup", answering(self.set_up), methods=["POST"]),
        ]

    async def state(self, _request: Request) -> Response:
        """Whether the installation waits to be set up: {"isOpen"}."""
        is_set_up = await self.auth.edge.read(lambda session: SetupCodes(session).has_anybody_signed_in())
        return JSONResponse({"isOpen": not is_set_up}, headers=NO_STORE)

    async def check(self, request: Request) -> Response:
        """{"code"} → {"isGood": true}, or SETUP_CLOSED."""
        code = text_of(await self._sent(request), "code")
        await self.auth.edge.transact(lambda tx: commands.require_code(tx, code))
        return JSONResponse({"isGood": True}, headers=NO_STORE)

    async def set_up(self, request: Request) -> Response:
        """{"code", "site": {"code", "name", "trade", "people", "timezone"}, "administrator": {"username",
        "name"}} → {"secret"}, that of the administrator's invitation; SETUP_CLOSED, INVALID_INPUT.
        """
        sent = await self._sent(request)
        code, site, administrator = (
            text_of(sent, "code"),
            part_of(sent, "site"),
            part_of(sent, "administrator"),
        )
        first_site = FirstSite(
            text_of(site, "code"),
            name_of(site),
            _trade(text_of(site, "trade")),
            _number(site.get("people")),
            text_of(site, "timezone"),
        )
        first = FirstAdministrator(text_of(administrator, "username"), name_of(administrator))
        invitation = await self.auth.edge.transact(lambda tx: commands.set_up(tx, code, first_site, first))
        return JSONResponse({"secret": invitation.secret}, headers=NO_STORE)

    async def _sent(self, request: Request) -> Mapping[str, Any]:
        address = client_address(request, self.auth.trusted_proxies)
        self.auth.edge.anonymous_limit.check(address, now=self.auth.edge.clock())
        if not is_json(request):
            raise Refused(ErrorCode.INVALID_INPUT, "the body is JSON")
        sent = read_json(await body(request, MAX_BODY))
        if not isinstance(sent, dict):
            raise Refused(ErrorCode.INVALID_INPUT, "the body is a JSON object")
        return sent


def part_of(sent: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = sent.get(name)
    if not isinstance(found, dict):
        raise Refused(ErrorCode.INVALID_INPUT, f"{name} must be an object")
    return found


def text_of(sent: Mapping[str, Any], name: str) -> str:
    found = sent.get(name)
    if not isinstance(found, str) or "\x00" in found:
        raise Refused(ErrorCode.INVALID_INPUT, f"{name} must be a string")
    return found.strip()


def name_of(sent: Mapping[str, Any]) -> Text:
    """The Chinese name stands for the English one where there is none."""
    zh = text_of(sent, "name")
    return Text(zh, text_of(sent, "nameEn") if sent.get("nameEn") else zh)


def _trade(code: str) -> Trade:
    try:
        return Trade(code)
    except ValueError as error:
        raise Refused(ErrorCode.INVALID_INPUT, "no such trade") from error


def _number(found: object) -> int:
    if not isinstance(found, int) or isinstance(found, bool):
        raise Refused(ErrorCode.INVALID_INPUT, "people must be a whole number")
    return found
