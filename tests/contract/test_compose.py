"""docker-compose.yml is valid, watches its services, and says what settings and tests expect."""

import re
import subprocess
from collections.abc import Callable

import pytest

from backend.settings import Settings
from tests.support import composefile, servers
from tests.support.settings import operator

SITE = operator()


def test_docker_compose_accepts_the_file_with_the_example_environment(
    installed: Callable[[str, str], str],
) -> None:
    program = installed("docker-compose", "docker-compose")
    files = ["--file", composefile.FILE, "--env-file", composefile.EXAMPLE]

    done = subprocess.run([program, *files, "config", "--quiet"], capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")


def test_every_service_that_stays_up_has_a_health_check() -> None:
    services = composefile.document()["services"]
    one_shot = {name for name, service in services.items() if service.get("restart") == "no"}

    unwatched = {name for name, service in services.items() if "healthcheck" not in service}

    assert unwatched == one_shot == {"migrate", "authority"}


def test_a_service_starts_only_after_all_that_it_waits_for() -> None:
    for name, service in composefile.document()["services"].items():
        for other, how in service.get("depends_on", {}).items():
            assert how["condition"] != "service_started", f"{name} does not wait for {other} to work"


def test_what_compose_sets_is_what_the_settings_of_a_production_site_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for service in composefile.services({}, **SITE).values():
        for name, value in service.environment.items():
            assert name.removeprefix("ANHUAN_").lower() in Settings.model_fields, name
            monkeypatch.setenv(name, value)

        assert Settings().production


def test_a_test_can_point_every_service_at_its_own_servers() -> None:
    services = composefile.services({"ANHUAN_REDIS_URL": "redis://127.0.0.1:9/0"}, **SITE)

    scale = {"gateway-1", "gateway-2", "evaluator"}
    assert {"migrate", "api", "ingest", "worker", "beat", "authority"} | scale == set(services)
    assert services["ingest"].command == ("anhuan", "ingest")
    assert services["beat"].environment["ANHUAN_REDIS_URL"] == "redis://127.0.0.1:9/0"
    assert (
        services["beat"].environment["ANHUAN_MQTT_URL"]
        == f"mqtt://anhuan:{SITE['ANHUAN_MQTT_PASSWORD']}@mosquitto:1883"
    )


def test_the_profile_scale_has_two_gateways_that_share_all_topics_and_three_evaluators() -> None:
    found = {
        name: service
        for name, service in composefile.document()["services"].items()
        if service.get("profiles") == ["scale"]
    }
    gateways = [service for service in found.values() if service["command"] == ["anhuan", "gateway"]]
    environments = [service["environment"] for service in gateways]

    assert [each["ANHUAN_GATEWAY_SHARE"] for each in environments] == ["1/2", "2/2"]
    assert len({each["ANHUAN_MQTT_CLIENT_ID"] for each in environments}) == 2, (
        "each with a session of its own"
    )
    assert found["evaluator"]["deploy"]["replicas"] == "${ANHUAN_EVALUATORS:-3}"


def test_what_serves_http_ingest_does_so_at_a_port_of_its_own_on_this_machine() -> None:
    found = composefile.document()["services"]
    posted_to = [each for each in found.values() if "ANHUAN_INGEST_PORT" in each.get("environment", {})]
    published = [port for each in posted_to for port in each["ports"]]

    assert [each["command"][1] for each in posted_to] == ["ingest", "gateway", "gateway"]
    assert len(set(published)) == len(published) == 3
    assert all(port.startswith("127.0.0.1:") for port in published)
    assert all(port.endswith(f":{posted_to[0]['environment']['ANHUAN_INGEST_PORT']}") for port in published)


NUMBERED = re.compile(r":\d+\.\d+(\.\d+)?(-slim)?$")
"""A tag that means one release. PostgreSQL has two numbers."""


def test_every_image_is_one_release_and_not_the_newest_of_some_kind() -> None:
    images = [each["image"] for each in composefile.document()["services"].values()]
    images += re.findall(r"^FROM (\S+)", (composefile.ROOT / "Dockerfile").read_text(), re.MULTILINE)

    for image in images:
        assert NUMBERED.search(image.replace("${ANHUAN_VERSION:-", "").rstrip("}")), image


def test_no_container_has_a_capability_that_it_needs_not_to_start() -> None:
    for name, service in composefile.document()["services"].items():
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert "privileged" not in service, name
        assert service.get("cap_add", []) == (["NET_BIND_SERVICE"] if name == "caddy" else []), (
            f"{name}: the program of Caddy has it in its file, and may not be started without"
        )
        assert "build" in service or service["user"] != "root", f"{name} has to become another user first"


def test_what_ends_is_started_again_whatever_its_exit_code() -> None:
    """A worker that lost Redis may end with 0: `on-failure` would leave it away."""
    found = {
        name: service.get("restart")
        for name, service in composefile.document()["services"].items()
        if name not in ("migrate", "authority")
    }

    assert set(found.values()) <= {"always", "unless-stopped"}, found


def test_only_who_migrates_knows_the_password_of_the_role_that_owns_the_tables() -> None:
    knows = {
        name
        for name, service in composefile.document()["services"].items()
        if "ANHUAN_POSTGRES_OWNER_PASSWORD" in str(service.get("environment"))
    }

    assert knows == {"migrate", "postgres"}


def test_every_service_has_the_password_of_redis() -> None:
    for name, service in composefile.services({}, **SITE).items():
        url = service.environment["ANHUAN_REDIS_URL"]
        assert url == f"redis://anhuan:{SITE['ANHUAN_REDIS_PASSWORD']}@redis:6379/0", name


def test_what_redis_has_answered_for_is_on_its_disk_and_never_forgotten() -> None:
    command = " ".join(composefile.document()["services"]["redis"]["command"])

    assert "--appendonly yes --appendfsync always" in command
    assert "--maxmemory-policy noeviction" in command


def test_the_example_environment_names_all_that_compose_demands() -> None:
    demanded = set(composefile.VARIABLE.findall(composefile.FILE.read_text()))
    given = {line.split("=")[0] for line in composefile.EXAMPLE.read_text().splitlines() if line[:1] == "A"}

    assert {name for _, name, kind, _ in demanded if kind == "?"} == given


def test_test_brokers_have_the_limits_of_the_product() -> None:
    settings = dict(
        line.split(" ", 1) for line in composefile.config("mosquitto.conf").splitlines() if " " in line
    )

    assert {name: settings[name] for name in servers.MOSQUITTO_LIMITS} == servers.MOSQUITTO_LIMITS
