"""The rules by which what is seen becomes an alert, as versions per site."""

from collections.abc import Iterable
from uuid import UUID

from backend.core.database import Transaction
from backend.core.errors import ErrorCode, Refused
from backend.core.events import Event
from backend.core.viewer import Permission, Viewer
from backend.sensors.camera_events.rules import ObservationRule, check
from backend.sensors.camera_events.store import ObservationRules
from backend.sensors.events import OBSERVATION_RULES_CHANGED


def set_rules(
    tx: Transaction, *, site_id: UUID, rules: Iterable[ObservationRule], reason: str, by: Viewer
) -> int:
    """Put new rules in force for what the sources of a site see; returns the version.

    What holds by the old ones goes on until it ends. Raises Refused: NOT_ALLOWED, INVALID_INPUT,
    REASON_REQUIRED.
    """
    by.require(Permission.MANAGE_SOURCES, site_id=site_id)
    if not reason.strip():
        raise Refused(ErrorCode.REASON_REQUIRED, "say why the rules change")
    version = tx.get(ObservationRules).add(
        site_id, check(rules), reason=reason.strip(), at=tx.now, by=by.person_id
    )
    tx.announce(
        Event(
            OBSERVATION_RULES_CHANGED,
            site_id,
            by=by.person_id,
            note=f"v{version}: {reason.strip()}",
        )
    )
    return version
