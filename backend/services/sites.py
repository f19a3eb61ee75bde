"""Settings of a site."""

from uuid import UUID

from backend.domain.errors import ErrorCode, Refused
from backend.domain.events import Event, EventKind
from backend.domain.people import Permission, Viewer
from backend.domain.sites import Site
from backend.storage.transaction import Transaction


def set_simulation(tx: Transaction, *, is_running: bool, by: Viewer) -> UUID:
    """Switch the simulated plant of the viewer's site on or off. Refuse NOT_FOUND where there is none."""
    site = _simulated(tx, by)
    by.require(Permission.RUN_SIMULATION, site_id=site.site_id)
    tx.sites.switch_simulation(site.site_id, is_running=is_running, at=tx.now)
    note = "on" if is_running else "off"
    tx.announce(Event(EventKind.SIMULATION_SWITCHED, site.site_id, by=by.person_id, note=note))
    return site.site_id


def restart_simulation(tx: Transaction, site_code: str) -> Site | None:
    """The process that simulates the plant starts: if it is switched on, its script begins again now."""
    site = tx.sites.by_code(site_code)
    if site is None or not site.is_simulation_running:
        return site
    tx.sites.switch_simulation(site.site_id, is_running=True, at=tx.now)
    return tx.sites.by_code(site_code)


def _simulated(tx: Transaction, viewer: Viewer) -> Site:
    for site in tx.sites.all():
        if site.site_id in viewer.site_ids and site.is_simulation_running is not None:
            return site
    raise Refused(ErrorCode.NOT_FOUND, "no simulated plant at the viewer's sites")
