"""Parts of a round that are shown beside its words and photos."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func
from sqlmodel import Session, col, select

from backend.cases.evidence.voices_rules import VoiceNote
from backend.cases.evidence.voices_store import note_of
from backend.cases.evidence.voices_tables import VoiceNoteRow
from backend.cases.extensions.tables import RemediationPlanRow
from backend.cases.recheck.evidence_checks_rules import Flag, concerning
from backend.cases.recheck.remediation_plan_rules import RemediationPlan
from backend.cases.recheck.remediation_plan_store import plan_of
from backend.cases.store import Round
from backend.cases.tables import CaseRow, RoundRow
from backend.core.statements import one_of
from backend.core.viewer import Viewer


@dataclass(frozen=True, slots=True)
class RoundExtras:
    """`flags`: those that concern who rechecked, or else the viewer. `numbers`: of the cases they name."""

    voice: VoiceNote | None
    five: RemediationPlan | None
    flags: tuple[Flag, ...]
    numbers: dict[UUID, str]


def extras_of(
    session: Session, viewer: Viewer, entries: Sequence[tuple[UUID, Round]]
) -> dict[tuple[UUID, int], RoundExtras]:
    """By case and round; the cases are the viewer's own. Three statements, none without rounds."""
    if not entries:
        return {}
    case_ids = {case_id for case_id, _ in entries}
    voices = session.exec(select(VoiceNoteRow).where(one_of(col(VoiceNoteRow.case_id), case_ids)))
    spoken = {(row.case_id, row.round_number): note_of(row) for row in voices}
    fives = plans_by_round(session, case_ids)
    numbers = _numbers(session, viewer, entries)
    return {
        (case_id, entry.number): RoundExtras(
            voice=spoken.get((case_id, entry.number)),
            five=fives.get((case_id, entry.number)),
            flags=concerning(entry.flags, entry.rechecked_by or viewer.person_id),
            numbers=numbers,
        )
        for case_id, entry in entries
    }


def plans_by_round(session: Session, case_ids: set[UUID]) -> dict[tuple[UUID, int], RemediationPlan]:
    statement = select(RemediationPlanRow).where(one_of(col(RemediationPlanRow.case_id), case_ids))
    return {(row.case_id, row.round_number): plan_of(row) for row in session.exec(statement)}


def overrides(session: Session, site_ids: Sequence[UUID], start: datetime, end: datetime) -> int:
    """Return the number of cases archived in this time although their source was not back to normal."""
    statement = (
        select(func.count())
        .select_from(CaseRow)
        .where(col(CaseRow.site_id).in_(site_ids), col(CaseRow.archived_at).between(start, end))
        .where(was_overridden())
    )
    return session.exec(statement).one()


def was_overridden() -> ColumnElement[bool]:
    """Whether a recheck of this case passed although the source was not back to normal."""
    return exists().where(col(RoundRow.case_id) == CaseRow.id, col(RoundRow.override_reason).is_not(None))


def _numbers(session: Session, viewer: Viewer, entries: Sequence[tuple[UUID, Round]]) -> dict[UUID, str]:
    named = {flag.other_case_id for _, entry in entries for flag in entry.flags if flag.other_case_id}
    if not named:
        return {}
    statement = select(CaseRow.id, CaseRow.number).where(
        one_of(col(CaseRow.id), named), col(CaseRow.site_id).in_(viewer.site_ids)
    )
    return dict(session.exec(statement).all())
