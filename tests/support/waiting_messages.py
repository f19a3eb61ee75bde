"""Messages that wait for others, and are due."""

from functools import partial

from sqlmodel import select

from backend.alerts import commands as alerts
from backend.core.database import Database, Transaction
from backend.core.text import Language
from backend.core.vocabulary import Tier
from backend.notifications import commands as deliveries
from backend.notifications.rules import DeliveryState
from backend.notifications.tables import DeliveryRow
from tests.support.plants import Plants, over


def leave_waiting(database: Database, plants: Plants) -> None:
    """A message of which nothing but a count is to be said, and one that waits for its digest, both due."""
    subscribe_two(database, plants)
    wait(database)


def subscribe_two(database: Database, plants: Plants) -> None:
    """Two browsers, and the messages of a red alert to them, planned."""
    for viewer in (plants.alice, plants.bob):
        address = f"https://push.example/{viewer.person_id}"
        subscribe = partial(deliveries.subscribe_push, endpoint=address, p256dh="p", auth="a")
        database.transact(partial(subscribe, language=Language.ZH, by=viewer))
    database.transact(lambda tx: alerts.apply_changes(tx, [over(plants, Tier.RED)]))
    database.transact(deliveries.plan_deliveries)


def wait(database: Database) -> None:
    """Let two of the messages that are there wait, and be due."""

    def mark(tx: Transaction) -> None:
        first, second = tx.session.exec(select(DeliveryRow).limit(2)).all()
        first.state, second.state = DeliveryState.EXPIRED.value, DeliveryState.GROUPED.value
        for row in (first, second):
            row.due_at, row.group_due_at = None, tx.now
            tx.session.add(row)

    database.transact(mark)
