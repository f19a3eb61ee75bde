"""GET /export/readings: plain rows for a spreadsheet, a notebook or the authorities."""

import tempfile
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import FileResponse, Response, StreamingResponse
from starlette.routing import Route

from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.context import Edge
from backend.core.graphql.errors import refusal
from backend.core.http.headers import attachment
from backend.core.http.parts import EdgeParts
from backend.core.http.requests import known
from backend.core.viewer import Viewer
from backend.readings import exports_queries as exports
from backend.readings.series import exports as files
from backend.readings.series.exports import ExportFormat

LONGEST: Final = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Wish:
    """Readings that the address asks for. Times are aware; `to_at` is not included."""

    site: str
    codes: Sequence[str]
    from_at: datetime
    to_at: datetime
    kind: ExportFormat

    @classmethod
    def of(cls, request: Request) -> "Wish":
        """Raises Refused(INVALID_INPUT)."""
        asked = request.query_params
        wish = cls(
            site=asked.get("site", ""),
            codes=asked.getlist("sensor"),
            from_at=_time(asked.get("from", "")),
            to_at=_time(asked.get("to", "")),
            kind=_kind(asked.get("format", "csv")),
        )
        if not timedelta(0) < wish.to_at - wish.from_at <= LONGEST:
            raise Refused(ErrorCode.INVALID_INPUT, f"from must lie before to, at most {LONGEST.days} days")
        return wish

    @property
    def file_name(self) -> str:
        return f"readings-{self.site}-{self.from_at:%Y%m%d}-{self.to_at:%Y%m%d}.{self.kind}"


@dataclass(frozen=True)
class Exports:
    edge: Edge
    authenticate: Callable[[Request], Awaitable[Viewer | None]]

    def routes(self) -> list[Route]:
        return [Route("/export/readings", self.get)]

    async def get(self, request: Request) -> Response:
        """?site=&sensor=&sensor=&from=&to=&format=csv|parquet; else 400, 401, 403 or 404."""
        try:
            viewer = known(await self.authenticate(request))
            wish = Wish.of(request)
            sources = await self.edge.read(
                lambda session: exports.sources(session, viewer, wish.site, wish.codes)
            )
        except Refused as refused:
            return refusal(refused)
        headers = attachment(wish.file_name)
        rows = files.pieces(self.edge.database.read, sources, from_at=wish.from_at, to_at=wish.to_at)
        if wish.kind is ExportFormat.CSV:
            return StreamingResponse(files.csv(rows), media_type=wish.kind.media_type, headers=headers)
        file = await self.edge.think(lambda: _written(rows))
        done = BackgroundTask(file.unlink, missing_ok=True)
        return FileResponse(file, media_type=wish.kind.media_type, headers=headers, background=done)


def _written(rows: Iterator[files.Piece]) -> Path:
    """A Parquet file has its table of contents at the end: it is written whole, then sent."""
    with tempfile.NamedTemporaryFile(prefix="export-", suffix=".parquet", delete=False) as target:
        file = Path(target.name)
    try:
        files.parquet(rows, file)
    except BaseException:
        file.unlink(missing_ok=True)
        raise
    return file


def _time(text: str) -> datetime:
    with suppress(ValueError):
        found = datetime.fromisoformat(text)
        if found.tzinfo is not None:
            return found
    raise Refused(ErrorCode.INVALID_INPUT, "from and to are ISO 8601 with a time zone")


def _kind(text: str) -> ExportFormat:
    with suppress(ValueError):
        return ExportFormat(text)
    raise Refused(ErrorCode.INVALID_INPUT, "format is csv or parquet")


def routes(parts: EdgeParts) -> list[Route]:
    """Address of readings as files."""
    return Exports(parts.edge, parts.gate.authenticate).routes()
