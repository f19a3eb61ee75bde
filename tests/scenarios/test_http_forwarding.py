"""Devices post to gateways: 200 means that an evaluator committed it, on a real Redis and both databases."""

import base64
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import httpx
import pytest
import redis
from starlette.applications import Starlette

from backend.alerts.tables import AlertRow
from backend.connectors.scaleout.streams import Streams
from backend.core.database import Database
from backend.core.time import microseconds
from backend.entrypoints import gateway
from backend.monitoring.partitions.rules import partition_of
from backend.monitoring.tables import ObservationRow
from backend.readings.rules import Batch
from backend.readings.tables import journal
from backend.sensors.devices.tables import DeviceRequestRow
from backend.sensors.quarantine_rules import RejectReason
from backend.sensors.quarantine_store import Quarantine
from tests.support import http_devices, pictures, servers
from tests.support.fakes import FakeClock
from tests.support.http_devices import waiting
from tests.support.http_site import running, until
from tests.support.plants import plant

pytestmark = [pytest.mark.redis, pytest.mark.both_databases("evaluators hold leases and are fenced")]
PARTITIONS = 4
HOME = partition_of("north/GAS-1", PARTITIONS)
PATIENT_S, IMPATIENT_S = 15.0, 0.2
LONG = 400
"""Readings of one sensor: more than an evaluator remembers of it."""


@dataclass
class Floor(http_devices.Floor):
    """One whose gateway is at `address`; `judged` is a block in which evaluators work."""

    streams: Streams
    stack: ExitStack
    senders: ThreadPoolExecutor
    judged: Callable[[], AbstractContextManager[None]]

    def gateway(self, *, within_s: float = PATIENT_S, streams: Streams | None = None) -> str:
        """The address of one more gateway."""
        endpoint = gateway.endpoint(self.database, streams or self.streams, within_s=within_s)
        return self.stack.enter_context(running(Starlette(routes=endpoint.routes())))

    def sent(self, body: Any, **how: Any) -> Future[httpx.Response]:
        """The answer to a body that is in the streams now."""
        before = waiting(self.streams)
        answer = self.senders.submit(self.post, body, **how)
        until(lambda: waiting(self.streams) > before)
        return answer

    def long_body(self) -> list[dict[str, object]]:
        return [{"s": "GAS-1", "ts": self.ms(i), "v": 60} for i in range(LONG, 0, -1)]


@pytest.fixture
def floor(database: Database, clock: FakeClock, tmp_path: Path, redis_url: str) -> Iterator[Floor]:
    plants, streams = plant(database), Streams(redis_url, PARTITIONS)
    judged = partial(http_devices.evaluating, streams, database, tmp_path / "photos")
    with ExitStack() as stack:
        senders = stack.enter_context(ThreadPoolExecutor(40))
        found = Floor(database, clock, plants, "", "", streams, stack, senders, judged)
        found.address = found.gateway()
        found.key, _ = found.device()
        yield found


def test_a_body_is_answered_once_an_evaluator_committed_it_and_not_before(floor: Floor) -> None:
    answer = floor.sent(
        [{"s": "GAS-1", "ts": floor.ms(), "v": 60}, {"s": "PUMP-1", "ts": floor.ms(), "v": 1}]
    )

    assert not answer.done()
    assert floor.count(journal) == 0
    with floor.judged():
        assert answer.result().json() == {"accepted": 2, "rejected": 0}
        assert floor.count(journal) == 2
        assert floor.count(AlertRow) == 1


def test_without_evaluators_a_device_is_asked_to_come_again_and_its_body_waits_once(floor: Floor) -> None:
    impatient, body = floor.gateway(within_s=IMPATIENT_S), floor.long_body()

    answers = [floor.post(body, to=impatient) for _ in range(3)]

    assert [each.status_code for each in answers] == [503] * 3
    assert (answers[0].json()["code"], answers[0].headers["retry-after"]) == ("INTERNAL", "5")
    assert waiting(floor.streams) == 1
    with floor.judged():
        assert floor.post(body).json() == {"accepted": LONG, "rejected": 0}
    assert (floor.count(journal), floor.count(AlertRow)) == (LONG, 1)


