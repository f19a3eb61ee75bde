"""Words of people about the coverage of a site: a stage does not apply, an event stands for a matter."""

from collections.abc import Collection
from uuid import UUID

from backend.cases.register import commands as registers
from backend.cases.register.store import RegisterQuestions
from backend.cases.store import Cases
from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event, refs
from backend.core.viewer import Permission, Viewer
from backend.core.vocabulary import Stage
from backend.live_risk.coverage.rules import Exclusion, check_matter
from backend.live_risk.coverage.store import CoverageRecords
from backend.live_risk.events import MATTER_REGISTERED, STAGE_EXCLUDED, STAGE_INCLUDED
from backend.risks.revisions import commands as revisions
from backend.risks.rules import NOT_THERE, checked_reason
from backend.sensors.store import Sensors
from backend.sites.area_commands import require_open_area
from backend.sites.store import Sites


def exclude_stage(tx: Transaction, area_id: UUID, stage: Stage, *, reason: str, by: Viewer) -> UUID:
    """Say that a stage does not apply in an area 不涉及, of all that is there now. Returns the area's id.

    Raises Refused: NOT_FOUND, NOT_ALLOWED, AREA_CLOSED, REASON_REQUIRED.
    """
    site_id = _site(tx, area_id, by=by)
    said = Exclusion(
        site_id=site_id,
        area_id=area_id,
        stage=stage,
        reason=checked_reason(reason),
        by=by.person_id,
        at=tx.now,
        things=tx.get(CoverageRecords).things(area_id, stage),
    )
    tx.get(CoverageRecords).put(said)
    note = f"{stage.value}: {said.reason}"
    tx.announce(Event(STAGE_EXCLUDED, site_id, about=refs(area=area_id), by=by.person_id, note=note))
    return area_id


def include_stage(tx: Transaction, area_id: UUID, stage: Stage, *, by: Viewer) -> UUID:
    """Take back that a stage does not apply; again: nothing more happens. Returns the area's id. Raises
    Refused: NOT_FOUND, NOT_ALLOWED.
    """
    site_id = _site(tx, area_id, by=by)
    if tx.get(CoverageRecords).drop(area_id, stage):
        about = refs(area=area_id)
        tx.announce(Event(STAGE_INCLUDED, site_id, about=about, by=by.person_id, note=stage.value))
    return area_id


def register_matter(
    tx: Transaction, event_id: UUID, *, case_ids: Collection[UUID], sensor_id: int | None, by: Viewer
) -> UUID:
    """Note that an event, a draft among them, stands for cases that belonged to none, and for the alerts of a
    source; an open question of such a case is answered with it. Returns the event's id.

    Raises Refused: NOT_FOUND, NOT_ALLOWED, RISK_CLOSED, INVALID_INPUT.
    """
    check_matter(case_ids, sensor_id)
    event = revisions.event_of(tx, event_id, by=by)
    cases = [tx.get(Cases).get(each) for each in dict.fromkeys(case_ids)]
    sources = tx.get(Sensors).get([sensor_id] if sensor_id is not None else [])
    is_known = sensor_id is None or sensor_id in sources
    places = [each.site_id for each in cases] + [each.site_id for each in sources.values()]
    if not is_known or any(each != event.site_id for each in places):
        raise Refused(ErrorCode.NOT_FOUND, NOT_THERE)
    tx.get(CoverageRecords).register(
        event.site_id, event_id, case_ids=case_ids, sensor_id=sensor_id, by=by.person_id, at=tx.now
    )
    for case in cases:
        question = tx.get(RegisterQuestions).find(case.case_id)
        if question is not None and question.answer is None and question.event_id is None:
            registers.register_event(tx, case.case_id, event_id, version=question.version, by=by)
    said = [case.number for case in cases] + [each.code for each in sources.values()]
    about, note = refs(risk_event=event_id), f"{event.code}: {', '.join(said)}"
    tx.announce(Event(MATTER_REGISTERED, event.site_id, about=about, by=by.person_id, note=note))
    return event_id


def _site(tx: Transaction, area_id: UUID, *, by: Viewer) -> UUID:
    """Return the site of an open area to who may edit the whole register. Raises Refused: NOT_FOUND,
    NOT_ALLOWED, AREA_CLOSED.
    """
    site_id = tx.get(Sites).area(area_id).site_id
    by.require(Permission.EDIT_ALL_RISKS, site_id=site_id)
    return require_open_area(tx, site_id, area_id).site_id
