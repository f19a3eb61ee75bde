"""Audit rows as JSON lines: the first says of which site and which rows, then one line per row.

A file is checked against itself: whoever also cut off its end and wrote its first line anew shows only by the
hash of the last row, which is the one in the database (or on paper, in a dossier) of that position.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import IO, Any, Final
from uuid import UUID

from sqlmodel import Session

from backend.core.audit import ROWS_AT_ONCE, Audit
from backend.core.audit_chain import GENESIS, ChainEnd, Fault, Link, Reached, follow
from backend.core.audit_keys import AuditKeys

FORMAT: Final = "anhuan-audit-3"
READABLE: Final = ("anhuan-audit-1", "anhuan-audit-2", FORMAT)
"""The first one is of before rows were sealed, the second of before they covered what lies elsewhere."""
NO_ROW: Final = Link(-1, 0, "", None, "", None, None, None, "", "")


@dataclass(frozen=True, slots=True)
class Header:
    """`previous`: the hash of the row before `first`; `hash`: that of row `last`. No row: last < first."""

    format: str
    site: str
    site_id: str
    first: int
    last: int
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Checked:
    site: str
    first: int
    last: int
    hash: str
    fault: Fault | None
    key_id: str | None
    """The key that the last row is sealed with."""


def write(
    session: Session,
    file: Path,
    *,
    site_id: UUID,
    site_code: str,
    from_at: datetime | None,
    to_at: datetime | None,
) -> int:
    """Write the site's rows of this time, `to_at` not included; return how many."""
    audit = Audit(session)
    positions = audit.positions(site_id, from_at=from_at, to_at=to_at)
    ends = [link for at in {*positions[:1], *positions[-1:]} for link in _one(audit, site_id, at)]
    header = Header(
        FORMAT,
        site_code,
        str(site_id),
        first=positions.start,
        last=positions.stop - 1,
        previous=min(ends).previous_hash if ends else GENESIS,
        hash=max(ends).hash if ends else GENESIS,
    )
    written = 0
    with file.open("w", encoding="utf-8") as lines:
        _put(lines, asdict(header))
        for batch in audit.batches(site_id, positions):
            for link in batch:
                _put(lines, link._asdict())
            written += len(batch)
    return written


def check(file: Path, keys: AuditKeys | None = None) -> Checked:
    """Follow the rows of a file from its first line to its end, and their seals where the keys are known.

    Raises ValueError for another file.
    """
    with file.open(encoding="utf-8") as lines:
        header = _header(next(lines, ""))
        fault: Fault | None = None
        reached = Reached(ChainEnd(header.first - 1, header.previous))
        while fault is None and (batch := [_link(line) for line in islice(lines, ROWS_AT_ONCE)]):
            reached, fault = follow(header.site_id, batch, reached, keys)
    if fault is None and reached.end != ChainEnd(max(header.last, header.first - 1), header.hash):
        fault = Fault(reached.end.position + 1, "it is missing, or is not the end that the first line names")
    return Checked(header.site, header.first, header.last, header.hash, fault, reached.key_id)


def _one(audit: Audit, site_id: UUID, position: int) -> Iterator[Link]:
    for batch in audit.batches(site_id, range(position, position + 1)):
        yield from batch


def _put(lines: IO[str], content: dict[str, Any]) -> None:
    lines.write(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n")


def _header(line: str) -> Header:
    content = json.loads(line)
    if not isinstance(content, dict) or content.get("format") not in READABLE:
        raise ValueError(f"its first line does not say {FORMAT}")
    try:
        return Header(**content)
    except TypeError as error:
        raise ValueError("its first line lacks something") from error


def _link(line: str) -> Link:
    """A line that is none becomes a row that fits nowhere."""
    try:
        return Link(**json.loads(line))
    except (TypeError, ValueError):
        return NO_ROW
