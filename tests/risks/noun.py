"""The risk register for the tests over all nouns."""

from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from backend.core.database import Transaction
from backend.core.text import Text
from backend.risks import commands as tree
from backend.risks.assessment.rules import RiskLevel
from backend.risks.commands import ObjectDetails, UnitDetails
from backend.risks.revisions import commands as revisions
from backend.risks.revisions.rules import SourceBinding
from backend.risks.revisions.store import RiskEvents
from backend.risks.rules import Owner, UnitKind
from tests.support.noun_examples import Examples
from tests.support.plants import Plants
from tests.support.risks import content

if TYPE_CHECKING:
    from tests.support.lived_plant import Lived


def _objects(tx: Transaction, plants: Plants) -> dict[str, str]:
    owner = Owner(plants.department)
    object_id = tree.add_object(
        tx, plants.north, ObjectDetails("TF", Text("罐区", "Tank farm"), owner), by=plants.alice
    )
    arm = UnitDetails("TF-1", Text("鹤管", "Loading arm"), UnitKind.FACILITY, plants.area, owner)
    unit_id = tree.add_unit(tx, object_id, arm, by=plants.alice)
    of = content(plants, residual=RiskLevel.GENERAL)
    event_id = revisions.draft_event(tx, unit_id, "R-1", of, by=plants.alice)
    revisions.put_in_force(tx, event_id, version=1, by=plants.alice)
    bound = content(plants, bindings=(SourceBinding(plants.gas),))
    draft_id = revisions.draft_event(tx, unit_id, "R-2", bound, by=plants.alice)
    revision_id = tx.get(RiskEvents).get(event_id).revision_id
    return {
        "risk_object": str(object_id),
        "risk_unit": str(unit_id),
        "risk_event": str(event_id),
        "risk_draft": str(draft_id),
        "risk_revision": str(revision_id),
        "control_measure": str(of.measures[0].measure_id),
    }


def _asked(lived: "Lived") -> dict[str, list[dict[str, Any]]]:
    sites = [{"siteId": str(lived.plants.north)}, {"siteId": str(uuid4())}]
    return {
        "RiskTree": sites,
        "RiskEventTable": lived.of_a_table({"text": "R-1", "levels": [3, 4]}, "CODE", "REVIEW"),
        "RiskEvent": [{"id": str(uuid4())}],
        "RiskEventToEdit": [{"id": str(uuid4())}],
        "RiskChange": [{"eventId": str(uuid4())}],
        "RiskScales": sites,
        "RiskSettings": sites,
        "RiskToNameById": [{"id": str(uuid4())}],
        "RiskUnitToEdit": [{"id": str(uuid4())}],
        "RiskUnitsToName": sites,
        "RisksByWords": [{"first": 10, "filter": {"text": "R-1"}}, {"first": 10}],
        "RisksToBind": [{"first": 10, "filter": {"text": "R-1", "states": ["IN_FORCE"]}}],
        "RisksToName": [{"first": 10, "inArea": {"areaIds": [str(lived.plants.area)]}}],
        "RegisterOfRisk": [{"riskEventId": str(uuid4()), "cases": {}}],
        "RiskUnitForEvent": [{"id": str(uuid4()), "filter": {"unitIds": [str(uuid4())]}}],
        "RiskRevisions": [{"id": str(uuid4())}],
        "AreaRisks": [{}, {"filter": {"areaIds": [str(lived.plants.area)]}}],
    }


OWNERS: Final = (("owner",), ("measures", "owner"), ("measures", "items", "owner"))
EXAMPLES: Final = Examples(
    objects=_objects,
    asked=_asked,
    kinds={
        "objectId": "risk_object",
        "machineIds": "equipment",
        "objectIds": "risk_object",
        "siteIds": "site",
        "unitId": "risk_unit",
        "unitIds": "risk_unit",
        "eventId": "risk_event",
        "revisionId": "risk_revision",
    },
    kinds_of={
        ("riskEvent", "id"): "risk_event",
        ("riskUnit", "id"): "risk_unit",
        ("changeRiskDraft", "input", "eventId"): "risk_draft",
        ("unbindRiskSource", "input", "eventId"): "risk_draft",
    },
    values_of={
        (field, "input", part, "code"): "NEW-1"
        for field, part in (
            ("addRiskObject", "object"),
            ("changeRiskObject", "object"),
            ("addRiskUnit", "unit"),
            ("changeRiskUnit", "unit"),
        )
    }
    | {("draftRiskEvent", "input", "code"): "NEW-1"},
    also={
        (field, "input", part, "owner", "departmentId"): frozenset()
        for field, part in (
            ("addRiskObject", "object"),
            ("changeRiskObject", "object"),
            ("addRiskUnit", "unit"),
            ("changeRiskUnit", "unit"),
            ("draftRiskEvent", "content"),
            ("changeRiskDraft", "content"),
            ("reviseRiskEvent", "content"),
        )
    },
    no_references={
        (*field, "content", *path): "a part of the content, whose id its client makes"
        for field in (
            ("draftRiskEvent", "input"),
            ("changeRiskDraft", "input"),
            ("reviseRiskEvent", "input"),
            ("riskChange",),
        )
        for path in (("measures", "id"), ("measures", "items", "id"), ("restsOn",))
    }
    | {
        ("riskChange", "content", *path): "compared with what holds; nothing is looked up by it"
        for path in (
            *((*of, each) for of in OWNERS for each in ("departmentId", "postId", "personId")),
            ("bindings", "sensorId"),
            ("measures", "sensorId"),
            ("calls", "postId"),
            ("calls", "personId"),
            ("departments", "departmentId"),
            ("team", "personIds"),
        )
    },
)
