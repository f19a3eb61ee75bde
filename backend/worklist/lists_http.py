"""GET /exports/{list}.csv: every row of a filter, as the table of that list shows it."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from backend.core import nouns, words
from backend.core.cells import BYTE_ORDER_MARK, csv_line
from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.context import Context, Edge, Identity
from backend.core.graphql.errors import refusal
from backend.core.graphql.executor import Schema
from backend.core.http.headers import attachment
from backend.core.http.parts import EdgeParts
from backend.core.http.requests import known, language_of
from backend.core.lists import Column, List
from backend.core.strict_json import read_json
from backend.core.text import Language
from backend.sites import queries as sites
from backend.worklist import exports_commands as exports

MOST_ROWS: Final = 50_000
PAGE: Final = 100
LONGEST_QUERY: Final = 4_000
"""Characters of the JSON that says what is wanted."""
MOST_CHOSEN: Final = 200
"""Rows that somebody picked out by hand."""


@dataclass(frozen=True, slots=True)
class Writing:
    """Language of the words, and the zone in which times are written."""

    language: Language
    zone: ZoneInfo

    def header(self, of: List) -> list[str]:
        return [words.of("export.column", each.heading).in_(self.language) for each in of.columns]

    def row(self, of: List, edge: Mapping[str, Any]) -> list[str | int | float]:
        return [self._cell(each, edge) for each in of.columns]

    def _cell(self, column: Column, edge: Mapping[str, Any]) -> str | int | float:
        value: Any = edge
        for key in column.path.split("."):
            value = value[key] if value is not None else None
        if isinstance(value, bool):
            return words.of("export.claim", "yes" if value else "no").in_(self.language)
        return value if isinstance(value, int | float) else self._written(column, value)

    def _written(self, column: Column, value: Any) -> str:
        if value is None:
            return ""
        if isinstance(value, Mapping):  # a text in both languages
            return str(value["en" if self.language is Language.EN else "zh"])
        if column.group is not None:
            return words.of(column.group, value).in_(self.language)
        if column.path.endswith((".at", "At")):
            return f"{datetime.fromisoformat(value).astimezone(self.zone):%Y-%m-%d %H:%M:%S}"
        return str(value)


@dataclass(frozen=True)
class ListExports:
    """`running`: people whose export is being sent; each has one at a time."""

    edge: Edge
    schema: Schema
    identify: Callable[[Request], Awaitable[Identity | None]]
    running: set[UUID] = field(default_factory=set)

    def routes(self) -> list[Route]:
        return [Route("/exports/{name}.csv", self.get)]

    async def get(self, request: Request) -> Response:
        """?query= filter, sort and what else the list takes, as JSON; ?rows= ids, with commas, of the only
        rows wanted; ?purpose= for a list with names; else 400, 401, 404 or 429.
        """
        try:
            identity = known(await self.identify(request))
            return await self._export(request.path_params["name"], request, identity)
        except Refused as refused:
            return refusal(refused)

    async def _export(self, name: str, request: Request, identity: Identity) -> Response:
        export = nouns.lists().get(name)
        if export is None:
            raise Refused(ErrorCode.NOT_FOUND, "no such list")
        viewer = identity.viewer
        if viewer.person_id in self.running:
            raise Refused(ErrorCode.TOO_MANY_ATTEMPTS, "one export at a time", 5)
        asked = _asked(request.query_params.get("query", "{}"), export)
        chosen = _chosen(request.query_params.get("rows", ""))
        purpose = request.query_params.get("purpose", "")
        if export.names_people:
            exports.check_purpose(purpose)
        writing = Writing(language_of(request), await self._zone(identity))
        first = await self._page(export, asked, identity, None)
        rows = min(first["totalCount"], len(chosen) or MOST_ROWS)
        said = {**asked, "chosen": sorted(chosen)} if chosen else asked
        await self.edge.transact(
            lambda tx: exports.record_export(
                tx, name, said, site_ids=viewer.site_ids, rows=rows, purpose=purpose, by=viewer
            )
        )
        headers = attachment(f"{name}-{self.edge.clock():%Y%m%d}.csv")
        pages = self._pages(export, asked, identity, first)
        if chosen:
            pages = _only(pages, chosen)
        lines = self._lines(export, identity, writing, pages)
        return StreamingResponse(lines, media_type="text/csv; charset=utf-8", headers=headers)

    async def _lines(
        self, export: List, identity: Identity, writing: Writing, pages: AsyncIterator[list[Any]]
    ) -> AsyncIterator[str]:
        person_id = identity.viewer.person_id
        self.running.add(person_id)
        try:
            yield BYTE_ORDER_MARK + csv_line(writing.header(export))
            sent = 0
            async for edges in pages:
                kept = edges[: MOST_ROWS - sent]
                sent += len(kept)
                yield "".join(csv_line(writing.row(export, edge)) for edge in kept)
                if len(kept) < len(edges):
                    yield csv_line([words.text("export.cut", rows=MOST_ROWS).in_(writing.language)])
                    break
        finally:
            self.running.discard(person_id)

    async def _pages(
        self, export: List, asked: Mapping[str, Any], identity: Identity, page: Mapping[str, Any]
    ) -> AsyncIterator[list[Any]]:
        """The edges of `page` and of those that follow it."""
        yield page["edges"]
        while page["pageInfo"]["hasNextPage"]:
            page = await self._page(export, asked, identity, page["pageInfo"]["endCursor"])
            yield page["edges"]

    async def _page(
        self, export: List, asked: Mapping[str, Any], identity: Identity, after: str | None
    ) -> dict[str, Any]:
        """One page of the list, by the same resolvers as the table. Raises Refused."""
        variables = {**asked, "first": PAGE, "after": after}
        context = Context(self.edge, identity)
        result = await self.schema.execute(export.document, variable_values=variables, context_value=context)
        for error in result.errors or ():
            if error.path is None:  # what was asked for does not fit the list
                raise Refused(ErrorCode.INVALID_INPUT, error.message)
            raise error.original_error or error
        data: dict[str, Any] = (result.data or {})[export.root]
        return data

    async def _zone(self, identity: Identity) -> ZoneInfo:
        """The zone of the viewer's site; UTC where several sites lie in different ones."""
        found = await self.edge.read(lambda session: sites.sites(session, identity.viewer))
        zones = {site.timezone for site in found.values()}
        return ZoneInfo(zones.pop() if len(zones) == 1 else "UTC")


