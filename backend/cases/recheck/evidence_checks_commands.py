"""Evidence checks: collect what the rules of `evidence_checks_rules` compare."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from backend.alerts.store import Alerts
from backend.cases.events import PLACE_SET
from backend.cases.extensions.store import Extensions
from backend.cases.recheck import evidence_checks_rules as rules
from backend.cases.recheck.evidence_checks_rules import LOOK_BACK, Flag, Scene
from backend.cases.recheck.pictures_store import Pictures
from backend.cases.recheck.remediation_plan_store import RemediationPlans
from backend.cases.rules import Case, Evidence
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, refs
from backend.core.viewer import Permission, Viewer
from backend.photos.rules import Place
from backend.sites.store import Sites


def flags_of(
    tx: Transaction, case: Case, *, before: Sequence[Evidence], after: Sequence[Evidence], by: UUID
) -> tuple[Flag, ...]:
    """Return the flags for the rechecker of this disposal. Before its evidence is attached."""
    shown = tx.get(Pictures).shown(after, case)
    earlier = tx.get(Pictures).shown(before, case)
    others = tx.get(Pictures).of_site(case, since=tx.now - LOOK_BACK)
    scene = Scene(
        case_id=case.case_id,
        began_at=_began_at(tx, case),
        acknowledged_at=case.acknowledged_at,
        submitted_at=tx.now,
        place=tx.get(Pictures).place_of(case.area_id, case.site_id),
        helpers=_helpers(tx, case) - case.disposed_by - {by},
        exposures=tx.get(Pictures).exposures(
            shown, [*earlier, *(each for each in others if each.case_id == case.case_id)]
        ),
    )
    return rules.flags_of(scene, before=earlier, after=shown, others=others)


def set_place(tx: Transaction, site_id: UUID, area_id: UUID | None, place: Place, *, by: Viewer) -> UUID:
    """Say where an area is, or the site for all areas without a place of their own; return which it was."""
    by.require(Permission.MANAGE_SOURCES, site_id=site_id)
    if area_id is not None and tx.get(Sites).area(area_id).site_id != site_id:
        raise Refused(ErrorCode.NOT_FOUND, "no such area at this site")
    rules.check_place(place)
    object_id = area_id or site_id
    tx.get(Pictures).put_place(object_id, site_id, place)
    note = f"{place.latitude:.6f}, {place.longitude:.6f}"
    tx.announce(Event(PLACE_SET, site_id, about=refs(place=object_id), by=by.person_id, note=note))
    return object_id


def _began_at(tx: Transaction, case: Case) -> datetime:
    """When the alert was raised, or the report captured."""
    raised = [alert.raised_at for alert, _, _ in tx.get(Alerts).of_case(case.case_id)]
    reported = [case.captured_at] if case.captured_at else []
    return min([case.opened_at, *raised, *reported])


def _helpers(tx: Transaction, case: Case) -> frozenset[UUID]:
    asked = {each.asked_by for each in tx.get(Extensions).of_case(case.case_id)}
    assured = {five.recorded_by for five in tx.get(RemediationPlans).of_case(case.case_id).values()}
    return frozenset(asked | assured)
