"""Reading what is known of the installation itself, in one statement."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import CompoundSelect, Uuid, cast, func, null, select, union_all
from sqlmodel import Session, col

from backend.alerts.tables import AlertRow
from backend.core.viewer import Permission, Viewer
from backend.core.vocabulary import AlertCondition
from backend.monitoring.system.health_rules import HealthItem, Trouble, health
from backend.monitoring.system.tables import HeartbeatRow
from backend.monitoring.system.vitals_rules import Part
from backend.sensors.system_rules import SystemCondition


def system_health(session: Session, viewer: Viewer, *, now: datetime) -> list[HealthItem] | None:
    """Return the parts of the installation and its troubles; None for who administers no site."""
    site_ids = viewer.site_ids_where(Permission.MANAGE_CHANNELS)
    if not site_ids:
        return None
    beats: dict[Part, datetime] = {}
    troubles: list[Trouble] = []
    for name, alert_id, at in session.execute(_statement(site_ids)):
        if alert_id is not None:
            troubles.append(Trouble(SystemCondition(name), alert_id, at))
        elif name in set(Part):
            beats[Part(name)] = at
    return health(beats, troubles, now=now)


def _statement(site_ids: list[UUID]) -> CompoundSelect[tuple[str, UUID | None, datetime]]:
    """Conditions that hold at these sites with their alerts, and signs of life without one."""
    row = AlertRow
    since = func.coalesce(col(row.active_since), col(row.raised_at))
    active = select(col(row.aspect), col(row.id), since).where(
        col(row.site_id).in_(site_ids),
        col(row.is_open),
        col(row.is_active),
        col(row.condition) == AlertCondition.SYSTEM,
    )
    beats = select(col(HeartbeatRow.part), cast(null(), Uuid), col(HeartbeatRow.at))
    return union_all(active, beats)
