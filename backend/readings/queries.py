"""Readings of the viewer's sources, and how long their sites keep them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session

from backend.core.viewer import Viewer
from backend.core.vocabulary import TracePoint
from backend.readings.rules import LatestReading
from backend.readings.sources_store import Sources
from backend.readings.store import Readings
from backend.sensors.queries import visible_ids
from backend.sites.rules import Retention
from backend.sites.store import retention_of
from backend.sites.tables import SiteRow


def retention(session: Session, viewer: Viewer, site_id: UUID) -> Retention | None:
    """Return how long this site keeps readings; None if it is not the viewer's."""
    row = session.get(SiteRow, site_id) if site_id in viewer.site_ids else None
    return retention_of(row) if row else None


@dataclass(frozen=True, slots=True)
class TraceWindow:
    """Part of a source's history to draw: microseconds since the epoch, both ends included."""

    sensor_id: int
    from_us: int
    to_us: int
    points: int


def latest(session: Session, viewer: Viewer, sensor_ids: Iterable[int]) -> dict[int, LatestReading]:
    """The last reading of each of these that has one."""
    return Sources(session).latest(visible_ids(session, viewer, sensor_ids))


def traces(
    session: Session, viewer: Viewer, windows: Iterable[TraceWindow]
) -> dict[TraceWindow, list[TracePoint]]:
    """The thinned history of each window; two statements per distinct range, whatever the sources."""
    wanted = list(windows)
    visible = visible_ids(session, viewer, (window.sensor_id for window in wanted))
    readings = Readings(session)
    found: dict[TraceWindow, list[TracePoint]] = {}
    for from_us, to_us, points in {(each.from_us, each.to_us, each.points) for each in wanted}:
        lines = readings.traces(visible, from_us=from_us, to_us=to_us, points=points)
        found.update({TraceWindow(source, from_us, to_us, points): line for source, line in lines.items()})
    return {window: found.get(window, []) for window in wanted}
