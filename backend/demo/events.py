"""What happens to the simulated plant, as the audit log keeps it."""

from typing import Final

from backend.core.events import EventKind

SIMULATION_SWITCHED: Final = EventKind("SIMULATION_SWITCHED", is_of_site=True)
