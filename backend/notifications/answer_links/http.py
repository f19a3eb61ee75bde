"""/a/{link}: answering an alert from a message, without a script and without signing in.

Looking at it does nothing, so that the preview of a chat or a virus scanner answers for nobody. Nor does what
is posted by a program that has not loaded the page: the form carries a token that the page was given.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.core import words
from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.context import Edge
from backend.core.http.parts import EdgeParts
from backend.core.http.plain_html import PlainHtml, plain_page
from backend.core.http.requests import body, client_address, is_same_origin, language_of
from backend.core.rate_limit import Purpose
from backend.notifications.answer_links import queries
from backend.notifications.answer_links.commands import answer_by_link
from backend.notifications.answer_links.queries import ShownLink
from backend.notifications.answer_links.rules import LinkAnswer
from backend.notifications.answer_links.store import is_token

if TYPE_CHECKING:  # types only
    from backend.core.word_keys import Key

MOST_BYTES: Final = 1_000
HOUR_S: Final = 3600
FORM_LASTS_H: Final = 1
"""Whole hours; a link is over sooner."""
FETCHED: Final = "sec-fetch-site"
OUR_OWN: Final = frozenset({"same-origin", "none"})
"""As browsers say that the page itself sent it; old ones say nothing."""
SAID: Final[dict[LinkAnswer, "Key"]] = {
    LinkAnswer.ACKNOWLEDGE: "answerPage.acknowledged",
    LinkAnswer.ON_THE_WAY: "answerPage.onTheWay",
    LinkAnswer.CANNOT_COME: "answerPage.cannotCome",
}


@dataclass(frozen=True)
class AnswerHtml(PlainHtml):
    """The alert of a link, and what becomes of the answer. `form`: the token of the form, if there is one."""

    form: str = ""

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
            f'{others}<form method="post"><input type="hidden" name="form" value="{self.form}">'
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
    form_key: bytes

    def routes(self) -> list[Route]:
        return [
            Route("/a/{token}", self.get, methods=["GET"]),
            Route("/a/{token}", self.post, methods=["POST"]),
        ]

    async def get(self, request: Request) -> Response:
        """The alert of the link, and what can be said."""
        html = self._html(request)
        try:
            return plain_page(html.alert(await self._shown(request), now=self.edge.clock()))
        except Refused as refused:
            return plain_page(html.refused(refused.code), refused)

    async def post(self, request: Request) -> Response:
        """Take the answer, and show what was said. Without the token of the form, or with an old one, nothing
        is taken and the page is shown again.
        """
        html = self._html(request)
        try:
            shown = await self._shown(request)
            if not is_same_origin(request) or request.headers.get(FETCHED, "none") not in OUR_OWN:
                raise Refused(ErrorCode.LINK_ENDED, "sent from another page")
            answer, form = _answer(await body(request, MOST_BYTES))
            token = request.path_params["token"]
            if not self._is_of_page(token, form):
                return plain_page(html.alert(shown, now=self.edge.clock()))
            await self.edge.transact(lambda tx: answer_by_link(tx, token, answer))
            return plain_page(html.alert(await self._shown(request), now=self.edge.clock()))
        except Refused as refused:
            return plain_page(html.refused(refused.code), refused)

    def _html(self, request: Request) -> AnswerHtml:
        hour = int(self.edge.clock().timestamp()) // HOUR_S
        return AnswerHtml(language_of(request), self._form(request.path_params["token"], hour))

    def _form(self, token: str, hour: int) -> str:
        seal = hmac.new(self.form_key, f"{token}:{hour}".encode(), hashlib.sha256)
        return f"{hour}-{seal.hexdigest()[:32]}"

    def _is_of_page(self, token: str, form: str) -> bool:
        now = int(self.edge.clock().timestamp()) // HOUR_S
        made = (self._form(token, now - ago) for ago in range(-1, FORM_LASTS_H + 1))
        return any(hmac.compare_digest(each.encode(), form.encode()) for each in made)

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


def _answer(sent: bytes) -> tuple[LinkAnswer, str]:
    """The answer and the token of the form. Raises Refused(INVALID_INPUT)."""
    try:
        fields = parse_qs(sent.decode(errors="replace"))
        [given] = fields["answer"]
        return LinkAnswer(given), fields.get("form", [""])[0]
    except (KeyError, ValueError) as error:
        raise Refused(ErrorCode.INVALID_INPUT, "not what the page sends") from error


def form_key(secret: str) -> bytes:
    """The key of the forms, made from the secret that all API processes share."""
    return hmac.digest(secret.encode(), b"forms of answer links", "sha256")


def routes(parts: EdgeParts) -> list[Route]:
    """Addresses of answer links."""
    return AnswerPages(parts.edge, parts.trusted_proxies, form_key(parts.secret)).routes()
