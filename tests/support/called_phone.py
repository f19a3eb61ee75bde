"""A phone that is called by text message, with a browser in which nobody is signed in."""

import re

import httpx
from sqlmodel import select

from backend.alerts import commands as alerts
from backend.alerts.tables import AlertRow
from backend.core.database import Database
from backend.core.viewer import Role, Viewer
from backend.core.vocabulary import Tier
from backend.notifications import commands as deliveries
from backend.notifications.channels import commands as channels
from backend.notifications.channels.rules import Wanted
from backend.notifications.tables import DeliveryRow
from backend.people.directory.rules import AddressKind
from backend.people.directory.store import Staff
from push.endpoint import Endpoint
from push.message import Message
from push.outcome import Outcome, Verdict
from push.route import Route
from tests.hostile.matrix.objects import join
from tests.support.declared import SUBJECTS
from tests.support.plants import Plants, over


def form_of(page: str) -> str:
    """The token of the form on the page of an answer link; empty where it has none."""
    found = re.search(r'name="form" value="([^"]+)"', page)
    return found[1] if found else ""


class Phone:
    """Bob's phone: it gets text messages and has a browser in which nobody is signed in."""

    def __init__(self, database: Database, plants: Plants, browser: httpx.Client) -> None:
        self.database, self.plants, self.browser = database, plants, browser
        self.links: list[str] = []
        self.forms: dict[str, str] = {}
        self.admin: Viewer = database.transact(lambda tx: join(tx, "north admin", Role.ADMIN, plants.north))
        wanted = Wanted("http", {}, {"key": "s"})
        database.transact(
            lambda tx: channels.configure_channel(
                tx, plants.north, "sms", wanted, version=0, check=lambda *_: None, by=self.admin
            )
        )

        database.transact(
            lambda tx: tx.get(Staff).put_address(plants.bob.person_id, AddressKind.PHONE, "13800000001")
        )
        database.transact(
            lambda tx: tx.get(Staff).verify_address(plants.bob.person_id, AddressKind.PHONE, at=tx.now)
        )

    def is_called(self) -> str:
        """A red alert, and the link of the text message about it."""
        self.database.transact(lambda tx: alerts.apply_changes(tx, [over(self.plants, Tier.RED)]))
        self.database.transact(deliveries.plan_deliveries)
        deliveries.deliver_due(self.database, self._send, SUBJECTS)
        return f"/a/{self.links[-1]}"

    def alert(self) -> AlertRow:
        return self.database.read(lambda s: s.exec(select(AlertRow)).one())

    def delivery(self) -> DeliveryRow:
        statement = select(DeliveryRow).where(DeliveryRow.channel == "sms")
        return self.database.read(lambda s: s.exec(statement).first())  # type: ignore[return-value]

    def says(self, link: str, answer: str = "ON_THE_WAY", **more: str) -> httpx.Response:
        """Tap one of the buttons of the page, as it was loaded first; `more`: headers of the browser."""
        if link not in self.forms:
            self.forms[link] = form_of(self.browser.get(link).text)
        return self.browser.post(link, data={"answer": answer, "form": self.forms[link]}, headers=more)

    def _send(self, _route: Route, _endpoint: Endpoint, message: Message) -> Outcome:
        self.links.append(message.variables.code)
        return Outcome(Verdict.ACCEPTED)
