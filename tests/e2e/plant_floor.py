"""The plant behind the screens: gauges that publish over MQTT, and what the server says happened."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from sqlmodel import select

from backend.cases.tables import CaseRow
from backend.connectors.mqtt.publisher import Publisher
from backend.core.database import Transaction
from backend.deadlines.store import Deadlines
from tests.e2e.devices import PASSWORD
from tests.support.client import Client
from tests.support.installations import Installation
from tests.support.servers import wait_until

SITE: Final = "demo"


class PlantFloor:
    """Publishes readings and asks the API, as any person may who works at the demo plant."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self._clients: dict[str, Client] = {}

    def as_person(self, username: str) -> Client:
        """The API as this person sees it."""
        if username not in self._clients:
            self._clients[username] = Client.signed_in(self._installation.address, username, PASSWORD)
        return self._clients[username]

    def measure(self, sensor: str, value: float, *, seconds: int = 30) -> None:
        """The gauge shows this value for the last `seconds`; returns when the broker has it all."""
        now = int(time.time() * 1000)
        line = Publisher(self._installation.broker())
        line.connect()
        try:
            line.publish_batch(SITE, [(sensor, now - 1000 * ago, value) for ago in range(seconds, -1, -1)])
            wait_until(lambda: line.acknowledged == line.published, "the broker has the readings")
        finally:
            line.close()

    def raise_alert(self, sensor: str, value: float, tier: str) -> dict[str, Any]:
        """Measure `value` and return the alert of this tier that follows."""
        self.measure(sensor, value)
        return self.wait_for_alert(sensor, lambda alert: bool(alert["tier"] == tier and alert["isActive"]))

    def wait_for_alert(
        self, sensor: str, claim: Callable[[dict[str, Any]], bool], *, within: float = 20
    ) -> dict[str, Any]:
        """The newest alert of this sensor once it meets the claim; waits at most `within` seconds."""
        found: list[dict[str, Any]] = []

        def look() -> bool:
            edges = self.as_person("zhao.min").ask("Alerts", first=50)["edges"]
            nodes = [edge["node"] for edge in edges if edge["node"]["sensor"]["code"] == sensor]
            found[:] = [node for node in nodes if claim(node)][:1]
            return bool(found)

        wait_until(look, f"an alert of {sensor} as expected", within)
        return found[0]

    def forget_sign_ins(self) -> None:
        """After a restart of the server: its answers come over new connections."""
        for client in self._clients.values():
            client.close()
        self._clients.clear()

    close = forget_sign_ins


def make_late(installation: Installation, case_id: str) -> None:
    """As if all of it had begun five hours ago, or longer where the site's policy gives more time."""

    def command(tx: Transaction) -> None:
        running = tx.get(Deadlines).running_anywhere(UUID(case_id))
        left = max((each.due_at - tx.now for each in running), default=timedelta())
        ago = max(timedelta(hours=5), left + timedelta(hours=1))
        for each in running:
            late = replace(each, started_at=each.started_at - ago, due_at=each.due_at - ago, reached=200)
            tx.get(Deadlines).put(late, next_at=None)
        row = tx.session.exec(select(CaseRow).where(CaseRow.id == UUID(case_id))).one()
        for due in ("acknowledge_due_at", "dispose_due_at", "recheck_due_at"):
            if at := getattr(row, due):
                setattr(row, due, at - ago)
        tx.session.add(row)

    installation.database.transact(command)
