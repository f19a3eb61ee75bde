"""SIGKILL of the ingest process, three times in a fast stream: no reading is lost, no alert is doubled."""

from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from backend.connectors.mqtt.reader import TOPICS
from backend.core.database import Database
from tests.bench import load
from tests.scenarios import stream as streams
from tests.scenarios.processes import Processes
from tests.scenarios.stream import Device
from tests.support.servers import wait_until

pytestmark = pytest.mark.broker
SENSORS, READINGS = 40, 60_000
PER_SECOND = 20_000
"""Half of what one process takes in the long run, on the two cores on which all of this runs."""


@pytest.mark.nightly
def test_a_fast_stream_survives_three_kills_of_ingest(
    database: Database, own_mosquitto_url: str, tmp_path: Path
) -> None:
    stream = streams.make_stream(database, sensors=SENSORS, readings=READINGS)
    port = urlsplit(own_mosquitto_url).port or 0
    load.open_session(port, "anhuan-ingest", TOPICS)
    with ExitStack() as stack:
        processes = Processes(stack, tmp_path, database, own_mosquitto_url)
        processes.start("ingest")
        with Device(port, stream, per_second=PER_SECOND) as device:
            for part in (0.2, 0.5, 0.8):
                streams.wait_for(database, part * READINGS)
                processes.kill("ingest")
                processes.start("ingest")
            wait_until(lambda: device.is_done, "everything is acknowledged", within=60)
        streams.wait_for_all(database, stream)

    streams.assert_nothing_lost_and_nothing_twice(database, stream)
