"""Lines of alert histories and rounds, compared with the digests that rows of the chain have of them.

Read in pages: a site may have a hundred thousand lines.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from backend.alerts.events import SOURCES_FELL_SILENT
from backend.alerts.history_rules import joint_digest, line_digest
from backend.alerts.rules import AlertTransitionKind
from backend.alerts.tables import AlertRow, AlertTransitionRow
from backend.cases.events import RECHECK_FAILED, RECHECK_PASSED
from backend.cases.recheck.round_seal_store import round_digest
from backend.cases.store import rounds_of
from backend.cases.tables import CaseRow, RoundRow
from backend.core.events import refs_of, unpacked_refs
from backend.core.statements import one_of
from backend.core.tables import AuditRow

ROWS_AT_ONCE: Final = 1_000
IDS_AT_ONCE: Final = 500
FAULTS_NAMED: Final = 20
RECHECKS: Final = frozenset({str(RECHECK_PASSED), str(RECHECK_FAILED)})
T = TypeVar("T")


class Covering(NamedTuple):
    """A row of the chain that has a digest."""

    position: int
    at: datetime
    kind: str
    about: str
    round_number: int | None
    digest: str

    def ids(self, noun: str) -> list[UUID]:
        return refs_of(unpacked_refs(self.about), noun)


class Line(NamedTuple):
    """A line of a history as it lies there now."""

    line_id: int
    at: datetime
    kind: str
    digest: str


@dataclass
class Sealed:
    """`lines`, `rounds`: as the chain covers them; `older_…`: of before it did. `faults`: sentences, the
    first twenty.
    """

    lines: int = 0
    rounds: int = 0
    older_lines: int = 0
    older_rounds: int = 0
    faults: list[str] = field(default_factory=list)

    def fault(self, words: str) -> None:
        if len(self.faults) < FAULTS_NAMED:
            self.faults.append(words)


def sealed_of_site(session: Session, site_id: UUID) -> Sealed:
    """Compare every line and every round that the chain of the site covers with what lies there now."""
    found, first_line = Sealed(), None
    for rows in _pages(session, site_id):
        rechecks = [row for row in rows if row.kind in RECHECKS]
        _compare_rounds(session, rechecks, found)
        seen = _compare_lines(session, [row for row in rows if row.kind not in RECHECKS], found)
        first_line = min((each for each in (first_line, seen) if each is not None), default=None)
    _compare_counts(session, site_id, first_line, found)
    return found


def _pages(session: Session, site_id: UUID) -> Iterator[list[Covering]]:
    columns: tuple[Any, ...] = tuple(getattr(AuditRow, name) for name in Covering._fields)
    after = 0
    while True:
        statement = (
            select(*columns)
            .where(AuditRow.site_id == site_id, AuditRow.position > after, col(AuditRow.digest).is_not(None))
            .order_by(col(AuditRow.position))
            .limit(ROWS_AT_ONCE)
        )
        rows = [Covering(*row) for row in session.execute(statement)]
        if not rows:
            return
        yield rows
        after = rows[-1].position


def _compare_rounds(session: Session, rows: Sequence[Covering], found: Sealed) -> None:
    case_ids = {case_id for row in rows for case_id in row.ids("case")}
    now = {
        (case_id, entry.number): round_digest(case_id, entry)
        for some in _parts(sorted(case_ids))
        for case_id, entry in rounds_of(session, some)
    }
    for row in rows:
        [case_id] = row.ids("case")
        if now.get((case_id, row.round_number or 0)) != row.digest:
            found.fault(f"round {row.round_number} of case {case_id} is not the one of row {row.position}")
        found.rounds += 1


def _compare_lines(session: Session, rows: Sequence[Covering], found: Sealed) -> int | None:
    """Returns the lowest id of the lines that rows of the chain cover."""
    alert_ids = sorted({alert_id for row in rows for alert_id in row.ids("alert")})
    if not alert_ids:
        return None
    begin, end = min(row.at for row in rows), max(row.at for row in rows)
    lines: dict[UUID, list[Line]] = {}
    for some in _parts(alert_ids):
        statement = select(AlertTransitionRow).where(
            one_of(col(AlertTransitionRow.alert_id), some), col(AlertTransitionRow.at).between(begin, end)
        )
        for each in session.exec(statement):
            lines.setdefault(each.alert_id, []).append(Line(each.id or 0, each.at, each.kind, _digest(each)))
        session.expunge_all()
    ids: list[int] = []
    for row in rows:
        covered = _covered(row, lines)
        if not covered:
            found.fault(f"the history of alert {row.ids('alert')[0]} is not the one of row {row.position}")
        found.lines += len(row.ids("alert"))
        ids += [line.line_id for line in covered]
    return min(ids, default=None)


def _covered(row: Covering, lines: dict[UUID, list[Line]]) -> list[Line]:
    """The lines of which the row tells; none where they are not what its digest says."""
    alert_ids = row.ids("alert")
    if len(alert_ids) == 1:
        same = [each for each in lines.get(alert_ids[0], ()) if each.digest == row.digest]
        return same[:1]
    kind = AlertTransitionKind.RAISED if row.kind == SOURCES_FELL_SILENT else row.kind.removeprefix("ALERT_")
    found = [
        line
        for alert_id in alert_ids
        for line in lines.get(alert_id, ())
        if line.kind == kind and line.at == row.at
    ]
    return found if joint_digest(each.digest for each in found) == row.digest else []


def _compare_counts(session: Session, site_id: UUID, first_line: int | None, found: Sealed) -> None:
    """Lines and rounds that were slipped in are covered by no row."""

    def count(statement: Any) -> int:
        return int(session.execute(statement).scalar_one())

    of_site = (
        select(func.count())
        .select_from(AlertTransitionRow)
        .join(AlertRow, col(AlertRow.id) == AlertTransitionRow.alert_id)
        .where(AlertRow.site_id == site_id)
    )
    lines = count(of_site)
    since = 0 if first_line is None else count(of_site.where(col(AlertTransitionRow.id) >= first_line))
    found.older_lines = lines - since
    if since > found.lines:
        found.fault(f"{since - found.lines} lines of alert histories are covered by no row")
    rounds = count(
        select(func.count())
        .select_from(RoundRow)
        .join(CaseRow, col(CaseRow.id) == RoundRow.case_id)
        .where(CaseRow.site_id == site_id, col(RoundRow.is_passed).is_not(None))
    )
    # A recheck of before there were seals has its row, too: without a digest, and as true as any other.
    older = count(
        select(func.count())
        .select_from(AuditRow)
        .where(AuditRow.site_id == site_id, col(AuditRow.kind).in_(RECHECKS), col(AuditRow.digest).is_(None))
    )
    uncovered = max(rounds - found.rounds, 0)
    found.older_rounds = min(uncovered, older)
    if uncovered > older:
        found.fault(f"{uncovered - older} rechecked rounds are covered by no row")


def _digest(row: AlertTransitionRow) -> str:
    return line_digest(
        row.alert_id,
        at=row.at,
        kind=row.kind,
        tier=row.tier,
        value=row.value,
        by=row.person_id,
        suppression=row.suppression,
        note=row.note,
    )


def _parts(ids: Sequence[T]) -> Iterator[Sequence[T]]:
    for begin in range(0, len(ids), IDS_AT_ONCE):
        yield ids[begin : begin + IDS_AT_ONCE]
