"""Events of the living register."""

from typing import Final

from backend.core.events import EventKind

RISK_MAP_ISSUED: Final = EventKind("RISK_MAP_ISSUED", is_of_site=True)
"""The four-colour map of a site was frozen."""
