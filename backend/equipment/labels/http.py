"""POST /labels/sheet: labels with QR codes, to be printed."""

import io
import json
import zipfile
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from backend.core import words
from backend.core.errors import ErrorCode, Refused
from backend.core.graphql.context import Edge
from backend.core.graphql.errors import refusal
from backend.core.http.headers import attachment
from backend.core.http.parts import EdgeParts
from backend.core.http.requests import body, is_json, known, language_of
from backend.core.print.press import Files, print_pdf, print_svg
from backend.core.print.qr import qr_drawing
from backend.core.strict_json import read_json
from backend.core.text import Language
from backend.core.viewer import Viewer
from backend.equipment.labels import commands as labels
from backend.equipment.labels.rules import MOST_LABELS, SHEETS, PrintedLabel, SheetKind, Wanted

TEMPLATE: Final = Path(__file__).with_name("labels.typ")
MOST_BYTES: Final = 100_000
FORMATS: Final = ("pdf", "svg")
FIELDS: Final = frozenset(
    {"siteId", "equipmentIds", "areaIds", "wholeAreas", "sheet", "format", "firstPlace"}
)


def labels_pdf(labels: Sequence[PrintedLabel], wanted: Wanted, address: str, language: Language) -> bytes:
    """The sheets as one PDF. `address`: of the site, as phones reach it. Takes a core for a moment."""
    return print_pdf(TEMPLATE, _content(labels, wanted, language), _codes(labels, address))


def labels_svg(
    labels: Sequence[PrintedLabel], wanted: Wanted, address: str, language: Language
) -> list[bytes]:
    """The sheets as drawings, one for each page."""
    return print_svg(TEMPLATE, _content(labels, wanted, language), _codes(labels, address))


def packed(pages: Sequence[bytes]) -> bytes:
    """Drawings of several pages as one ZIP file."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, page in enumerate(pages, 1):
            archive.writestr(f"labels-{number:03}.svg", page)
    return target.getvalue()


def _codes(labels: Sequence[PrintedLabel], address: str) -> Files:
    return {
        f"{number}.svg": qr_drawing(f"{address}/q/{label.label_code}") for number, label in enumerate(labels)
    }


def _content(labels: Sequence[PrintedLabel], wanted: Wanted, language: Language) -> dict[str, Any]:
    sheet = SHEETS[wanted.sheet]
    return {
        "sheet": {
            "columns": sheet.columns,
            "rows": sheet.rows,
            "label_width": sheet.label_width,
            "label_height": sheet.label_height,
            "page_width": sheet.page_width,
            "page_height": sheet.page_height,
        },
        "skipped": wanted.first_place - 1,
        "hint": words.text("labels.scanMe").in_(language),
        "labels": [
            {
                "code": label.code,
                "name": label.name.in_(language),
                "area": label.area.in_(language) if label.area else "",
                "picture": f"{number}.svg",
            }
            for number, label in enumerate(labels)
        ],
    }


@dataclass(frozen=True)
class LabelSheets:
    """For who manages places. Words are in the language of who asks."""

    edge: Edge
    authenticate: Callable[[Request], Awaitable[Viewer | None]]

    def routes(self) -> list[Route]:
        return [Route("/labels/sheet", self.post, methods=["POST"])]

    async def post(self, request: Request) -> Response:
        """{"siteId", "equipmentIds", "areaIds", "wholeAreas", "sheet": 3x8, 2x5 or single, "format": pdf or
        svg, "firstPlace"} → a PDF, a drawing, or a ZIP file of several; 400, 401 or 404.

        The labels are read first; while they are set no transaction is open.
        """
        try:
            viewer = known(await self.authenticate(request))
            wanted, format_ = _wanted(await _asked(request))
            chosen = await self.edge.transact(lambda tx: labels.print_labels(tx, wanted, by=viewer))
        except Refused as refused:
            return refusal(refused)
        language, address = language_of(request), (self.edge.label_address or self.edge.address).rstrip("/")
        if format_ == "pdf":
            pdf = await self.edge.think(lambda: labels_pdf(chosen, wanted, address, language))
            return self._file(pdf, "application/pdf", "pdf")
        pages = await self.edge.think(lambda: labels_svg(chosen, wanted, address, language))
        if len(pages) == 1:
            return self._file(pages[0], "image/svg+xml", "svg")
        return self._file(packed(pages), "application/zip", "zip")

    def _file(self, content: bytes, media_type: str, ending: str) -> Response:
        name = f"labels-{self.edge.clock():%Y%m%d}.{ending}"
        headers = attachment(name)
        return Response(content, media_type=media_type, headers=headers)


async def _asked(request: Request) -> dict[str, Any]:
    """Raises Refused(INVALID_INPUT)."""
    if not is_json(request):
        raise Refused(ErrorCode.INVALID_INPUT, "send JSON")
    try:
        found = read_json((await body(request, MOST_BYTES)).decode())
    except (ValueError, json.JSONDecodeError) as error:
        raise Refused(ErrorCode.INVALID_INPUT, "the body is JSON") from error
    if not isinstance(found, dict) or not found.keys() <= FIELDS:
        raise Refused(ErrorCode.INVALID_INPUT, f"the body holds some of {', '.join(sorted(FIELDS))}")
    return found


def _wanted(asked: dict[str, Any]) -> tuple[Wanted, str]:
    """Return the labels that are asked for, and the format of the file. Raises Refused: INVALID_INPUT,
    TOO_MANY_LABELS.
    """
    chosen = [asked.get(name, []) for name in ("equipmentIds", "areaIds", "wholeAreas")]
    place, format_ = asked.get("firstPlace", 1), asked.get("format", "pdf")
    if not all(isinstance(each, list) for each in chosen) or type(place) is not int or format_ not in FORMATS:
        raise Refused(ErrorCode.INVALID_INPUT, "lists of ids, a place, and pdf or svg")
    if sum(map(len, chosen)) > MOST_LABELS:
        raise Refused(ErrorCode.TOO_MANY_LABELS, f"at most {MOST_LABELS} labels in one file")
    try:
        equipment, areas, whole = (frozenset(UUID(str(each)) for each in ids) for ids in chosen)
        site_id, sheet = UUID(str(asked.get("siteId"))), SheetKind(asked.get("sheet", "3x8"))
    except ValueError as error:
        raise Refused(ErrorCode.INVALID_INPUT, "no id, or no such sheet") from error
    return Wanted(site_id, equipment, areas, whole, sheet, place), str(format_)


def routes(parts: EdgeParts) -> list[Route]:
    """Address of sheets of labels."""
    return LabelSheets(parts.edge, parts.gate.authenticate).routes()
