"""A flood: a batch from which more follows at once than others can be made to wait for."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session

from backend.alerts.suppression.parents_store import ParentSources
from backend.alerts.suppression.rules import parents_first
from backend.core.vocabulary import ConditionChange
from backend.detection.limits.sources import Source
from backend.readings.rules import Reading


class Flood(Exception):
    """Raised before anything of the batch is kept. `changes`: what would follow from it."""

    def __init__(self, changes: Sequence[ConditionChange]) -> None:
        super().__init__(f"{len(changes)} changes at once")
        self.changes = changes


def in_order(
    session: Session,
    sources: Mapping[str, Source],
    readings: Sequence[Reading],
    changes: Sequence[ConditionChange],
) -> list[Reading]:
    """Return the readings so that the worst is raised first, what explains others before them, and ended
    after them. Those of one source keep their order; those from which nothing follows come last.
    """
    worst: dict[int, int] = {}
    for each in changes:
        worst[each.sensor_id] = max(worst.get(each.sensor_id, 0), each.tier or 0)
    raised = sorted((each for each, tier in worst.items() if tier), key=lambda each: -worst[each])
    ended = [each for each, tier in worst.items() if not tier]
    parents = ParentSources(session).of_each(worst.keys())
    order = [*parents_first(raised, parents), *parents_first(ended, parents)[::-1]]
    place = {sensor_id: number for number, sensor_id in enumerate(order)}
    places = {key: place.get(source.sensor_id, len(order)) for key, source in sources.items()}
    return sorted(readings, key=lambda reading: places.get(reading[0], len(order)))
