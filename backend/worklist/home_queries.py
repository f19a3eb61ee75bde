"""What each role sees first: is it under control, and what waits for me."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func
from sqlmodel import Session, col, select

from backend.alerts import queries as alerts
from backend.cases import queries as cases
from backend.cases.queries import CaseFilter
from backend.cases.rules import CaseState
from backend.core.viewer import Viewer
from backend.core.vocabulary import Tier
from backend.hazards import queries as hazards
from backend.hazards.objections import queries as objections
from backend.hazards.queries import HazardFilter
from backend.hazards.rules import HazardState
from backend.sensors.rules import SensorState
from backend.sensors.tables import SensorRow


@dataclass(frozen=True, slots=True)
class HomeView:
    """Counts. `alerts_by_tier`: open alerts, worst tier first, zeros included."""

    alerts_by_tier: tuple[tuple[Tier, int], ...]
    unacknowledged_alerts: int
    my_open_cases: int
    awaiting_recheck: int
    overdue_cases: int
    awaiting_triage: int
    open_objections: int
    silent_sensors: int
    sensors_in_service: int
    archived_this_week: int


def home(session: Session, viewer: Viewer, *, now: datetime) -> HomeView:
    """Eight statements; what they count is open work, which stays small."""
    counts = alerts.open_counts(session, viewer)
    sensors = _sensor_counts(session, viewer)
    recheck = CaseFilter(states=[CaseState.AWAITING_RECHECK])
    triage = HazardFilter(states=[HazardState.SUBMITTED])
    return HomeView(
        alerts_by_tier=tuple(
            (tier, counts.get((tier, True), 0) + counts.get((tier, False), 0))
            for tier in sorted(Tier, reverse=True)
        ),
        unacknowledged_alerts=sum(count for (_, is_seen), count in counts.items() if not is_seen),
        my_open_cases=cases.count(session, viewer, CaseFilter(is_mine=True), now=now),
        awaiting_recheck=cases.count(session, viewer, recheck, now=now),
        overdue_cases=cases.count(session, viewer, CaseFilter(is_overdue=True), now=now),
        awaiting_triage=hazards.count(session, viewer, triage),
        open_objections=objections.count(session, viewer),
        silent_sensors=sensors.get(SensorState.SILENT, 0),
        sensors_in_service=sum(n for state, n in sensors.items() if state != SensorState.OUT_OF_SERVICE),
        archived_this_week=cases.archived_since(session, viewer, now - timedelta(days=7)),
    )


def _sensor_counts(session: Session, viewer: Viewer) -> dict[str, int]:
    statement = (
        select(SensorRow.state, func.count())
        .where(col(SensorRow.site_id).in_(viewer.site_ids))
        .group_by(col(SensorRow.state))
    )
    return dict(session.exec(statement).all())