def test_the_same_body_twice_is_answered_the_same_and_stored_once(floor: Floor) -> None:
    picture = base64.b64encode(pictures.jpeg()).decode()
    event = {"s": "PUMP-1", "ts": floor.ms(), "type": "FIRE", "snapshot": picture}
    body = [*floor.long_body(), event, {"s": "GAS-1", "ts": "yesterday", "v": 1}]

    with floor.judged():
        first, second = floor.post(body), floor.post(body)

    assert first.json() == second.json() == {"accepted": LONG + 1, "rejected": 1}
    assert (floor.count(journal), floor.count(ObservationRow), floor.count(AlertRow)) == (LONG, 1, 2)


def test_a_gateway_answers_for_one_that_died_before_it_could(floor: Floor) -> None:
    died = floor.post(floor.long_body(), to=floor.gateway(within_s=0))
    with floor.judged():
        until(lambda: floor.count(journal) == LONG)
        unanswered = floor.count(DeviceRequestRow)
        answer = floor.post(floor.long_body())

    assert (died.status_code, unanswered, answer.status_code) == (503, 0, 200)
    assert (floor.count(journal), floor.count(AlertRow)) == (LONG, 1)


def test_a_body_that_reaches_two_gateways_at_once_is_stored_once(floor: Floor) -> None:
    other = floor.gateway()

    with floor.judged():
        answers = [floor.senders.submit(floor.post, floor.long_body(), to=to) for to in (None, other, None)]
        found = [each.result() for each in answers]

    assert [each.status_code for each in found] == [200] * 3
    assert (floor.count(journal), floor.count(AlertRow)) == (LONG, 1)


def test_devices_that_wait_for_evaluators_keep_no_other_device_waiting(floor: Floor) -> None:
    keys = [floor.device(name=f"box {n}")[0] for n in range(5)]
    sent = [
        floor.sent({"s": "GAS-1", "ts": floor.ms(n), "v": n % 5}, key=key) for n, key in enumerate(keys * 4)
    ]

    useless = floor.post({"s": "GAS-1", "ts": "yesterday", "v": 1})

    assert useless.status_code == 400
    assert not any(each.done() for each in sent)
    with floor.judged():
        assert {each.result().status_code for each in sent} == {200}
        until(lambda: waiting(floor.streams) == 0)
    [aside] = floor.database.transact(lambda tx: tx.get(Quarantine).messages(limit=9))
    assert aside.reason == RejectReason.MALFORMED


def test_nothing_is_answered_for_that_redis_lost_before_it_was_judged(floor: Floor, redis_url: str) -> None:
    lost = floor.sent({"s": "GAS-1", "ts": floor.ms(1), "v": 1})
    redis.Redis.from_url(redis_url).flushall()
    floor.streams.append({HOME: [Batch([("north/GAS-1", microseconds(floor.clock()), 2.0, 0)])]})

    with floor.judged():
        assert lost.result().status_code == 503
        assert floor.count(journal) == 1
        assert floor.post({"s": "GAS-1", "ts": floor.ms(1), "v": 1}).status_code == 200

    assert floor.count(journal) == 2


def test_while_redis_is_away_or_full_a_device_is_asked_to_come_again(floor: Floor, tmp_path: Path) -> None:
    body = floor.long_body()
    with servers.redis(tmp_path) as url:
        streams = Streams(url, PARTITIONS)
        address = floor.gateway(streams=streams)
        client = redis.Redis.from_url(url)
        client.config_set("maxmemory-policy", "noeviction")
        client.config_set("maxmemory", "1")
        full = floor.post(body, to=address)
        assert waiting(streams) == client.dbsize() == 0
        client.config_set("maxmemory", "0")
        with http_devices.evaluating(streams, floor.database, tmp_path):
            back = floor.post(body, to=address)
    away = floor.post(floor.long_body()[:1], to=address)

    assert [each.status_code for each in (full, back, away)] == [503, 200, 503]
    assert away.headers["retry-after"] == "5"
    assert floor.count(journal) == LONG