def _asked(text: str, export: List) -> dict[str, Any]:
    """Return the arguments of the list that the address asks for, by name. Raises Refused(INVALID_INPUT)."""
    if len(text) > LONGEST_QUERY:
        raise Refused(ErrorCode.INVALID_INPUT, "too long a query")
    try:
        found = read_json(text)
    except ValueError as error:
        raise Refused(ErrorCode.INVALID_INPUT, "the query is JSON") from error
    if not isinstance(found, dict) or not found.keys() <= export.arguments.keys():
        raise Refused(ErrorCode.INVALID_INPUT, f"the query holds some of {', '.join(export.arguments)}")
    return {name: value for name, value in found.items() if value is not None}


def _chosen(text: str) -> frozenset[str]:
    """Ids of the rows that were picked out; none is all of them. Raises Refused(INVALID_INPUT)."""
    try:
        ids = frozenset(str(UUID(each)) for each in text.split(",") if each)
    except ValueError as error:
        raise Refused(ErrorCode.INVALID_INPUT, "rows are ids") from error
    if len(ids) > MOST_CHOSEN:
        raise Refused(ErrorCode.INVALID_INPUT, f"at most {MOST_CHOSEN} rows")
    return ids


async def _only(pages: AsyncIterator[list[Any]], chosen: frozenset[str]) -> AsyncIterator[list[Any]]:
    """The chosen rows of some pages, in the order of the list; no page is read after the last of them, nor
    beyond MOST_ROWS where one has left the list.
    """
    missing, looked_at = len(chosen), 0
    async for edges in pages:
        kept = [edge for edge in edges if edge["node"]["id"] in chosen]
        missing, looked_at = missing - len(kept), looked_at + len(edges)
        yield kept
        if missing <= 0 or looked_at >= MOST_ROWS:
            break


def routes(parts: EdgeParts) -> list[Route]:
    """Address of lists as files."""
    return ListExports(parts.edge, parts.get(Schema), parts.gate.identity).routes()
