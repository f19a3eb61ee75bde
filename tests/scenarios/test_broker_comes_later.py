"""The all-in-one with a broker of the plant's own that is not up yet when it starts."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from backend.readings.store import Readings
from tests.support import installations, servers
from tests.support.servers import wait_until

pytestmark = pytest.mark.broker


@pytest.mark.nightly
def test_pages_are_served_at_once_and_the_plant_is_heard_when_its_broker_comes(tmp_path: Path) -> None:
    port = servers.free_port()
    with installations.embedded(tmp_path) as site:
        own = {"ANHUAN_MQTT_URL": f"mqtt://127.0.0.1:{port}", "ANHUAN_SIMULATION": "true"}
        site.commands["up"].environment.update(own)  # type: ignore[attr-defined]  # a dict it is
        site.start("up")
        assert urlsplit(site.address).port

        with servers.mosquitto(tmp_path, port=port):
            heard = lambda: site.database.transact(lambda tx: tx.get(Readings).count()) > 0  # noqa: E731
            wait_until(heard, "readings of the simulated plant", within=60, every=0.25)
            site.stop("up")
