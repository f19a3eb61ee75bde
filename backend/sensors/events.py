"""Events of sensors, as the audit log keeps them, and their recipients."""

from typing import Final

from backend.core.events import EventKind, Pace

SENSOR_ADOPTED: Final = EventKind("SENSOR_ADOPTED", is_of_site=True)
SOURCE_CHANGED: Final = EventKind("SOURCE_CHANGED", is_of_site=True)
FIRST_LIMITS_SET: Final = EventKind("FIRST_LIMITS_SET", is_of_site=True)
SOURCES_NEVER_HEARD: Final = EventKind(
    "SOURCES_NEVER_HEARD", page="/monitor?only=unheard", pace=Pace.REMINDER
)
"""To who is responsible for sources that sent nothing since they came in a day ago; the note names them."""
SOURCE_DISMISSED: Final = EventKind("SOURCE_DISMISSED", is_of_site=True)
DEVICE_ADDED: Final = EventKind("DEVICE_ADDED", is_of_site=True)
DEVICE_REVOKED: Final = EventKind("DEVICE_REVOKED", is_of_site=True)
TAG_ADDED: Final = EventKind("TAG_ADDED", is_of_site=True)
TAG_CHANGED: Final = EventKind("TAG_CHANGED", is_of_site=True)
ADVICE_CHANGED: Final = EventKind("ADVICE_CHANGED", is_of_site=True)
ADVICE_WITHDRAWN: Final = EventKind("ADVICE_WITHDRAWN", is_of_site=True)
OBSERVATION_RULES_CHANGED: Final = EventKind("OBSERVATION_RULES_CHANGED", is_of_site=True)
