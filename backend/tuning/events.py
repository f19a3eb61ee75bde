"""Events of tuning, as the audit log keeps them, and their recipients."""

from typing import Final

from backend.core.events import EventKind, Recipients

INDICATOR_PROPOSED: Final = EventKind("INDICATOR_PROPOSED", page="/lab")
INDICATOR_CHANGED: Final = EventKind("INDICATOR_CHANGED")
INDICATOR_REJECTED: Final = EventKind("INDICATOR_REJECTED")
INDICATOR_WITHDRAWN: Final = EventKind("INDICATOR_WITHDRAWN")
SHADOW_STARTED: Final = EventKind("SHADOW_STARTED")
SHADOW_STOPPED: Final = EventKind("SHADOW_STOPPED")
INDICATOR_REVIEW_DUE: Final = EventKind("INDICATOR_REVIEW_DUE", notifies=Recipients.OFFICERS, page="/lab")
INDICATOR_REVIEWED: Final = EventKind("INDICATOR_REVIEWED")
