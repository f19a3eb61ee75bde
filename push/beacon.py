"""Beacons of a site over MQTT: one retained message per beacon says what it has to show.

The contract with a beacon, an ESP or a PLC, stands in docs/beacon.md. Accepted means that the broker has the
state; that a beacon shows it, it says itself: `push/beacon_listener.py`.
"""

import json
import re
import secrets
import socket
import ssl
import time
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

import paho.mqtt.client as mqtt
from paho.mqtt.enums import CallbackAPIVersion, MQTTErrorCode
from paho.mqtt.reasoncodes import ReasonCode

from push.endpoint import Endpoint
from push.http_client import Network
from push.message import Message, Purpose
from push.outcome import Outcome, Verdict
from push.registry import SendLimit
from push.settings import Form, Problem, WrongSetting, setting
from push.ssrf import PrivateAddress, connect

CODE: Final = re.compile(r"[^\s/+#\x00-\x1f]{1,64}")
LEVELS: Final = {Purpose.RED: 4, Purpose.ORANGE: 3, Purpose.YELLOW: 2, Purpose.BLUE: 1, Purpose.CLEAR: 0}
TEST_LEVEL: Final = 4
TEST_S: Final = 5
"""How long a beacon shows a test."""
BUSY: Final = frozenset({0x88, 0x89})
"""Reason codes of a broker that is not available, or busy, at the moment."""
SENDING: Final = range(1, 33)
LISTENING: Final = range(33, 65)
"""The numbers of the accounts behind a user name with `*`: docker-compose.yml makes them."""
TURN_S: Final = 0.1
"""Longest wait for a packet before the deadline is looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BeaconSettings:
    """`site` is the code of the site in topics. In `username`, `*` stands for a number from 1 to 64."""

    broker_url: str = setting(Form.URL)
    site: str = setting(longest=64)
    username: str = setting(default="")
    password: str = setting(is_secret=True, default="")
    ca_pem: str = setting(Form.PEM, default="", longest=20_000)

    def __post_init__(self) -> None:
        """Raises WrongSetting for what is no broker's URL, and for a site that is no part of a topic."""
        parts = urlsplit(self.broker_url)
        if parts.scheme not in {"mqtt", "mqtts"} or not parts.port or parts.path not in {"", "/"}:
            raise WrongSetting("broker_url", Problem.MALFORMED)
        if CODE.fullmatch(self.site) is None:
            raise WrongSetting("site", Problem.MALFORMED)

    @property
    def root(self) -> str:
        """Topic above those of all beacons."""
        return f"anhuan/{self.site}/beacon"


class Beacon:
    """The channel `beacon`. Addresses: codes of beacons, each one lamp or all those that one PLC switches."""

    kind: Final = "beacon"

    def __init__(self, settings: BeaconSettings, network: Network) -> None:
        self._settings = settings
        self._network = network

    def accepts(self, address: str) -> bool:
        return CODE.fullmatch(address) is not None

    def limits(self, address: str) -> tuple[SendLimit, ...]:  # noqa: ARG002 - a newer state replaces it
        return ()

    def send(self, endpoint: Endpoint, message: Message) -> Outcome:
        """Leave the state at the broker, or, for a test, pass it on to who listens now."""
        if not self.accepts(endpoint.address):
            return Outcome(Verdict.FAILED, "not the code of a beacon")
        content = encode(message)
        if content is None:
            return Outcome(Verdict.FAILED, f"a beacon shows no {message.purpose}")
        is_test = message.purpose is Purpose.TEST
        topic = f"{self._settings.root}/{endpoint.address}/set"
        client = _Publisher(self._settings, self._network)
        try:
            return client.leave(topic, content, is_retained=not is_test)
        except ssl.SSLCertVerificationError as untrusted:
            return Outcome(Verdict.FAILED, f"certificate: {untrusted.verify_message}")
        except OSError as failed:
            is_private = isinstance(failed.__cause__, PrivateAddress)
            verdict = Verdict.FAILED if is_private else Verdict.RETRY
            return Outcome(verdict, f"{type(failed.__cause__ or failed).__name__} at the broker")
        finally:
            client.disconnect()

    def close(self) -> None:
        """Nothing stays open between two messages."""


