"""/q/{label code}: what a label says to a phone that has never seen the product, without a script."""

import hashlib
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qs
from uuid import UUID, uuid4

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
from backend.core.vocabulary import HazardCategory, HazardGrade
from backend.equipment.labels import queries
from backend.equipment.labels.rules import ShownLabel
from backend.hazards.anonymous import commands as anonymity
from backend.hazards.anonymous import queries as reports
from backend.hazards.anonymous.admission_queries import let_in
from backend.hazards.anonymous.rules import hash_of_key, new_key
from backend.sites.labels.rules import read_label_code

if TYPE_CHECKING:  # types only
    from backend.core.word_keys import Key

MOST_BYTES: Final = 30_000


@dataclass(frozen=True)
class LabelHtml(PlainHtml):
    """Pages about the label with this code. `app`: where the app is, empty for the same address."""

    code: str
    app: str = ""

    def label(self, label: ShownLabel | None, *, is_read_only: bool = False) -> str:
        """Return the page of the equipment or area that the label stands on; None: a page that says only how
        to sign in, whether it is a label or not.

        `is_read_only`: over a connection that is not encrypted, where nobody reports.
        """
        if label is None:
            hint = f"<h1>{self._say('labels.page.signIn')}</h1><p>{self._say('labels.page.signInHint')}</p>"
            return self._page("", hint + self._app("labels.page.open"))
        lines = [self._about(label)]
        if label.muster.zh or label.muster.en:
            muster = f"<small>{self._say('labels.page.muster')}</small>{self._text(label.muster)}"
            lines.append(f'<div class="row">{muster}</div>')
        if is_read_only:
            lines.append(self._app("labels.page.open"))
            lines.append(f'<p class="quiet">{self._say("labels.page.readOnly")} <a href="/trust">')
            lines.append(f"{self._say('labels.page.trust')}</a></p>")
        elif label.takes_reports:
            report = self._say("labels.page.report")
            lines.append(f'<a class="go" href="?report=1">{report}</a>')
            lines.append(self._app("labels.page.open", is_second=True))
        else:
            lines.append(self._app("labels.page.signInToReport"))
        lines.append(f'<p class="quiet">{self._say("labels.page.more")}</p>')
        return self._page(self._text(label.site), "".join(lines))

    def form(
        self,
        label: ShownLabel,
        *,
        operation: str,
        key: str,
        category: HazardCategory | None = None,
        description: str = "",
        refused: ErrorCode | None = None,
    ) -> str:
        """Return the page with the form of a report. `refused`: the code with which the same was refused
        before.
        """
        chosen = category or HazardCategory.OTHER
        choices = "".join(
            f'<option value="{each}"{" selected" if each is chosen else ""}>'
            f"{self._text(words.of('HazardCategory', each))}</option>"
            for each in HazardCategory
        )
        inside = (
            f'<form method="post" action="/q/{escape(self.code)}">'
            f'<input type="hidden" name="operation" value="{escape(operation)}">'
            f'<input type="hidden" name="key" value="{escape(key)}">'
            f'<label for="what">{self._say("labels.page.what")}</label>'
            f'<textarea id="what" name="description" rows="5" maxlength="2000" required>'
            f"{escape(description)}</textarea>"
            f'<label for="category">{self._say("labels.page.category")}</label>'
            f'<select id="category" name="category">{choices}</select>'
            f"<button>{self._say('labels.page.send')}</button></form>"
            f'<p class="quiet">{self._say("labels.page.nameless")}</p>'
        )
        return self._page(self._text(label.site), self._about(label) + self._wrong(refused) + inside)

    def sent(self, label: ShownLabel, number: str, key: str) -> str:
        """The report is there; with the key it is found again."""
        groups = " ".join(key[at : at + 5] for at in range(0, len(key), 5))
        inside = (
            f"<h1>{self._say('labels.page.sent')}</h1><p>{escape(number)}</p>"
            f'<div class="row"><small>{self._say("labels.page.key")}</small>'
            f'<span class="key">{escape(groups)}</span></div>'
            f'<a class="go second" href="/follow">{self._say("labels.page.follow")}</a>'
        )
        return self._page(self._text(label.site), inside)

    def refused(self, code: ErrorCode) -> str:
        """Why there is no page."""
        return self._page("", self._wrong(code) + self._app("labels.page.open"))

    def _about(self, label: ShownLabel) -> str:
        area = f"<p>{self._text(label.area)}</p>" if label.area else ""
        return f'<h1>{escape(label.code)}</h1><p class="name">{self._text(label.name)}</p>{area}'

    def _app(self, key: "Key", *, is_second: bool = False) -> str:
        look = "go second" if is_second else "go"
        return f'<a class="{look}" href="{escape(self.app)}/q/{escape(self.code)}?app=1">{self._say(key)}</a>'


