"""Workbooks: template and export out, a file in to be checked and then imported."""

import io
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus
from typing import Any, Final
from uuid import UUID

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.context import Edge, Identity
from backend.core.graphql.errors import refusal
from backend.core.http.headers import attachment
from backend.core.http.parts import EdgeParts
from backend.core.http.requests import fields_of, known, language_of
from backend.core.http.uploads import receive
from backend.core.viewer import Viewer
from backend.workbooks import commands, queries
from backend.workbooks.files import writing
from backend.workbooks.runs import commands as runs
from backend.workbooks.runs import queries as run_queries
from backend.workbooks.runs.commands import SentFile
from backend.workbooks.runs.rules import Run
from backend.workbooks.runs.work_http import WorkbookWork
from backend.workbooks.sheets_rules import BY_KEY

MOST_BYTES: Final = 10_000_000
MOST_UPLOADS: Final = 8
"""Files that come in at the same time: each is in memory until it is whole."""
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV: Final = "text/csv; charset=utf-8"
WAIT_S: Final = 5
STATUS: Final = {
    ErrorCode.CONFLICT: HTTPStatus.CONFLICT,
    ErrorCode.WORKBOOK_BUSY: HTTPStatus.CONFLICT,
    ErrorCode.WORKBOOK_TOO_LARGE: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
}

Handler = Callable[[Request, Identity], Awaitable[Response]]


@dataclass(frozen=True)
class Workbooks:
    """`running`: people whose upload or export is on its way; each has one at a time."""

    edge: Edge
    identify: Callable[[Request], Awaitable[Identity | None]]
    work: WorkbookWork
    running: set[UUID] = field(default_factory=set)

    def routes(self) -> list[Route]:
        one = "/workbooks/runs/{run_id:uuid}"
        return [
            Route("/workbooks/template.xlsx", self._answering(self.get_template)),
            Route("/workbooks/export", self._answering(self.export), methods=["POST"]),
            Route("/workbooks/runs", self._answering(self.get_last)),
            Route(one, self._answering(self.put), methods=["PUT"]),
            Route(one, self._answering(self.get)),
            Route(f"{one}/import", self._answering(self.import_), methods=["POST"]),
            Route(f"{one}/check", self._answering(self.check), methods=["POST"]),
        ]

    def _answering(self, handle: Handler) -> Callable[[Request], Awaitable[Response]]:
        return partial(self._answer, handle)

    async def _answer(self, handle: Handler, request: Request) -> Response:
        """Return the response of the handler, or a coded refusal."""
        try:
            return await handle(request, known(await self.identify(request)))
        except Refused as refused:
            return refusal(refused, status=STATUS.get(refused.code))
        except ClientDisconnect:
            return Response(status_code=HTTPStatus.BAD_REQUEST)  # nobody is there to read it

    async def get_template(self, request: Request, who: Identity) -> Response:
        """?site= → an empty workbook with examples and drop-downs."""
        site_id, viewer = _site(request.query_params.get("site", "")), who.viewer
        language = language_of(request)
        commands.require_any(viewer, site_id)
        lines = {
            key: each
            for key, each in writing.examples(language).items()
            if BY_KEY[key].is_at(site_id, viewer) and viewer.may(BY_KEY[key].seen_with, site_id=site_id)
        }
        with self._place(viewer):
            content = await self.edge.think(lambda: writing.write_workbook(lines, language))
        return _file(content, "anhuan-template.xlsx", XLSX)

    async def export(self, request: Request, who: Identity) -> Response:
        """{"siteId", "sheet": key of one or "", "format": xlsx or csv (one sheet), "purpose"} → a file.

        REASON_REQUIRED; it is on record before its first byte is sent.
        """
        site, key, format_, purpose = await fields_of(request, "siteId", "sheet", "format", "purpose")
        site_id, viewer, language = _site(site), who.viewer, language_of(request)
        commands.require_any(viewer, site_id)
        if format_ not in ("xlsx", "csv") or (format_ == "csv" and not key):
            raise Refused(ErrorCode.INVALID_INPUT, "xlsx, or one sheet as csv")
        now = self.edge.clock()
        with self._place(viewer):
            tables = await self.edge.read(lambda session: queries.tables(session, viewer, site_id, now=now))
            wanted = {name: lines for name, lines in tables.items() if key in ("", name)}
            if not wanted:
                raise Refused(ErrorCode.NOT_FOUND, "no such sheet for this viewer")
            rows = {name: len(lines) for name, lines in wanted.items()}
            await self.edge.transact(
                lambda tx: commands.record_export(tx, site_id, rows, purpose=purpose, by=viewer)
            )
            name = f"anhuan-{key or 'all'}-{self.edge.clock():%Y%m%d}.{format_}"
            if format_ == "csv":
                content = await self.edge.think(
                    lambda: writing.write_sheet(BY_KEY[key], wanted[key], language)
                )
                return _file(content, name, CSV)
            content = await self.edge.think(lambda: writing.write_workbook(wanted, language))
            return _file(content, name, XLSX)

    async def get_last(self, request: Request, who: Identity) -> Response:
        """?site= → {"run": the one that the viewer sent last, "busy": who else is at work on one}."""
        site_id, viewer, now = _site(request.query_params.get("site", "")), who.viewer, self.edge.clock()
        commands.require_any(viewer, site_id)
        run = await self.edge.read(lambda session: run_queries.last_run(session, viewer, site_id))
        busy = await self.edge.read(lambda session: run_queries.busy(session, viewer, site_id, now))
        by = None if busy is None else {"by": busy.by.both(), "since": busy.since.isoformat()}
        return _shown({"run": await self._of(run, viewer) if run else None, "busy": by})

    async def put(self, request: Request, who: Identity) -> Response:
        """?site=, ?name=, ?sheet= of a file of comma-separated values, and the file → 202 and its run, which
        is being checked. The same again gives the same.

        WORKBOOK_TOO_LARGE before it is read, CONFLICT for another file under this id, WORKBOOK_BUSY.
        """
        run_id, site_id = request.path_params["run_id"], _site(request.query_params.get("site", ""))
        commands.require_any(who.viewer, site_id)
        name, sheet = (request.query_params.get(each, "") for each in ("name", "sheet"))
        if sheet and sheet not in BY_KEY:
            raise Refused(ErrorCode.INVALID_INPUT, "no such sheet")
        with self._place(who.viewer):
            content, sha256 = await _content(request)
            file = SentFile(name, sheet, sha256, content)
            run, is_new = await self.edge.transact(
                lambda tx: runs.begin(tx, run_id, site_id, file, by=who.viewer)
            )
        return await self._started(run, who.viewer, is_new=is_new)

    async def get(self, request: Request, who: Identity) -> Response:
        """A run of the viewer's own: how far it is, and what came of it."""
        run_id = request.path_params["run_id"]
        run = await self.edge.read(lambda session: run_queries.run(session, who.viewer, run_id))
        if run is None:
            raise Refused(ErrorCode.NOT_FOUND, "no such workbook for this viewer")
        return _shown(await self._of(run, who.viewer))

    async def import_(self, request: Request, who: Identity) -> Response:
        """→ 202: what was checked is imported; STEP_UP_NEEDED, ILLEGAL_TRANSITION, WORKBOOK_BUSY. What is
        found out later stands in the run: CONFLICT where somebody changed the same meanwhile.
        """
        run_id = request.path_params["run_id"]
        run, is_new = await self.edge.transact(
            lambda tx: runs.ask_import(tx, run_id, family_id=who.family_id, by=who.viewer)
        )
        return await self._started(run, who.viewer, is_new=is_new)

    async def check(self, request: Request, who: Identity) -> Response:
        """?levels=computed → 202: the file that is kept is checked anew, with the computed levels in place of
        others that were typed; ILLEGAL_TRANSITION, WORKBOOK_BUSY.
        """
        run_id = request.path_params["run_id"]
        takes_computed = request.query_params.get("levels") == "computed"
        run, is_new = await self.edge.transact(
            lambda tx: runs.check_again(tx, run_id, takes_computed=takes_computed, by=who.viewer)
        )
        return await self._started(run, who.viewer, is_new=is_new)

    async def _started(self, run: Run, by: Viewer, *, is_new: bool) -> Response:
        if is_new:
            self.work.start(run, by)
        return _shown(await self._of(run, by), HTTPStatus.ACCEPTED)

    async def _of(self, run: Run, viewer: Viewer) -> dict[str, Any]:
        is_conflict = run.code == ErrorCode.CONFLICT
        others = (
            await self.edge.read(lambda session: run_queries.meanwhile(session, viewer, run))
            if is_conflict
            else ()
        )
        now = self.edge.clock()
        return {
            "id": str(run.run_id),
            "fileName": run.file_name,
            "size": run.size,
            "state": run.state_at(now),
            "isImport": run.is_import,
            "mayImport": run.may_be_imported(now),
            "mayCheck": run.has_content,
            "takesComputed": run.takes_computed,
            "rows": {"total": run.rows_total, "checked": run.rows_checked},
            "outcome": run.outcome,
            "code": run.code,
            "meanwhile": [
                {
                    "kind": each.kind,
                    "at": each.at.isoformat(),
                    "by": each.by.both() if each.by else None,
                    "isMine": each.is_mine,
                }
                for each in others
            ],
            "startedAt": run.started_at.isoformat(),
            "changedAt": run.changed_at.isoformat(),
        }

    @contextmanager
    def _place(self, viewer: Viewer) -> Iterator[None]:
        """Raises Refused(TOO_MANY_ATTEMPTS): one at a time for each person, and some for all."""
        if viewer.person_id in self.running or len(self.running) >= MOST_UPLOADS:
            raise Refused(ErrorCode.TOO_MANY_ATTEMPTS, "one workbook at a time", WAIT_S)
        self.running.add(viewer.person_id)
        try:
            yield
        finally:
            self.running.discard(viewer.person_id)


