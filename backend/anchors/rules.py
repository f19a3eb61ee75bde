"""An anchor: what the end of a site's audit chain was at a time, as a line that any place can keep."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Protocol
from uuid import UUID

from backend.core.events import EventKind

AUDIT_ANCHORED: Final = EventKind("AUDIT_ANCHORED")
"""Its note names the place, the row that is anchored there, and the hash of that row."""


FORMAT: Final = "anhuan-anchor-1"


class AnchorFailed(Exception):
    """A place did not take the anchors; the text says why, without a password or an address."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Row `position` of the chain of the site had this hash at that time, and was the last one."""

    at: datetime
    site: str
    site_id: UUID
    position: int
    hash: str

    @property
    def line(self) -> str:
        """One line of JSON."""
        content = {
            "format": FORMAT,
            "at": self.at.isoformat(),
            "site": self.site,
            "site_id": str(self.site_id),
            "position": self.position,
            "hash": self.hash,
        }
        return json.dumps(content, ensure_ascii=False)

    def named_at(self, place: str) -> str:
        """The anchor as the chain names it: place, row, hash."""
        return f"{place} {self.position} {self.hash}"


class Place(Protocol):
    """Where anchors are kept."""

    @property
    def name(self) -> str:
        """Under which the database notes when it was reached."""
        ...

    def put(self, anchors: list[Anchor]) -> None:
        """Keep these anchors, durably. Raises AnchorFailed."""
        ...


def anchors_in(lines: Iterable[str]) -> Iterator[Anchor]:
    """The anchors among these lines, of a file, a saved mail, the log of a webhook; others are left out."""
    for line in lines:
        found = anchor_of(line)
        if found is not None:
            yield found


def anchor_of(line: str) -> Anchor | None:
    """The anchor that the line holds, if it holds one."""
    try:
        content: Any = json.loads(line)
        if content.get("format") != FORMAT:
            return None
        return Anchor(
            at=datetime.fromisoformat(content["at"]),
            site=str(content["site"]),
            site_id=UUID(content["site_id"]),
            position=int(content["position"]),
            hash=str(content["hash"]),
        )
    except (ValueError, LookupError, TypeError, AttributeError):
        return None


def text_of(anchors: Iterable[Anchor]) -> str:
    """The anchors as lines, each ended."""
    return "".join(f"{anchor.line}\n" for anchor in anchors)
