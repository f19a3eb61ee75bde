"""What follows from what, over all nouns: tables that are read in a minute.

Reactions run inside `Transaction.announce`, in the order of their table, before the announcing command goes
on and before the row of the event is written.
"""

from typing import Final

from backend.alerts import acknowledgement_deadline_commands as acknowledgement_deadline
from backend.alerts import events as alerts
from backend.archive import commands as archive
from backend.cases import alert_commands as case_of_alert
from backend.cases import commands as case_commands
from backend.cases import events as cases
from backend.cases.escalation import follow_ups_commands as follow_ups
from backend.cases.escalation import responsible_commands as case_deadlines
from backend.cases.evidence import queries as evidence
from backend.core.database import Reactions
from backend.core.subjects import Subjects
from backend.deadlines.responsible_commands import Responsibilities, Responsibility
from backend.hazards import commands as hazards
from backend.hazards.timeline import commands as timeline
from backend.monitoring import snapshots_queries as snapshots

REACTIONS: Final[Reactions] = {
    alerts.ALERT_RAISED: (case_of_alert.follow_alert,),
    alerts.ALERT_TIER_RAISED: (case_of_alert.follow_alert,),
    alerts.ALERT_REACTIVATED: (case_of_alert.follow_alert,),
    alerts.ALERT_ACKNOWLEDGED: (case_of_alert.acknowledge_with_alert,),
    alerts.SENSOR_RETURNED_TO_SERVICE: (case_of_alert.restart_source_normal,),
    cases.CASE_ACKNOWLEDGED: (timeline.notify_reporters,),
    cases.DISPOSAL_SUBMITTED: (timeline.notify_reporters,),
    cases.RECHECK_FAILED: (timeline.notify_reporters,),
    cases.CASE_REOPENED: (timeline.notify_reporters,),
    cases.CASE_ARCHIVED: (archive.freeze, timeline.notify_reporters),
    cases.HAZARD_GRADE_RAISED: (hazards.raise_grade,),
}

SUBJECTS: Final[Subjects] = {"case": case_commands.describe, "hazard_report": hazards.describe}

RESPONSIBILITIES: Final[Responsibilities] = {
    "alert": Responsibility(acknowledgement_deadline.responsible),
    "case": Responsibility(case_deadlines.responsible, when_overdue=follow_ups.begin_automatic),
}

PHOTO_PROVIDERS: Final = (evidence.find, snapshots.find)
"""Who shows photos to others than their senders."""
