"""Events of the simulated plant, as the audit log keeps them."""

from typing import Final

from backend.core.events import EventKind

SIMULATION_SWITCHED: Final = EventKind("SIMULATION_SWITCHED", is_of_site=True)
SITE_REMOVAL_ASKED: Final = EventKind("SITE_REMOVAL_ASKED", is_of_site=True)
"""The demo site is removed next, and this row with it."""
