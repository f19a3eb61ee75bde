"""Observations, and what holds because of them, as rows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func
from sqlmodel import Session, col, select

from backend.core.statements import one_of
from backend.core.vocabulary import Tier
from backend.monitoring.tables import ObservationRow, ObservedConditionRow
from backend.sensors.camera_events.observation_rules import Observation, Snapshot


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition that holds at a source under an aspect until `clears_at`; None: it does not hold any more.

    What was seen before `cleared_us` (microseconds since the epoch) came late and raises nothing.
    """

    sensor_id: int
    aspect: str
    type: str
    area: str
    tier: Tier
    seen_us: int
    clears_at: datetime | None
    cleared_us: int = 0


@dataclass(frozen=True, slots=True)
class Received:
    """When an observation came in, and the hash of its picture."""

    observation_id: int
    sensor_id: int
    at: datetime
    snapshot: str | None


class Observations:
    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, site_id: UUID, sensor_id: int, seen: Observation, *, at: datetime) -> bool:
        """Keep an observation; False if its source sent it before."""
        known = select(ObservationRow.id).where(
            ObservationRow.sensor_id == sensor_id, ObservationRow.key == seen.key
        )
        if self._session.exec(known).first() is not None:
            return False
        snapshot = seen.snapshot
        row = ObservationRow(
            site_id=site_id,
            sensor_id=sensor_id,
            key=seen.key,
            seen_us=seen.seen_us,
            received_at=at,
            type=seen.type,
            confidence=seen.confidence,
            subject=seen.subject,
            area=seen.area,
            is_cleared=seen.is_cleared,
            snapshot=snapshot.sha256 if snapshot else None,
            width=snapshot.width if snapshot else 0,
            height=snapshot.height if snapshot else 0,
        )
        self._session.add(row)
        # Two processes with the same observation: the unique key fails the later one, which is run again.
        self._session.flush()
        return True

    def count(
        self, sensor_id: int, type: str, area: str, *, from_us: int, to_us: int, min_confidence: float
    ) -> int:
        """Return the number of observations of this type and area by the source, both ends included."""
        statement = select(func.count(col(ObservationRow.id))).where(
            ObservationRow.sensor_id == sensor_id,
            ObservationRow.type == type,
            ObservationRow.area == area,
            col(ObservationRow.seen_us).between(from_us, to_us),
            ObservationRow.confidence >= min_confidence,
            col(ObservationRow.is_cleared).is_(False),
        )
        return self._session.exec(statement).one()

    def snapshot(self, site_id: UUID, sha256: str) -> Snapshot | None:
        """A picture that a source of this site has sent before."""
        statement = select(ObservationRow).where(
            ObservationRow.snapshot == sha256, ObservationRow.site_id == site_id
        )
        row = self._session.exec(statement.limit(1)).first()
        return Snapshot(sha256, row.width, row.height) if row else None

    def received_after(self, observation_id: int, *, limit: int) -> list[Received]:
        """Return the next observations after this one, in the order in which they came in."""
        row = ObservationRow
        statement = (
            select(row.id, row.sensor_id, row.received_at, row.snapshot)
            .where(col(row.id) > observation_id)
            .order_by(col(row.id))
            .limit(limit)
        )
        found = self._session.exec(statement)
        return [Received(id_ or 0, sensor_id, at, snapshot) for id_, sensor_id, at, snapshot in found]

    def delete(self, observations: Sequence[Received]) -> list[str]:
        """Delete these; returns the hashes of their pictures to which no observation refers any more."""
        ids = [each.observation_id for each in observations]
        self._session.execute(delete(ObservationRow).where(one_of(col(ObservationRow.id), ids)))
        shown = {each.snapshot for each in observations if each.snapshot}
        still = select(ObservationRow.snapshot).where(one_of(col(ObservationRow.snapshot), shown))
        return sorted(shown - set(self._session.exec(still)))

    def condition(self, sensor_id: int, aspect: str) -> Condition | None:
        """Return the condition under this aspect, over or not; locked for this transaction."""
        row = self._session.get(ObservedConditionRow, (sensor_id, aspect), with_for_update=True)
        return condition_of(row) if row else None

    def active(self, sensor_id: int) -> list[Condition]:
        """Return the conditions that hold at this source now."""
        statement = select(ObservedConditionRow).where(
            ObservedConditionRow.sensor_id == sensor_id, col(ObservedConditionRow.clears_at).is_not(None)
        )
        return [condition_of(row) for row in self._session.exec(statement.with_for_update())]

    def due(self, *, now: datetime, limit: int) -> list[Condition]:
        """Return the conditions of which nothing was seen for long enough, without those that another process
        has locked.
        """
        statement = (
            select(ObservedConditionRow)
            .where(col(ObservedConditionRow.clears_at) <= now)
            .order_by(col(ObservedConditionRow.clears_at))
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return [condition_of(row) for row in self._session.exec(statement)]

    def put_condition(self, condition: Condition) -> None:
        self._session.merge(ObservedConditionRow(**_columns(condition)))
        self._session.flush()

    def clear(self, condition: Condition, *, at_us: int) -> None:
        """End the condition; what was seen before `at_us` raises it no more."""
        self.put_condition(replace(condition, clears_at=None, cleared_us=max(condition.cleared_us, at_us)))


def condition_of(row: ObservedConditionRow) -> Condition:
    return Condition(
        sensor_id=row.sensor_id,
        aspect=row.aspect,
        type=row.type,
        area=row.area,
        tier=Tier(row.tier),
        seen_us=row.seen_us,
        clears_at=row.clears_at,
        cleared_us=row.cleared_us,
    )


def _columns(condition: Condition) -> dict[str, Any]:
    return {
        "sensor_id": condition.sensor_id,
        "aspect": condition.aspect,
        "type": condition.type,
        "area": condition.area,
        "tier": int(condition.tier),
        "seen_us": condition.seen_us,
        "cleared_us": condition.cleared_us,
        "clears_at": condition.clears_at,
    }
