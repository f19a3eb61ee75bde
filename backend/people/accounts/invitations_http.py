"""/auth/invitation: what an invitation says, and the password that its holder chooses. The secret travels in
bodies only, so that no log keeps it.
"""

from dataclasses import dataclass

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from backend.core.errors import ErrorCode, Refused
from backend.core.http.parts import EdgeParts
from backend.core.http.requests import client_address, fields_of
from backend.core.rate_limit import Purpose
from backend.people import commands as people
from backend.people.accounts import invitations_commands as invitations
from backend.people.accounts import queries as accounts
from backend.people.accounts.password_rules import load_word_lists
from backend.people.accounts.queries import Invited
from backend.people.accounts.sign_in_http import Auth, answering


@dataclass(frozen=True)
class Invitations:
    """Open to everybody who has a secret; wrong ones are counted per address."""

    auth: Auth

    def routes(self) -> list[Route]:
        return [
            Route("/auth/invitation", answering(self.show), methods=["POST"]),
            Route("/auth/invitation/accept", answering(self.accept), methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """{"secret"} → who is invited, where, by whom and until when; INVITATION_ENDED."""
        (secret,) = await fields_of(request, "secret")
        found = await self._open(request, secret)
        return JSONResponse(_shown(found), headers={"cache-control": "no-store"})

    async def accept(self, request: Request) -> Response:
        """{"secret", "password"} → as a sign-in; INVITATION_ENDED, or why the password is not taken."""
        secret, password = await fields_of(request, "secret", "password")
        await self._open(request, secret)
        attempt = self.auth.attempt(request)
        # Judged before the slow hash, and once more with what is then in force.
        await self.auth.edge.think(load_word_lists)  # not while the transaction keeps other writers waiting
        await self.auth.edge.transact(lambda tx: invitations.check(tx, secret, password))
        async with self.auth.anonymous_place():
            password_hash = await anyio.to_thread.run_sync(people.hash_password, password)
            signed_in = await self.auth.edge.transact(
                lambda tx: invitations.accept(tx, secret, password, password_hash, attempt)
            )
        return self.auth.granted(signed_in)

    async def _open(self, request: Request, secret: str) -> Invited:
        """The invitation. Raises Refused: INVITATION_ENDED, TOO_MANY_ATTEMPTS after many of those."""
        edge, address = self.auth.edge, client_address(request, self.auth.trusted_proxies)
        now = edge.clock()
        with edge.wrong_tries.counted(Purpose.INVITATION, address, ErrorCode.INVITATION_ENDED, now=now):
            found = await edge.read(lambda session: accounts.invited(session, secret, now=now))
            if found is None:
                raise Refused(ErrorCode.INVITATION_ENDED, "no open invitation")
            return found


def _shown(found: Invited) -> dict[str, object]:
    department, post = found.person.department, found.person.post
    return {
        "name": found.person.person.name.both(),
        "username": found.username,
        "sites": [site.name.both() for site in found.sites],
        "department": department.name.both() if department else None,
        "post": post.both() if post else None,
        "invitedBy": found.invited_by.both() if found.invited_by else None,
        "isReset": found.is_reset,
        "expiresAt": found.expires_at.isoformat(),
    }


def routes(parts: EdgeParts) -> list[Route]:
    """Addresses of invitations."""
    return Invitations(parts.get(Auth)).routes()
