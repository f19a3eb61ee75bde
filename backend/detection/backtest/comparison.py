"""One history, two indicators: the one in force and a proposed one."""

from dataclasses import dataclass

from backend.detection.backtest.backtest import Columns, replay
from backend.detection.backtest.comparing import compare
from backend.detection.backtest.red_times import NEVER_RED, RedTimes
from backend.detection.backtest.results import Comparison, PastAlert
from backend.sensors.rules import Indicator


@dataclass(frozen=True, slots=True)
class History:
    """Known past of a source: readings in the order of time, and the alerts really raised."""

    in_force: Indicator
    columns: Columns
    past: tuple[PastAlert, ...]
    from_us: int
    to_us: int
    is_cut: bool = False
    red: RedTimes = NEVER_RED


def compare_indicators(history: History, proposed: Indicator) -> Comparison:
    """Replay the history by both. Episodes begin with nothing known at the start of the history."""
    return compare(
        replay(history.in_force, history.columns, red=history.red),
        replay(proposed, history.columns, red=history.red),
        history.past,
        from_us=history.from_us,
        to_us=history.to_us,
        readings=len(history.columns.times_us),
        is_cut=history.is_cut,
    )
