"""Readings of the viewer's sources, and how long their sites keep them."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from backend.core.viewer import Viewer
from backend.core.vocabulary import TracePoint
from backend.readings.rules import LatestReading
from backend.readings.series.bands import Band
from backend.readings.sources_store import Sources
from backend.readings.store import Readings
from backend.sensors.queries import visible_ids
from backend.sensors.tables import SensorRow
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


@dataclass(frozen=True, slots=True)
class BandWindow:
    """Part of a source's history in buckets: microseconds since the epoch, both ends included."""

    sensor_id: int
    from_us: int
    to_us: int
    bucket_us: int


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


def bands(session: Session, viewer: Viewer, windows: Iterable[BandWindow]) -> dict[BandWindow, Band]:
    """Return the band of each window with a reading; two statements per distinct range."""
    wanted = list(windows)
    visible = visible_ids(session, viewer, (window.sensor_id for window in wanted))
    readings = Readings(session)
    found: dict[BandWindow, Band] = {}
    for from_us, to_us, bucket_us in {(each.from_us, each.to_us, each.bucket_us) for each in wanted}:
        of_range = readings.bands(visible, from_us=from_us, to_us=to_us, bucket_us=bucket_us)
        found.update(
            {BandWindow(source, from_us, to_us, bucket_us): band for source, band in of_range.items()}
        )
    return {window: found[window] for window in wanted if window in found}


def live(
    session: Session, viewer: Viewer, site_id: UUID, area_id: UUID | None, *, since_us: int
) -> dict[int, LatestReading]:
    """Return the last reading of each source of the site, or of one area, that was sampled since then."""
    here = select(SensorRow.id).where(
        SensorRow.site_id == site_id, col(SensorRow.site_id).in_(viewer.site_ids)
    )
    if area_id is not None:
        here = here.where(SensorRow.area_id == area_id)
    ids = [sensor_id for sensor_id in session.exec(here) if sensor_id is not None]
    found = Sources(session).latest(ids)
    return {sensor_id: reading for sensor_id, reading in found.items() if reading.sampled_us >= since_us}
