"""The all-in-one and its broker are killed, five times each and together: what was acknowledged is there."""

import json
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from backend.connectors.mqtt.embedded_broker import find_broker
from tests.faults import kills
from tests.scenarios import stream as streams
from tests.scenarios.stream import Device
from tests.support import installations
from tests.support.installations import Installation
from tests.support.servers import wait_until

pytestmark = [pytest.mark.broker, pytest.mark.nightly]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Installation]:
    with installations.embedded(tmp_path) as found:
        yield found


def kill_broker(site: Installation) -> None:
    folder = site.folder / "data" / "broker"
    pid = json.loads((folder / "broker.json").read_text())["pid"]
    os.kill(pid, signal.SIGKILL)
    wait_until(lambda: _pid(folder) not in {None, pid} or find_broker(folder) is None, "it is dead")


def _pid(folder: Path) -> int | None:
    text = (folder / "broker.json").read_text()
    return json.loads(text)["pid"] if text else None


def kill(site: Installation, victims: str) -> None:
    """Kill, and start again what does not start by itself."""
    if "up" in victims:
        site.kill("up")
    if "broker" in victims:
        kill_broker(site)
    if "up" in victims:
        site.start("up")


@pytest.mark.parametrize("pause_s", [0, 60])
@pytest.mark.parametrize("victims", ["up", "broker", "up broker"])
def test_nothing_acknowledged_is_lost_however_often_it_is_killed(
    site: Installation, victims: str, pause_s: float
) -> None:
    """By day tests/scenarios/test_kill_everything.py kills "up", tests/contract/test_broker.py the broker."""
    site.start("up")

    stream = kills.stream_with_kills(
        site.database, site.broker(), lambda device: kill(site, victims), times=5, pause_s=pause_s
    )

    kills.assert_all_is_there(site.database, stream)


def test_nothing_is_lost_while_the_all_in_one_stays_away_for_longer_than_its_broker_once_waited(
    site: Installation,
) -> None:
    site.start("up")
    port = urlsplit(site.broker()).port or 0
    stream = streams.make_stream(site.database, sensors=kills.SENSORS, readings=kills.READINGS)
    with Device(port, stream, per_second=5_000) as device:
        wait_until(lambda: device.acknowledged > kills.READINGS // 4, "it streams", within=60)
        site.kill("up")
        wait_until(lambda: device.is_done, "the broker goes on alone", within=60)
        away_until = time.monotonic() + 90
        wait_until(lambda: time.monotonic() > away_until, "a slow restart", within=120, every=1)
        site.start("up")

    kills.assert_all_is_there(site.database, stream)
