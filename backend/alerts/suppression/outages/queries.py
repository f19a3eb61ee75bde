"""Times in which a source was not judged: maintenance of its place or equipment, and times out of service."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlmodel import Session, col, select

from backend.alerts.suppression.tables import MaintenanceWindowRow, OutOfServiceRow
from backend.core.statements import one_of
from backend.core.viewer import Viewer


class OutageKind(StrEnum):
    MAINTENANCE = "MAINTENANCE"
    OUT_OF_SERVICE = "OUT_OF_SERVICE"


@dataclass(frozen=True, slots=True)
class PlacedSpan:
    """A source with its place, and a span of time, both ends included."""

    sensor_id: int
    area_id: UUID
    equipment_id: UUID | None
    from_at: datetime
    to_at: datetime


@dataclass(frozen=True, slots=True)
class Outage:
    """`until`: None while nobody knows; of maintenance that was cancelled, when it was."""

    kind: OutageKind
    since: datetime
    until: datetime | None
    reason: str


def outages(session: Session, viewer: Viewer, spans: Iterable[PlacedSpan]) -> dict[PlacedSpan, list[Outage]]:
    """Return what kept each source from being judged in its span, oldest first; two statements for all."""
    wanted = list(spans)
    first, last = min(each.from_at for each in wanted), max(each.to_at for each in wanted)
    windows = _windows(session, viewer, first, last)
    times = _times_out(session, viewer, {each.sensor_id for each in wanted}, first, last)
    found: dict[PlacedSpan, list[Outage]] = {}
    for span in wanted:
        mine = [outage for row, outage in windows if _is_about(row, span)]
        mine += times.get(span.sensor_id, [])
        mine = [each for each in mine if _meets(each, span)]
        if mine:
            found[span] = sorted(mine, key=lambda each: each.since)
    return found


def _windows(
    session: Session, viewer: Viewer, first: datetime, last: datetime
) -> list[tuple[MaintenanceWindowRow, Outage]]:
    statement = (
        select(MaintenanceWindowRow)
        .where(col(MaintenanceWindowRow.site_id).in_(viewer.site_ids))
        .where(col(MaintenanceWindowRow.ends_at) >= first, col(MaintenanceWindowRow.starts_at) <= last)
    )
    found = []
    for row in session.exec(statement):
        until = row.ends_at if row.cancelled_at is None else min(row.ends_at, row.cancelled_at)
        if until > row.starts_at:  # else it was cancelled before it began
            found.append((row, Outage(OutageKind.MAINTENANCE, row.starts_at, until, row.reason)))
    return found


def _times_out(
    session: Session, viewer: Viewer, sensor_ids: set[int], first: datetime, last: datetime
) -> dict[int, list[Outage]]:
    statement = (
        select(OutOfServiceRow)
        .where(one_of(col(OutOfServiceRow.sensor_id), sensor_ids))
        .where(col(OutOfServiceRow.site_id).in_(viewer.site_ids), col(OutOfServiceRow.taken_at) <= last)
        .where(col(OutOfServiceRow.returned_at).is_(None) | (col(OutOfServiceRow.returned_at) >= first))
    )
    found: dict[int, list[Outage]] = {}
    for row in session.exec(statement):
        outage = Outage(OutageKind.OUT_OF_SERVICE, row.taken_at, row.returned_at or row.until, row.reason)
        found.setdefault(row.sensor_id, []).append(outage)
    return found


def _is_about(row: MaintenanceWindowRow, span: PlacedSpan) -> bool:
    if row.equipment_id is not None:
        return row.equipment_id == span.equipment_id
    return row.area_id == span.area_id


def _meets(outage: Outage, span: PlacedSpan) -> bool:
    return outage.since <= span.to_at and (outage.until is None or outage.until >= span.from_at)
