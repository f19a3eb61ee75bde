"""/q/{label code}: what a label says to a phone that has never seen the product, without a script."""

import hashlib
import json
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qs
from uuid import UUID, uuid4

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.api.front_end import FrontEnd
from backend.api.http.label_html import LabelHtml
from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.context import Edge
from backend.core.http.plain_html import plain_page
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

MOST_BYTES: Final = 30_000


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
    front_end: FrontEnd
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
            return await self.front_end.get_response(request.url.path.lstrip("/"), request.scope)
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
