"""Official maps for tests: a drawn area with an event, another that is on no plan, and the map of both."""

from dataclasses import replace
from typing import Final
from uuid import UUID

from backend.core.database import Database, Transaction
from backend.core.text import Text
from backend.core.viewer import Viewer
from backend.live_risk.maps import commands, queries
from backend.live_risk.maps.rules import RiskMap
from backend.risks.assessment.rules import RiskLevel
from backend.sites import area_commands as areas
from backend.sites.area_commands import AreaDetails, Drawing
from backend.sites.plans.rules import PlanPicture, first_plan_id
from backend.sites.plans.store import Plans
from tests.support.plants import Plants
from tests.support.risks import Register, content

SQUARE: Final = (10.0, 10.0, 400.0, 10.0, 400.0, 300.0, 10.0, 300.0)


def assessed(database: Database, plants: Plants) -> UUID:
    """Draw A1 on the first plan, add A2 to none, and put an event of A1 in force. Returns the event."""

    def command(tx: Transaction) -> None:
        drawing = Drawing(first_plan_id(plants.north), SQUARE)
        area = areas.area_of(tx, plants.area, plants.alice)
        areas.draw_area(tx, plants.area, drawing, version=area.version, by=plants.alice)
        areas.add_area(tx, plants.north, AreaDetails("A2", Text("办公楼 <a>", "Offices")), by=plants.alice)

    database.transact(command)
    return Register.begun(database, plants).hold(content(plants, residual=RiskLevel.LARGER))


def issue(database: Database, plants: Plants, *, by: Viewer | None = None, months: int = 3) -> RiskMap:
    """Issue the map of north; alice does where nobody is named."""
    by = by or plants.alice
    map_id = database.transact(lambda tx: commands.issue_map(tx, plants.north, months=months, by=by))
    return database.read(lambda session: queries.by_ids(session, plants.bob, [map_id])[map_id])


def put_picture(database: Database, plants: Plants, sha256: str) -> None:
    """Show another picture on the plan of north: its hash, as its bytes."""

    def command(tx: Transaction) -> None:
        found = PlanPicture(sha256, "image/jpeg", 1200, 760, sha256.encode())
        tx.get(Plans).keep(plants.north, found, at=tx.now, by=plants.alice.person_id)
        (plan,) = tx.get(Plans).all(plants.north)
        tx.get(Plans).change(replace(plan, sha256=sha256, svg=""))

    database.transact(command)
