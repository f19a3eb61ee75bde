"""Duplicates under their original, and archived cases that go on."""

from dataclasses import replace
from uuid import UUID

from backend.alerts.store import Alerts
from backend.cases import commands as cases
from backend.cases import dismissal_commands as dismissals
from backend.cases.events import CASE_REOPENED, DUPLICATE_LINKED
from backend.cases.links import duplicates_rules as duplicates
from backend.cases.links import reopenings_rules as reopenings
from backend.cases.links.rules import CaseLinkKind
from backend.cases.links.store import Links
from backend.cases.rules import Case, CaseState
from backend.cases.store import Cases
from backend.core.database import Changed, Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, refs
from backend.core.viewer import Permission, Viewer
from backend.core.vocabulary import Tier
from backend.people.rules import Audience
from backend.people.store import People


def link_duplicate(tx: Transaction, case_id: UUID, original_id: UUID, *, note: str, by: Viewer) -> Case:
    """End a case as a duplicate: its reporters follow the original from now on, its alerts are there.

    Returns the archived case. Raises Refused as `duplicates.check_duplicate` and `dismissals.check_original`
    do.
    """
    case = tx.get(Cases).get(case_id)
    by.require(Permission.DISMISS, site_id=case.site_id)
    original = tx.get(Cases).get(tx.get(Links).root(original_id))
    duplicates.check_duplicate(case, original)
    dismissals.check_original(tx, case, original, note, by=by.person_id)
    return _put_under(tx, case, original, note=note, by=by)


def merge_cases(
    tx: Transaction, case_ids: tuple[UUID, ...], target_id: UUID, *, note: str, by: Viewer
) -> Case:
    """Several open cases of one cause become one: all of them or none. Returns the target."""
    target = tx.get(Cases).get(target_id)
    by.require(Permission.DISMISS, site_id=target.site_id)
    chosen = tuple(sorted(set(case_ids)))
    duplicates.check_merge(chosen, target)
    for case_id in chosen:
        link_duplicate(tx, case_id, target_id, note=note, by=by)
    return tx.get(Cases).get(target_id)


def reopen_case(tx: Transaction, case_id: UUID, *, reason: str, by: Viewer) -> Case:
    """Go on with an archived case in a new one; the archive stays as it is.

    Raises Refused: REASON_REQUIRED, ALREADY_REOPENED, and as `reopenings.check_reopening` does.
    """
    archived = tx.get(Cases).get(case_id)
    by.require(Permission.REOPEN, site_id=archived.site_id)
    if not reason.strip():
        raise Refused(ErrorCode.REASON_REQUIRED, "say why it is not over")
    reopenings.check_reopening(archived, now=tx.now)
    if tx.get(Links).pointing_at(case_id, CaseLinkKind.REOPENS):
        raise Refused(ErrorCode.ALREADY_REOPENED, "it goes on in another case already")
    is_reopening = tx.get(Links).other(case_id, CaseLinkKind.REOPENS) is not None
    tier = reopenings.tier_of_reopened(archived, is_reopening=is_reopening)
    case = _open_again(tx, archived, tier=tier)
    tx.get(Links).add(case.case_id, CaseLinkKind.REOPENS, case_id, by=by.person_id, at=tx.now)
    tx.announce(
        Event(
            CASE_REOPENED,
            case.site_id,
            about=refs(case=case.case_id, hazard_report=case.report_id, linked_case=case_id),
            by=by.person_id,
            tier=tier,
            note=reason.strip(),
            to=tuple(_concerned(tx, archived)),
        )
    )
    tx.hint(Changed("case", case_id, archived.site_id))
    return case


def _open_again(tx: Transaction, archived: Case, *, tier: Tier) -> Case:
    """The same subject and grade once more."""
    case = cases.new_case(
        tx,
        site_id=archived.site_id,
        tier=tier,
        title=archived.title,
        stage=archived.stage,
        area_id=archived.area_id,
        equipment_id=archived.equipment_id,
        department_id=archived.department_id,
        responsible_id=archived.responsible_id,
        is_simulated=archived.is_simulated,
    )
    case = replace(
        case,
        report_id=archived.report_id,
        grade=archived.grade,
        category=archived.category,
        captured_at=archived.captured_at,
    )
    cases.add_case(tx, case)
    return case


def _concerned(tx: Transaction, archived: Case) -> set[UUID]:
    """Return the people who have to deal with it again: those who disposed of it, the person responsible, the
    department's lead.
    """
    leads = tx.get(People).audience(
        archived.site_id, Audience.LEAD, department_id=archived.department_id, responsible_id=None
    )
    return leads | archived.disposed_by | ({archived.responsible_id} if archived.responsible_id else set())


def _put_under(tx: Transaction, case: Case, original: Case, *, note: str, by: Viewer) -> Case:
    tx.get(Links).add(case.case_id, CaseLinkKind.DUPLICATE_OF, original.case_id, by=by.person_id, at=tx.now)
    archived = cases.dismiss_duplicate(tx, case.case_id, reason=note.strip() or original.number, by=by)
    if original.state is not CaseState.ARCHIVED:
        # After the archive was written: it says which alerts the case had while it was open.
        tx.get(Alerts).move(case.case_id, original.case_id)
        cases.follow_tier(tx, original.case_id, case.tier)
    tx.announce(
        Event(
            DUPLICATE_LINKED,
            original.site_id,
            about=refs(case=original.case_id, linked_case=case.case_id),
            by=by.person_id,
            note=case.number,
        )
    )
    return archived
