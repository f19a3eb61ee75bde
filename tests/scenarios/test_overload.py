"""More readings than the ingest process can take: memory stays bounded, the lag shows, and all is stored."""

from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest

from backend.connectors.mqtt.reader import TOPICS
from backend.core.database import Database
from tests.bench import load
from tests.bench.bench_overload import Gauges
from tests.scenarios import stream as streams
from tests.scenarios.processes import Processes
from tests.scenarios.stream import Device
from tests.support import servers
from tests.support.servers import wait_until

pytestmark = pytest.mark.broker
SENSORS, READINGS = 40, 80_000
"""Fewer than the broker queues: what it drops nobody can store."""
AS_FAST_AS_IT_GOES = 1_000_000
MOST_GROWTH_MB = 150


def test_a_flood_of_readings_is_worked_off_in_bounded_memory(
    database: Database, own_mosquitto_url: str, tmp_path: Path
) -> None:
    stream = streams.make_stream(database, sensors=SENSORS, readings=READINGS)
    port, metrics_port = urlsplit(own_mosquitto_url).port or 0, servers.free_port()
    load.open_session(port, "anhuan-ingest", TOPICS)
    with ExitStack() as stack:
        process = Processes(stack, tmp_path, database, own_mosquitto_url).start(
            "ingest", ANHUAN_METRICS_PORT=str(metrics_port)
        )
        gauges = Gauges(f"http://127.0.0.1:{metrics_port}/metrics", process.pid)
        gauges.look()

        def is_worked_off() -> bool:
            gauges.look()
            return device.is_done and gauges.stored() >= READINGS

        with Device(port, stream, per_second=AS_FAST_AS_IT_GOES) as device:
            wait_until(is_worked_off, "everything is stored", within=180, every=0.25)
        with urlopen(gauges.metrics_url) as answer:
            shown = answer.read().decode()

    streams.assert_nothing_lost_and_nothing_twice(database, stream)
    calm_mb = gauges.samples[0][2]
    assert max(mb for _, _, mb in gauges.samples) < calm_mb + MOST_GROWTH_MB
    assert any(lag > 0 for _, lag, _ in gauges.samples)
    for name in (
        "anhuan_batch_readings_count",
        "anhuan_acknowledged_after_seconds_sum",
        "anhuan_messages_held",
    ):
        assert name in shown
    assert 'anhuan_condition_changes_total{tier="RED"}' in shown
