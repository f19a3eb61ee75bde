"""Counts of what would go with the demo site."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlmodel import Session

from backend.core.text import Text
from backend.core.viewer import Permission, Viewer
from backend.demo.removal_store import Belongings
from backend.sites.removal.store import Removals
from backend.sites.store import Sites

COUNTED: Final = ("memberships", "sensors", "alerts", "cases")


@dataclass(frozen=True, slots=True)
class Goes:
    """How much of what people know goes with the site. `asked_by`: who let it be removed, if anybody did."""

    name: Text
    people: int
    sources: int
    alerts: int
    cases: int
    asked_by: str | None


def goes(session: Session, viewer: Viewer, site_id: UUID) -> Goes | None:
    """Return the counts of what goes. None where the site is not simulated, or not the viewer's to remove."""
    if not viewer.may(Permission.MANAGE_SITE, site_id=site_id):
        return None
    site = Sites(session).get(site_id)
    if site.is_simulation_running is None:
        return None
    belongings = Belongings(session)
    belongings.find(site_id, site.code)
    people, sources, alerts, cases = (belongings.count(name) for name in COUNTED)
    return Goes(site.name, people, sources, alerts, cases, Removals(session).asked().get(site_id))
