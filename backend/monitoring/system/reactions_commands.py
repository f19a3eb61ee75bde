"""Reactions that failed where nobody could be refused: tried again; what fails twice is said at its site."""

from typing import Final

import structlog

from backend.core.database import Database, Transaction
from backend.core.failed_reactions import FailedReaction, FailedReactions
from backend.core.lost_races import is_of_store
from backend.core.outbox import unpacked
from backend.monitoring.system.commands import end_condition, raise_condition
from backend.sensors.system_rules import SystemCondition

log = structlog.get_logger(__name__)
CONDITION: Final = SystemCondition.REACTION_FAILED
AT_ONCE: Final = 200


def try_again(database: Database) -> int:
    """Try again what is due, and say at which sites something is still missing. Returns how many."""
    return database.repeat(try_next, at_most=AT_ONCE)


def try_next(tx: Transaction) -> bool:
    """Try the oldest one again that is due; False if none is. It is claimed, carried out and forgotten in one
    transaction: a process that dies leaves it for the next one, and two never do the same.
    """
    failed = tx.get(FailedReactions).next_due(now=tx.now)
    if failed is None:
        return False
    try:
        with tx.savepoint():
            _carry_out(tx, failed)
            tx.get(FailedReactions).done(failed.failed_id)
    except Exception as error:
        if is_of_store(error):
            raise
        log.exception("a reaction failed again", reaction=failed.reaction, tries=failed.tries)
        tx.get(FailedReactions).failed_again(failed.failed_id, at=tx.now, error=error)
    _say(tx, failed)
    return True


def _carry_out(tx: Transaction, failed: FailedReaction) -> None:
    happened = unpacked(failed.event)
    reaction = tx.reaction(happened.kind, failed.reaction)
    if reaction is None:
        log.error("a failed reaction is gone", reaction=failed.reaction, kind=happened.kind)
        return
    tx.follow(reaction, happened)


def _say(tx: Transaction, failed: FailedReaction) -> None:
    if failed.site_id in tx.get(FailedReactions).site_ids():
        raise_condition(tx, CONDITION, site_ids=[failed.site_id])
    else:
        end_condition(tx, CONDITION, site_ids=[failed.site_id])
