"""Hazard reports: taken in from the floor, triaged by an officer."""

from datetime import datetime
from typing import Final
from uuid import UUID, uuid4

from backend.cases import commands as cases
from backend.cases.evidence.store import EvidenceRole, EvidenceStore
from backend.cases.links import commands as links
from backend.cases.rules import Evidence
from backend.cases.store import Cases
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, EventKind, refs
from backend.core.subjects import Subject
from backend.core.text import Text
from backend.core.viewer import Permission, Viewer
from backend.core.vocabulary import HazardCategory, HazardGrade, Stage, Tier
from backend.hazards import rules
from backend.hazards.events import HAZARD_ACCEPTED, HAZARD_DECLINED, HAZARD_REPORTED
from backend.hazards.rules import DeclineReason, HazardReport, HazardState
from backend.hazards.store import Hazards
from backend.people.store import People
from backend.sites.store import Sites

NUMBER_PREFIX: Final = "YH"  # 隐患
TITLE_LENGTH: Final = 40
CATEGORY_WORDS: Final = {
    HazardCategory.FIRE: Text("火灾隐患", "Fire hazard"),
    HazardCategory.ELECTRICAL: Text("电气隐患", "Electrical hazard"),
    HazardCategory.MECHANICAL: Text("机械隐患", "Mechanical hazard"),
    HazardCategory.CHEMICAL: Text("危化品隐患", "Chemical hazard"),
    HazardCategory.GAS_LEAK: Text("气体泄漏隐患", "Gas leak"),
    HazardCategory.FALL_FROM_HEIGHT: Text("高处坠落隐患", "Fall from height"),
    HazardCategory.CONFINED_SPACE: Text("受限空间隐患", "Confined space"),
    HazardCategory.LIFTING: Text("起重吊装隐患", "Lifting hazard"),
    HazardCategory.TRAFFIC: Text("厂内交通隐患", "Traffic hazard"),
    HazardCategory.PPE: Text("劳保用品隐患", "Protective equipment"),
    HazardCategory.HOUSEKEEPING: Text("现场管理隐患", "Housekeeping"),
    HazardCategory.OTHER: Text("其他隐患", "Other hazard"),
}


def report_hazard(
    tx: Transaction,
    *,
    category: HazardCategory,
    grade: HazardGrade,
    clause: str | None,
    description: str,
    area_id: UUID | None,
    equipment_code: str | None,
    photos: tuple[Evidence, ...],
    captured_at: datetime,
    by: Viewer,
) -> HazardReport:
    """Take in what a person saw, at an equipment (by its QR code) or in an area."""
    rules.check_report(grade=grade, clause=clause, description=description, photo_count=len(photos))
    site_id, place_id, equipment_id = _place(tx, area_id, equipment_code, by)
    by.require(Permission.REPORT_HAZARD, site_id=site_id)
    report = HazardReport(
        report_id=uuid4(),
        site_id=site_id,
        number=tx.get(Cases).next_number(site_id, NUMBER_PREFIX, year=tx.now.year),
        state=HazardState.SUBMITTED,
        category=category,
        grade=grade,
        clause=(clause or "").strip() or None,
        description=description.strip(),
        area_id=place_id,
        equipment_id=equipment_id,
        reported_by=by.person_id,
        captured_at=min(captured_at, tx.now),
        received_at=tx.now,
    )
    tx.get(Hazards).add(report)
    tx.get(EvidenceStore).attach(
        photos,
        role=EvidenceRole.REPORT,
        site_id=site_id,
        by=by.person_id,
        at=tx.now,
        report_id=report.report_id,
    )
    _announce(tx, report, HAZARD_REPORTED, by=by.person_id)
    return report


def accept_hazard(
    tx: Transaction,
    report_id: UUID,
    *,
    tier: Tier,
    department_id: UUID | None,
    responsible_id: UUID | None,
    by: Viewer,
) -> HazardReport:
    """The officer takes the report on: a case opens, with a tier that sets its deadlines."""
    report = tx.get(Hazards).get(report_id)
    by.require(Permission.TRIAGE, site_id=report.site_id)
    accepted = rules.accept(report, by=by.person_id, at=tx.now)
    tx.get(People).require_at_site(report.site_id, department_id=department_id, person_id=responsible_id)
    tx.get(Hazards).put(accepted)
    case_id = cases.open_for_report(
        tx,
        accepted,
        tier=tier,
        title=_title(report),
        stage=_stage(tx, report),
        department_id=department_id,
        responsible_id=responsible_id,
        by=by.person_id,
    )
    _announce(tx, accepted, HAZARD_ACCEPTED, by=by.person_id, case_id=case_id)
    return accepted


def decline_hazard(
    tx: Transaction,
    report_id: UUID,
    *,
    reason: DeclineReason,
    note: str,
    by: Viewer,
    original_id: UUID | None = None,
) -> HazardReport:
    """The officer says no; the reporter reads why, and of a duplicate follows the original case."""
    report = tx.get(Hazards).get(report_id)
    by.require(Permission.TRIAGE, site_id=report.site_id)
    declined = rules.decline(report, reason=reason, note=note, by=by.person_id, at=tx.now)
    tx.get(Hazards).put(declined)
    if original_id is not None and reason is DeclineReason.DUPLICATE:
        links.follow_original(tx, report_id, original_id, site_id=report.site_id)
    _announce(tx, declined, HAZARD_DECLINED, by=by.person_id, note=note.strip())
    return declined


def describe(tx: Transaction, report_id: UUID) -> Subject:
    """Name the report in a message: its number."""
    number = tx.get(Hazards).get(report_id).number
    return Subject(Text(number, number), f"/hazards/{report_id}")


def _place(
    tx: Transaction, area_id: UUID | None, equipment_code: str | None, by: Viewer
) -> tuple[UUID, UUID, UUID | None]:
    if equipment_code:
        item = tx.get(Sites).equipment_by_code(by.site_ids, equipment_code.strip())
        return item.site_id, item.area_id, item.equipment_id
    if area_id is None:
        raise Refused(ErrorCode.INVALID_INPUT, "say where: an equipment or an area")
    area = tx.get(Sites).area(area_id)
    return area.site_id, area.area_id, None


def _stage(tx: Transaction, report: HazardReport) -> Stage:
    """The stage of the equipment; a place without one counts as environment."""
    if report.equipment_id is None:
        return Stage.ENVIRONMENT
    return tx.get(Sites).equipment(report.equipment_id).stage


def _title(report: HazardReport) -> Text:
    words = CATEGORY_WORDS[report.category]
    if not report.description:
        return words
    short = report.description[:TITLE_LENGTH]
    return Text(f"{words.zh}：{short}", f"{words.en}: {short}")


def _announce(
    tx: Transaction,
    report: HazardReport,
    kind: EventKind,
    *,
    by: UUID,
    case_id: UUID | None = None,
    note: str | None = None,
) -> None:
    tx.announce(
        Event(
            kind, report.site_id, about=refs(hazard_report=report.report_id, case=case_id), by=by, note=note
        )
    )