@dataclass(frozen=True)
class Report:
    """A report as the form of the page sends it. `operation` and `key` are made with the form: sending it
    twice gives the same report.
    """

    operation: UUID
    key: str
    category: HazardCategory
    description: str


@dataclass(frozen=True)
class LabelPages:
    """Codes that are no label's, and `?app=1`, open the app; an installed app answers before the server."""

    edge: Edge
    open_app: Callable[[Request], Awaitable[Response]]
    trusted_proxies: int

    def routes(self) -> list[Route]:
        return [
            Route("/q/{code}", self.get, methods=["GET"]),
            Route("/q/{code}", self.post, methods=["POST"]),
        ]

    async def get(self, request: Request) -> Response:
        """The page; `?report=1`: its form, where the site takes reports without a name."""
        code = read_label_code(request.path_params["code"])
        if code is None or request.query_params.get("app"):
            return await self.open_app(request)
        html = LabelHtml(language_of(request), code)
        try:
            label = await self.look_up(request, code)
        except Refused as refused:
            return plain_page(html.refused(refused.code), refused)
        if label is not None:
            html = LabelHtml(language_of(request, label.language), code)
        if label is not None and label.takes_reports and request.query_params.get("report"):
            return plain_page(html.form(label, operation=str(uuid4()), key=new_key()))
        return plain_page(html.label(label))

    async def post(self, request: Request) -> Response:
        """Take the form in: the number of the report and the key to follow it."""
        html = LabelHtml(language_of(request), read_label_code(request.path_params["code"]) or "")
        try:
            label = await self.look_up(request, html.code)
            if label is None or not label.takes_reports or not is_same_origin(request):
                raise Refused(ErrorCode.ANONYMOUS_NOT_ALLOWED, "no reports by this label")
            html = LabelHtml(language_of(request, label.language), html.code)
            report = _report(parse_qs((await body(request, MOST_BYTES)).decode(errors="replace")))
        except Refused as refused:
            return plain_page(html.refused(refused.code), refused)
        try:
            number = await self._send(request, label, report)
        except Refused as refused:
            words = report.description
            again = html.form(
                label,
                operation=str(report.operation),
                key=report.key,
                category=report.category,
                description=words,
                refused=refused.code,
            )
            return plain_page(again, refused)
        return plain_page(html.sent(label, number, report.key))

    async def look_up(self, request: Request, code: str) -> ShownLabel | None:
        """Return the label; None for no such code. Raises Refused(TOO_MANY_ATTEMPTS) after many of those."""
        label = await self.edge.read(lambda session: queries.shown(session, code))
        if label is None:
            address = client_address(request, self.trusted_proxies)
            self.edge.wrong_tries.count(Purpose.LABEL, address, now=self.edge.clock())
        return label

    async def _send(self, request: Request, label: ShownLabel, report: Report) -> str:
        address, sent_id = client_address(request, self.trusted_proxies), str(report.operation)
        await let_in(self.edge, address, self.edge.paces.reports, label.site_pass or "", sent_id)
        digest = hashlib.sha256(json.dumps([label.code, report.category, report.description]).encode())
        report_id = await self.edge.transact(
            lambda tx: anonymity.report_anonymously(
                tx,
                report.operation,
                site_pass=label.site_pass or "",
                key_hash=hash_of_key(report.key),
                payload_hash=digest.hexdigest(),
                category=report.category,
                grade=HazardGrade.GENERAL,
                clause=None,
                description=report.description,
                area_id=None if label.equipment_code else label.area_id,
                equipment_code=label.equipment_code,
                photos=(),
                captured_at=self.edge.clock(),
            )
        )
        return await self.edge.read(lambda session: reports.number_of(session, report_id))


def _report(fields: dict[str, list[str]]) -> Report:
    """Raises Refused(INVALID_INPUT)."""
    given = {name: values[0] for name, values in fields.items()}
    try:
        return Report(
            UUID(given.get("operation", "")),
            given.get("key", ""),
            HazardCategory(given.get("category", "")),
            given.get("description", "").replace("\r\n", "\n").strip(),
        )
    except ValueError as error:
        raise Refused(ErrorCode.INVALID_INPUT, "not what the form sends") from error


def routes(parts: EdgeParts) -> list[Route]:
    """Addresses of labels."""
    return LabelPages(parts.edge, parts.open_app, parts.trusted_proxies).routes()
