"""Archives compared with the hashes that the audit chain has of them."""

from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from backend.archive.rules import snapshot_hash
from backend.cases.events import CASE_ARCHIVED
from backend.cases.tables import CaseArchiveRow, CaseRow
from backend.core.events import ref_of, unpacked_refs
from backend.core.statements import one_of
from backend.core.tables import AuditRow

AT_ONCE: Final = 20
"""A snapshot holds all of a case; so many are in memory together."""
FAULTS_NAMED: Final = 20


@dataclass
class CheckedArchives:
    """`count`: how many were compared. Faults as sentences, the first twenty."""

    count: int = 0
    faults: list[str] = field(default_factory=list)

    def fault(self, words: str) -> None:
        if len(self.faults) < FAULTS_NAMED:
            self.faults.append(words)


def archives_of_site(session: Session, site_id: UUID) -> CheckedArchives:
    """Compare every archive of the site with its row in the chain, and see that each has one."""
    found, after = CheckedArchives(), 0
    while rows := _rows(session, site_id, after):
        after = rows[-1][0]
        hashes = {case_id: (position, hash_) for position, case_id, hash_ in rows}
        kept = session.exec(select(CaseArchiveRow).where(one_of(col(CaseArchiveRow.case_id), hashes)))
        there = {row.case_id: (row.hash, snapshot_hash(row.snapshot)) for row in kept}
        session.expunge_all()
        for case_id, (position, hash_) in hashes.items():
            found.count += 1
            if case_id not in there:
                found.fault(f"the archive of case {case_id}, row {position}, is gone")
            elif there[case_id] != (hash_, hash_):
                found.fault(f"the archive of case {case_id} is not the one of row {position}")
    kept_at_site = session.exec(
        select(func.count())
        .select_from(CaseArchiveRow)
        .join(CaseRow, col(CaseRow.id) == CaseArchiveRow.case_id)
        .where(CaseRow.site_id == site_id)
    ).one()
    if kept_at_site > found.count:
        found.fault(f"{kept_at_site - found.count} archives have no row in the chain")
    return found


def _rows(session: Session, site_id: UUID, after: int) -> list[tuple[int, UUID, str | None]]:
    """The next rows that say a case is archived: (position, case, hash)."""
    statement = (
        select(AuditRow.position, AuditRow.about, AuditRow.note)
        .where(AuditRow.site_id == site_id, AuditRow.position > after, AuditRow.kind == CASE_ARCHIVED)
        .order_by(col(AuditRow.position))
        .limit(AT_ONCE)
    )
    return [
        (position, case_id, hash_)
        for position, about, hash_ in session.exec(statement)
        if (case_id := ref_of(unpacked_refs(about), "case")) is not None
    ]
