"""Readings of the viewer's sources, and how long their sites keep them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam
from sqlalchemy import select as sql_select
from sqlmodel import Session, col

from backend.core.plain_columns import read_columns
from backend.core.statements import among
from backend.core.viewer import Viewer
from backend.core.vocabulary import Quality, TracePoint
from backend.readings.rules import LatestReading
from backend.readings.series.bands import Band
from backend.readings.sources_store import Sources
from backend.readings.store import Readings
from backend.readings.tables import source_states
from backend.sensors.queries import visible_ids
from backend.sensors.tables import SensorRow
from backend.sites.rules import Retention
from backend.sites.store import retention_of
from backend.sites.tables import SiteRow

QUALITIES: Final = tuple(Quality)
"""By the number that is stored."""
LIVE: Final = (
    sql_select(
        source_states.c.sensor_id,
        source_states.c.sampled_us,
        source_states.c.value,
        source_states.c.quality,
        source_states.c.stretch,
    )
    .join(SensorRow, col(SensorRow.id) == source_states.c.sensor_id)
    .where(col(SensorRow.site_id) == bindparam("site"), source_states.c.sampled_us >= bindparam("since"))
)
LIVE_OF_AREAS: Final = LIVE.where(among(col(SensorRow.area_id), "areas"))


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
    session: Session, viewer: Viewer, site_id: UUID, area_ids: Iterable[UUID] | None, *, since_us: int
) -> dict[int, LatestReading]:
    """Return the last reading of each source of the site, or of some areas, that was sampled since then; one
    statement.
    """
    if site_id not in viewer.site_ids:
        return {}
    statement = LIVE if area_ids is None else LIVE_OF_AREAS.params(areas=list(area_ids))
    columns = read_columns(session, statement.params(site=site_id, since=since_us))
    return {
        sensor_id: LatestReading(sampled_us, value, QUALITIES[quality], stretch)
        for sensor_id, sampled_us, value, quality, stretch in zip(*columns, strict=True)
    }
