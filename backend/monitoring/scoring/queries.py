"""How unusual the viewer's sources are."""

from collections.abc import Iterable

from sqlmodel import Session

from backend.core.viewer import Viewer
from backend.monitoring.scoring.rules import SourceScore
from backend.monitoring.scoring.store import Scores
from backend.sensors.queries import visible_ids


def scores(session: Session, viewer: Viewer, sensor_ids: Iterable[int]) -> dict[int, SourceScore]:
    """The last anomaly score of each of these that was scored."""
    return Scores(session).scores(visible_ids(session, viewer, sensor_ids))
