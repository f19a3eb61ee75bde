"""Events of hazards, as the audit log keeps them, and the people who are notified of them."""

from typing import Final

from backend.core.events import EventKind, Recipients

HAZARD_REPORTED: Final = EventKind(
    "HAZARD_REPORTED", notifies=Recipients.OFFICERS, opens="hazard_report", is_by_reporter=True
)
SERIOUS_HAZARD_REPORTED: Final = EventKind(
    "SERIOUS_HAZARD_REPORTED", notifies=Recipients.OFFICERS, opens="hazard_report", is_by_reporter=True
)
"""In the place of `HAZARD_REPORTED`, where who reports it says that it is serious."""
HAZARD_ACCEPTED: Final = EventKind("HAZARD_ACCEPTED", notifies=Recipients.REPORTER, opens="hazard_report")
HAZARD_DECLINED: Final = EventKind("HAZARD_DECLINED", notifies=Recipients.REPORTER, opens="hazard_report")
DISPOSAL_THANKED: Final = EventKind("DISPOSAL_THANKED", is_by_reporter=True)
REPORT_OBJECTED: Final = EventKind("REPORT_OBJECTED", opens="hazard_report", is_by_reporter=True)
OBJECTION_UPHELD: Final = EventKind("OBJECTION_UPHELD")
OBJECTION_REJECTED: Final = EventKind("OBJECTION_REJECTED")
ANONYMOUS_REPORTS_SWITCHED: Final = EventKind("ANONYMOUS_REPORTS_SWITCHED")
REPORT_TAKEN_ON: Final = EventKind("REPORT_TAKEN_ON", opens="hazard_report")
REPORT_FIXED: Final = EventKind("REPORT_FIXED", opens="hazard_report")
REPORT_SENT_BACK: Final = EventKind("REPORT_SENT_BACK", opens="hazard_report")
REPORT_MERGED: Final = EventKind("REPORT_MERGED", opens="hazard_report")
REPORT_REOPENED: Final = EventKind("REPORT_REOPENED", opens="hazard_report")
REPORT_CLOSED: Final = EventKind("REPORT_CLOSED", opens="hazard_report")
