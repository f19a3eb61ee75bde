"""Wording of the message to a person who is on duty soon: since when, and what is open."""

from backend.core import words
from backend.core.database import Transaction
from backend.core.text import Text
from backend.notifications.open_now_store import OpenWork
from backend.notifications.rules import Delivery
from backend.roster.commands import describe
from backend.roster.events import SHIFT_STARTS_SOON
from backend.roster.store import Rosters


def message(tx: Transaction, delivery: Delivery) -> tuple[Text, Text] | None:
    """Title and body of the reminder of a shift, as things stand now; None for all others."""
    shift_id = delivery.ref("shift")
    if delivery.event_kind is not SHIFT_STARTS_SOON or shift_id is None:
        return None
    shift = tx.get(Rosters).shift(shift_id)
    line = tx.get(Rosters).get(shift.roster_id)
    found = tx.get(OpenWork).at(shift.site_id, department_id=line.department_id, now=tx.now)
    name = describe(tx, shift_id)
    if not found.alerts and not found.cases:
        return words.of("message.title", SHIFT_STARTS_SOON), words.text("message.shiftCalm", name=name)
    body = words.text(
        "message.shiftOpen", name=name, alerts=found.alerts, cases=found.cases, overdue=found.overdue
    )
    return words.of("message.title", SHIFT_STARTS_SOON), body
