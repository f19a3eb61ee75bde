"""Events of policies, as the audit log keeps them."""

from typing import Final

from backend.core.events import EventKind

TIER_POLICY_CHANGED: Final = EventKind("TIER_POLICY_CHANGED", is_of_site=True)
