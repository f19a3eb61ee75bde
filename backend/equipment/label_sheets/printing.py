"""Labels on sheets."""

import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from backend.core import words
from backend.core.print.press import Files, print_pdf, print_svg
from backend.core.print.qr import qr_drawing
from backend.core.text import Language
from backend.equipment.labels.rules import SHEETS, PrintedLabel, Wanted

TEMPLATE: Final = Path(__file__).parents[1] / "labels" / "labels.typ"


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
