"""The plant behind the screens: gauges that publish over MQTT, and what the server says happened."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlmodel import col, select

from backend.cases.tables import CaseRow
from backend.connectors.mqtt.publisher import Publisher
from backend.core.database import Transaction
from backend.deadlines.store import Deadlines
from backend.demo.blueprint import id_of
from backend.people.accounts.tables import SignInRow
from tests.e2e.devices import PASSWORD
from tests.support.client import Client
from tests.support.installations import Installation
from tests.support.servers import wait_until

SITE: Final = "demo"
PATIENCE_S: Final = 20.0
TOKEN_USED_FOR_S: Final = 600
"""A token lasts 15 minutes: a test that begins with one must be able to end with it."""


class PlantFloor:
    """Publishes readings and asks the API, as any person may who works at the demo plant."""

    def __init__(self, installation: Installation) -> None:
        self._installation = installation
        self._clients: dict[str, tuple[Client, float]] = {}
        self._earlier: list[Client] = []
        """A test may still hold one of them."""

    def as_person(self, username: str) -> Client:
        """The API as this person sees it; who signed in long ago signs in again, before their token ends."""
        client, since = self._clients.get(username, (None, 0.0))
        if client is None or time.monotonic() - since > TOKEN_USED_FOR_S:
            self._earlier += [client] if client else []
            client = Client.signed_in(self._installation.address, username, PASSWORD)
            self._clients[username] = client, time.monotonic()
        return client

    def measure(
        self, sensor: str, value: float, *, seconds: int = 30, until: int = 0, site: str = SITE
    ) -> None:
        """The gauge shows this value for `seconds`, the last of them `until` seconds ago; returns when the
        broker has it all.
        """
        now = int(time.time() * 1000) - 1000 * until
        line = Publisher(self._installation.broker())
        line.connect()
        try:
            line.publish_batch(site, [(sensor, now - 1000 * ago, value) for ago in range(seconds, -1, -1)])
            wait_until(lambda: line.acknowledged == line.published, "the broker has the readings")
        finally:
            line.close()

    def raise_alert(self, sensor: str, value: float, tier: str) -> dict[str, Any]:
        """Measure `value` and return the alert of this tier that follows.

        The gauge goes on showing it: where it showed another a moment ago, this one must last a while yet.
        """
        self.measure(sensor, value)
        patient_until = time.monotonic() + PATIENCE_S
        while True:
            try:
                return self.wait_for_alert(
                    sensor, lambda alert: bool(alert["tier"] == tier and alert["isActive"]), within=1
                )
            except AssertionError:
                if time.monotonic() > patient_until:
                    raise
            self.measure(sensor, value, seconds=0)

    def wait_for_alert(
        self, sensor: str, claim: Callable[[dict[str, Any]], bool], *, within: float = PATIENCE_S
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

    def report_in_disposal(
        self, description: str, responsible: str, *, tier: str = "YELLOW", department: str | None = None
    ) -> str:
        """A report of chen.jie that this person is responsible for and has taken on; the id of its
        case.
        """
        made = self.as_person("chen.jie").do(
            "ReportHazard",
            category="MECHANICAL",
            description=description,
            areaId=str(id_of("area", "UNLOAD")),
            photos=[],
            capturedAt=datetime.now(UTC).isoformat(),
        )
        whose = {"departmentId": str(id_of("department", department))} if department else {}
        accepted = self.as_person("zhao.min").do(
            "AcceptHazard",
            hazardReportId=made["id"],
            tier=tier,
            responsibleId=str(id_of("person", responsible)),
            **whose,
        )
        case_id = str(accepted["case"]["id"])
        self.as_person(responsible).do("AcknowledgeCase", caseId=case_id)
        return case_id

    def acknowledge_all(self) -> None:
        """What other tests raised has been seen: the next alarm is the only one on a screen. Yellow and blue
        own no screen, and wait on.
        """
        officer = self.as_person("zhao.min")
        loud = {"states": ["UNACKNOWLEDGED"], "tiers": ["RED", "ORANGE"]}
        for edge in officer.ask("Alerts", filter=loud, first=100)["edges"]:
            officer.do("AcknowledgeAlert", alertId=edge["node"]["id"])

    def forget_sign_ins(self) -> None:
        """After a restart of the server: its answers come over new connections."""
        for client in [*self._earlier, *(each for each, _ in self._clients.values())]:
            client.close()
        self._clients.clear()
        self._earlier.clear()

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


def an_hour_later(installation: Installation, username: str) -> None:
    """Their password was shown an hour ago."""

    def age(tx: Transaction) -> None:
        wanted = select(SignInRow).where(col(SignInRow.person_id) == id_of("person", username))
        for row in tx.session.exec(wanted):
            row.proven_at = tx.now - timedelta(hours=1)

    installation.database.transact(age)
