"""Apply what judging found as alerts; a change that cannot be applied is undone alone, kept and tried again.

The reading and the state of its rules stay. So a change is kept as it is, not found anew: a danger that came
and went meanwhile is raised all the same, and the changes of a source are applied in the order they came.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import msgspec
import structlog

from backend.alerts import commands as alerts
from backend.core.database import Transaction
from backend.core.failed_reactions import FailedReaction, FailedReactions
from backend.core.typed import convert
from backend.core.vocabulary import ConditionChange
from backend.sensors.store import Sensors

log = structlog.get_logger(__name__)
JUDGED: Final = "judged"
"""How rows name it."""


def apply_judged(tx: Transaction, changes: Sequence[ConditionChange]) -> None:
    """Raise, re-tier and end alerts as detection says, where there is nobody to refuse it."""
    if not changes:
        return
    waiting = tx.get(FailedReactions).subjects(JUDGED)
    fresh = [each for each in changes if str(each.sensor_id) not in waiting]
    if _failure(tx, fresh) is not None:
        for theirs in _by_source(fresh):
            _apply_or_keep(tx, theirs)
    for theirs in _by_source(each for each in changes if str(each.sensor_id) in waiting):
        _apply_after_kept(tx, theirs)


def changes_of(failed: FailedReaction) -> list[ConditionChange]:
    """The changes that are kept, in the order they came."""
    return convert(failed.event["changes"], list[ConditionChange])


def _apply_or_keep(tx: Transaction, theirs: list[ConditionChange]) -> None:
    error = _failure(tx, theirs)
    if error is None:
        return
    sensor_id = theirs[0].sensor_id
    site_id = tx.get(Sensors).one(sensor_id).site_id
    tx.get(FailedReactions).keep(site_id, JUDGED, str(sensor_id), _kept(theirs), at=tx.now, error=error)


def _apply_after_kept(tx: Transaction, theirs: list[ConditionChange]) -> None:
    """Apply what is kept of this source and then these; what is still in its way keeps these, too. The next
    sweep sees what is left, and ends the alert that said so.
    """
    kept = tx.get(FailedReactions).of_subject(JUDGED, str(theirs[0].sensor_id))
    if kept is None:  # applied meanwhile
        _apply_or_keep(tx, theirs)
        return
    every = [*changes_of(kept), *theirs]
    left = [] if _failure(tx, every) is None else every
    tx.get(FailedReactions).put(kept.failed_id, _kept(left), retry_at=tx.now)


def _failure(tx: Transaction, changes: Sequence[ConditionChange]) -> Exception | None:
    """Apply these, or undo all of it and return why."""
    error = tx.try_alone(lambda: alerts.apply_changes(tx, changes))
    if error is not None:
        sources = len({each.sensor_id for each in changes})
        log.error("what was judged cannot be applied", sources=sources, exc_info=error)
    return error


def _by_source(changes: Iterable[ConditionChange]) -> list[list[ConditionChange]]:
    found: dict[int, list[ConditionChange]] = {}
    for each in changes:
        found.setdefault(each.sensor_id, []).append(each)
    return list(found.values())


def _kept(changes: list[ConditionChange]) -> Mapping[str, Any]:
    return {"changes": msgspec.to_builtins(changes)}
