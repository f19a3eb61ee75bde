"""Observations, the rules and tags of sites, and what holds because of them, as rows."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import func
from sqlmodel import Session, col, select

from backend.core.text import Text
from backend.core.vocabulary import Tier
from backend.monitoring.tables import ObservationRow, ObservedConditionRow
from backend.sensors.camera_events.observation_rules import Observation, Snapshot
from backend.sensors.camera_events.rule_json_rules import from_json, to_json
from backend.sensors.camera_events.rules import ObservationRule
from backend.sensors.camera_events.tables import ObservationRuleRow, TagRow
from backend.sensors.camera_events.tags_rules import Tag, TagKind


@dataclass(frozen=True, slots=True)
class Condition:
    """What holds at a source under an aspect until `clears_at`; None: it does not hold any more.

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
        """How many observations of this type and area the source made, both ends included."""
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

    def rules(self, site_id: UUID) -> tuple[int, tuple[ObservationRule, ...]] | None:
        """The version in force and its rules; None where the site has none of its own."""
        statement = (
            select(ObservationRuleRow)
            .where(ObservationRuleRow.site_id == site_id)
            .order_by(col(ObservationRuleRow.version).desc())
        )
        row = self._session.exec(statement.limit(1)).first()
        return (row.version, tuple(from_json(each) for each in row.rules)) if row else None

    def add_rules(
        self,
        site_id: UUID,
        rules: Iterable[ObservationRule],
        *,
        reason: str,
        at: datetime,
        by: UUID | None,
    ) -> int:
        """A new version of all rules of the site; returns its number."""
        before = self.rules(site_id)
        version = before[0] + 1 if before else 1
        row = ObservationRuleRow(
            site_id=site_id,
            version=version,
            rules=[to_json(rule) for rule in rules],
            reason=reason,
            created_at=at,
            created_by=by,
        )
        self._session.add(row)
        self._session.flush()
        return version

    def tag(self, site_id: UUID, code: str) -> Tag | None:
        row = self._session.get(TagRow, (site_id, code))
        return tag_of(row) if row else None

    def put_tag(self, site_id: UUID, tag: Tag) -> None:
        row = TagRow(
            site_id=site_id,
            code=tag.code,
            kind=tag.kind,
            name_zh=tag.name.zh,
            name_en=tag.name.en,
            role=tag.role,
            areas=sorted(tag.areas),
            equipment=tag.equipment,
        )
        self._session.merge(row)
        self._session.flush()

    def condition(self, sensor_id: int, aspect: str) -> Condition | None:
        """What holds, or held, under this aspect; locked for this transaction."""
        row = self._session.get(ObservedConditionRow, (sensor_id, aspect), with_for_update=True)
        return condition_of(row) if row else None

    def holding(self, sensor_id: int) -> list[Condition]:
        """What holds at this source now."""
        statement = select(ObservedConditionRow).where(
            ObservedConditionRow.sensor_id == sensor_id, col(ObservedConditionRow.clears_at).is_not(None)
        )
        return [condition_of(row) for row in self._session.exec(statement.with_for_update())]

    def due(self, *, now: datetime, limit: int) -> list[Condition]:
        """What nothing was seen of for long enough; what another process is at is left out."""
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
        """It does not hold any more; what was seen before `at_us` raises it no more."""
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


def tag_of(row: TagRow) -> Tag:
    return Tag(
        code=row.code,
        kind=TagKind(row.kind),
        name=Text(row.name_zh, row.name_en),
        role=row.role,
        areas=frozenset(row.areas),
        equipment=row.equipment,
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