def _site(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as error:
        raise Refused(ErrorCode.INVALID_INPUT, "which site?") from error


async def _content(request: Request) -> tuple[bytes, str]:
    """The file and its sha256. Raises Refused: WORKBOOK_TOO_LARGE before it is read, WORKBOOK_UNREADABLE
    where the rest of it does not come.
    """
    target = io.BytesIO()
    try:
        sha256 = await receive(request, target, _check_length)
    except Refused as refused:
        if refused.code is ErrorCode.PHOTO_TRUNCATED:
            raise Refused(ErrorCode.WORKBOOK_UNREADABLE, refused.reason) from refused
        raise
    return target.getvalue(), sha256


def _check_length(length: int) -> None:
    if length > MOST_BYTES:
        raise Refused(ErrorCode.WORKBOOK_TOO_LARGE, f"more than {MOST_BYTES} bytes")


def _shown(body: dict[str, Any], status: HTTPStatus = HTTPStatus.OK) -> Response:
    return JSONResponse(body, status, {"cache-control": "no-store"})


def _file(content: bytes, name: str, media_type: str) -> Response:
    headers = attachment(name)
    return Response(content, media_type=media_type, headers=headers)


def routes(parts: EdgeParts) -> list[Route]:
    """Addresses of workbooks; their work ends with the server."""
    work = WorkbookWork(parts.edge)
    parts.lasting.append(work)
    return Workbooks(parts.edge, parts.gate.identity, work).routes()
