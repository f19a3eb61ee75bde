"""How unusual the viewer's sources are."""

from collections.abc import Iterable

from sqlmodel import Session

from backend.core.viewer import Viewer
from backend.monitoring.scoring.rules import ScoreSpan, ScoreWindow, SourceScore
from backend.monitoring.scoring.store import Scores
from backend.sensors.queries import visible_ids


def scores(session: Session, viewer: Viewer, sensor_ids: Iterable[int]) -> dict[int, SourceScore]:
    """The last anomaly score of each of these that was scored."""
    return Scores(session).scores(visible_ids(session, viewer, sensor_ids))


def score_spans(
    session: Session, viewer: Viewer, windows: Iterable[ScoreWindow]
) -> dict[ScoreWindow, list[ScoreSpan]]:
    """Return the scores of each window that has some; one statement per distinct range."""
    wanted = list(windows)
    visible = visible_ids(session, viewer, (window.sensor_id for window in wanted))
    found: dict[ScoreWindow, list[ScoreSpan]] = {}
    for from_hour, to_hour, step in {window[1:] for window in wanted}:
        of_range = Scores(session).spans(visible, from_hour=from_hour, to_hour=to_hour, step=step)
        found.update(
            {ScoreWindow(sensor_id, from_hour, to_hour, step): spans for sensor_id, spans in of_range.items()}
        )
    return {window: found[window] for window in wanted if window in found}
