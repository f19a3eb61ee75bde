"""The switch of the simulated plant."""

from datetime import datetime
from uuid import UUID

from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event
from backend.core.viewer import Permission, Viewer
from backend.demo.events import SIMULATION_SWITCHED
from backend.sensors.store import Sensors
from backend.sites.rules import Site
from backend.sites.store import Sites


def set_simulation(tx: Transaction, *, is_running: bool, by: Viewer) -> UUID:
    """Switch the simulated plant of the viewer's site on or off. Raises Refused(NOT_FOUND) where there is
    none.
    """
    site = _simulated(tx, by)
    by.require(Permission.RUN_SIMULATION, site_id=site.site_id)
    _switch(tx, site.site_id, is_running=is_running, started_at=tx.now if is_running else None)
    note = "on" if is_running else "off"
    tx.announce(Event(SIMULATION_SWITCHED, site.site_id, by=by.person_id, note=note))
    return site.site_id


def restart_simulation(tx: Transaction, site_code: str, *, is_simulated: bool) -> None:
    """A process starts that simulates the plant, or does not. Where it does, the script begins again now.

    The switch itself stays as people left it.
    """
    site = tx.get(Sites).by_code(site_code)
    if site is None or site.is_simulation_running is None:
        return
    started_at = tx.now if is_simulated and site.is_simulation_running else None
    _switch(tx, site.site_id, is_running=site.is_simulation_running, started_at=started_at)


def _switch(tx: Transaction, site_id: UUID, *, is_running: bool, started_at: datetime | None) -> None:
    tx.get(Sites).switch_simulation(site_id, is_running=is_running, started_at=started_at)
    tx.get(Sensors).await_simulated(site_id)


def _simulated(tx: Transaction, viewer: Viewer) -> Site:
    for site in tx.get(Sites).all():
        if site.site_id in viewer.site_ids and site.is_simulation_running is not None:
            return site
    raise Refused(ErrorCode.NOT_FOUND, "no simulated plant at the viewer's sites")
