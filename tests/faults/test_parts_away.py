"""The worker is killed: within a minute and a half screens have an alert, and it ends when it is back."""

from pathlib import Path

import httpx
import pytest

from backend.sensors.system_rules import SystemCondition
from tests.support import installations
from tests.support.alerts import system_conditions
from tests.support.plants import plant
from tests.support.servers import wait_until

pytestmark = [pytest.mark.nightly, pytest.mark.postgres]


def test_a_worker_that_is_killed_is_an_alert_until_it_is_back(tmp_path: Path, postgres_url: str) -> None:
    with installations.production(tmp_path, postgres_url=postgres_url) as site:
        plants = plant(site.database)
        site.start("api")
        site.start("worker", "beat")
        with httpx.Client(base_url=site.address) as client:

            def trouble() -> set[str]:
                return system_conditions(site.database, plants.north)

            def parts() -> dict[str, bool]:
                found = client.get("/health/ready")
                assert found.status_code == 200
                return dict(found.json()["parts"])

            wait_until(lambda: parts().get("worker") is True and "beat" in parts(), "both give a sign", 60)
            site.kill("worker")
            wait_until(lambda: parts()["worker"] is False, "readiness names the worker", 120, every=1)
            away = {SystemCondition.WORKER_AWAY.value}
            wait_until(lambda: trouble() >= away, "it is an alert on screens", 30)

            site.start("worker")
            wait_until(lambda: trouble() == set(), "the alert ends by itself", 120, every=1)
            assert parts()["worker"]
