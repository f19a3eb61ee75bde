"""Workbooks: template and export out, a file in to be checked or imported."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from typing import Any, Final
from uuid import UUID

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from backend.api.http.requests import body, language_of
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.context import Edge
from backend.core.graphql.errors import refusal
from backend.core.viewer import Viewer
from backend.workbooks import commands, queries
from backend.workbooks.files import reading, writing
from backend.workbooks.rules import BY_KEY, NothingKept, Outcome

MOST_BYTES: Final = 10_000_000
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV: Final = "text/csv; charset=utf-8"
WAIT_S: Final = 5


@dataclass(frozen=True)
class Workbooks:
    """`running`: people whose workbook is at work; each has one at a time."""

    edge: Edge
    authenticate: Callable[[Request], Awaitable[Viewer | None]]
    running: set[UUID] = field(default_factory=set)

    def routes(self) -> list[Route]:
        return [
            Route("/workbooks/template.xlsx", partial(self._answer, self._template)),
            Route("/workbooks/export.xlsx", partial(self._answer, self._export)),
            Route("/workbooks/export.csv", partial(self._answer, self._export_sheet)),
            Route("/workbooks/check", partial(self._answer, self._check), methods=["POST"]),
            Route("/workbooks/import", partial(self._answer, self._import), methods=["POST"]),
        ]

    async def _answer(
        self, handle: Callable[[Request, Viewer, UUID], Awaitable[Response]], request: Request
    ) -> Response:
        """?site= and for a file of comma-separated values ?sheet=; a coded refusal, or what was asked for."""
        try:
            viewer = await self.authenticate(request)
            if viewer is None:
                raise Refused(ErrorCode.UNAUTHENTICATED, "no valid token")
            site_id = _site(request)
            commands.require_any(viewer, site_id)
            if viewer.person_id in self.running:
                raise Refused(ErrorCode.TOO_MANY_ATTEMPTS, "one workbook at a time", WAIT_S)
            self.running.add(viewer.person_id)
            try:
                return await handle(request, viewer, site_id)
            finally:
                self.running.discard(viewer.person_id)
        except Refused as refused:
            return refusal(refused)

    async def _template(self, request: Request, _: Viewer, __: UUID) -> Response:
        language = language_of(request)
        content = await self.edge.think(lambda: writing.write_workbook(writing.examples(language), language))
        return _file(content, "anhuan-template.xlsx", XLSX)

    async def _export(self, request: Request, viewer: Viewer, site_id: UUID) -> Response:
        language = language_of(request)
        tables = await self.edge.read(lambda session: queries.tables(session, viewer, site_id))
        rows = {key: len(lines) for key, lines in tables.items()}
        await self.edge.transact(lambda tx: commands.record_export(tx, site_id, rows, by=viewer))
        content = await self.edge.think(lambda: writing.write_workbook(tables, language))
        return _file(content, f"anhuan-{self.edge.clock():%Y%m%d}.xlsx", XLSX)

    async def _export_sheet(self, request: Request, viewer: Viewer, site_id: UUID) -> Response:
        language = language_of(request)
        key = request.query_params.get("sheet", "")
        tables = await self.edge.read(lambda session: queries.tables(session, viewer, site_id))
        if key not in tables:
            raise Refused(ErrorCode.NOT_FOUND, "no such sheet for this viewer")
        rows = {key: len(tables[key])}
        await self.edge.transact(lambda tx: commands.record_export(tx, site_id, rows, by=viewer))
        content = await self.edge.think(lambda: writing.write_sheet(BY_KEY[key], tables[key], language))
        return _file(content, f"{key}-{self.edge.clock():%Y%m%d}.csv", CSV)

    async def _check(self, request: Request, viewer: Viewer, site_id: UUID) -> Response:
        """200 and what the file would do, faults included."""
        return await self._carry_out(request, partial(commands.check_workbook, by=viewer), site_id)

    async def _import(self, request: Request, viewer: Viewer, site_id: UUID) -> Response:
        """200 and what the file did; 422 and its faults, and then nothing was done."""
        return await self._carry_out(
            request,
            partial(commands.import_workbook, by=viewer),
            site_id,
            at_fault=HTTPStatus.UNPROCESSABLE_ENTITY,
        )

    async def _carry_out(
        self,
        request: Request,
        command: Callable[..., Outcome | None],
        site_id: UUID,
        *,
        at_fault: HTTPStatus = HTTPStatus.OK,
    ) -> Response:
        content = await _content(request)
        sheet = request.query_params.get("sheet", "")
        sheets = await asyncio.to_thread(reading.read_workbook, content, sheet)

        def step(tx: Transaction) -> Outcome | None:
            return command(tx, site_id, sheets)

        try:
            outcome = await self.edge.transact(step)
        except NothingKept as ended:
            return JSONResponse(_shown(ended.outcome), at_fault)
        return JSONResponse(_shown(outcome or Outcome()))


def _site(request: Request) -> UUID:
    try:
        return UUID(request.query_params.get("site", ""))
    except ValueError as error:
        raise Refused(ErrorCode.INVALID_INPUT, "which site?") from error


async def _content(request: Request) -> bytes:
    """The file. Raises Refused: WORKBOOK_TOO_LARGE before it is read, INVALID_INPUT where it says no size
    and is too large.
    """
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > MOST_BYTES:
        raise Refused(ErrorCode.WORKBOOK_TOO_LARGE, f"more than {MOST_BYTES} bytes")
    return await body(request, MOST_BYTES)


def _shown(outcome: Outcome) -> dict[str, Any]:
    return {
        "counts": [
            {"sheet": key, "new": each.new, "changed": each.changed, "same": each.same}
            for key, each in outcome.counts.items()
        ],
        "faults": [
            {
                "sheet": each.sheet,
                "row": each.row,
                "column": each.column,
                "value": each.value,
                "code": each.code,
            }
            for each in outcome.faults
        ],
        "faultCount": outcome.fault_count,
    }


def _file(content: bytes, name: str, media_type: str) -> Response:
    headers = {
        "content-disposition": f'attachment; filename="{name}"',
        "cache-control": "private, no-store",
        "x-content-type-options": "nosniff",
    }
    return Response(content, media_type=media_type, headers=headers)
