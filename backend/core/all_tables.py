"""Every table of the product; importing this package completes `metadata`."""

from sqlmodel import SQLModel

from backend.alerts import tables as alerts
from backend.alerts.suppression import tables as suppression
from backend.archive import tables as archives
from backend.cases import tables as cases
from backend.cases.comments import tables as comments
from backend.cases.escalation import tables as supervisions
from backend.cases.evidence import voices_tables as voices
from backend.cases.extensions import tables as extensions
from backend.cases.links import tables as links
from backend.cases.recurrence import tables as repeats
from backend.cases.tasks import tables as lanes
from backend.core import tables as outbox
from backend.deadlines import tables as deadlines
from backend.hazards import tables as hazards
from backend.hazards.timeline import tables as threads
from backend.monitoring import tables as sources
from backend.monitoring.partitions import tables as partitions
from backend.monitoring.scoring import tables as scores
from backend.notifications import tables as deliveries
from backend.people import tables as people
from backend.policies import tables as policies
from backend.readings import tables as readings
from backend.sensors import tables as sensors
from backend.sites import places_tables as places
from backend.tuning import tables as indicators

__all__ = [
    "alerts",
    "archives",
    "cases",
    "comments",
    "deadlines",
    "deliveries",
    "extensions",
    "hazards",
    "indicators",
    "lanes",
    "links",
    "metadata",
    "outbox",
    "partitions",
    "people",
    "places",
    "policies",
    "readings",
    "repeats",
    "scores",
    "sensors",
    "sources",
    "supervisions",
    "suppression",
    "threads",
    "voices",
]

metadata = SQLModel.metadata
