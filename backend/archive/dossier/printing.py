"""A snapshot becomes a PDF: Typst sets it, with fonts that came with the product, away from any network."""

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, tzinfo
from pathlib import Path
from shutil import copyfile
from typing import Any, Final
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from backend.archive.dossier import (
    deadlines as clocks,
)
from backend.archive.dossier import (
    links as relations,
)
from backend.archive.dossier import (
    rounds,
    sections,
)
from backend.archive.dossier import (
    tasks as joint,
)
from backend.archive.dossier.sheet import COLOURS, TIERS, Block, Sheet
from backend.archive.dossier.words import Words
from backend.archive.records_store import LaterRow
from backend.archive.rules import Snapshot
from backend.core.errors import Refused
from backend.core.text import Language
from backend.photos.rules import SMALL_PX
from backend.photos.store import PhotoStore

TEMPLATE: Final = Path(__file__).parent / "dossier.typ"

SECTIONS: Final[dict[str, Callable[[Sheet], Iterator[Block]]]] = {
    "summary": sections.summary,
    "dismissal": relations.dismissal,
    "why": sections.why,
    "trace": sections.trace,
    "report": sections.report,
    "related": relations.related,
    "root_cause": relations.root_cause,
    "five": rounds.five,
    "tasks": joint.tasks,
    "rounds": rounds.rounds,
    "account_links": rounds.account_links,
    "deadlines": clocks.deadlines,
    "extensions": clocks.extensions,
    "follow_ups": clocks.follow_ups,
    "comments": joint.comments,
    "thread": relations.thread,
    "timeline": sections.timeline,
    "notified": sections.notified,
    "evidence": sections.evidence,
    "seal": sections.seal,
    "later": sections.later,
}
"""In the order of the pages; a section without a block is left out."""

KEPT_ON_ONE_PAGE: Final = frozenset({"summary", "seal"})
"""Never split over two pages."""


@dataclass(frozen=True)
class Dossiers:
    """Prints dossiers with these photos."""

    photos: PhotoStore

    def print(
        self, snapshot: Snapshot, hash_: str, language: Language, *, later: Sequence[LaterRow] = ()
    ) -> bytes:
        """The PDF (A4, PDF/A-2b, fonts inside). Takes a core for a second or so, reads photos from disk.

        `later`: what the audit chain says of the case after its archive.
        """
        import pylopdf_fonts_zh_cn  # noqa: PLC0415 - optional: see core/libraries
        import typst  # noqa: PLC0415

        sheet = Sheet(snapshot, hash_, Words(language), _zone(snapshot), later=later)
        content = _content(sheet)
        with tempfile.TemporaryDirectory(prefix="dossier-") as name:
            folder = Path(name)
            content["lost"] = self._put_files(sheet, folder)
            (folder / "data.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
            copyfile(TEMPLATE, folder / "dossier.typ")
            pdf = typst.compile(
                folder / "dossier.typ",
                root=folder,
                font_paths=[Path(pylopdf_fonts_zh_cn.__file__).parent],
                ignore_system_fonts=True,
                pdf_standards="a-2b",
            )
        if not isinstance(pdf, bytes):
            raise TypeError("Typst gave no PDF")
        return pdf

    def _put_files(self, sheet: Sheet, folder: Path) -> list[str]:
        """Lay photos and drawings beside the text; return the photos that are gone."""
        lost = []
        for name, drawing in sheet.drawings.items():
            (folder / name).write_text(drawing, encoding="utf-8")
        for sha256 in sheet.photos:
            try:
                copyfile(self.photos.open(sha256, SMALL_PX), folder / f"{sha256}.jpg")
            except (Refused, OSError):
                lost.append(f"{sha256}.jpg")
        return lost


def _content(sheet: Sheet) -> dict[str, Any]:
    """Return the input of the template: texts, and the blocks of every section."""
    words, case = sheet.words, sheet.case
    made = [
        {
            "title": words.of("dossier.section", name),
            "blocks": list(make(sheet)),
            "is_long": name not in KEPT_ON_ONE_PAGE,
        }
        for name, make in SECTIONS.items()
    ]
    return {
        "language": "en" if words.language is Language.EN else "zh",
        "label": words.label("dossier.heading"),
        "number": case["number"],
        "title": words.text(case["title"]),
        "tier": words.of("Tier", TIERS[case["tier"]]),
        "colour": COLOURS[case["tier"]],
        "outcome": words.of("CaseOutcome", case["outcome"]),
        "simulated": words.label("dossier.simulated") if case["is_simulated"] else "",
        "site": sheet.name("site"),
        "hash": sheet.hash,
        "lost_label": words.label("dossier.lost"),
        "sections": [section for section in made if section["blocks"]],
    }


def _zone(snapshot: Snapshot) -> tzinfo:
    """Where the site is; UTC where an older snapshot, or this machine, does not know."""
    name = ((snapshot.get("names") or {}).get("site") or {}).get("timezone")
    try:
        return ZoneInfo(name) if name else UTC
    except ZoneInfoNotFoundError:
        return UTC
