"""The Mosquitto of docker-compose.yml as a process: its files and its command, with other paths and ports."""

import datetime as dt
import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from paho.mqtt import client as mqtt
from paho.mqtt.enums import CallbackAPIVersion
from paho.mqtt.reasoncodes import ReasonCode

from tests.support import composefile, servers

DEVICES = ("demo/GAS-01", "demo/beacon/B1", "demo")
PASSWORD = "secret"


@dataclass
class SiteBroker:
    """`plain` is the listener for our own processes, `beacons` that of the channel for beacons, `tls` the one
    for devices; each user has PASSWORD.
    """

    folder: Path
    stack: ExitStack
    plain: int = field(default_factory=servers.free_port)
    beacons: int = field(default_factory=servers.free_port)
    tls: int = field(default_factory=servers.free_port)

    def url(self, service: str = "ingest") -> str:
        """The address that this service is given."""
        found: str = composefile.document()["services"][service]["environment"]["ANHUAN_MQTT_URL"]
        found = found.replace("${ANHUAN_MQTT_PASSWORD:?}", PASSWORD)
        return found.replace("mosquitto:1883", f"127.0.0.1:{self.plain}")

    def prepare(self) -> None:
        """Write what the container would have, run what it runs before the broker, and add devices."""
        _make_certificate(self.folder)
        for name in ("mosquitto.conf", "mosquitto.acl", "beacons.acl"):
            (self.folder / name).write_text(self._here(composefile.config(name)))
        command: str = composefile.document()["services"]["mosquitto"]["command"][-1]
        script = [line for line in command.splitlines() if not line.startswith(("chown", "exec"))]
        environment = {**os.environ, "ANHUAN_MQTT_PASSWORD": PASSWORD, "ANHUAN_BEACON_PASSWORD": PASSWORD}
        subprocess.run(
            ["sh", "-c", self._here("\n".join(script).replace("$$", "$"))],
            check=True,
            capture_output=True,
            env=environment,
        )
        for user in DEVICES:
            add = ["mosquitto_passwd", "-b", str(self.folder / "passwords"), user, PASSWORD]
            subprocess.run(add, check=True, capture_output=True)

    def start(self) -> None:
        command = [servers.find_program("mosquitto", "mosquitto"), "-c", str(self.folder / "mosquitto.conf")]
        ready: Callable[[], bool] = lambda: servers.listens(self.tls)  # noqa: E731 - asked again and again
        self._process = self.stack.enter_context(
            servers.running(command, log=self.folder / "log", ready=ready)
        )

    def stop(self) -> None:
        """As `docker compose stop` does."""
        servers.stop(self._process)

    def kill(self) -> None:
        """As a power cut would, but for the disk."""
        self._process.kill()
        self._process.wait()

    def client(
        self,
        user: str,
        *,
        client_id: str = "",
        is_clean: bool = True,
        is_device: bool = True,
        will: tuple[str, str] | None = None,
        on_message: Callable[[mqtt.MQTTMessage], None] = lambda message: None,
        password: str = PASSWORD,
        port: int = 0,
    ) -> mqtt.Client:
        """A connected client whose loop runs; fails with the broker's reason if it refuses."""
        answers: list[ReasonCode] = []
        client = mqtt.Client(CallbackAPIVersion.VERSION2, client_id=client_id, clean_session=is_clean)
        client.username_pw_set(user, password)
        client.on_connect = lambda _client, _data, _flags, reason, _properties: answers.append(reason)
        client.on_message = lambda _client, _data, message: on_message(message)
        if is_device:
            client.tls_set(str(self.folder / "server.crt"))
        if will is not None:
            client.will_set(*will, qos=1)
        client.connect("127.0.0.1", port or (self.tls if is_device else self.plain))
        client.loop_start()
        servers.wait_until(lambda: bool(answers), "the broker's answer", within=5)
        if answers[0].is_failure:
            leave(client)
            raise AssertionError(str(answers[0]))
        return client

    def _here(self, text: str) -> str:
        for folder in ("data", "config", "certificates"):
            text = text.replace(f"/mosquitto/{folder}", str(self.folder))
        text = text.replace("listener 1883", f"listener {self.plain} 127.0.0.1")
        text = text.replace("listener 1884", f"listener {self.beacons} 127.0.0.1")
        text = text.replace("listener 8883", f"listener {self.tls} 127.0.0.1")
        is_main = "persistence_location" in text
        return f"{text}user root\n" if is_main and os.geteuid() == 0 else text


@contextmanager
def site_broker(folder: Path) -> Iterator[SiteBroker]:
    """Runs until the block ends. Raises `servers.Unavailable` where there is no Mosquitto."""
    servers.find_program("mosquitto", "mosquitto")
    with ExitStack() as stack:
        broker = SiteBroker(folder, stack)
        broker.prepare()
        broker.start()
        yield broker


def leave(client: mqtt.Client) -> None:
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
