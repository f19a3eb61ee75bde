"""An archived case as plain JSON: its hash, and the words by which people find it again."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from backend.core.audit_chain import content_digest
from backend.people.rules import NOBODY

Snapshot: TypeAlias = Mapping[str, Any]
"""Parts by name, in types that JSON has; `version` says which."""

SNAPSHOT_VERSION: Final = 7
"""2 adds to 1: trace, deliveries, timeline, names, chain, and what the loop keeps. 3 adds to 2: deadlines,
follow_ups, related, thread. 4 adds to 3: the photos of linked reports. 5 adds to 4:
account_links, and by what a signature was made. 6 adds to 5: the first measures of alerts, and the tier by
their limits. 7 adds to 6: risk, and the event that a report names. A snapshot stays as it was written.
"""

WORDED: Final = frozenset(
    {"zh", "en", "measures", "note", "reason", "description", "clause", "triage_note", "override_reason"}
    | {"text", "title", "name", "answer", "shelve_reason", "code", "number", "progress", "cancel_reason"}
    | {"problem", "whys", "root_cause", "measure", "responsible", "funds", "plan", "chosen"}
    | {"event_code", "measure_code"}
)
"""The fields that hold what people wrote or say; everything else is ids, times and figures."""

CODE: Final = re.compile(r"[A-Z]+(_[A-Z]+)+|[0-9a-f]{64}")

SILENT: Final = frozenset({"trace", "deliveries", "chain", "cause", "advice"})
"""Parts that hold no words worth finding: the first measures are the same on every alert of a kind."""


@dataclass(frozen=True, slots=True)
class ArchiveWords:
    """Words that a search looks through: number and titles first, because a hit there counts for more."""

    heading: str
    body: str


def with_names(content: Snapshot, names: Mapping[str, Any]) -> Snapshot:
    """The snapshot with these names (zh, en) for these people; None: with no name."""
    known = content.get("names") or {}
    people = {**(known.get("people") or {}), **names}
    kept = {person_id: name for person_id, name in people.items() if name is not None}
    return {**content, "names": {**known, "people": kept}}


def snapshot_hash(content: Snapshot) -> str:
    """Hex sha256 over the snapshot as canonical JSON: sorted keys, no spaces, UTF-8."""
    return content_digest(content)


def reporters(content: Snapshot) -> set[str]:
    """Ids of the people whose reports the case answers."""
    own, linked = content.get("report"), (content.get("thread") or {}).get("reports", ())
    return {each["reported_by"] for each in (own, *linked) if each}


def words(content: Snapshot) -> ArchiveWords:
    """All words of a snapshot, each once, in the order in which they stand there; no names of reporters,
    because everybody may search.
    """
    content = with_names(content, dict.fromkeys(reporters(content) - {str(NOBODY)}))
    case = content["case"]
    title = case["title"]
    heading = "\n".join((case["number"], title["zh"], title["en"]))
    parts = (part for name, part in content.items() if name not in SILENT)
    found = dict.fromkeys(text for part in parts for text in _worded(part))
    return ArchiveWords(heading, "\n".join(text for text in found if text not in heading))


def _worded(part: Any) -> Iterator[str]:
    if isinstance(part, Mapping):
        for name, value in part.items():
            if name in WORDED:
                yield from _said(value)
            if name not in SILENT and not isinstance(value, str):
                yield from _worded(value)
    elif isinstance(part, list | tuple):
        for each in part:
            yield from _worded(each)


def _said(value: Any) -> Iterator[str]:
    """A text, or each of several."""
    for each in value if isinstance(value, list | tuple) else (value,):
        if isinstance(each, str) and each.strip() and not _is_code(each):
            yield each.strip()


def _is_code(value: str) -> bool:
    """NOT_EFFECTIVE and the like, or a hash: said in words elsewhere."""
    return CODE.fullmatch(value) is not None
