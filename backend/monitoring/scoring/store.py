"""Checkpoints of detectors, what was last said of their conditions, and the scores that screens show."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, Final, NamedTuple

from sqlalchemy import bindparam, delete, func, select, text
from sqlmodel import Session

from backend.core.statements import among, execute_many
from backend.core.vocabulary import AlertCondition, Tier
from backend.detection.anomaly.hourly_scores import ScoreHour
from backend.monitoring.scoring.rules import ScoreSpan, SourceScore
from backend.monitoring.scoring.tables import score_checkpoints, score_hours, score_states, source_scores

SAVE_CHECKPOINT = text(
    "INSERT INTO score_checkpoints (kind, key, through_us, data) VALUES (:kind, :key, :through_us, :data) "
    "ON CONFLICT (kind, key) DO UPDATE SET through_us = excluded.through_us, data = excluded.data"
)
SAVE_STATE = text(
    "INSERT INTO score_states (sensor_id, condition, tier, published_us) "
    "VALUES (:sensor_id, :condition, :tier, :published_us) "
    "ON CONFLICT (sensor_id, condition) "
    "DO UPDATE SET tier = excluded.tier, published_us = excluded.published_us"
)
SAVE_SCORE = text(
    "INSERT INTO source_scores (sensor_id, scored_us, score, is_learning) "
    "VALUES (:sensor_id, :scored_us, :score, :is_learning) "
    "ON CONFLICT (sensor_id) DO UPDATE SET scored_us = excluded.scored_us, score = excluded.score, "
    "is_learning = excluded.is_learning"
)

ADD_HOUR = text(
    "INSERT INTO score_hours (sensor_id, hour, n, high, total) "
    "VALUES (:sensor_id, :hour, :n, :high, :total) "
    "ON CONFLICT (sensor_id, hour) DO UPDATE SET n = score_hours.n + excluded.n, "
    "total = score_hours.total + excluded.total, "
    "high = CASE WHEN excluded.high > score_hours.high THEN excluded.high ELSE score_hours.high END"
)
HUNDREDTHS: Final = 100
DELETE_HOUR: Final = delete(score_hours).where(
    score_hours.c.sensor_id == bindparam("sensor"), score_hours.c.hour == bindparam("at")
)
FORGOTTEN_AT_ONCE: Final = 5_000


class Checkpoint(NamedTuple):
    """A detector as it was once every usable reading up to `through_us` was in it."""

    through_us: int
    data: bytes


class Published(NamedTuple):
    """Last published state of a condition: its tier (None: it does not hold), and the reading that it is
    of.
    """

    tier: Tier | None
    published_us: int


class Scores:
    def __init__(self, session: Session) -> None:
        self._session = session

    def checkpoints(self, kind: str) -> dict[str, Checkpoint]:
        """All checkpoints of one kind, by key."""
        rows = self._session.connection().execute(
            select(score_checkpoints).where(score_checkpoints.c.kind == kind)
        )
        return {row.key: Checkpoint(row.through_us, bytes(row.data)) for row in rows}

    def save_checkpoints(self, kind: str, checkpoints: Mapping[str, Checkpoint]) -> None:
        self._each(
            SAVE_CHECKPOINT,
            [
                {"kind": kind, "key": key, "through_us": found.through_us, "data": found.data}
                for key, found in sorted(checkpoints.items())
            ],
        )

    def published(self) -> dict[tuple[int, AlertCondition], Published]:
        rows = self._session.connection().execute(select(score_states))
        return {
            (row.sensor_id, AlertCondition(row.condition)): Published(
                None if row.tier is None else Tier(row.tier), row.published_us
            )
            for row in rows
        }

    def save_published(self, published: Mapping[tuple[int, AlertCondition], Published]) -> None:
        self._each(
            SAVE_STATE,
            [
                {
                    "sensor_id": sensor_id,
                    "condition": condition.value,
                    "tier": None if found.tier is None else int(found.tier),
                    "published_us": found.published_us,
                }
                for (sensor_id, condition), found in sorted(published.items())
            ],
        )

    def save_scores(self, scores: Mapping[int, SourceScore]) -> None:
        self._each(
            SAVE_SCORE,
            [{"sensor_id": key, **asdict(score)} for key, score in sorted(scores.items())],
        )

    def scores(self, sensor_ids: Iterable[int]) -> dict[int, SourceScore]:
        statement = select(source_scores).where(among(source_scores.c.sensor_id, "sensors"))
        return {
            row.sensor_id: SourceScore(row.scored_us, row.score, row.is_learning)
            for row in self._session.connection().execute(statement, {"sensors": list(set(sensor_ids))})
        }

    def add_hours(self, found: Mapping[int, Sequence[ScoreHour]]) -> None:
        """Add what sources (by id) have counted to what is stored of these hours."""
        self._each(
            ADD_HOUR,
            [
                {
                    "sensor_id": sensor_id,
                    "hour": each.hour,
                    "n": each.n,
                    "high": round(each.high * HUNDREDTHS),
                    "total": round(each.total * HUNDREDTHS),
                }
                for sensor_id, hours in sorted(found.items())
                for each in hours
            ],
        )

    def spans(
        self, sensor_ids: Iterable[int], *, from_hour: int, to_hour: int, step: int
    ) -> dict[int, list[ScoreSpan]]:
        """Return the scores of these sources in spans of `step` hours, in their order; without empty ones."""
        hours = score_hours.c
        span = (hours.hour - hours.hour % step).label("span")
        statement = (
            select(hours.sensor_id, span, func.sum(hours.n), func.max(hours.high), func.sum(hours.total))
            .where(among(hours.sensor_id, "sensors"), hours.hour.between(from_hour, to_hour))
            .group_by(hours.sensor_id, span)
            .order_by(hours.sensor_id, span)
        )
        found: dict[int, list[ScoreSpan]] = {}
        wanted = {"sensors": list(set(sensor_ids))}
        for sensor_id, hour, n, high, total in self._session.connection().execute(statement, wanted):
            mean = min(float(total) / int(n), float(high))  # rounding may have lifted it above
            found.setdefault(sensor_id, []).append(ScoreSpan(hour, mean / HUNDREDTHS, high / HUNDREDTHS))
        return found

    def old_hours(self, sensor_ids: Sequence[int], *, before_hour: int) -> list[tuple[int, int]]:
        """Return some hours of these sources that are older, each as (source, hour); none once there are
        none.
        """
        hours = score_hours.c
        old = select(hours.sensor_id, hours.hour).where(among(hours.sensor_id, "sensors"))
        found = self._session.connection().execute(
            old.where(hours.hour < before_hour).limit(FORGOTTEN_AT_ONCE), {"sensors": list(sensor_ids)}
        )
        return [(sensor_id, hour) for sensor_id, hour in found]

    def delete_hours(self, keys: Iterable[tuple[int, int]]) -> int:
        """Delete these hours, each (source, hour); return how many they were."""
        rows = [{"sensor": sensor_id, "at": hour} for sensor_id, hour in keys]
        return execute_many(self._session.connection(), DELETE_HOUR, rows)

    def _each(self, statement: Any, rows: Sequence[dict[str, Any]]) -> None:
        if rows:
            self._session.connection().execute(statement, rows)
