"""Prints on paper: Typst sets a template with the font that came with the product, away from any network.

A template is a `.typ` file of its noun. It reads `data.json`, where every text is text and never markup,
shows the files that it is given by their names, and imports the looks that papers share from `paper.typ`.

Typst takes 0.1 s for three pages, which `edge.think` may wait for; to start a process takes two. A print of
many seconds belongs into `core.limited_process`.
"""

import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from shutil import copyfile
from typing import Any, Final

PAPER: Final = Path(__file__).with_name("paper.typ")
ARCHIVAL: Final = "a-2b"
"""PDF/A: everything that a reader needs is inside, for decades."""

Content = Mapping[str, Any]
Files = Mapping[str, bytes | str]


def print_pdf(template: Path, content: Content, files: Files, *, is_archival: bool = False) -> bytes:
    """Return the pages as one PDF, its fonts inside. Takes a core for a moment; raises ImportError where an
    optional library is missing (`core.libraries`).
    """
    options = {"pdf_standards": ARCHIVAL} if is_archival else {}
    (pdf,) = _printed(template, content, files, format="pdf", **options)
    return pdf


def print_svg(template: Path, content: Content, files: Files) -> list[bytes]:
    """Return the pages as drawings, one for each; else as `print_pdf`."""
    return _printed(template, content, files, format="svg")


def _printed(template: Path, content: Content, files: Files, **options: Any) -> list[bytes]:
    import pylopdf_fonts_zh_cn  # noqa: PLC0415 - optional: see core/libraries
    import typst  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="print-") as name:
        folder = Path(name)
        for file, inside in files.items():
            (folder / file).write_bytes(inside.encode() if isinstance(inside, str) else inside)
        (folder / "data.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        for each in (PAPER, template):
            copyfile(each, folder / each.name)
        pages = typst.compile(
            folder / template.name,
            root=folder,
            font_paths=[Path(pylopdf_fonts_zh_cn.__file__).parent],
            ignore_system_fonts=True,
            **options,
        )
    return pages if isinstance(pages, list) else [pages]
