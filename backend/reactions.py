"""What follows from what, over all nouns: tables that are read in a minute.

Reactions run inside `Transaction.announce`, in the order of their table, before the announcing command goes
on and before the row of the event is written.
"""

from typing import Final

from backend.alerts import events as alerts
from backend.cases import alert_commands as case_of_alert
from backend.cases import commands as case_commands
from backend.core.database import Reactions
from backend.core.subjects import Subjects
from backend.hazards import commands as hazards

REACTIONS: Final[Reactions] = {
    alerts.ALERT_RAISED: (case_of_alert.follow_alert,),
    alerts.ALERT_TIER_RAISED: (case_of_alert.follow_alert,),
    alerts.ALERT_REACTIVATED: (case_of_alert.follow_alert,),
    alerts.ALERT_ACKNOWLEDGED: (case_of_alert.acknowledge_with_alert,),
    alerts.SENSOR_RETURNED_TO_SERVICE: (case_of_alert.restart_source_normal,),
}

SUBJECTS: Final[Subjects] = {"case": case_commands.describe, "hazard_report": hazards.describe}
