"""Steps that people and devices take in the scenarios, each as a phone or a sensor takes it."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import update
from sqlmodel import col, select

from backend.connectors.mqtt.publisher import Publisher
from backend.core.database import Database, Transaction
from backend.notifications.rules import DeliveryState
from backend.notifications.tables import DeliveryRow
from tests.support.client import Client, RefusedHere, new_photo
from tests.support.fakes import FakePushService, Subscription
from tests.support.servers import wait_until


def twice(client: Client, operation: str, other: dict[str, Any], **content: Any) -> Any:
    """Run a mutation on a bad line: sent again the answer is the same; `other` content is refused."""
    sent = {"operationId": str(uuid4()), **content}
    answer = client.ask(operation, input=sent)
    again = client.ask(operation, input=sent)
    assert again == answer, f"{again} is not {answer}"
    with pytest.raises(RefusedHere) as refused:
        client.ask(operation, input={**sent, **other})
    assert refused.value.code == "CONFLICT"
    return answer


def refusal(client: Client, operation: str, **content: Any) -> str:
    """The code with which the mutation is refused."""
    with pytest.raises(RefusedHere) as refused:
        client.do(operation, **content)
    return refused.value.code


def dispose(client: Client, case_id: str, measures: str) -> Any:
    content = {"caseId": case_id, "measures": measures, "photos": [client.photo(new_photo())]}
    return twice(client, "SubmitDisposal", {"measures": "else"}, **content)


def fail(client: Client, case_id: str, note: str) -> Any:
    content = {"reason": "NOT_EFFECTIVE", "note": note, "photos": [client.photo(new_photo())]}
    return twice(client, "FailRecheck", {"reason": "OTHER"}, caseId=case_id, **content)


class Gauge:
    """A sensor that samples once a minute by its own clock; that clock starts two hours ago."""

    def __init__(self, broker_url: str, site: str, sensor: str) -> None:
        self._line = Publisher(broker_url)
        self._line.connect()
        self._place = site, sensor
        self._ts = round(time.time() * 1000) - 7_200_000

    def say(self, value: float) -> None:
        """One more reading; returns when the broker has it."""
        self._ts += 60_000
        site, sensor = self._place
        self._line.publish_reading(site, (sensor, self._ts, value))
        assert self._line.wait_acknowledged(10)

    def close(self) -> None:
        self._line.close()


@contextmanager
def browser(service: FakePushService, client: Client, language: str = "ZH") -> Iterator[Subscription]:
    """A browser in which this person has agreed to be told."""
    endpoint, keys, subscription = service.subscribe()
    content = {"endpoint": endpoint, **keys, "language": language}
    twice(client, "SubscribePush", {"language": "EN" if language == "ZH" else "ZH"}, **content)
    yield subscription
    assert twice(client, "UnsubscribePush", {"endpoint": service.origin}, endpoint=endpoint)
    assert subscription.refused == []


def received(subscription: Subscription, *titles: str) -> list[str]:
    """Wait until exactly these messages have come, in this order; the ids of their deliveries."""
    wait_until(lambda: len(subscription.received) >= len(titles), f"pushed: {titles}")
    notes = [message.payload["notification"] for message in subscription.received]
    found = [note["title"] for note in notes]
    assert found == list(titles), found
    return [note["data"]["delivery"] for note in notes]


def received_in_any_order(subscription: Subscription, *titles: str) -> None:
    """Wait until exactly these messages have come: what is due at once is sent side by side."""
    wait_until(lambda: len(subscription.received) >= len(titles), f"pushed: {titles}")
    assert sorted(each.payload["notification"]["title"] for each in subscription.received) == sorted(titles)


def deliveries_of(database: Database, person_id: UUID, state: DeliveryState) -> list[DeliveryRow]:
    chosen = select(DeliveryRow).where(DeliveryRow.person_id == person_id, DeliveryRow.state == state)
    return database.read(lambda session: list(session.exec(chosen)))


def claims_run_out(database: Database) -> None:
    """Move the claims of all messages under way to this moment, instead of waiting for a minute."""

    def command(tx: Transaction) -> None:
        under_way = col(DeliveryRow.state) == DeliveryState.SENDING
        tx.session.connection().execute(update(DeliveryRow).where(under_way).values(due_at=tx.now))

    database.transact(command)


def delivery_state(database: Database, delivery_id: str) -> str:
    return database.read(lambda session: session.get_one(DeliveryRow, UUID(delivery_id)).state)
