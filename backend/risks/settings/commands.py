"""Settings of the register changed by an officer."""

from dataclasses import replace
from uuid import UUID

from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event
from backend.core.viewer import Permission, Viewer
from backend.risks.assessment.rules import AssessmentMethod
from backend.risks.assessment.scales_rules import cutoff_sets
from backend.risks.events import RISK_SETTINGS_CHANGED
from backend.risks.rules import NOT_THERE, checked_reason
from backend.risks.settings import rules
from backend.risks.settings.rules import RiskSettings
from backend.risks.settings.store import RisksSettings


def change_settings(tx: Transaction, wanted: RiskSettings, *, reason: str, by: Viewer) -> UUID:
    """Put these settings in force; assessments and reviews that run keep theirs. Returns the site's id.

    Raises Refused: NOT_FOUND, NOT_ALLOWED, CONFLICT, REASON_REQUIRED, and as `rules.check` does.
    """
    if wanted.site_id not in by.site_ids:
        raise Refused(ErrorCode.NOT_FOUND, NOT_THERE)
    by.require(Permission.EDIT_ALL_RISKS, site_id=wanted.site_id)
    rules.check(wanted)
    if wanted.ls_set not in {each.code for each in cutoff_sets() if each.method is AssessmentMethod.LS}:
        raise Refused(ErrorCode.INVALID_INPUT, "no such cut-off set")
    before = tx.get(RisksSettings).get(wanted.site_id)
    if replace(wanted, version=before.version) == before:
        return wanted.site_id
    why = checked_reason(reason)
    tx.get(RisksSettings).put(wanted)
    tx.announce(Event(RISK_SETTINGS_CHANGED, wanted.site_id, by=by.person_id, note=why))
    return wanted.site_id
