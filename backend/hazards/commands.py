"""Hazard reports: taken in from the floor, triaged by an officer."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from backend.agreements import commands as agreements
from backend.agreements.rules import Agreement, AgreementKind
from backend.cases import commands as cases
from backend.cases.evidence.store import EvidenceRole, EvidenceStore
from backend.cases.evidence.voices_rules import VoiceNote, check_note
from backend.cases.evidence.voices_store import Voices
from backend.cases.links.store import Links
from backend.cases.register import commands as register
from backend.cases.register.commands import NamedRisk
from backend.cases.register.store import CaseRisks
from backend.cases.rules import Case, Evidence, sooner
from backend.cases.store import Cases
from backend.core import words
from backend.core.allowances import Allowances, check_hour
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, refs
from backend.core.text import Text
from backend.core.viewer import Permission, Viewer
from backend.core.vocabulary import HazardCategory, HazardGrade, ReportKind, Stage, Tier
from backend.equipment.store import EquipmentStore
from backend.hazards import rules
from backend.hazards import second_person_commands as second_person
from backend.hazards.events import (
    HAZARD_ACCEPTED,
    HAZARD_DECLINED,
    HAZARD_REPORTED,
    SERIOUS_HAZARD_REPORTED,
)
from backend.hazards.followers_store import Followers
from backend.hazards.rules import DeclineReason, HazardReport, HazardState
from backend.hazards.store import Hazards
from backend.people.privacy import commands as privacy
from backend.people.privacy.rules import Purpose
from backend.people.store import People
from backend.sites.store import Sites

NUMBER_PREFIX: Final = "YH"  # 隐患
TITLE_LENGTH: Final = 40


def check_allowance(tx: Transaction, by: Viewer, allowances: Allowances) -> None:
    """Raises Refused(TOO_MANY_ATTEMPTS) where the person, or the site, has made too many within an hour."""
    most, of_site = allowances.reports_per_hour, allowances.reports_of_site_per_hour
    check_hour(tx.get(Hazards), by, per_person=most, of_site=of_site, now=tx.now)


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
    kind: ReportKind = ReportKind.HAZARD,
    is_serious: bool = False,
    voice: VoiceNote | None = None,
    clock_offset: timedelta = timedelta(0),
    risk_event_id: UUID | None = None,
) -> HazardReport:
    """Take in what a person saw, at an equipment (by its QR code) or in an area.

    `grade`, `clause`: of phones that still ask for them; now who reports says `is_serious` and the officer
    grades. `captured_at`: by the phone's clock, which lacked `clock_offset`. `risk_event_id`: event of the
    register from whose page it comes. One that was closed while the report waited on its phone is kept: no
    report is lost by that. Raises Refused(NOT_FOUND) for one of another site.
    """
    shown = rules.Shown(len(photos), has_voice=voice is not None)
    rules.check_report(shown, grade=grade, clause=clause, description=description)
    site_id, place_id, equipment_id = _place(tx, area_id, equipment_code, by)
    by.require(Permission.REPORT_HAZARD, site_id=site_id)
    if risk_event_id is not None:
        tx.get(CaseRisks).event(risk_event_id, site_id=site_id)
    captured, phone_said = rules.capture_times(captured_at, offset=clock_offset, now=tx.now)
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
        captured_at=captured,
        received_at=tx.now,
        kind=kind,
        is_serious=is_serious,
        phone_said_at=phone_said,
        risk_event_id=risk_event_id,
    )
    tx.get(Hazards).add(report)
    _attach(tx, report, photos, voice, by)
    about = refs(hazard_report=report.report_id)
    reported = SERIOUS_HAZARD_REPORTED if is_serious else HAZARD_REPORTED
    tx.announce(Event(reported, site_id, about=about, by=by.person_id))
    return report


def accept_hazard(
    tx: Transaction,
    report_id: UUID,
    *,
    tier: Tier,
    department_id: UUID | None,
    responsible_id: UUID | None,
    by: Viewer,
    dispose_by: datetime | None = None,
    note: str | None = None,
    grade: HazardGrade | None = None,
    clause: str | None = None,
    named: NamedRisk | None = None,
) -> HazardReport:
    """The officer takes the report on and grades it: a case opens, with a tier that sets its deadlines.

    `dispose_by`: a deadline of the disposal that is sooner than the policy of the tier. `note`: for those who
    dispose of it. `grade`: None leaves it. `named`: event of the register that it is about, and the measure
    that failed. Raises Refused: NOT_OF_DEPARTMENT, DEADLINE_PASSED, DEADLINE_BEYOND_POLICY, and as
    `rules.graded` and `register.keep_named` do.
    """
    report = tx.get(Hazards).get(report_id)
    by.require(Permission.TRIAGE, site_id=report.site_id)
    accepted = rules.graded(rules.accept(report, by=by.person_id, at=tx.now), grade, clause)
    agreements.end(tx, AgreementKind.DECLINE_REPORT, report_id)
    tx.get(People).require_at_site(report.site_id, department_id=department_id, person_id=responsible_id)
    if department_id is not None and responsible_id is not None:
        tx.get(People).require_of_department(
            report.site_id, department_id=department_id, person_id=responsible_id
        )
    tx.get(Hazards).put(accepted)
    case = replace(
        _new_case(tx, accepted, tier, named),
        department_id=department_id,
        responsible_id=responsible_id,
        triage_note=(note or "").strip() or None,
    )
    if dispose_by is not None:
        case = sooner(case, dispose_by=dispose_by, now=tx.now)
    cases.add_case(tx, case)
    risk = register.keep_named(tx, case, named, by=by.person_id) if named else None
    cases.announce_opened(tx, case, report.category, by=by.person_id, note=case.triage_note)
    if risk is not None:
        register.announce_named(tx, case, risk, by=by.person_id)
    about = refs(hazard_report=report_id, case=case.case_id)
    new_clause = accepted.clause if accepted.grade is not report.grade else None
    tx.announce(Event(HAZARD_ACCEPTED, report.site_id, about=about, by=by.person_id, note=new_clause))
    return accepted


def decline_hazard(
    tx: Transaction,
    report_id: UUID,
    *,
    reason: DeclineReason,
    note: str,
    by: Viewer,
    original_id: UUID | None = None,
    asks_second_person: bool = False,
) -> HazardReport:
    """The officer says no; the reporter reads why, and of a duplicate follows the original case.

    `asks_second_person`: where nobody may say no alone, ask one; the report waits as it is until then.
    Raises Refused: SECOND_PERSON_REQUIRED for a grave report, and as `rules.decline` does.
    """
    report = tx.get(Hazards).get(report_id)
    by.require(Permission.TRIAGE, site_id=report.site_id)
    rules.decline(
        report, reason=reason, note=note, by=by.person_id, at=tx.now
    )  # refused now, not once agreed
    followed_id = original_id if reason is DeclineReason.DUPLICATE else None
    if not report.is_grave:
        return _decline(tx, report, reason, followed_id, note=note, by=by.person_id)
    if not asks_second_person:
        raise Refused(ErrorCode.SECOND_PERSON_REQUIRED, "a second person agrees to declining a grave report")
    if followed_id is not None:
        _original(tx, report, followed_id)
    second_person.ask_to_decline(tx, report, reason, followed_id, note=note, by=by)
    return report


def decline_agreed(tx: Transaction, agreed: Agreement) -> None:
    """A second person agreed to decline a report: it is declined by the word of the one who asked."""
    report = tx.get(Hazards).get(agreed.object_id)
    original = agreed.details["original_id"]
    _decline(
        tx,
        report,
        DeclineReason(agreed.details["reason"]),
        UUID(original) if original else None,
        note=agreed.reason,
        by=agreed.asked_by,
    )


def describe(tx: Transaction, report_id: UUID) -> Text:
    """Name the report in a message: its number."""
    number = tx.get(Hazards).get(report_id).number
    return Text(number, number)


def raise_grade(tx: Transaction, happened: Event) -> None:
    """Raise the report to a major hazard, as its case was. Raises Refused(CLAUSE_REQUIRED)."""
    report_id = happened.ref("hazard_report")
    if report_id is None:
        return
    report = tx.get(Hazards).get(report_id)
    rules.check_clause(HazardGrade.MAJOR, happened.note)
    tx.get(Hazards).put(replace(report, grade=HazardGrade.MAJOR, clause=happened.note))


def _decline(
    tx: Transaction,
    report: HazardReport,
    reason: DeclineReason,
    original_id: UUID | None,
    *,
    note: str,
    by: UUID,
) -> HazardReport:
    """Decline it; a duplicate follows this case from now on. Raises Refused(NOT_FOUND)."""
    declined = rules.decline(report, reason=reason, note=note, by=by, at=tx.now)
    tx.get(Hazards).put(declined)
    if original_id is not None:
        tx.get(Followers).follow(report.report_id, _original(tx, report, original_id).case_id)
    about = refs(hazard_report=report.report_id)
    tx.announce(Event(HAZARD_DECLINED, report.site_id, about=about, by=by, note=note.strip()))
    return declined


def _original(tx: Transaction, report: HazardReport, original_id: UUID) -> Case:
    """The case that a duplicate of this one goes on in. Raises Refused(NOT_FOUND)."""
    original = tx.get(Cases).get(tx.get(Links).root(original_id))
    if original.site_id != report.site_id:
        raise Refused(ErrorCode.NOT_FOUND, "no such case at this site")
    return original


def _attach(
    tx: Transaction, report: HazardReport, photos: tuple[Evidence, ...], voice: VoiceNote | None, by: Viewer
) -> None:
    """Keep what comes with a report. Raises Refused: CONSENT_MISSING, VOICE_MISSING, INVALID_INPUT for a
    length that cannot be.
    """
    tx.get(EvidenceStore).attach(
        photos,
        role=EvidenceRole.REPORT,
        site_id=report.site_id,
        by=by.person_id,
        at=tx.now,
        report_id=report.report_id,
    )
    if voice is None:
        return
    check_note(voice)
    privacy.require_consent(tx, report.site_id, Purpose.VOICE, by=by.person_id)
    tx.get(Voices).attach_to_report(
        voice, report.report_id, site_id=report.site_id, by=by.person_id, at=tx.now
    )


def _place(
    tx: Transaction, area_id: UUID | None, equipment_code: str | None, by: Viewer
) -> tuple[UUID, UUID, UUID | None]:
    if equipment_code:
        item = tx.get(EquipmentStore).by_code(by.site_ids, equipment_code.strip())
        return item.site_id, item.area_id, item.equipment_id
    if area_id is None:
        raise Refused(ErrorCode.INVALID_INPUT, "say where: an equipment or an area")
    area = tx.get(Sites).area(area_id)
    return area.site_id, area.area_id, None


def _new_case(tx: Transaction, report: HazardReport, tier: Tier, named: NamedRisk | None) -> Case:
    """Return the case of a report, of nobody yet."""
    case = cases.new_case(
        tx,
        site_id=report.site_id,
        tier=tier,
        title=_title(report),
        stage=_stage(tx, report, named),
        area_id=report.area_id,
        equipment_id=report.equipment_id,
        department_id=None,
        responsible_id=None,
        is_simulated=False,
    )
    return replace(
        case,
        report_id=report.report_id,
        grade=report.grade,
        category=report.category,
        captured_at=report.captured_at,
    )


def _stage(tx: Transaction, report: HazardReport, named: NamedRisk | None) -> Stage:
    """Return the stage of the event that it is about, else of the equipment, else of the nearest area around
    that has one, else environment.
    """
    event_id = (named.event_id if named else None) or report.risk_event_id
    if event_id is not None:
        return tx.get(CaseRisks).event(event_id, site_id=report.site_id).stage
    if report.equipment_id is not None:
        return tx.get(EquipmentStore).get(report.equipment_id).stage
    areas = (tx.get(Sites).area(each) for each in tx.get(Sites).around(report.area_id))
    return next((each.default_stage for each in areas if each.default_stage), Stage.ENVIRONMENT)


def _title(report: HazardReport) -> Text:
    category = words.of("hazard.title", report.category)
    if not report.description:
        return category
    return words.text("hazard.title.described", category=category, words=report.description[:TITLE_LENGTH])
