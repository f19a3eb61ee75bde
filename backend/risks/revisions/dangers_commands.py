"""Whether a danger is open about an event of the register: nothing quietens it until that is over."""

from uuid import UUID

from backend.core.session import Session
from backend.risks.revisions.dangers_store import in_danger


def is_in_danger(session: Session, event_id: UUID) -> bool:
    """Whether an orange or red alert, or a case of one, is open about this event."""
    return bool(in_danger(session, [event_id]))
