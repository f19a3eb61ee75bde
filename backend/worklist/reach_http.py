"""GET /export/reach.csv: how soon alerts were shown, row by row as the report has it."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.core import words
from backend.core.cells import BYTE_ORDER_MARK, csv_line
from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.context import Edge
from backend.core.graphql.errors import refusal
from backend.core.http.headers import attachment
from backend.core.http.parts import EdgeParts
from backend.core.http.requests import known, language_of
from backend.core.text import Text
from backend.core.viewer import Viewer
from backend.notifications.reach import queries
from backend.notifications.reach.queries import ReachReport
from backend.notifications.reach.rules import ShownWithin
from backend.worklist import exports_commands as exports

HEADINGS: Final = ("level", "of", "times", "within_15", "within_60", "p50", "p95", "p99")
UNKNOWN: Final = words.text("browserKind.unknown")


@dataclass(frozen=True)
class ReachFile:
    """Names nobody: people whom nothing reaches stand on the page alone."""

    edge: Edge
    authenticate: Callable[[Request], Awaitable[Viewer | None]]

    def routes(self) -> list[Route]:
        return [Route("/export/reach.csv", self.get)]

    async def get(self, request: Request) -> Response:
        """?site= id; else 401, 403 or 404."""
        language, now = language_of(request), self.edge.clock()
        try:
            viewer = known(await self.authenticate(request))
            site_id = _site(request)
            report = await self.edge.read(lambda session: queries.of_site(session, viewer, site_id, now=now))
            lines = [[level, of, *_figures(shown)] for level, of, shown in _rows(report)]
            await self.edge.transact(
                lambda tx: exports.record_export(
                    tx, "reach", {}, site_ids=[site_id], rows=len(lines), purpose="", by=viewer
                )
            )
        except Refused as refused:
            return refusal(refused)
        header = csv_line(words.of("export.column", each).in_(language) for each in HEADINGS)
        rows = (
            csv_line(each.in_(language) if isinstance(each, Text) else each for each in line)
            for line in lines
        )
        headers = attachment(f"reach-{now:%Y%m%d}.csv")
        content = BYTE_ORDER_MARK + header + "".join(rows)
        return Response(content, media_type="text/csv; charset=utf-8", headers=headers)


def _rows(report: ReachReport) -> Iterator[tuple[Text, Text, ShownWithin]]:
    """Yield the level, what of it, and how soon it was shown: what the page shows, in its order."""
    for tier in report.tiers:
        yield words.text("reach.level.tiers"), words.of("Tier", tier.tier.name), tier.shown_within
    for channel in report.channels:
        named = words.find("ChannelKind", channel.kind.upper()) or Text(channel.kind, channel.kind)
        yield words.text("reach.level.channels"), named, channel.shown_within
    for maker in report.makers:
        named = words.of("Maker", maker.maker) if maker.maker else UNKNOWN
        yield words.text("reach.level.makers"), named, maker.shown_within
    for engine in report.engines:
        named = words.of("Engine", engine.engine) if engine.engine else UNKNOWN
        if engine.major:
            named = Text(f"{named.zh} {engine.major}", f"{named.en} {engine.major}")
        yield words.text("reach.level.engines"), named, engine.shown_within


def _figures(shown: ShownWithin) -> list[int | float | str]:
    """Counts, and times in seconds; empty where there are too few to tell, or so many were never shown it."""
    counts = ["" if each is None else each for each in (shown.soon, shown.latest)]
    times = ["" if each is None else each.total_seconds() for each in (shown.p50, shown.p95, shown.p99)]
    return [shown.count, *counts, *times]


def _site(request: Request) -> UUID:
    try:
        return UUID(request.query_params.get("site", ""))
    except ValueError as error:
        raise Refused(ErrorCode.NOT_FOUND, "no such site") from error


def routes(parts: EdgeParts) -> list[Route]:
    """Address of the file about reachability."""
    return ReachFile(parts.edge, parts.gate.authenticate).routes()
