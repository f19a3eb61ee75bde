"""The sweep of the roster: whoever is on duty soon is reminded, once."""

from dataclasses import replace

from backend.core.database import Database, Transaction
from backend.core.events import Event, refs
from backend.roster.events import SHIFT_STARTS_SOON
from backend.roster.rules import REMINDED_BEFORE
from backend.roster.store import Rosters

AT_ONCE = 200
"""Reminders in one run of the job."""


def remind(database: Database) -> int:
    """Remind everybody whose shift begins in half an hour. Returns how many."""
    return database.repeat(remind_next, at_most=AT_ONCE)


def remind_next(tx: Transaction) -> bool:
    """Remind whose shift begins first of those of which nobody was reminded; False where there is none.

    Noted in the transaction that notifies: a process that dies in between leaves it for the next one, two
    never remind of the same.
    """
    shift = tx.get(Rosters).next_to_remind(now=tx.now, until=tx.now + REMINDED_BEFORE)
    if shift is None:
        return False
    tx.get(Rosters).put_shift(replace(shift, reminded_at=tx.now))
    about = refs(shift=shift.shift_id, roster=shift.roster_id)
    tx.announce(Event(SHIFT_STARTS_SOON, shift.site_id, about=about, to=(shift.person_id,)))
    return True
