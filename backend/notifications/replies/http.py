"""POST /sms-replies/{site}/{secret}: a gateway hands over what people sent back to a text message.

Who knows the address is the gateway: none of them signs. It hears the same whatever the messages say.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import Final
from uuid import UUID

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.context import Edge
from backend.core.graphql.errors import refusal
from backend.core.http.parts import EdgeParts
from backend.core.http.requests import body, client_address
from backend.core.rate_limit import Purpose, RateLimit
from backend.notifications.channels.rules import SiteChannel
from backend.notifications.replies import commands as replies

MOST_BYTES: Final = 128_000
CALLS: Final = 600
CALLS_WITHIN: Final = timedelta(minutes=1)
"""Of one channel: more than where a thousand people answer one alert; beyond it a gateway tries again."""


@dataclass(frozen=True)
class SmsReplies:
    """Guessing the secret is limited by address; a gateway that knows it is never held up by who guesses."""

    edge: Edge
    trusted_proxies: int
    calls: RateLimit = field(default_factory=lambda: RateLimit(CALLS, CALLS_WITHIN))

    def routes(self) -> list[Route]:
        return [Route("/sms-replies/{site_id}/{secret}", self.post, methods=["POST"])]

    async def post(self, request: Request) -> Response:
        """Take the replies that a gateway sends → its response for a success; 404 for any other address, 400
        for a body that is none of its own. One transaction for each reply: one that is sent again after a
        failure is done once.
        """
        try:
            channel = await self._channel(request)
            self.calls.check(str(channel.channel_id), now=self.edge.clock())
            sent = replies.read(channel, await body(request, MOST_BYTES))
            for reply in sent:
                await self.edge.transact(partial(replies.take_reply, channel=channel, reply=reply))
            return JSONResponse(replies.heard(channel), headers={"cache-control": "no-store"})
        except Refused as refused:
            return refusal(refused)

    async def _channel(self, request: Request) -> SiteChannel:
        """Before the body is read. Raises Refused: NOT_FOUND, TOO_MANY_ATTEMPTS."""
        try:
            site_id, secret = UUID(request.path_params["site_id"]), request.path_params["secret"]
            now = self.edge.clock()
            return await self.edge.read(lambda session: replies.channel_of(session, site_id, secret, now=now))
        except (Refused, ValueError) as wrong:
            who = client_address(request, self.trusted_proxies)
            self.edge.wrong_tries.count(Purpose.SMS_REPLIES, who, now=self.edge.clock())
            raise Refused(ErrorCode.NOT_FOUND, "no such address") from wrong


def routes(parts: EdgeParts) -> list[Route]:
    """Address of replies by SMS."""
    return SmsReplies(parts.edge, parts.trusted_proxies).routes()
