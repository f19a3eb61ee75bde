"""Reactions that failed where nobody could be refused: tried again; a second failure is said at its site."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from typing import Any, Final, TypeAlias

import structlog

from backend.alerts import commands as alerts
from backend.core.database import Database, Transaction
from backend.core.failed_reactions import FailedReaction, FailedReactions
from backend.core.outbox import unpacked
from backend.monitoring.system.commands import end_condition, raise_condition
from backend.monitoring.system.judged_commands import JUDGED, changes_of
from backend.sensors.system_rules import SystemCondition

log = structlog.get_logger(__name__)
CONDITION: Final = SystemCondition.REACTION_FAILED
AT_ONCE: Final = 200


LONGEST: Final = timedelta(seconds=10)
"""Pause between two tries of what would have raised an alert or climbed its ladder."""
Steps: TypeAlias = Mapping[str, Callable[[Transaction, Mapping[str, Any]], None]]
"""Steps tried again that are no reaction to an event, by the name under which they were kept."""
NO_STEPS: Final[Steps] = {}


def try_again(database: Database, steps: Steps = NO_STEPS) -> int:
    """Try again what is due, and say at which sites something is still missing. Returns how many."""
    return database.repeat(partial(try_next, steps=steps), at_most=AT_ONCE)


def try_next(tx: Transaction, *, steps: Steps = NO_STEPS) -> bool:
    """Try the oldest one again that is due; False if none is. It is claimed, carried out and forgotten in one
    transaction: a process that dies leaves it for the next one, and two never do the same.
    """
    failed = tx.get(FailedReactions).next_due(now=tx.now)
    if failed is None:
        return False
    error = tx.try_alone(lambda: _carry_out(tx, failed, steps))
    if error is None:
        tx.get(FailedReactions).done(failed.failed_id)
    else:
        log.error("a reaction failed again", reaction=failed.reaction, tries=failed.tries, exc_info=error)
        pause = {"longest": LONGEST} if failed.subject else {}
        tx.get(FailedReactions).failed_again(failed.failed_id, at=tx.now, error=error, **pause)
    error = tx.try_alone(lambda: _say(tx, failed))
    if error is not None:  # what failed stays put off all the same
        site_id = str(failed.site_id)
        log.error("an alert of the product itself cannot be raised or ended", site_id=site_id, exc_info=error)
    return True


def _carry_out(tx: Transaction, failed: FailedReaction, steps: Steps) -> None:
    if failed.reaction == JUDGED:
        alerts.apply_changes(tx, changes_of(failed))
        return
    if failed.reaction in steps:
        steps[failed.reaction](tx, failed.event)
        return
    happened = unpacked(failed.event)
    reaction = tx.reaction(happened.kind, failed.reaction)
    if reaction is None:
        log.error("a failed reaction is gone", reaction=failed.reaction, kind=happened.kind)
        return
    tx.follow(reaction, happened)


def _say(tx: Transaction, failed: FailedReaction) -> None:
    """Raise the alert, or end it."""
    if failed.site_id in tx.get(FailedReactions).site_ids():
        raise_condition(tx, CONDITION, site_ids=[failed.site_id])
    else:
        end_condition(tx, CONDITION, site_ids=[failed.site_id])