def encode(message: Message) -> bytes | None:
    """Return what a beacon has to show, None for a message that it cannot. Keys keep their order and there
    are no spaces, so that a PLC finds `"level":` by a search in the text.
    """
    level = TEST_LEVEL if message.purpose is Purpose.TEST else LEVELS.get(message.purpose)
    if level is None:
        return None
    content = {"level": level, "tier": message.purpose, "alert": message.topic, "id": message.message_id}
    if message.purpose is Purpose.TEST:
        content["for_s"] = TEST_S
    return json.dumps(content, separators=(",", ":")).encode()


class BrokerClient(mqtt.Client):
    """A connection to the broker of the settings, whose address was checked."""

    def __init__(self, settings: BeaconSettings, network: Network, accounts: range) -> None:
        super().__init__(CallbackAPIVersion.VERSION2, client_id=f"anhuan-beacon-{secrets.token_hex(6)}")
        parts = urlsplit(settings.broker_url)
        self.broker_host, self.broker_port = str(parts.hostname), int(parts.port or 0)
        self._is_allowed = network.allows(Endpoint(settings.broker_url).origin)
        self.connect_timeout = network.timeout_s
        self._settings, self._accounts = settings, accounts
        if parts.scheme == "mqtts":
            self.tls_set_context(ssl.create_default_context(cadata=settings.ca_pem or None))

    def _sign_in(self) -> None:
        """Take an account for this connection: where a broker gives its clients the name of their account as
        id, two connections of one account would end each other. Drawn anew each time, for those that met.
        """
        if self._settings.username:
            username = self._settings.username.replace("*", str(secrets.choice(self._accounts)))
            self.username_pw_set(username, self._settings.password or None)

    def _create_socket_connection(self) -> socket.socket:
        self._sign_in()
        try:
            return connect(
                self.broker_host,
                self.broker_port,
                timeout_s=self.connect_timeout,
                is_allowed=self._is_allowed,
            )
        except PrivateAddress as error:  # paho goes on after an OSError, and dies of anything else
            raise ConnectionRefusedError("not a public address") from error
        except ValueError as error:  # such as a host that no name server can be asked for
            raise ConnectionRefusedError("no address") from error


class _Publisher(BrokerClient):
    """Connects for one message: states of areas change a few times a day."""

    def __init__(self, settings: BeaconSettings, network: Network) -> None:
        super().__init__(settings, network, SENDING)
        self._until = time.monotonic() + network.timeout_s
        self._answer: ReasonCode | None = None
        self.on_connect = self._on_answer

    def leave(self, topic: str, content: bytes, *, is_retained: bool) -> Outcome:
        """Return once the broker has it. Raises OSError where it is not reached."""
        self.connect(self.broker_host, self.broker_port, keepalive=60)
        if not self._turn(lambda: self._answer is not None) or self._answer is None:
            return Outcome(Verdict.RETRY, "the broker did not answer")
        if self._answer.is_failure:
            verdict = Verdict.RETRY if self._answer.value in BUSY else Verdict.FAILED
            return Outcome(verdict, f"the broker refused: {self._answer}", self._answer.value)
        published = self.publish(topic, content, qos=1, retain=is_retained)
        if not self._turn(published.is_published):
            return Outcome(Verdict.RETRY, "the broker did not confirm")
        return Outcome(Verdict.ACCEPTED)

    def _turn(self, is_done: Any) -> bool:
        """Exchange packets until `is_done()`; False at the deadline or where the connection is lost."""
        while not is_done():
            left_s = self._until - time.monotonic()
            if left_s <= 0 or self.loop(min(left_s, TURN_S)) != MQTTErrorCode.MQTT_ERR_SUCCESS:
                return bool(is_done())
        return True

    def _on_answer(self, _: object, __: object, ___: object, reason: ReasonCode, ____: object) -> None:
        self._answer = reason
