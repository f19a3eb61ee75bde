"""Settings of a site."""

import re
from typing import Final
from uuid import uuid4

from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event
from backend.core.text import Text
from backend.sites.events import SITE_ADDED
from backend.sites.modules.store import Modules
from backend.sites.rules import Site
from backend.sites.store import Sites

SITE_CODE: Final = re.compile(r"[a-z0-9-]{1,32}")
"""It is part of every MQTT topic of the site."""


def add_site(tx: Transaction, *, code: str, name: Text, timezone: str) -> Site:
    """A new site without a plan picture. Raises Refused: CONFLICT (code is taken) or INVALID_INPUT (not a
    code).
    """
    if SITE_CODE.fullmatch(code) is None:
        raise Refused(ErrorCode.INVALID_INPUT, "a site code is 1 to 32 of a-z, 0-9 and -")
    if tx.get(Sites).by_code(code) is not None:
        raise Refused(ErrorCode.CONFLICT, f"there is a site {code} already")
    site = Site(uuid4(), code, name, timezone, is_simulation_running=None)
    tx.get(Sites).put(site)
    tx.get(Modules).begin(site.site_id)
    tx.announce(Event(SITE_ADDED, site.site_id, note=code))
    return site
