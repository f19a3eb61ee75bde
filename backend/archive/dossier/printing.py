"""A snapshot becomes a PDF."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, tzinfo
from pathlib import Path
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
from backend.archive.dossier.sheet import COLOURS, TIERS, Sheet
from backend.archive.records_store import LaterRow
from backend.archive.rules import Snapshot
from backend.core.errors import Refused
from backend.core.print.blocks import Block
from backend.core.print.press import print_pdf
from backend.core.print.words import Words
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
    "risk": relations.risk,
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
        sheet = Sheet(snapshot, hash_, Words(language), _zone(snapshot), later=later)
        content = _content(sheet)
        photos = self._photos(sheet)
        lost = [name for name, photo in photos.items() if photo is None]
        content["lost"] = {"files": lost, "label": sheet.words.label("dossier.lost")}
        files = {name: photo for name, photo in photos.items() if photo is not None} | sheet.drawings
        return print_pdf(TEMPLATE, content, files, is_archival=True)

    def _photos(self, sheet: Sheet) -> dict[str, bytes | None]:
        """Return the photos of the sheet by the names of their files; None for one that is gone."""
        found: dict[str, bytes | None] = {}
        for sha256 in sheet.photos:
            try:
                found[f"{sha256}.jpg"] = self.photos.open(sha256, SMALL_PX).read_bytes()
            except (Refused, OSError):
                found[f"{sha256}.jpg"] = None
        return found


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
        "sections": [section for section in made if section["blocks"]],
    }


def _zone(snapshot: Snapshot) -> tzinfo:
    """Where the site is; UTC where an older snapshot, or this machine, does not know."""
    name = ((snapshot.get("names") or {}).get("site") or {}).get("timezone")
    try:
        return ZoneInfo(name) if name else UTC
    except ZoneInfoNotFoundError:
        return UTC
