"""Records of a case in other nouns' tables, read once when it is archived."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, select

from backend.cases.evidence.tables import EvidenceRow
from backend.cases.evidence.voices_tables import ReportVoiceRow, VoiceNoteRow
from backend.core.audit import concerning
from backend.core.statements import one_of
from backend.core.tables import AuditRow
from backend.core.text import Text
from backend.equipment.tables import EquipmentRow
from backend.notifications.outlets.tables import OutletRow
from backend.notifications.tables import DeliveryRefRow, DeliveryRow
from backend.people.tables import DepartmentRow, PersonRow
from backend.sites.tables import AreaRow, SiteRow


@dataclass(frozen=True, slots=True)
class CaseScope:
    """The objects whose records belong to a case."""

    case_id: UUID
    report_id: UUID | None
    alert_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class NotifiedRecord:
    """A notification: person, channel and receipt. Accepted by a service is not seen by a person. Without a
    person: to a group or another system.
    """

    person_id: UUID | None
    channel: str
    event_kind: str
    state: str
    attempts: int
    planned_at: datetime
    accepted_at: datetime | None
    shown_at: datetime | None
    opened_at: datetime | None
    error: str | None
    outlet: str | None


@dataclass(frozen=True, slots=True)
class TimelineRecord:
    """One row of the audit chain."""

    position: int
    at: datetime
    kind: str
    by: UUID | None
    alert_id: UUID | None
    subject_id: UUID | None
    tier: int | None
    round_number: int | None
    note: str | None
    hash: str


@dataclass(frozen=True, slots=True)
class LaterRow:
    """One row of the audit chain about a case that was archived before; `by` is who did it, as named now."""

    position: int
    at: datetime
    kind: str
    by: Text | None
    note: str | None


@dataclass(frozen=True, slots=True)
class ShownRecord:
    """One photo or signature: `round` is None for what came with the report, `task_id` says of which task."""

    role: str
    round: int | None
    sha256: str
    taken_at: datetime | None
    latitude: float | None
    longitude: float | None
    added_by: UUID
    added_at: datetime
    task_id: UUID | None


@dataclass(frozen=True, slots=True)
class VoiceRecord:
    """One voice note. `seconds` and `taken_at` are what the phone said. `round`: None with a report."""

    round: int | None
    sha256: str
    seconds: int
    taken_at: datetime | None
    added_by: UUID
    added_at: datetime


class Records:
    def __init__(self, session: Session) -> None:
        self._session = session

    def notified(self, scope: CaseScope) -> list[NotifiedRecord]:
        """Every message about the case, its alerts and its report, in the order of planning."""
        statement = (
            select(DeliveryRow)
            .where(
                col(DeliveryRow.id).in_(
                    select(DeliveryRefRow.delivery_id).where(
                        one_of(
                            col(DeliveryRefRow.object_id),
                            (scope.case_id, *scope.alert_ids, *_some(scope.report_id)),
                        )
                    )
                )
            )
            .order_by(col(DeliveryRow.created_at), col(DeliveryRow.outbox_id), col(DeliveryRow.id))
        )
        rows = self._session.exec(statement).all()
        outlets = self._outlets({UUID(row.address) for row in rows if row.person_id is None})
        return [
            NotifiedRecord(
                row.person_id,
                row.channel,
                row.event_kind,
                row.state,
                row.attempts,
                row.created_at,
                row.accepted_at,
                row.shown_at,
                row.opened_at,
                row.last_error,
                outlets.get(row.address),
            )
            for row in rows
        ]

    def _outlets(self, outlet_ids: set[UUID]) -> dict[str, str]:
        """The names of these groups and systems."""
        if not outlet_ids:
            return {}
        statement = select(OutletRow.id, OutletRow.name).where(col(OutletRow.id).in_(outlet_ids))
        return {str(outlet_id): name for outlet_id, name in self._session.exec(statement)}

    def timeline(self, scope: CaseScope) -> list[TimelineRecord]:
        """Every row of the audit chain about the case, its alerts and its report, oldest first."""
        statement = (
            select(AuditRow)
            .where(
                concerning(case=[scope.case_id], alert=scope.alert_ids, hazard_report=_some(scope.report_id))
            )
            .order_by(col(AuditRow.position))
        )
        return [
            TimelineRecord(
                row.position,
                row.at,
                row.kind,
                row.by,
                row.ref("alert"),
                row.ref_beside("alert", "case", "hazard_report"),
                row.tier,
                row.round_number,
                row.note,
                row.hash,
            )
            for row in self._session.exec(statement)
        ]

    def shown(self, scope: CaseScope) -> list[ShownRecord]:
        """Every photo and signature of the case and its report, in the order they were added."""
        return self._shown(
            or_(
                col(EvidenceRow.case_id) == scope.case_id,
                one_of(col(EvidenceRow.report_id), _some(scope.report_id)),
            )
        )

    def of_report(self, report_id: UUID) -> list[ShownRecord]:
        """Every photo that came with a report."""
        return self._shown(col(EvidenceRow.report_id) == report_id)

    def _shown(self, condition: ColumnElement[bool]) -> list[ShownRecord]:
        statement = select(EvidenceRow).where(condition).order_by(col(EvidenceRow.id))
        return [
            ShownRecord(
                row.role,
                row.round_number,
                row.sha256,
                row.taken_at,
                row.latitude,
                row.longitude,
                row.added_by,
                row.added_at,
                row.task_id,
            )
            for row in self._session.exec(statement)
        ]

    def voices(self, case_id: UUID) -> list[VoiceRecord]:
        """Every voice note of the case, in the order they were added."""
        statement = select(VoiceNoteRow).where(VoiceNoteRow.case_id == case_id).order_by(col(VoiceNoteRow.id))
        return [
            VoiceRecord(row.round_number, row.sha256, row.seconds, row.taken_at, row.added_by, row.added_at)
            for row in self._session.exec(statement)
        ]

    def voice_of_report(self, report_id: UUID) -> VoiceRecord | None:
        """The recording that came with a report; it is of no round."""
        row = self._session.get(ReportVoiceRow, report_id)
        if row is None:
            return None
        return VoiceRecord(None, row.sha256, row.seconds, row.taken_at, row.added_by, row.added_at)

    def site(self, site_id: UUID) -> tuple[str, Text, str]:
        """(code, name, time zone)."""
        row = self._session.get_one(SiteRow, site_id)
        return row.code, Text(row.name_zh, row.name_en), row.timezone

    def people(self, ids: Iterable[UUID]) -> dict[UUID, Text]:
        statement = select(PersonRow).where(one_of(col(PersonRow.id), set(ids)))
        return {row.id: Text(row.name_zh, row.name_en) for row in self._session.exec(statement)}

    def area(self, area_id: UUID) -> Text:
        row = self._session.get_one(AreaRow, area_id)
        return Text(row.name_zh, row.name_en)

    def equipment(self, equipment_id: UUID | None) -> tuple[str, Text] | None:
        """(code, name)."""
        row = self._session.get(EquipmentRow, equipment_id) if equipment_id else None
        return (row.code, Text(row.name_zh, row.name_en)) if row else None

    def departments(self, ids: Iterable[UUID]) -> dict[UUID, Text]:
        statement = select(DepartmentRow).where(one_of(col(DepartmentRow.id), ids))
        return {row.id: Text(row.name_zh, row.name_en) for row in self._session.exec(statement)}

    def department(self, department_id: UUID | None) -> Text | None:
        row = self._session.get(DepartmentRow, department_id) if department_id else None
        return Text(row.name_zh, row.name_en) if row else None


def _some(value: UUID | None) -> tuple[UUID, ...]:
    return () if value is None else (value,)
