"""/auth/account/…: what people change about their own account. Secrets travel in bodies, are shown once, and
slow hashes are made outside of transactions; so these are no GraphQL.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from backend.core.graphql.context import Identity
from backend.core.graphql.qr import qr
from backend.core.http.parts import EdgeParts
from backend.core.http.requests import fields_of, known
from backend.people import commands as people
from backend.people.accounts import pins_commands as pins
from backend.people.accounts import security_commands as security
from backend.people.accounts import sign_in_commands as steps
from backend.people.accounts.password_rules import load_word_lists
from backend.people.accounts.sign_in_http import DEVICE_COOKIE, Auth, answering
from backend.people.store import Credential, People

Endpoint = Callable[[Request, Identity], Awaitable[Response]]


@dataclass(frozen=True)
class AccountEdge:
    """For who is signed in (Bearer), also an administrator who has no second factor yet."""

    auth: Auth

    def routes(self) -> list[Route]:
        paths: dict[str, Endpoint] = {
            "prove": self.prove,
            "password": self.change_password,
            "second-factor/begin": self.begin_second_factor,
            "second-factor/add": self.add_second_factor,
            "second-factor/remove": self.remove_second_factor,
            "recovery-codes": self.renew_recovery_codes,
            "pin": self.set_pin,
            "pin/remove": self.remove_pin,
        }
        return [owners_route(self.auth, path, endpoint) for path, endpoint in paths.items()]

    async def prove(self, request: Request, who: Identity) -> Response:
        """{"password"} → 204: for ten minutes this sign-in may sign and loosen; WRONG_CREDENTIALS."""
        (password,) = await fields_of(request, "password")
        credential = await self._check(request, who, password)
        await self.auth.edge.transact(lambda tx: steps.prove(tx, who.family_id, credential))
        return done()

    async def change_password(self, request: Request, who: Identity) -> Response:
        """{"password", "newPassword"} → 204, and every other sign-in ends; why it is not taken."""
        password, new = await fields_of(request, "password", "newPassword")
        person_id, family_id = who.viewer.person_id, who.family_id
        credential = await self._check(request, who, password)
        await self.auth.edge.think(load_word_lists)  # not while the transaction keeps other writers waiting
        await self.auth.edge.transact(lambda tx: security.check_new_password(tx, person_id, new))
        async with self.auth.known_place():
            password_hash = await anyio.to_thread.run_sync(people.hash_password, new)
        await self.auth.edge.transact(
            lambda tx: security.change_password(tx, credential, family_id, password_hash)
        )
        return done()

    async def begin_second_factor(self, request: Request, who: Identity) -> Response:  # noqa: ARG002 - as all
        """→ {"secret", "qr"} for an authenticator app; STEP_UP_NEEDED."""
        person_id, family_id = who.viewer.person_id, who.family_id
        secret, address = await self.auth.edge.transact(
            lambda tx: security.begin_second_factor(tx, person_id, family_id)
        )
        return shown({"secret": secret, "qr": qr(address)})

    async def add_second_factor(self, request: Request, who: Identity) -> Response:
        """{"secret", "code"} → {"recoveryCodes"}; WRONG_CODE."""
        secret, code = await fields_of(request, "secret", "code")
        person_id, family_id = who.viewer.person_id, who.family_id
        codes = await self.auth.edge.transact(
            lambda tx: security.add_second_factor(tx, person_id, family_id, secret=secret, code=code)
        )
        return shown({"recoveryCodes": codes})

    async def remove_second_factor(self, request: Request, who: Identity) -> Response:  # noqa: ARG002 - as all
        """→ 204: the password alone signs in; STEP_UP_NEEDED."""
        person_id, family_id = who.viewer.person_id, who.family_id
        await self.auth.edge.transact(lambda tx: security.remove_second_factor(tx, person_id, family_id))
        return done()

    async def renew_recovery_codes(self, request: Request, who: Identity) -> Response:  # noqa: ARG002 - as all
        """→ {"recoveryCodes"}, the only ones from now on; STEP_UP_NEEDED."""
        person_id, family_id = who.viewer.person_id, who.family_id
        codes = await self.auth.edge.transact(
            lambda tx: security.renew_recovery_codes(tx, person_id, family_id)
        )
        return shown({"recoveryCodes": codes})

    async def set_pin(self, request: Request, who: Identity) -> Response:
        """{"pin"} → 204: with it this person takes over this device; PIN_TOO_SIMPLE, STEP_UP_NEEDED."""
        (pin,) = await fields_of(request, "pin")
        pins.check_pin(pin)
        person_id, family_id = who.viewer.person_id, who.family_id
        async with self.auth.known_place():
            pin_hash = await anyio.to_thread.run_sync(people.hash_password, pin)
        device = request.cookies.get(DEVICE_COOKIE)
        await self.auth.edge.transact(lambda tx: pins.set_pin(tx, person_id, family_id, device, pin_hash))
        return done()

    async def remove_pin(self, request: Request, who: Identity) -> Response:
        """→ 204: this person has no PIN on this device."""
        device = request.cookies.get(DEVICE_COOKIE)
        await self.auth.edge.transact(lambda tx: pins.remove_pin(tx, who.viewer.person_id, device))
        return done()

    async def _check(self, request: Request, who: Identity, password: str) -> Credential:
        """Judge the password of who is signed in, and count a wrong one as at sign-in."""
        person_id = who.viewer.person_id
        username, _ = await self.auth.edge.read(lambda session: People(session).credential_of(person_id))
        attempt = self.auth.attempt(request, username)
        async with self.auth.known_place():
            credential = await self.auth.checked(attempt, password)
        await self.auth.edge.transact(lambda tx: people.forget_failures(tx, attempt))
        return credential


def owners_route(auth: Auth, path: str, endpoint: Endpoint) -> Route:
    """/auth/account/…, for who is signed in."""
    return Route(f"/auth/account/{path}", answering(partial(_for_owner, auth, endpoint)), methods=["POST"])


async def _for_owner(auth: Auth, endpoint: Endpoint, request: Request) -> Response:
    return await endpoint(request, known(await auth.identity(request)))


def shown(answer: dict[str, object]) -> Response:
    """An answer that nothing keeps."""
    return JSONResponse(answer, headers={"cache-control": "no-store"})


def done() -> Response:
    """204: there is nothing to say."""
    return Response(status_code=HTTPStatus.NO_CONTENT)


def routes(parts: EdgeParts) -> list[Route]:
    """Addresses of an account."""
    return AccountEdge(parts.get(Auth)).routes()
