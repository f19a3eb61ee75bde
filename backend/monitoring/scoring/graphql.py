"""How unusual a source is, as screens show it."""

from datetime import datetime

import strawberry

from backend.core.graphql.context import Info
from backend.core.time import microseconds, moment
from backend.detection.anomaly.hourly_scores import HOUR_US
from backend.monitoring.scoring.queries import score_spans, scores
from backend.monitoring.scoring.rules import ScoreSpan, ScoreWindow, SourceScore, step_for
from backend.readings.trends.graphql import check_points, check_range


@strawberry.type(
    name="AnomalyScore",
    description="1 is the limit from which on the source is anomalous; comparable between sources.",
)
class AnomalyScoreNode:
    score: float
    scored_at: datetime
    is_learning: bool = strawberry.field(description="It has not seen enough yet to raise an alert.")

    @classmethod
    def of(cls, found: SourceScore) -> "AnomalyScoreNode":
        return cls(score=found.score, scored_at=moment(found.scored_us), is_learning=found.is_learning)


@strawberry.type(name="AnomalySpan", description="Scores of one span, which begins at `at`; 1 is an anomaly.")
class AnomalySpanNode:
    at: datetime
    mean: float
    high: float

    @classmethod
    def of(cls, found: ScoreSpan) -> "AnomalySpanNode":
        return cls(at=moment(found.hour * HOUR_US), mean=found.mean, high=found.high)


@strawberry.type(
    name="AnomalyTrend",
    description="A span without a score is left out: no reading, or the source was still learning.",
)
class AnomalyTrendNode:
    step_hours: int
    spans: list[AnomalySpanNode]


async def anomaly_trend(
    info: Info, sensor_id: int, *, from_at: datetime, to_at: datetime, points: int
) -> AnomalyTrendNode:
    """Return how unusual a source was. Raises Refused(INVALID_INPUT): an odd range, too many points."""
    check_range(from_at, to_at)
    check_points(points)
    from_hour, to_hour = microseconds(from_at) // HOUR_US, microseconds(to_at) // HOUR_US
    step = step_for(to_hour - from_hour + 1, points)
    # Whole spans: the first would else be the mean of a part of it.
    window = ScoreWindow(sensor_id, from_hour - from_hour % step, to_hour, step)
    found = await info.context.load_or_none(score_spans, window)
    return AnomalyTrendNode(step_hours=step, spans=[AnomalySpanNode.of(each) for each in found or ()])


async def anomaly_score(info: Info, sensor_id: int) -> AnomalyScoreNode | None:
    """How unusual this source is now; None until it was scored."""
    found = await info.context.load_or_none(scores, sensor_id)
    return AnomalyScoreNode.of(found) if found else None
