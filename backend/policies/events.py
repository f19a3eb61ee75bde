"""What happens to policies, as the audit log keeps it, and who is notified of it."""

from typing import Final

from backend.core.events import EventKind

TIER_POLICY_CHANGED: Final = EventKind("TIER_POLICY_CHANGED", is_of_site=True)
