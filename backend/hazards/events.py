"""What happens to hazards, as the audit log keeps it, and who is notified of it."""

from typing import Final

from backend.core.events import EventKind, Recipients

HAZARD_REPORTED: Final = EventKind("HAZARD_REPORTED", notifies=Recipients.OFFICERS)
HAZARD_ACCEPTED: Final = EventKind("HAZARD_ACCEPTED", notifies=Recipients.REPORTER)
HAZARD_DECLINED: Final = EventKind("HAZARD_DECLINED", notifies=Recipients.REPORTER)
DISPOSAL_THANKED: Final = EventKind("DISPOSAL_THANKED")
REPORT_OBJECTED: Final = EventKind("REPORT_OBJECTED")
OBJECTION_UPHELD: Final = EventKind("OBJECTION_UPHELD")
OBJECTION_REJECTED: Final = EventKind("OBJECTION_REJECTED")
ANONYMOUS_REPORTS_SWITCHED: Final = EventKind("ANONYMOUS_REPORTS_SWITCHED")
REPORT_TAKEN_ON: Final = EventKind("REPORT_TAKEN_ON")
REPORT_FIXED: Final = EventKind("REPORT_FIXED")
REPORT_SENT_BACK: Final = EventKind("REPORT_SENT_BACK")
REPORT_MERGED: Final = EventKind("REPORT_MERGED")
REPORT_REOPENED: Final = EventKind("REPORT_REOPENED")
REPORT_CLOSED: Final = EventKind("REPORT_CLOSED")
