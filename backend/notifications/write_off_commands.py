"""Messages that could not be sent while they were warnings: they are counted in one message, and not sent.

So it is after a restore, after hours in which nothing ran, and when a provider was away for longer than a
message lives. What is still active and unanswered is followed by the ladder, in messages of its own.
"""

from datetime import timedelta
from typing import Final
from uuid import UUID

from backend.core.database import Transaction
from backend.core.events import Event, Recipients, refs
from backend.notifications.events import ADDRESS_CODE_SENT, CHANNEL_TESTED, MESSAGES_EXPIRED
from backend.notifications.outlets import commands as outlets
from backend.notifications.rules import DeliveryNote
from backend.notifications.ways_commands import is_needed
from backend.notifications.write_off_store import WriteOffs

SUMMARY_EVERY: Final = timedelta(minutes=10)
"""While a provider is away something expires all the time: a person hears of it so often at most."""
NOT_COUNTED: Final = frozenset({ADDRESS_CODE_SENT, CHANNEL_TESTED, MESSAGES_EXPIRED})


def write_off(tx: Transaction) -> None:
    """Write off what is history by now, and announce to everybody whose summary is due how much that was."""
    expired = tx.get(WriteOffs).expire(now=tx.now)
    for each in expired:
        if each.person_id is None:
            outlets.follow_message(tx, UUID(each.address_id), each.last_error or "no answer for an hour")
    missed = {
        each.delivery_id: each.person_id
        for each in expired
        if each.person_id is not None and _is_missed(tx, each)
    }
    if missed:
        people = set(missed.values())
        last = tx.get(WriteOffs).last_summaries(people, since=tx.now - SUMMARY_EVERY)
        times = {each: last[each] + SUMMARY_EVERY if each in last else tx.now for each in people}
        tx.get(WriteOffs).summarise_at({each: times[person] for each, person in missed.items()})
    for (site_id, person_id), count in tx.get(WriteOffs).take_due(now=tx.now).items():
        about = refs(person=person_id)
        tx.announce(Event(MESSAGES_EXPIRED, site_id, about=about, to=(person_id,), note=str(count)))


def counted(event: Event) -> int:
    """Number of messages that a summary counts; 0 for all other events."""
    return int(event.note or 0) if event.kind is MESSAGES_EXPIRED else 0


def _is_missed(tx: Transaction, expired: DeliveryNote) -> bool:
    """Whether its person hears that they missed it: not what they asked for themselves, nor a later way that
    they did not need.
    """
    is_of_themselves = expired.event_kind in NOT_COUNTED or expired.event_kind.notifies is Recipients.SELF
    return not is_of_themselves and is_needed(tx, expired)
