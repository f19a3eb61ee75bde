"""/a/{link}: answering an alert from a message, without a script and without signing in.

Looking at it does nothing, so that the preview of a chat or a virus scanner answers for nobody.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.api.http.plain_html import PlainHtml, plain_page
from backend.api.http.requests import body, client_address, is_same_origin, language_of
from backend.core import words
from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.context import Edge
from backend.core.rate_limit import Purpose
from backend.notifications.answer_links import queries
from backend.notifications.answer_links.commands import answer_by_link
from backend.notifications.answer_links.queries import ShownLink
from backend.notifications.answer_links.rules import LinkAnswer
from backend.notifications.answer_links.store import is_token

if TYPE_CHECKING:  # types only
    from backend.core.word_keys import Key

MOST_BYTES: Final = 1_000
SAID: Final[dict[LinkAnswer, "Key"]] = {
    LinkAnswer.ACKNOWLEDGE: "answerPage.acknowledged",
    LinkAnswer.ON_THE_WAY: "answerPage.onTheWay",
    LinkAnswer.CANNOT_COME: "answerPage.cannotCome",
}


@dataclass(frozen=True)
class AnswerHtml(PlainHtml):
    """The alert of a link, and what becomes of the answer."""

    def alert(self, shown: ShownLink, *, now: datetime) -> str:
        """The alert, who comes, and the answers that are still open."""
        about = (
            f'<p class="quiet">{self._text(shown.site)}</p>'
            f"<h1>{self._text(words.of('message.tier', shown.tier.name))}</h1>"
            f'<p class="name">{self._text(shown.place)}</p><p>{self._text(shown.why)}</p>'
        )
        return self._page("", about + self._coming(shown, now) + self._answers(shown))

    def refused(self, code: ErrorCode) -> str:
        app = f'<a class="go" href="/">{self._say("answerPage.open")}</a>'
        return self._page("", self._wrong(code) + app)

    def _coming(self, shown: ShownLink, now: datetime) -> str:
        if not shown.coming_since:
            return ""
        minutes = max(1, round((now - shown.coming_since[0]) / timedelta(minutes=1)))
        said = words.text(
            "answerPage.coming", n=len(shown.coming_since), span=words.span(timedelta(minutes=minutes))
        )
        return f'<p class="quiet">{self._text(said)}</p>'

    def _answers(self, shown: ShownLink) -> str:
        app = f'<a class="go second" href="/">{self._say("answerPage.open")}</a>'
        if shown.answer is not None:
            return f'<div class="row">{self._say(SAID[shown.answer])}</div>{app}'
        if shown.is_over:
            return f'<div class="row">{self._say("answerPage.over")}</div>{app}'
        others = f'<p class="quiet">{self._say("answerPage.taken")}</p>' if shown.is_acknowledged else ""
        return (
            f'{others}<form method="post">'
            f'<button name="answer" value="{LinkAnswer.ON_THE_WAY}">{self._say("answerPage.go")}</button>'
            f'<button name="answer" value="{LinkAnswer.CANNOT_COME}" class="second">'
            f"{self._say('answerPage.cannot')}</button></form>"
        )


@dataclass(frozen=True)
class AnswerPages:
    """Pages of answer links. Whoever has the link counts as the person who got the message; wrong
    links are limited by address.
    """

    edge: Edge
    trusted_proxies: int

    def routes(self) -> list[Route]:
        return [
            Route("/a/{token}", self.get, methods=["GET"]),
            Route("/a/{token}", self.post, methods=["POST"]),
        ]

    async def get(self, request: Request) -> Response:
        """The alert of the link, and what can be said."""
        html = AnswerHtml(language_of(request))
        try:
            return plain_page(html.alert(await self._shown(request), now=self.edge.clock()))
        except Refused as refused:
            return plain_page(html.refused(refused.code), refused)

    async def post(self, request: Request) -> Response:
        """Take the answer, and show what was said."""
        html = AnswerHtml(language_of(request))
        try:
            await self._shown(request)
            if not is_same_origin(request):
                raise Refused(ErrorCode.LINK_ENDED, "sent from another page")
            answer = _answer(await body(request, MOST_BYTES))
            token = request.path_params["token"]
            await self.edge.transact(lambda tx: answer_by_link(tx, token, answer))
            return plain_page(html.alert(await self._shown(request), now=self.edge.clock()))
        except Refused as refused:
            return plain_page(html.refused(refused.code), refused)

    async def _shown(self, request: Request) -> ShownLink:
        """Raises Refused: LINK_ENDED, TOO_MANY_ATTEMPTS after many of those."""
        now, token = self.edge.clock(), request.path_params["token"]
        address = client_address(request, self.trusted_proxies)
        with self.edge.wrong_tries.counted(Purpose.ANSWER_LINK, address, ErrorCode.LINK_ENDED, now=now):
            if not is_token(token):
                raise Refused(ErrorCode.LINK_ENDED, "no link ends like this")
            found = await self.edge.read(lambda session: queries.shown(session, token, now=now))
            if found is None:
                raise Refused(ErrorCode.LINK_ENDED, "no such link, or it is over")
            return found


def _answer(form: bytes) -> LinkAnswer:
    """Raises Refused(INVALID_INPUT)."""
    try:
        [given] = parse_qs(form.decode(errors="replace"))["answer"]
        return LinkAnswer(given)
    except (KeyError, ValueError) as error:
        raise Refused(ErrorCode.INVALID_INPUT, "not what the page sends") from error
