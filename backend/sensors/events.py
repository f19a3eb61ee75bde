"""Events of sensors, as the audit log keeps them, and their recipients."""

from typing import Final

from backend.core.events import EventKind

SENSOR_ADOPTED: Final = EventKind("SENSOR_ADOPTED")
SOURCE_DISMISSED: Final = EventKind("SOURCE_DISMISSED")
DEVICE_ADDED: Final = EventKind("DEVICE_ADDED")
DEVICE_REVOKED: Final = EventKind("DEVICE_REVOKED")
OBSERVATION_RULES_CHANGED: Final = EventKind("OBSERVATION_RULES_CHANGED")
