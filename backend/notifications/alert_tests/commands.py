"""Test alerts: a person tries whether an alert would reach them, on their screens, and at their browsers
while closed.
"""

from typing import Final
from uuid import UUID, uuid4

from backend.core import words
from backend.core.allowances import HOUR, Allowances
from backend.core.database import Transaction, site_changed
from backend.core.events import Event, refs
from backend.core.text import Text
from backend.core.viewer import Permission, Viewer
from backend.core.vocabulary import Tier
from backend.notifications.alert_tests.store import AlertTests
from backend.notifications.events import ALERT_TEST_SENT
from backend.notifications.rules import Delivery

PAGE: Final = "/alert-test"


def send_alert_test(tx: Transaction, site_id: UUID, tier: Tier, *, by: Viewer) -> UUID:
    """Send a test of this tier to the person themselves, by the deliveries of real messages. It is no alert:
    nobody else, no list and no figure sees it. Raises Refused: NOT_FOUND, NOT_ALLOWED.
    """
    by.require(Permission.REPORT_HAZARD, site_id=site_id)
    test_id = uuid4()
    tx.get(AlertTests).add(test_id, site_id, by.person_id, tier, at=tx.now)
    about = refs(alert_test=test_id)
    tx.announce(Event(ALERT_TEST_SENT, site_id, about=about, by=by.person_id, note=tier.name))
    return test_id


def check_allowance(tx: Transaction, by: Viewer, allowances: Allowances) -> None:
    """Raises Refused(TOO_MANY_ATTEMPTS) for who has sent enough within the last hour."""
    taken = tx.get(AlertTests).taken(by.person_id, since=tx.now - HOUR)
    taken.require_room(allowances.alert_tests_per_hour, within=HOUR, now=tx.now)


def show_alert_test(tx: Transaction, test_id: UUID, *, by: Viewer) -> UUID:
    """A screen of the person has shown it; twice is the same as once. Raises Refused(NOT_FOUND)."""
    site_id = tx.get(AlertTests).shown(test_id, by.person_id, at=tx.now)
    tx.hint(site_changed(site_id))
    return test_id


def message(tx: Transaction, delivery: Delivery) -> tuple[Text, Text] | None:
    """Title and body of a test; None for all other messages."""
    test_id = delivery.ref("alert_test")
    if test_id is None:
        return None
    tier = words.of("message.tier", tx.get(AlertTests).tier_of(test_id).name)
    return words.text("message.test", title=tier), words.text("message.testBody")
