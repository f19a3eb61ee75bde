"""Sign-in, refresh and sign-out over HTTP, and who is behind a token."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Final

import anyio.to_thread
import structlog
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.answers import UntilWritten
from backend.core.graphql.context import Edge, Identity
from backend.core.graphql.errors import refusal
from backend.core.http.parts import EdgeParts
from backend.core.http.requests import client_address, fields_of, is_same_origin, known
from backend.core.http.sign_in_queue import SignInQueue
from backend.core.http.tokens import LASTS, Tokens, Use
from backend.core.http.unknown_names import UnknownNames
from backend.core.viewer import SignIn, Viewer
from backend.people import commands as people
from backend.people.accounts import passkeys_commands as passkeys
from backend.people.accounts import sign_in_commands as steps
from backend.people.accounts.passkeys_rules import relying_party
from backend.people.commands import Attempt, SignedIn
from backend.people.rules import DEMO_PASSWORD
from backend.people.store import Credential

log = structlog.get_logger()

REFRESH_COOKIE: Final = "anhuan_refresh"
MEDIA_COOKIE: Final = "anhuan_media"
REFRESH_PATH: Final = "/auth"
MEDIA_PATH: Final = "/photos"
SIGN_INS_AT_ONCE: Final = 2
"""Each takes 64 MiB and a core for a while; the rest wait. It also bounds guesses that outrun the count."""
VIEWERS: Final = 4096
"""So many people are not looked up again as long as nothing is written."""
DEVICE_COOKIE: Final = "anhuan_device"
DEVICE_LASTS_S: Final = 400 * 86_400

Endpoint = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True)
class Auth:
    """`is_secure`: cookies travel over TLS only. `trusted_proxies`: how many of ours stand before us.
    `is_production`: the password of the demo plant opens nothing.
    """

    edge: Edge
    tokens: Tokens
    is_secure: bool
    trusted_proxies: int = 0
    is_production: bool = False
    _anonymous: SignInQueue = field(default_factory=lambda: SignInQueue(SIGN_INS_AT_ONCE))
    _known: SignInQueue = field(default_factory=lambda: SignInQueue(SIGN_INS_AT_ONCE))
    _unknown_names: UnknownNames = field(default_factory=UnknownNames)
    _viewers: UntilWritten[SignIn, Viewer] = field(default_factory=lambda: UntilWritten(VIEWERS))

    def routes(self) -> list[Route]:
        paths: dict[str, Endpoint] = {
            "/auth/sign-in": self.sign_in,
            "/auth/second-factor": self.answer_challenge,
            "/auth/refresh": self.refresh,
            "/auth/sign-out": self.sign_out,
            "/auth/sign-out-everywhere": self.sign_out_everywhere,
        }
        return [Route(path, answering(endpoint), methods=["POST"]) for path, endpoint in paths.items()]

    async def sign_in(self, request: Request) -> Response:
        """{"username", "password"} → {"accessToken", "expiresAt"} and the cookies; 401 or 429 with a code.

        {"challenge", "passkey"} where a second factor is asked for, see `answer_challenge`; "passkey": what
        the browser shows one for instead, null for who has none that works here.
        """
        username, password = await fields_of(request, "username", "password")
        attempt = self.attempt(request, username)
        async with (await self.queue(attempt)).place():
            credential = await self.checked(attempt, password)
            outcome = await self.edge.transact(lambda tx: steps.finish_password(tx, credential, attempt))
        if isinstance(outcome, str):
            return await self._challenge(outcome)
        return self.granted(outcome)

    async def answer_challenge(self, request: Request) -> Response:
        """{"challenge", "code"} → as a sign-in; WRONG_CODE, or SESSION_REVOKED: the password once more."""
        challenge, code = await fields_of(request, "challenge", "code")
        username, _ = await self.edge.transact(lambda tx: steps.challenged(tx, challenge))
        attempt = self.attempt(request, username)
        await self.edge.transact(lambda tx: people.begin_sign_in(tx, attempt))
        signed_in = await self.edge.transact(lambda tx: steps.answer_challenge(tx, challenge, code, attempt))
        if signed_in is None:
            await self.edge.transact(lambda tx: people.fail_sign_in(tx, attempt))
            raise Refused(ErrorCode.WRONG_CODE, "neither a code of the app nor a recovery code")
        return self.granted(signed_in)

    async def _challenge(self, token: str) -> Response:
        """Return the challenge that follows the right password: `{"challenge", "passkey"}`, the latter null
        where the person has no passkey that works at this address.
        """
        party = relying_party(self.edge.address)
        options = (
            await self.edge.transact(lambda tx: passkeys.begin_second_factor(tx, party, token))
            if party
            else None
        )
        found = {"challenge": token, "passkey": options}
        return JSONResponse(found, headers={"cache-control": "no-store"})

    def attempt(self, request: Request, username: str = "") -> Attempt:
        """The sign-in that this request makes."""
        address = client_address(request, self.trusted_proxies)
        browser = request.headers.get("user-agent", "")
        return Attempt(username, address, request.cookies.get(DEVICE_COOKIE), browser)

    def anonymous_place(self) -> AbstractAsyncContextManager[None]:
        """A place in the queue before password hashing for somebody whose device is not known."""
        return self._anonymous.place()

    def known_place(self) -> AbstractAsyncContextManager[None]:
        """A place for who is signed in, or whose device is known: a crowd at the door never stands before."""
        return self._known.place()

    async def queue(self, attempt: Attempt) -> SignInQueue:
        """The queue to stand in; people unknown here never stand before those whose device is known."""
        is_known = bool(attempt.device) and await self.edge.transact(
            lambda tx: people.is_known_device(tx, attempt)
        )
        return self._known if is_known else self._anonymous

    async def checked(self, attempt: Attempt, password: str) -> Credential:
        """The account that name and password open. Raises Refused: WRONG_CREDENTIALS, TOO_MANY_ATTEMPTS.

        Look up, hash and count in one place of the queue, or a burst of guesses is over uncounted.
        """
        credential = await self.edge.transact(lambda tx: people.begin_sign_in(tx, attempt))
        is_right = await anyio.to_thread.run_sync(people.is_password, credential, password)
        if credential is None or not is_right or (self.is_production and password == DEMO_PASSWORD):
            await self.edge.transact(lambda tx: people.fail_sign_in(tx, attempt))
            if credential is None:
                self._unknown_names.note(attempt.username, attempt.address)
            raise Refused(ErrorCode.WRONG_CREDENTIALS, "unknown name or wrong password")
        return credential

    async def refresh(self, request: Request) -> Response:
        """The next access token and refresh cookie for this one; 401 ends what the browser holds."""
        token = request.cookies.get(REFRESH_COOKIE)
        outcome = (
            await self.edge.transact(lambda tx: people.refresh(tx, token))
            if token
            else ErrorCode.UNAUTHENTICATED
        )
        if isinstance(outcome, SignedIn):
            return self.granted(outcome)
        refused = refusal(Refused(outcome, "sign in again"))
        refused.status_code = HTTPStatus.UNAUTHORIZED  # whatever the reason: else a phone tries again
        return self._forgotten(refused)

    async def sign_out(self, request: Request) -> Response:
        """End this device's sign-in; 204 also where there was none."""
        if token := request.cookies.get(REFRESH_COOKIE):
            await self.edge.transact(lambda tx: people.sign_out(tx, token))
        return self._forgotten(Response(status_code=HTTPStatus.NO_CONTENT))

    async def sign_out_everywhere(self, request: Request) -> Response:
        """End every sign-in of this person (Bearer)."""
        viewer = known(await self.authenticate(request))
        await self.edge.transact(lambda tx: people.sign_out_everywhere(tx, viewer.person_id))
        return self._forgotten(Response(status_code=HTTPStatus.NO_CONTENT))

    async def identify(self, token: str, *, use: Use = Use.ACCESS) -> Identity | None:
        """Return the person and sign-in of this token; None if it is not good or its sign-in was ended.

        Looked up again whenever something was written, as far as `DataWatch` knows.
        """
        claims = self.tokens.read(use, token)
        if claims is None:
            return None
        known, sign_in = await self.edge.data.known(), (claims.person_id, claims.family_id)
        viewer = self._viewers.get(known, sign_in)
        if viewer is None:
            viewer = await self.edge.read(lambda session: self.edge.viewer_of(session, *sign_in))
            if viewer is None:
                return None
            self._viewers.put(known, viewer.site_ids, sign_in, viewer)
        return Identity(viewer, claims.family_id, claims.expires_at)

    async def identity(self, request: HTTPConnection) -> Identity | None:
        """Return the person and sign-in of a request with `Authorization: Bearer …`; None without a good
        token.
        """
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        return await self.identify(token.strip()) if scheme.lower() == "bearer" else None

    async def authenticate(self, request: Request) -> Viewer | None:
        identity = await self.identity(request)
        return identity.viewer if identity else None

    async def authenticate_media(self, request: Request) -> Viewer | None:
        """The same, or by the cookie for pictures, because an `<img>` sends no headers."""
        if "authorization" in request.headers:
            return await self.authenticate(request)
        identity = await self.identify(request.cookies.get(MEDIA_COOKIE, ""), use=Use.MEDIA)
        return identity.viewer if identity else None

    def granted(self, signed_in: SignedIn) -> Response:
        """The tokens of a sign-in; the device is known from now on."""
        token, expires_at = self.tokens.issue(Use.ACCESS, signed_in.person_id, signed_in.family_id)
        media, _ = self.tokens.issue(Use.MEDIA, signed_in.person_id, signed_in.family_id)
        answer = JSONResponse(
            {"accessToken": token, "expiresAt": expires_at.isoformat()}, headers={"cache-control": "no-store"}
        )
        lasts = int(people.REFRESH_FOR.total_seconds())
        self._set(answer, REFRESH_COOKIE, signed_in.refresh_token, REFRESH_PATH, lasts)
        self._set(answer, MEDIA_COOKIE, media, MEDIA_PATH, int(LASTS[Use.MEDIA].total_seconds()))
        if signed_in.device_token:
            self._set(answer, DEVICE_COOKIE, signed_in.device_token, REFRESH_PATH, DEVICE_LASTS_S)
        return answer

    def _forgotten(self, answer: Response) -> Response:
        self._set(answer, REFRESH_COOKIE, "", REFRESH_PATH, 0)
        self._set(answer, MEDIA_COOKIE, "", MEDIA_PATH, 0)
        return answer

    def _set(self, answer: Response, name: str, value: str, path: str, max_age_s: int) -> None:
        answer.set_cookie(
            name, value, max_age=max_age_s, path=path, secure=self.is_secure, httponly=True, samesite="strict"
        )


def answering(endpoint: Endpoint) -> Endpoint:
    """The endpoint with its refusals as answers. A page of another site gets nothing done here."""

    async def answer(request: Request) -> Response:
        try:
            if not is_same_origin(request):
                raise Refused(ErrorCode.NOT_ALLOWED, "another site's page")
            return await endpoint(request)
        except Refused as refused:
            log.info("auth_refused", code=refused.code, path=request.url.path)
            return refusal(refused)

    return answer


def routes(parts: EdgeParts) -> list[Route]:
    """Addresses of sign-ins."""
    return parts.get(Auth).routes()
