"""/auth/pin: who may take over this device, and taking it over by PIN. The device is known by its cookie."""

from dataclasses import dataclass
from uuid import UUID

import anyio.to_thread
from argon2.exceptions import VerificationError
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from backend.core.errors import ErrorCode, Refused
from backend.core.http.parts import EdgeParts
from backend.core.http.requests import fields_of
from backend.people import commands as people
from backend.people.accounts import pins_commands as pins
from backend.people.accounts.pins_store import holders
from backend.people.accounts.sign_in_http import DEVICE_COOKIE, Auth, answering


@dataclass(frozen=True)
class PinEdge:
    auth: Auth

    def routes(self) -> list[Route]:
        return [
            Route("/auth/pin/people", answering(self.people), methods=["POST"]),
            Route("/auth/pin", answering(self.sign_in), methods=["POST"]),
        ]

    async def people(self, request: Request) -> Response:
        """→ {"people": [{"id", "name"}]}: who has a PIN on this device; nobody on one that nobody knows."""
        device = request.cookies.get(DEVICE_COOKIE)
        found = (
            await self.auth.edge.read(lambda session: holders(session, pins.device_hash(device)))
            if device
            else []
        )
        shown = [
            {"id": str(each.person_id), "name": {"zh": each.name.zh, "en": each.name.en}} for each in found
        ]
        return JSONResponse({"people": shown}, headers={"cache-control": "no-store"})

    async def sign_in(self, request: Request) -> Response:
        """{"personId", "pin"} → as a sign-in; WRONG_PIN, or PIN_ENDED: the password from now on."""
        person, pin = await fields_of(request, "personId", "pin")
        try:
            person_id = UUID(person)
        except ValueError as error:
            raise Refused(ErrorCode.INVALID_INPUT, "no id of a person") from error
        attempt = self.auth.attempt(request)
        # Who has no PIN here is refused before the queue: only known devices stand in it.
        await self.auth.edge.transact(lambda tx: pins.pin_hash(tx, person_id, attempt))
        async with self.auth.known_place():
            wanted = await self.auth.edge.transact(lambda tx: pins.pin_hash(tx, person_id, attempt))
            if not await anyio.to_thread.run_sync(_is_pin, wanted, pin):
                code = await self.auth.edge.transact(lambda tx: pins.fail_pin(tx, person_id, attempt))
                raise Refused(code, "a wrong PIN")
            signed_in = await self.auth.edge.transact(
                lambda tx: pins.finish_pin(tx, person_id, attempt, shown=wanted)
            )
        return self.auth.granted(signed_in)


def _is_pin(wanted: str, pin: str) -> bool:
    try:
        return people.hasher().verify(wanted, pin)
    except VerificationError:
        return False


def routes(parts: EdgeParts) -> list[Route]:
    """Addresses of PINs."""
    return PinEdge(parts.get(Auth)).routes()
