"""Checkpoints of detectors, what was last said of their conditions, and the scores that screens show."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any, NamedTuple

from sqlalchemy import select, text
from sqlmodel import Session

from backend.core.vocabulary import AlertCondition, Tier
from backend.monitoring.scoring.rules import SourceScore
from backend.monitoring.scoring.tables import score_checkpoints, score_states, source_scores

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
        statement = select(source_scores).where(source_scores.c.sensor_id.in_(set(sensor_ids)))
        return {
            row.sensor_id: SourceScore(row.scored_us, row.score, row.is_learning)
            for row in self._session.connection().execute(statement)
        }

    def _each(self, statement: Any, rows: Sequence[dict[str, Any]]) -> None:
        if rows:
            self._session.connection().execute(statement, rows)
