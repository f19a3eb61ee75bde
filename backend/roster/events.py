"""Events of the roster: who planned and changed it, and the people whom that concerns."""

from typing import Final

from backend.core.events import EventKind

SHIFT_PATTERN_ADDED: Final = EventKind("SHIFT_PATTERN_ADDED", is_of_site=True)
SHIFT_PATTERN_CHANGED: Final = EventKind("SHIFT_PATTERN_CHANGED", is_of_site=True)
ROSTER_CLOSED: Final = EventKind("ROSTER_CLOSED", is_of_site=True, page="/roster")
"""It is kept no more: alerts notify everybody of the group again."""
SHIFTS_PLANNED: Final = EventKind("SHIFTS_PLANNED", is_of_site=True, page="/roster")
"""To the people who were planned. The note: from when to when, how many, by which pattern."""
SHIFT_CHANGED: Final = EventKind("SHIFT_CHANGED", is_of_site=True)
"""To who had the shift and to who has it now."""
SHIFT_CANCELLED: Final = EventKind("SHIFT_CANCELLED", is_of_site=True)
SHIFT_SWAP_ASKED: Final = EventKind("SHIFT_SWAP_ASKED", is_of_site=True)
SHIFT_SWAP_ACCEPTED: Final = EventKind("SHIFT_SWAP_ACCEPTED", is_of_site=True)
SHIFT_SWAP_DECLINED: Final = EventKind("SHIFT_SWAP_DECLINED", is_of_site=True)
SHIFT_SWAP_WITHDRAWN: Final = EventKind("SHIFT_SWAP_WITHDRAWN", is_of_site=True)
HAND_OVER_WRITTEN: Final = EventKind("HAND_OVER_WRITTEN", is_of_site=True)
"""To whoever comes next."""
HAND_OVER_READ: Final = EventKind("HAND_OVER_READ", is_of_site=True)
SHIFT_STARTS_SOON: Final = EventKind("SHIFT_STARTS_SOON")
"""Half an hour before it begins, once: what is open is said in the message."""
