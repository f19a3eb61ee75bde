"""The living register for the tests over all nouns."""

from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from backend.core.database import Transaction
from backend.core.text import Text
from backend.live_risk.maps import commands as maps
from backend.risks import commands as tree
from backend.risks.assessment.rules import RiskLevel
from backend.risks.commands import ObjectDetails, UnitDetails
from backend.risks.revisions import commands as revisions
from backend.risks.rules import Owner, UnitKind
from tests.support.noun_examples import Examples
from tests.support.plants import Plants
from tests.support.risks import content

if TYPE_CHECKING:
    from tests.support.lived_plant import Lived


def _objects(tx: Transaction, plants: Plants) -> dict[str, str]:
    """Issue a map of a low risk."""
    by, owner = plants.alice, Owner(plants.department)
    yard = ObjectDetails("YARD", Text("堆场", "Yard"), owner)
    object_id = tree.add_object(tx, plants.north, yard, by=by)
    crane = UnitDetails("YARD-1", Text("吊车", "Crane"), UnitKind.FACILITY, plants.area, owner)
    unit_id = tree.add_unit(tx, object_id, crane, by=by)
    low = content(plants, residual=RiskLevel.LOW)
    event_id = revisions.draft_event(tx, unit_id, "YARD-R1", low, by=by)
    revisions.put_in_force(tx, event_id, version=1, by=by)
    return {"risk_map": str(maps.issue_map(tx, plants.north, months=3, by=by))}


def _asked(lived: "Lived") -> dict[str, list[dict[str, Any]]]:
    sites = [{"siteId": str(lived.plants.north)}, {"siteId": str(uuid4())}]
    filters = [
        {"filter": {"siteIds": [each["siteId"]], "classes": ["NOTHING"]}, "first": 20} for each in sites
    ]
    return {
        "LiveUnits": sites,
        "LivePlan": sites,
        "RiskMaps": sites,
        "MapAreas": [{}],
        "RiskCoverage": sites,
        "RedUnwatched": sites,
        "CoveredEvents": filters,
    }


EXAMPLES: Final = Examples(objects=_objects, asked=_asked, values_of={("issueRiskMap", "input", "months"): 3})
