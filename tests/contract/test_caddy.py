"""The Caddyfile of docker-compose.yml before the processes of a site, by the Caddy of this machine."""

import shutil
import ssl
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
import pytest
from websockets.sync.client import connect

from tests.support import composefile, installations, servers
from tests.support.installations import Installation

PASSWORD = "a passphrase of the plant"
HTTPS, PLAIN = "8443", "8080"
"""Inside the container; compose publishes them as 443 and 80."""

Program = Callable[[str, str], str]


@pytest.fixture
def site(tmp_path: Path, postgres_url: str) -> Iterator[Installation]:
    """A production site as `.env` describes it on a plant network, its `api` running."""
    with installations.production(tmp_path, postgres_url=postgres_url) as held:
        plain, https = str(servers.free_port()), str(servers.free_port())
        environment = {
            **held.commands["api"].environment,
            "ANHUAN_PUBLIC_URL": f"https://localhost:{https}",
            "ANHUAN_PLAIN_PORT": plain,
            "ANHUAN_PLAIN_URL": "http://localhost",
            "ANHUAN_LOCAL_CA": "true",
            "ANHUAN_TRUSTED_PROXIES": "1",
        }
        api = replace(held.commands["api"], environment=environment)
        yield replace(held, commands={"api": api})


@pytest.mark.nightly
def test_phones_that_trust_the_authority_of_the_site_reach_it_through_caddy(
    site: Installation, installed: Program
) -> None:
    program = installed("caddy", "caddy")
    folder = site.folder / "tls"
    made = site.run("authority", str(folder))
    assert made.returncode == 0, made.stderr
    assert (folder / "ca.crt").read_bytes() == (site.folder / "data" / "tls" / "ca.crt").read_bytes()
    site.start("api")
    environment = site.commands["api"].environment
    plain_address = f"http://localhost:{servers.free_port()}"
    public = environment["ANHUAN_PUBLIC_URL"]

    with caddy(program, site, plain_address), httpx.Client(verify=trust(folder)) as phone:
        assert phone.get(f"{public}/health/live").status_code == 200
        wrong = phone.post(f"{public}/auth/sign-in", json={"username": "nobody", "password": PASSWORD})
        assert (wrong.status_code, wrong.json()["code"]) == (401, "WRONG_CREDENTIALS")
        assert "strict-transport-security" not in wrong.headers
        assert phone.get(f"{public}/metrics").status_code == 404
        wss = public.replace("https:", "wss:") + "/graphql"
        with connect(wss, ssl=trust(folder), subprotocols=["graphql-transport-ws"]) as line:
            assert line.subprotocol == "graphql-transport-ws"

        assert phone.get(f"{plain_address}/trust/anhuan-ca.crt").status_code == 200
        assert phone.get(f"{plain_address}/q/P-9-A-222222").status_code == 200
        away = phone.get(f"{plain_address}/sign-in")
        assert (away.status_code, away.headers["location"]) == (307, f"{public}/sign-in")
        refused = phone.post(f"{plain_address}/graphql", json={"query": "{ viewer { person { id } } }"})
        assert (refused.status_code, refused.json()["code"]) == (405, "NOT_ALLOWED")
        with pytest.raises(httpx.ConnectError, match="verify failed"), httpx.Client() as outsider:
            outsider.get(public)


@pytest.mark.parametrize(
    "tls",
    ["", "safety@plant.example", "/certificates/site.crt /certificates/site.key"],
    ids=["the authority of the plant", "Let's Encrypt", "files"],
)
def test_caddy_understands_each_kind_of_certificate(tls: str, installed: Program, tmp_path: Path) -> None:
    file = tmp_path / "Caddyfile"
    file.write_text(composefile.config("Caddyfile", ANHUAN_TLS_HOST="plant.example", ANHUAN_TLS=tls))
    command = [installed("caddy", "caddy"), "adapt", "--adapter", "caddyfile", "--config", str(file)]

    done = subprocess.run(command, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    issued = "internal" if not tls else tls.split(maxsplit=1)[0]
    assert issued in done.stdout


def test_only_its_two_ports_are_published_and_only_it_has_the_key_of_the_authority() -> None:
    services = composefile.document()["services"]

    assert services["caddy"]["ports"] == ["443:8443", "80:8080"]
    holders = {
        name
        for name, service in services.items()
        if any(str(each).startswith("tls:") for each in service.get("volumes", []))
    }
    assert holders == {"caddy", "authority"}
    others = {port for name, each in services.items() if name != "caddy" for port in each.get("ports", [])}
    assert {each for each in others if not each.startswith("127.0.0.1:")} == {"8883:8883"}


@contextmanager
def caddy(program: str, site: Installation, plain_address: str) -> Iterator[None]:
    """Caddy with the file of compose; other ports and folders, everything else as it stands there."""
    environment = site.commands["api"].environment
    text = composefile.config("Caddyfile", ANHUAN_TLS_HOST="localhost")
    https, plain = (each.rsplit(":", 1)[1] for each in (environment["ANHUAN_PUBLIC_URL"], plain_address))
    for there, here in (
        (f"https_port {HTTPS}", f"https_port {https}"),
        (f"http_port {PLAIN}", f"http_port {plain}"),
        ("/tls/", f"{site.folder}/tls/"),
        ("api:8000", f"127.0.0.1:{environment['ANHUAN_PORT']}"),
        ("api:8080", f"127.0.0.1:{environment['ANHUAN_PLAIN_PORT']}"),
    ):
        assert there in text, there
        text = text.replace(there, here)
    file = site.folder / "Caddyfile"
    file.write_text(text)
    home = {"XDG_CONFIG_HOME": str(site.folder), "XDG_DATA_HOME": str(site.folder), "PATH": ""}
    command = [shutil.which(program) or program, "run", "--adapter", "caddyfile", "--config", str(file)]

    def is_ready() -> bool:  # it listens before it has a certificate
        try:
            httpx.get(environment["ANHUAN_PUBLIC_URL"], verify=trust(site.folder / "tls"))
        except httpx.TransportError:
            return False
        return True

    with servers.running(command, log=site.folder / "caddy.log", ready=is_ready, env=home):
        yield


def trust(folder: Path) -> ssl.SSLContext:
    return ssl.create_default_context(cafile=folder / "ca.crt")
