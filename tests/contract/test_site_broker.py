"""The broker of docker-compose.yml lets every device say what is its own to say, and nothing else."""

import datetime as dt
import os
import subprocess
import threading
from collections.abc import Callable, Iterator
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from paho.mqtt import client as mqtt
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.reasoncodes import ReasonCode

from tests.support import composefile, servers


@pytest.fixture
def site_broker(installed: Callable[[str, str], str], tmp_path: Path) -> Iterator[tuple[int, int]]:
    """Mosquitto with the files of docker-compose.yml, paths and ports replaced: (plain port, TLS port)."""
    program = installed("mosquitto", "mosquitto")
    plain, tls = servers.free_port(), servers.free_port()
    _make_certificate(tmp_path)
    conf = composefile.config("mosquitto.conf")
    for folder in ("data", "config", "certificates"):
        conf = conf.replace(f"/mosquitto/{folder}/", f"{tmp_path}/")
    conf = conf.replace("listener 1883", f"listener {plain} 127.0.0.1").replace(
        "listener 8883", f"listener {tls}"
    )
    if os.geteuid() == 0:
        conf += "user root\n"
    (tmp_path / "mosquitto.conf").write_text(conf)
    (tmp_path / "mosquitto.acl").write_text(composefile.config("mosquitto.acl"))
    for number, user in enumerate(("anhuan", "demo/GAS-01", "demo/beacon/B1", "demo")):
        create = ["-c"] if number == 0 else []
        passwords = [*create, "-b", str(tmp_path / "passwords"), user, "secret"]
        subprocess.run(["mosquitto_passwd", *passwords], check=True, capture_output=True)
    command = [program, "-c", str(tmp_path / "mosquitto.conf")]
    with servers.running(command, log=tmp_path / "log", ready=lambda: servers.listens(tls)):
        yield plain, tls


@pytest.mark.broker
@pytest.mark.parametrize(
    ("user", "topic", "arrives"),
    [
        ("demo/GAS-01", "anhuan/demo/GAS-01/reading", True),
        ("demo/GAS-01", "anhuan/demo/GAS-01/event", True),
        ("demo/GAS-01", "anhuan/other/GAS-01/reading", False),
        ("demo/GAS-01", "anhuan/demo/GAS-02/reading", False),
        ("demo/GAS-01", "anhuan/demo/batch", False),
        ("demo/GAS-01", "anhuan/demo/beacon/B1/set", False),
        ("demo/beacon/B1", "anhuan/demo/beacon/B1/state", True),
        ("demo/beacon/B1", "anhuan/demo/beacon/B1/set", False),
        ("demo/beacon/B1", "anhuan/demo/beacon/B2/state", False),
        ("demo/beacon/B1", "anhuan/demo/GAS-01/reading", False),
        ("demo", "anhuan/demo/batch", True),
        ("demo", "anhuan/demo/GAS-02/reading", True),
        ("demo", "anhuan/other/batch", False),
    ],
)
def test_a_device_speaks_for_itself_and_a_gateway_for_its_site(
    site_broker: tuple[int, int], user: str, topic: str, arrives: bool
) -> None:
    plain, _tls = site_broker
    seen: list[str] = []
    subscribed = threading.Event()
    reader = _connect("anhuan", plain)
    reader.on_subscribe = lambda *_: subscribed.set()
    reader.on_message = lambda _client, _data, message: seen.append(message.topic)
    reader.subscribe("anhuan/#", qos=1)
    assert subscribed.wait(5)

    sender = _connect(user, plain)
    sender.publish(topic, "1", qos=1).wait_for_publish(5)
    # What follows on the same path tells that the broker is through with the first.
    reader.publish("anhuan/last", qos=1)
    servers.wait_until(lambda: "anhuan/last" in seen, "the last message", within=5)

    assert (topic in seen) is arrives
    _leave(reader)
    _leave(sender)


@pytest.mark.broker
def test_nobody_gets_in_without_a_password_and_devices_come_over_tls(
    site_broker: tuple[int, int], tmp_path: Path
) -> None:
    plain, tls = site_broker

    with pytest.raises(AssertionError, match="Not authorized"):
        _connect("demo/GAS-01", plain, password="wrong")

    client = _connect("demo/GAS-01", tls, ca=tmp_path / "server.crt")
    assert client.is_connected()
    _leave(client)


def _connect(user: str, port: int, *, password: str = "secret", ca: Path | None = None) -> mqtt.Client:
    """Return a connected client whose loop runs; fail with the broker's reason if it refuses."""
    answers: list[ReasonCode] = []
    client = mqtt.Client(CallbackAPIVersion.VERSION2)
    client.username_pw_set(user, password)
    client.on_connect = lambda _client, _data, _flags, reason, _properties: answers.append(reason)
    if ca is not None:
        client.tls_set(str(ca))
    client.connect("127.0.0.1", port)
    client.loop_start()
    servers.wait_until(lambda: bool(answers), "the broker's answer", within=5)
    if answers[0].is_failure:
        _leave(client)
        raise AssertionError(str(answers[0]))
    return client


def _leave(client: mqtt.Client) -> None:
    client.disconnect()
    client.loop_stop()


def _make_certificate(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "broker")])
    now = dt.datetime.now(dt.UTC)
    address = x509.IPAddress(ip_address("127.0.0.1"))
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(hours=1))
        .not_valid_after(now + dt.timedelta(hours=1))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "server.crt").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "server.key").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
