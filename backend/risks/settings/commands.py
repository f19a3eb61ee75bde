"""Settings of the register changed by an officer."""

from collections.abc import Iterable
from dataclasses import replace
from uuid import UUID

from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event
from backend.core.text import Text
from backend.core.viewer import Permission, Viewer
from backend.risks.assessment.rules import AssessmentMethod
from backend.risks.assessment.scales_rules import cutoff_sets, score_wordings
from backend.risks.events import RISK_SETTINGS_CHANGED
from backend.risks.rules import NOT_THERE, checked_reason
from backend.risks.settings import rules
from backend.risks.settings.rules import RiskSettings, ScoreKey
from backend.risks.settings.store import RisksSettings


def change_settings(tx: Transaction, wanted: RiskSettings, *, reason: str, by: Viewer) -> UUID:
    """Put these settings in force, wordings as they are; assessments and reviews that run keep theirs.

    Returns the site's id. Raises Refused: NOT_FOUND, NOT_ALLOWED, CONFLICT, REASON_REQUIRED, and as
    `rules.check` does.
    """
    _require_edit(wanted.site_id, by=by)
    rules.check(wanted)
    if wanted.ls_set not in {each.code for each in cutoff_sets() if each.method is AssessmentMethod.LS}:
        raise Refused(ErrorCode.INVALID_INPUT, "no such cut-off set")
    before = tx.get(RisksSettings).get(wanted.site_id)
    _put(tx, before, replace(wanted, wordings=before.wordings), reason=reason, by=by)
    return wanted.site_id


def change_wordings(
    tx: Transaction,
    site_id: UUID,
    given: Iterable[tuple[ScoreKey, Text]],
    *,
    version: int,
    reason: str,
    by: Viewer,
) -> UUID:
    """Word scores in the site's own words; those that are not among them have the words of the product.

    Returns the site's id. Raises Refused: as `change_settings`, and as `rules.own_wordings` does.
    """
    _require_edit(site_id, by=by)
    usual = {ScoreKey(each.method, each.axis, each.score): each.wording for each in score_wordings()}
    own = rules.own_wordings(given, usual)
    before = tx.get(RisksSettings).get(site_id)
    _put(tx, before, replace(before, wordings=own, version=version), reason=reason, by=by)
    return site_id


def _require_edit(site_id: UUID, *, by: Viewer) -> None:
    if site_id not in by.site_ids:
        raise Refused(ErrorCode.NOT_FOUND, NOT_THERE)
    by.require(Permission.EDIT_ALL_RISKS, site_id=site_id)


def _put(tx: Transaction, before: RiskSettings, after: RiskSettings, *, reason: str, by: Viewer) -> None:
    if replace(after, version=before.version) == before:
        return
    why = checked_reason(reason)
    tx.get(RisksSettings).put(after)
    tx.announce(Event(RISK_SETTINGS_CHANGED, after.site_id, by=by.person_id, note=why))
