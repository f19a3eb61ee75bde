"""Settings of a site."""

import re
from typing import Final
from uuid import UUID, uuid4

from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event
from backend.core.text import Text
from backend.core.viewer import Permission, Viewer
from backend.sites.events import SIMULATION_SWITCHED, SITE_ADDED
from backend.sites.rules import Site
from backend.sites.store import Sites

SITE_CODE: Final = re.compile(r"[a-z0-9-]{1,32}")
"""It is part of every MQTT topic of the site."""


def add_site(tx: Transaction, *, code: str, name: Text, timezone: str) -> Site:
    """A new site without a plan picture. Refuse CONFLICT (code is taken) or INVALID_INPUT (not a code)."""
    if SITE_CODE.fullmatch(code) is None:
        raise Refused(ErrorCode.INVALID_INPUT, "a site code is 1 to 32 of a-z, 0-9 and -")
    if tx.get(Sites).by_code(code) is not None:
        raise Refused(ErrorCode.CONFLICT, f"there is a site {code} already")
    site = Site(uuid4(), code, name, timezone, is_simulation_running=None)
    tx.get(Sites).put(site, plan_svg="")
    tx.announce(Event(SITE_ADDED, site.site_id, note=code))
    return site


def set_simulation(tx: Transaction, *, is_running: bool, by: Viewer) -> UUID:
    """Switch the simulated plant of the viewer's site on or off. Refuse NOT_FOUND where there is none."""
    site = _simulated(tx, by)
    by.require(Permission.RUN_SIMULATION, site_id=site.site_id)
    tx.get(Sites).switch_simulation(
        site.site_id, is_running=is_running, started_at=tx.now if is_running else None
    )
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
    tx.get(Sites).switch_simulation(
        site.site_id, is_running=site.is_simulation_running, started_at=started_at
    )


def _simulated(tx: Transaction, viewer: Viewer) -> Site:
    for site in tx.get(Sites).all():
        if site.site_id in viewer.site_ids and site.is_simulation_running is not None:
            return site
    raise Refused(ErrorCode.NOT_FOUND, "no simulated plant at the viewer's sites")
