"""The audit log: append-only, per site a chain of hashes."""

import hashlib
import json
from contextlib import closing
from datetime import datetime
from uuid import UUID

from sqlalchemy import ScalarResult, func
from sqlmodel import Session, col, select

from backend.domain.events import Event
from backend.storage.tables.outbox import AuditHeadRow, AuditRow

ROWS_AT_ONCE = 1_000
GENESIS = "0" * 64
COVERED = (
    "site_id",
    "position",
    "kind",
    "by",
    "alert_id",
    "case_id",
    "report_id",
    "tier",
    "round_number",
    "note",
)


class Audit:
    def __init__(self, session: Session) -> None:
        self._session = session

    def append(self, happened: Event, *, at: datetime) -> None:
        """Add one row to the site's chain. The head row is locked, so rows of a site have one order."""
        head = self._head(happened.site_id)
        row = AuditRow(
            site_id=happened.site_id,
            position=head.position + 1,
            at=at,
            kind=happened.kind,
            by=happened.by,
            alert_id=happened.alert_id,
            case_id=happened.case_id,
            report_id=happened.report_id,
            tier=happened.tier,
            round_number=happened.round_number,
            note=happened.note,
            subject_id=happened.subject_id,
            previous_hash=head.hash,
            hash="",
        )
        row.hash = chain_hash(row)
        head.position, head.hash = row.position, row.hash
        self._session.add(row)
        self._session.add(head)

    def broken_at(self, site_id: UUID) -> int | None:
        """The first position at which the chain does not hold (edited, removed, reordered), or None."""
        # Before the head: what is written meanwhile moves both, so no honest row lies beyond it.
        newest = self._session.exec(
            select(func.max(AuditRow.position)).where(AuditRow.site_id == site_id)
        ).one()
        head = self._session.get(AuditHeadRow, site_id) or AuditHeadRow(
            site_id=site_id, position=0, hash=GENESIS
        )
        if (newest or 0) > head.position:
            return head.position + 1
        previous, position = GENESIS, 0
        with closing(self._rows(site_id, until=head.position)) as rows:
            for row in rows:
                position += 1
                if row.position != position or row.previous_hash != previous or row.hash != chain_hash(row):
                    return position
                previous = row.hash
        return None if (head.position, head.hash) == (position, previous) else position + 1

    def _rows(self, site_id: UUID, *, until: int) -> ScalarResult[AuditRow]:
        """What is written while we read comes after `until`: it is checked the next time."""
        statement = (
            select(AuditRow)
            .where(AuditRow.site_id == site_id, AuditRow.position <= until)
            .order_by(col(AuditRow.position))
        )
        return self._session.exec(statement.execution_options(yield_per=ROWS_AT_ONCE))

    def _head(self, site_id: UUID) -> AuditHeadRow:
        head = self._session.get(AuditHeadRow, site_id, with_for_update=True)
        return head or AuditHeadRow(site_id=site_id, position=0, hash=GENESIS)


def chain_hash(row: AuditRow) -> str:
    """Hex sha256 over the row's content and the hash of the row before it."""
    content = {name: _plain(getattr(row, name)) for name in COVERED}
    if row.subject_id is not None:  # rows from before there were subjects keep their hash
        content["subject_id"] = str(row.subject_id)
    content["at"] = int(row.at.timestamp() * 1_000_000)
    content["previous"] = row.previous_hash
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _plain(value: object) -> object:
    return str(value) if isinstance(value, UUID) else value
