"""The phones of everybody, without a network: what is sent is noted under the name of who gets it."""

from collections import defaultdict
from uuid import UUID

from backend.core.database import Database
from backend.core.text import Language
from backend.core.viewer import Viewer
from backend.notifications import commands as deliveries
from backend.notifications import subscriptions_commands as subscriptions
from backend.notifications.rules import Letter, PushAddress, SendOutcome, SendResult


class Phones:
    """Each person has one browser. After every step of a story say who was told what; nobody else may be."""

    def __init__(self, database: Database, **people: Viewer) -> None:
        self.database = database
        self.outcome = SendOutcome(SendResult.ACCEPTED)
        self.received: dict[str, list[str]] = defaultdict(list)
        self.sent: list[UUID] = []
        """The ids of all deliveries that were tried, in order."""
        self._names = {viewer.person_id: name for name, viewer in people.items()}
        for name, viewer in people.items():
            self._subscribe(name, viewer)

    def told(self, **expected: str) -> None:
        """Plan and send what is due: exactly these people got exactly this title, and each only once."""
        self.work()
        found, self.received = dict(self.received), defaultdict(list)
        assert found == {name: [title] for name, title in expected.items()}, found

    def work(self) -> int:
        """One round of the duty that plans and sends; how many messages were tried."""
        self.database.transact(deliveries.plan_deliveries)
        return deliveries.deliver_due(self.database.transact, self.send)

    def send(self, address: PushAddress, letter: Letter) -> SendOutcome:
        self.sent.append(letter.delivery_id)
        if self.outcome.result is SendResult.ACCEPTED:
            self.received[self._names[address.person_id]].append(letter.title)
        return self.outcome

    def _subscribe(self, name: str, viewer: Viewer) -> None:
        self.database.transact(
            lambda tx: subscriptions.subscribe_push(
                tx,
                endpoint=f"https://push.example/{name}",
                p256dh="key",
                auth="secret",
                language=Language.ZH,
                by=viewer,
            )
        )
