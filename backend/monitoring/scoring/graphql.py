"""How unusual a source is, as screens show it."""

from datetime import datetime

import strawberry

from backend.core.graphql.context import Info
from backend.core.time import moment
from backend.monitoring.scoring.queries import scores
from backend.monitoring.scoring.rules import SourceScore


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


async def anomaly_score(info: Info, sensor_id: int) -> AnomalyScoreNode | None:
    """How unusual this source is now; None until it was scored."""
    found = await info.context.load_or_none(scores, sensor_id)
    return AnomalyScoreNode.of(found) if found else None
