"""Events of alerts, as the audit log keeps them, and their recipients."""

from typing import Final

from backend.core.events import EventKind, Pace, Recipients

ALERT_RAISED: Final = EventKind("ALERT_RAISED", notifies=Recipients.TIER_POLICY, pace=Pace.ALERT)
"""Where it joined others of one cause, also about their group."""
SOURCES_FELL_SILENT: Final = EventKind(
    "SOURCES_FELL_SILENT", notifies=Recipients.TIER_POLICY, pace=Pace.GROWING
)
"""Of one cause: in the place of `ALERT_RAISED` of each, about their group and the alerts that joined it."""
ALERT_TIER_RAISED: Final = EventKind("ALERT_TIER_RAISED", notifies=Recipients.TIER_POLICY, pace=Pace.ALERT)
ALERT_TIER_LOWERED: Final = EventKind("ALERT_TIER_LOWERED")
ALERT_ACKNOWLEDGED: Final = EventKind("ALERT_ACKNOWLEDGED")
ALERT_ON_THE_WAY: Final = EventKind("ALERT_ON_THE_WAY")
ALERT_CANNOT_COME: Final = EventKind("ALERT_CANNOT_COME")
ALERT_CONFIRMED: Final = EventKind("ALERT_CONFIRMED")
"""By one of those who each have to, after another one acknowledged it."""
ALERT_WITHOUT_NEXT_STEP: Final = EventKind("ALERT_WITHOUT_NEXT_STEP", pace=Pace.PRESSING)
"""It was acknowledged and is still active, and nothing followed; the note says how often that was said."""
ALERT_CONFIRMATION_ASKED: Final = EventKind("ALERT_CONFIRMATION_ASKED", pace=Pace.PRESSING)
"""Of those who each have to confirm it and have not yet."""
ALERT_RETURNED_TO_NORMAL: Final = EventKind("ALERT_RETURNED_TO_NORMAL")
ALERT_REACTIVATED: Final = EventKind("ALERT_REACTIVATED", notifies=Recipients.TIER_POLICY, pace=Pace.ALERT)
ALERT_WITHDRAWN: Final = EventKind("ALERT_WITHDRAWN")
"""It was raised for what was none of its kind; the note says which."""
ALERT_SHELVED: Final = EventKind("ALERT_SHELVED")
ALERT_UNSHELVED: Final = EventKind("ALERT_UNSHELVED")
ALERT_SUPPRESSED: Final = EventKind("ALERT_SUPPRESSED")
ALERT_UNSUPPRESSED: Final = EventKind("ALERT_UNSUPPRESSED")
SENSOR_TAKEN_OUT_OF_SERVICE: Final = EventKind("SENSOR_TAKEN_OUT_OF_SERVICE", is_of_site=True)
SENSOR_RETURNED_TO_SERVICE: Final = EventKind("SENSOR_RETURNED_TO_SERVICE", is_of_site=True)
MAINTENANCE_PLANNED: Final = EventKind("MAINTENANCE_PLANNED", is_of_site=True)
MAINTENANCE_BEGUN: Final = EventKind("MAINTENANCE_BEGUN", is_of_site=True)
MAINTENANCE_CANCELLED: Final = EventKind("MAINTENANCE_CANCELLED", is_of_site=True)
MAINTENANCE_ENDS_SOON: Final = EventKind("MAINTENANCE_ENDS_SOON", page="/held")
SENSOR_BACK_SOON: Final = EventKind("SENSOR_BACK_SOON", page="/held")
SENSOR_STILL_OUT: Final = EventKind("SENSOR_STILL_OUT", page="/held")
SOURCE_PARENT_SET: Final = EventKind("SOURCE_PARENT_SET", is_of_site=True)
"""Or taken away: whose alert explains that of a source."""
