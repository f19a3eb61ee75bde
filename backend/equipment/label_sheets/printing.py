"""Labels on sheets: Typst sets them with the font that came with the product, segno draws the codes."""

import io
import json
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from shutil import copyfile
from typing import Any, Final

from backend.core import words
from backend.core.text import Language
from backend.equipment.labels.rules import SHEETS, PrintedLabel, Wanted

TEMPLATE: Final = Path(__file__).parent / "labels.typ"
CORRECTION: Final = "q"
"""A quarter of the code may be dirty."""


def print_pdf(labels: Sequence[PrintedLabel], wanted: Wanted, address: str, language: Language) -> bytes:
    """The sheets as one PDF. `address`: of the site, as phones reach it. Takes a core for a moment."""
    found = _set(labels, wanted, address, language, "pdf")
    if not isinstance(found, bytes):
        raise TypeError("Typst gave no PDF")
    return found


def print_svg(
    labels: Sequence[PrintedLabel], wanted: Wanted, address: str, language: Language
) -> list[bytes]:
    """The sheets as drawings, one for each page."""
    found = _set(labels, wanted, address, language, "svg")
    return found if isinstance(found, list) else [found]


def packed(pages: Sequence[bytes]) -> bytes:
    """Drawings of several pages as one ZIP file."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, page in enumerate(pages, 1):
            archive.writestr(f"labels-{number:03}.svg", page)
    return target.getvalue()


def _set(
    labels: Sequence[PrintedLabel], wanted: Wanted, address: str, language: Language, format_: Any
) -> bytes | list[bytes]:
    import pylopdf_fonts_zh_cn  # noqa: PLC0415 - optional: see core/libraries
    import segno  # noqa: PLC0415
    import typst  # noqa: PLC0415

    sheet = SHEETS[wanted.sheet]
    content = {
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
    with tempfile.TemporaryDirectory(prefix="labels-") as name:
        folder = Path(name)
        for number, label in enumerate(labels):
            code = segno.make(f"{address}/q/{label.label_code}", error=CORRECTION, micro=False)
            code.save(str(folder / f"{number}.svg"), border=0, xmldecl=False)
        (folder / "data.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        copyfile(TEMPLATE, folder / "labels.typ")
        fonts = [Path(pylopdf_fonts_zh_cn.__file__).parent]
        return typst.compile(
            folder / "labels.typ", root=folder, font_paths=fonts, ignore_system_fonts=True, format=format_
        )
