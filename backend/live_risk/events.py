"""Events of the living register."""

from typing import Final

from backend.core.events import EventKind

RISK_MAP_ISSUED: Final = EventKind("RISK_MAP_ISSUED", is_of_site=True)
"""The four-colour map of a site was frozen."""
STAGE_EXCLUDED: Final = EventKind("STAGE_EXCLUDED", is_of_site=True)
"""A stage was said not to apply in an area."""
STAGE_INCLUDED: Final = EventKind("STAGE_INCLUDED", is_of_site=True)
"""That was taken back."""
MATTER_REGISTERED: Final = EventKind("MATTER_REGISTERED", is_of_site=True)
"""An event was found to stand for cases or alerts that belonged to none."""
