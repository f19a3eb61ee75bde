"""/auth/passkeys and /auth/account/passkeys/…: passkeys made, removed and shown. `credential` is what the
browser answered, as a text of JSON with base64url in it.
"""

from dataclasses import dataclass
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.context import Identity
from backend.core.http.parts import EdgeParts
from backend.core.http.requests import fields_of
from backend.core.strict_json import read_json
from backend.people import commands as people
from backend.people.accounts import passkeys_commands as passkeys
from backend.people.accounts import sign_in_commands as steps
from backend.people.accounts.account_http import Endpoint as OwnersEndpoint
from backend.people.accounts.account_http import done, owners_route, shown
from backend.people.accounts.passkeys_rules import (
    Answer,
    RelyingParty,
    load_library,
    read_answer,
    relying_party,
)
from backend.people.accounts.sign_in_http import Auth, Endpoint, answering
from backend.people.commands import Attempt
from backend.people.store import People


@dataclass(frozen=True)
class PasskeyEdge:
    auth: Auth

    def routes(self) -> list[Route]:
        open_to_all: dict[str, Endpoint] = {
            "/auth/passkeys/begin": self.begin_sign_in,
            "/auth/passkeys/sign-in": self.sign_in,
            "/auth/second-factor/passkey": self.answer_challenge,
        }
        for_owners: dict[str, OwnersEndpoint] = {
            "passkeys/begin": self.begin_add,
            "passkeys/add": self.add,
            "passkeys/remove": self.remove,
            "passkeys/prove/begin": self.begin_proof,
            "passkeys/prove": self.prove,
        }
        return [
            Route("/auth/passkeys", answering(self.offered), methods=["GET"]),
            *(Route(path, answering(each), methods=["POST"]) for path, each in open_to_all.items()),
            *(owners_route(self.auth, path, each) for path, each in for_owners.items()),
        ]

    async def offered(self, request: Request) -> Response:  # noqa: ARG002 - as all
        """→ {"host"}: under which name passkeys work here; null where there are none."""
        party = relying_party(self.auth.edge.address)
        return shown({"host": party.host if party else None})

    async def begin_sign_in(self, request: Request) -> Response:  # noqa: ARG002 - as all
        """→ what `navigator.credentials.get` takes."""
        party = await self._party()
        return shown(await self.auth.edge.transact(lambda tx: passkeys.begin_sign_in(tx, party)))

    async def sign_in(self, request: Request) -> Response:
        """{"credential"} → as a sign-in; PASSKEY_REFUSED, TOO_MANY_ATTEMPTS."""
        (credential,) = await fields_of(request, "credential")
        party, answer = await self._party(), _read(credential)
        username = await self.auth.edge.transact(lambda tx: passkeys.username_of(tx, answer))
        attempt = await self._attempt(request, username)
        outcome = await self.auth.edge.transact(lambda tx: passkeys.sign_in(tx, party, answer, attempt))
        if isinstance(outcome, ErrorCode):
            raise await self._failed(attempt, outcome)
        return self.auth.granted(outcome)

    async def answer_challenge(self, request: Request) -> Response:
        """{"challenge", "credential"} → as a sign-in; PASSKEY_REFUSED, or SESSION_REVOKED: the password once
        more.
        """
        challenge, credential = await fields_of(request, "challenge", "credential")
        party, answer = await self._party(), _read(credential)
        username, _ = await self.auth.edge.transact(lambda tx: steps.challenged(tx, challenge))
        attempt = await self._attempt(request, username)
        signed_in = await self.auth.edge.transact(
            lambda tx: passkeys.answer_challenge(tx, party, challenge, answer, attempt)
        )
        if signed_in is None:
            raise await self._failed(attempt)
        return self.auth.granted(signed_in)

    async def begin_add(self, request: Request, who: Identity) -> Response:  # noqa: ARG002 - as all
        """→ what `navigator.credentials.create` takes; STEP_UP_NEEDED, TOO_MANY_PASSKEYS."""
        party, person_id, family_id = await self._party(), who.viewer.person_id, who.family_id
        return shown(
            await self.auth.edge.transact(lambda tx: passkeys.begin_add(tx, party, person_id, family_id))
        )

    async def add(self, request: Request, who: Identity) -> Response:
        """{"name", "credential"} → {"recoveryCodes"}, empty where there were some; PASSKEY_REFUSED."""
        name, credential = await fields_of(request, "name", "credential")
        party, answer = await self._party(), _read(credential)
        person_id, family_id = who.viewer.person_id, who.family_id
        codes = await self.auth.edge.transact(
            lambda tx: passkeys.add(tx, party, person_id, family_id, name=name, answer=answer)
        )
        if codes is None:
            raise Refused(ErrorCode.PASSKEY_REFUSED, "no passkey that this sign-in was asked to make")
        return shown({"recoveryCodes": codes})

    async def remove(self, request: Request, who: Identity) -> Response:
        """{"passkeyId"} → 204, also where it is gone already; STEP_UP_NEEDED."""
        (wanted,) = await fields_of(request, "passkeyId")
        try:
            passkey_id = UUID(wanted)
        except ValueError as error:
            raise Refused(ErrorCode.INVALID_INPUT, "no id of a passkey") from error
        person_id, family_id = who.viewer.person_id, who.family_id
        await self.auth.edge.transact(lambda tx: passkeys.remove(tx, person_id, family_id, passkey_id))
        return done()

    async def begin_proof(self, request: Request, who: Identity) -> Response:  # noqa: ARG002 - as all
        """→ what `navigator.credentials.get` takes; NOT_FOUND for who has no passkey that works here."""
        party, person_id, family_id = await self._party(), who.viewer.person_id, who.family_id
        return shown(
            await self.auth.edge.transact(lambda tx: passkeys.begin_proof(tx, party, person_id, family_id))
        )

    async def prove(self, request: Request, who: Identity) -> Response:
        """{"credential"} → 204, as if the password had been shown; PASSKEY_REFUSED."""
        (credential,) = await fields_of(request, "credential")
        party, answer = await self._party(), _read(credential)
        person_id, family_id = who.viewer.person_id, who.family_id
        username, _ = await self.auth.edge.read(lambda session: People(session).credential_of(person_id))
        attempt = await self._attempt(request, username)
        is_right = await self.auth.edge.transact(
            lambda tx: passkeys.prove(tx, party, person_id, family_id, answer)
        )
        if not is_right:
            raise await self._failed(attempt)
        await self.auth.edge.transact(lambda tx: people.forget_failures(tx, attempt))
        return done()

    async def _attempt(self, request: Request, username: str) -> Attempt:
        """This try, counted as one with a password is. Raises Refused(TOO_MANY_ATTEMPTS)."""
        attempt = self.auth.attempt(request, username)
        await self.auth.edge.transact(lambda tx: people.begin_sign_in(tx, attempt))
        return attempt

    async def _failed(self, attempt: Attempt, code: ErrorCode = ErrorCode.PASSKEY_REFUSED) -> Refused:
        """The refusal of this try, which is counted."""
        await self.auth.edge.transact(lambda tx: people.fail_sign_in(tx, attempt))
        return Refused(code, "not what this passkey was asked to sign")

    async def _party(self) -> RelyingParty:
        party = relying_party(self.auth.edge.address)
        if party is None:
            raise Refused(ErrorCode.NOT_FOUND, "no passkeys at this address")
        # Not at its first use, which is on the loop, or while a transaction keeps other writers waiting.
        await self.auth.edge.think(load_library)
        return party


def _read(credential: str) -> Answer:
    return read_answer(read_json(credential))


def routes(parts: EdgeParts) -> list[Route]:
    """Addresses of passkeys."""
    return PasskeyEdge(parts.get(Auth)).routes()
