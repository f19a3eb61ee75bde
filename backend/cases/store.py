"""Cases, rounds, archives and the numbers that the server gives."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import and_, func
from sqlmodel import Session, col, select

from backend.cases.recheck.evidence_checks_rules import Flag, FlagReason
from backend.cases.rules import Case, CaseOutcome, CaseState, RecheckReason
from backend.cases.tables import CaseRow, CounterRow, RoundRow
from backend.core.columns import columns_of, write_next
from backend.core.errors import ErrorCode, Refused
from backend.core.statements import one_of
from backend.core.tables import AuditRefRow, AuditRow
from backend.core.text import Text
from backend.core.vocabulary import HazardCategory, HazardGrade, Stage, Tier
from backend.people.accounts.hand_over_store import hand_over


@dataclass(frozen=True, slots=True)
class Round:
    """One disposal and, once it was there, its recheck. `content_hash` is what the recheck signs, made by the
    rules of `content_version`; `signed_hash` what the signature really stands under. `chosen`: those of the
    measures that came from the advice. `signature_strokes_sha256`: of strokes drawn at the step, None where a
    phone of before sent a picture. `flags_seen`: what the rechecker confirmed to have seen of `flags`.
    """

    number: int
    measures: str
    disposed_by: UUID
    disposed_at: datetime
    content_hash: str
    is_passed: bool | None = None
    reason: RecheckReason | None = None
    note: str = ""
    rechecked_by: UUID | None = None
    rechecked_at: datetime | None = None
    override_reason: str | None = None
    chosen: tuple[str, ...] = ()
    flags: tuple[Flag, ...] = ()
    flags_seen: tuple[FlagReason, ...] = ()
    content_version: int = 1
    signature_sha256: str | None = None
    signature_strokes_sha256: str | None = None
    signed_hash: str | None = None


class Cases:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._locked: dict[UUID, CaseRow] = {}
        """A step of an alert asks several times for its case, and reads and locks it once."""

    def hand_over(self, site_id: UUID, *, of: UUID, to: UUID | None) -> int:
        """Give what this person is responsible for to another one; returns how many open cases that is.
        None: count only.
        """
        theirs = (
            col(CaseRow.site_id) == site_id,
            col(CaseRow.responsible_id) == of,
            col(CaseRow.state) != CaseState.ARCHIVED.value,
        )
        return hand_over(self._session, CaseRow, "responsible_id", theirs, to)

    def add(self, case: Case) -> None:
        self._session.add(CaseRow(**columns_of(case, key="case_id")))
        self._session.flush()

    def get(self, case_id: UUID) -> Case:
        """The case, locked for this transaction. Raises Refused(NOT_FOUND)."""
        row = self._locked.get(case_id) or self._session.get(CaseRow, case_id, with_for_update=True)
        if row is None:
            raise Refused(ErrorCode.NOT_FOUND, "no such case")
        self._locked[case_id] = row
        return case_of(row)

    def peek(self, case_id: UUID) -> Case:
        """The case as it is, for whoever will not write it: nobody waits. Raises NoResultFound."""
        return case_of(self._session.get_one(CaseRow, case_id))

    def put(self, case: Case) -> None:
        """Write the case; raises Refused(CONFLICT) if someone wrote in between."""
        row = self._session.get_one(CaseRow, case.case_id)
        write_next(row, columns_of(case, key="case_id"))
        self._session.add(row)

    def unrecorded(self, site_id: UUID) -> int:
        """How many cases of the site no audit row is about, though each was opened by one."""
        is_recorded = (
            select(AuditRow.id)
            .join(
                AuditRefRow,
                and_(
                    col(AuditRefRow.site_id) == AuditRow.site_id,
                    col(AuditRefRow.position) == AuditRow.position,
                ),
            )
            .where(
                AuditRow.site_id == site_id, AuditRefRow.noun == "case", AuditRefRow.object_id == CaseRow.id
            )
            .correlate(CaseRow)
            .exists()
        )
        statement = select(func.count()).select_from(CaseRow)
        return self._session.exec(statement.where(CaseRow.site_id == site_id, ~is_recorded)).one()

    def unfinished(self, site_id: UUID) -> list[UUID]:
        """The cases of a site that are not archived."""
        statement = select(CaseRow.id).where(CaseRow.site_id == site_id, CaseRow.state != CaseState.ARCHIVED)
        return list(self._session.exec(statement))

    def next_number(self, site_id: UUID, prefix: str, *, year: int) -> str:
        """The next number of this kind, such as `CZ-2026-0042`; never given twice."""
        counter = self._session.get(CounterRow, (site_id, prefix, year), with_for_update=True)
        if counter is None:
            counter = CounterRow(site_id=site_id, kind=prefix, year=year, last=0)
        counter.last += 1
        self._session.add(counter)
        self._session.flush()
        return f"{prefix}-{year}-{counter.last:04d}"

    def put_round(self, case_id: UUID, entry: Round) -> None:
        row = self._session.get(RoundRow, (case_id, entry.number)) or RoundRow(
            case_id=case_id,
            number=entry.number,
            measures=entry.measures,
            disposed_by=entry.disposed_by,
            disposed_at=entry.disposed_at,
            content_hash=entry.content_hash,
            chosen=list(entry.chosen),
            flags=[packed_flag(flag) for flag in entry.flags],
            content_version=entry.content_version,
        )
        row.is_passed, row.reason, row.note = entry.is_passed, entry.reason, entry.note
        row.rechecked_by, row.rechecked_at = entry.rechecked_by, entry.rechecked_at
        row.override_reason, row.flags_seen = entry.override_reason, list(entry.flags_seen)
        row.signature_sha256, row.signed_hash = entry.signature_sha256, entry.signed_hash
        row.signature_strokes_sha256 = entry.signature_strokes_sha256
        self._session.add(row)

    def round(self, case_id: UUID, number: int) -> Round:
        return round_of(self._session.get_one(RoundRow, (case_id, number)))

    def rounds(self, case_id: UUID) -> list[Round]:
        return [entry for _, entry in rounds_of(self._session, [case_id])]


def rounds_of(session: Session, case_ids: Iterable[UUID]) -> list[tuple[UUID, Round]]:
    statement = (
        select(RoundRow)
        .where(one_of(col(RoundRow.case_id), case_ids))
        .order_by(col(RoundRow.case_id), col(RoundRow.number))
    )
    return [(row.case_id, round_of(row)) for row in session.exec(statement)]


def round_of(row: RoundRow) -> Round:
    return Round(
        number=row.number,
        measures=row.measures,
        disposed_by=row.disposed_by,
        disposed_at=row.disposed_at,
        content_hash=row.content_hash,
        is_passed=row.is_passed,
        reason=RecheckReason(row.reason) if row.reason else None,
        note=row.note,
        rechecked_by=row.rechecked_by,
        rechecked_at=row.rechecked_at,
        override_reason=row.override_reason,
        chosen=tuple(row.chosen),
        flags=tuple(unpacked_flag(flag) for flag in row.flags),
        flags_seen=tuple(FlagReason(reason) for reason in row.flags_seen),
        content_version=row.content_version,
        signature_sha256=row.signature_sha256,
        signature_strokes_sha256=row.signature_strokes_sha256,
        signed_hash=row.signed_hash,
    )


def case_of(row: CaseRow) -> Case:
    return Case(
        case_id=row.id,
        site_id=row.site_id,
        number=row.number,
        state=CaseState(row.state),
        outcome=CaseOutcome(row.outcome) if row.outcome else None,
        tier=Tier(row.tier),
        grade=HazardGrade(row.grade) if row.grade else None,
        title=Text(row.title_zh, row.title_en),
        stage=Stage(row.stage),
        area_id=row.area_id,
        equipment_id=row.equipment_id,
        department_id=row.department_id,
        responsible_id=row.responsible_id,
        report_id=row.report_id,
        opened_at=row.opened_at,
        changed_at=row.changed_at,
        acknowledge_due_at=row.acknowledge_due_at,
        dispose_due_at=row.dispose_due_at,
        recheck_due_at=row.recheck_due_at,
        acknowledged_at=row.acknowledged_at,
        acknowledged_by=row.acknowledged_by,
        archived_at=row.archived_at,
        round_number=row.round_number,
        disposed_by=frozenset(UUID(each) for each in row.disposed_by),
        is_simulated=row.is_simulated,
        version=row.version,
        policy_id=row.policy_id,
        category=HazardCategory(row.category) if row.category else None,
        captured_at=row.captured_at,
        triage_note=row.triage_note,
    )


def packed_flag(flag: Flag) -> dict[str, Any]:
    """The flag as JSON: as many fields as say something."""
    said = {name: value for name, value in asdict(flag).items() if value is not None}
    return {name: str(value) if isinstance(value, UUID) else value for name, value in said.items()}


def unpacked_flag(plain: dict[str, Any]) -> Flag:
    made: dict[str, Any] = {**plain, "reason": FlagReason(plain["reason"])}
    for name in ("other_case_id", "person_id"):
        if name in plain:
            made[name] = UUID(plain[name])
    return Flag(**made)
