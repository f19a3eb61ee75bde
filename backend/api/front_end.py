"""The built front end: files with the right cache rules, and the shell for every address inside the app."""

from http import HTTPStatus
from pathlib import Path, PurePosixPath
from typing import Final

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

SHELL: Final = "index.html"
FOR_EVER: Final = "public, max-age=31536000, immutable"
ASK_AGAIN: Final = "no-cache"
HASHED: Final = "assets/"  # vite writes a hash of the content into these names
MISSING: Final = """<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>安环 Anhuan</title>
<h1>前端尚未构建 · The front end is not built</h1>
<p>The server is running, but there are no pages in its front-end folder.
Build them with <code>make run</code>, or use the address that <code>make dev</code> prints.</p></html>"""


class FrontEnd(StaticFiles):
    """ASGI application for everything that no other route answers."""

    def __init__(self, folder: Path) -> None:
        super().__init__(directory=folder, check_dir=False)

    async def check_config(self) -> None:
        """Allow a missing folder: the page says that the front end is not built."""

    async def open(self, request: Request) -> Response:
        """Answer with the shell, at whatever address of the app."""
        return await self.get_response(request.url.path.lstrip("/"), request.scope)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, or the shell where a browser opens an address. Raises HTTPException."""
        try:
            response = await super().get_response(path, scope)
        except HTTPException as error:
            if error.status_code != HTTPStatus.NOT_FOUND or not _is_page(path, scope):
                raise
            if path == SHELL:
                return HTMLResponse(MISSING, HTTPStatus.SERVICE_UNAVAILABLE, {"cache-control": "no-store"})
            return await self.get_response(SHELL, scope)
        response.headers["cache-control"] = FOR_EVER if path.startswith(HASHED) else ASK_AGAIN
        return response


def _is_page(path: str, scope: Scope) -> bool:
    """Whether a browser opens an address; a file that a page refers to must not turn into the shell."""
    if path.startswith(HASHED):
        return False
    is_opened = "text/html" in Headers(scope=scope).get("accept", "")
    return is_opened or path == SHELL or not PurePosixPath(path).suffix
