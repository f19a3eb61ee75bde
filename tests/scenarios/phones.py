"""The phones of everybody, without a network: what is sent is noted under the name of who gets it."""

from collections import defaultdict
from uuid import UUID

from backend.core.database import Database
from backend.core.text import Language
from backend.core.viewer import Viewer
from backend.notifications import commands as deliveries
from push.endpoint import Endpoint
from push.message import Message
from push.outcome import Outcome, Verdict
from push.route import Route
from tests.support.declared import SUBJECTS


class Phones:
    """Each person has one browser. After every step of a story say who was told what; nobody else may be."""

    def __init__(self, database: Database, **people: Viewer) -> None:
        self.database = database
        self.outcome = Outcome(Verdict.ACCEPTED)
        self.received: dict[str, list[str]] = defaultdict(list)
        self.sent: list[UUID] = []
        """The ids of all deliveries that were tried, in order."""
        for name, viewer in people.items():
            self.subscribe(name, viewer)

    def notified(self, **expected: str) -> None:
        """Plan and send what is due: exactly these people got exactly this title, and each only once."""
        self.work()
        found, self.received = dict(self.received), defaultdict(list)
        assert found == {name: [title] for name, title in expected.items()}, found

    def work(self) -> int:
        """One round of the job that plans and sends; how many messages were tried."""
        self.database.transact(deliveries.plan_deliveries)
        return deliveries.deliver_due(self.database, self.send, SUBJECTS)

    def send(self, _route: Route, endpoint: Endpoint, message: Message) -> Outcome:
        self.sent.append(UUID(message.data["delivery"]))
        if self.outcome.verdict is Verdict.ACCEPTED:
            self.received[endpoint.address.rsplit("/", 1)[-1]].append(message.title)
        return self.outcome

    def subscribe(self, name: str, viewer: Viewer) -> None:
        self.database.transact(
            lambda tx: deliveries.subscribe_push(
                tx,
                endpoint=f"https://push.example/{name}",
                p256dh="key",
                auth="secret",
                language=Language.ZH,
                by=viewer,
            )
        )
