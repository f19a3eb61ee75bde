"""The built front end: files with the right cache rules, and the shell for every address inside the app."""

import gzip
import os
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path, PurePosixPath
from typing import Final

import anyio.to_thread
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

SHELL: Final = "index.html"
FOR_EVER: Final = "public, max-age=31536000, immutable"
ASK_AGAIN: Final = "no-cache"
HASHED: Final = "assets/"  # vite writes a hash of the content into these names
COMPRESSED: Final = frozenset({".css", ".html", ".js", ".json", ".map", ".svg", ".wasm", ".webmanifest"})
SMALL: Final = 512
MISSING: Final = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>安环 Anhuan</title>
<h1>前端尚未构建 · The front end is not built</h1>
<p>The server is running, but there are no pages in its front-end folder.
Build them with <code>make run</code>, or use the address that <code>make dev</code> prints.</p></html>"""


class FrontEnd:
    """ASGI application for everything that no other route answers."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files = StaticFiles(directory=folder, check_dir=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        response = await self._respond(Request(scope))
        await response(scope, receive, send)

    async def _respond(self, request: Request) -> Response:
        if request.method not in ("GET", "HEAD"):
            return Response(status_code=HTTPStatus.METHOD_NOT_ALLOWED, headers={"allow": "GET, HEAD"})
        name = request.url.path.lstrip("/")
        found = await anyio.to_thread.run_sync(self._find, name)
        if found is None and _is_page(request, name):
            found = await anyio.to_thread.run_sync(self._find, SHELL)
            name = SHELL
            if found is None:
                return HTMLResponse(MISSING, HTTPStatus.SERVICE_UNAVAILABLE, {"cache-control": "no-store"})
        if found is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return await self._file(*found, name, request)

    def _find(self, name: str) -> tuple[Path, os.stat_result] | None:
        """The file, with links resolved and never outside of the folder."""
        try:
            path, stat = self._files.lookup_path(name or SHELL)
        except (OSError, ValueError):
            return None
        return (Path(path), stat) if stat is not None and Path(path).is_file() else None

    async def _file(self, path: Path, stat: os.stat_result, name: str, request: Request) -> Response:
        headers = {"cache-control": FOR_EVER if name.startswith(HASHED) else ASK_AGAIN}
        kind = PurePosixPath(path.name).suffix
        if kind == ".webmanifest":
            headers["content-type"] = "application/manifest+json"
        is_packed = kind in COMPRESSED and stat.st_size > SMALL
        if is_packed:
            headers["vary"] = "accept-encoding"
        plain = FileResponse(path, stat_result=stat, headers=headers)
        if self._files.is_not_modified(plain.headers, request.headers):
            kept = {
                key: plain.headers[key] for key in ("etag", "cache-control", "vary") if key in plain.headers
            }
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=kept)
        if not is_packed or not _takes_gzip(request.headers):
            return plain
        packed = await anyio.to_thread.run_sync(_packed, path, stat.st_mtime_ns, stat.st_size)
        same = {key: plain.headers[key] for key in ("content-type", "etag", "last-modified")}
        return Response(packed, headers={**headers, **same, "content-encoding": "gzip"})


def _is_page(request: Request, name: str) -> bool:
    """Whether a browser opens an address; a file that a page refers to must not turn into the shell."""
    if name.startswith(HASHED):
        return False
    return "text/html" in request.headers.get("accept", "") or not PurePosixPath(name).suffix


def _takes_gzip(headers: Headers) -> bool:
    return "gzip" in headers.get("accept-encoding", "")


@lru_cache(maxsize=256)
def _packed(path: Path, _changed_ns: int, _size: int) -> bytes:
    """Packed once per version of the file, as small as it gets."""
    return gzip.compress(path.read_bytes(), compresslevel=9, mtime=0)
