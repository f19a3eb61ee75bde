"""Receipts of beacons: each repeats what it shows, and the broker says when one is lost (Last Will)."""

import logging
from collections.abc import Callable
from typing import Any, Final

import msgspec
import paho.mqtt.client as mqtt
from paho.mqtt.reasoncodes import ReasonCode

from push.beacon import CODE, LISTENING, BeaconSettings, BrokerClient
from push.http_client import Network
from push.message import MESSAGE_ID

log = logging.getLogger(__name__)
LARGEST: Final = 1024
LONGEST_PAUSE_S: Final = 10
"""Between two tries to reach a broker that is away."""
ONLINE: Final = b"online"
OFFLINE: Final = b"offline"
OnShown = Callable[[str, str], None]
"""(code of the beacon, id of the message that it shows)"""
OnReachable = Callable[[str, bool], None]
"""(code of the beacon, whether it is connected)"""


class _Echo(msgspec.Struct):
    """The part of an echo that is read; a beacon repeats the whole."""

    id: str


class BeaconListener:
    """Follows all beacons of a site on a thread of its own, also over losses of the broker.

    After each connection the broker repeats the last echo and status of every beacon: what is called must
    take the same twice.
    """

    def __init__(
        self,
        settings: BeaconSettings,
        network: Network,
        *,
        on_shown: OnShown,
        on_reachable: OnReachable,
        on_lost: Callable[[], None] = lambda: None,
    ) -> None:
        """`on_lost`: the broker is away; nothing is heard until it says again how all are."""
        self._root = settings.root
        self._on_shown = on_shown
        self._on_reachable = on_reachable
        self._on_lost = on_lost
        self._is_ending = False
        self._client = BrokerClient(settings, network, LISTENING)
        self._client.on_connect = self._subscribe
        self._client.on_disconnect = self._lose
        self._client.reconnect_delay_set(1, LONGEST_PAUSE_S)
        self._client.on_message = self._read

    def start(self) -> None:
        """Connect, now or as soon as the broker is there."""
        self._client.connect_async(self._client.broker_host, self._client.broker_port, keepalive=30)
        self._client.loop_start()

    def stop(self) -> None:
        self._is_ending = True
        self._client.disconnect()
        self._client.loop_stop()

    def _subscribe(self, client: mqtt.Client, _: object, __: object, reason: ReasonCode, ___: object) -> None:
        if not reason.is_failure:
            client.subscribe([(f"{self._root}/+/state", 1), (f"{self._root}/+/status", 1)])

    def _lose(self, *_: object) -> None:
        if not self._is_ending:
            self._on_lost()

    def _read(self, _: mqtt.Client, __: Any, packet: mqtt.MQTTMessage) -> None:
        """Pass on an echo or a status; what is neither is left alone: anything may write to a broker."""
        try:
            self._pass_on(packet)
        except Exception:  # an error of ours must not end the thread that hears all other beacons
            log.exception("a receipt of a beacon was not taken")

    def _pass_on(self, packet: mqtt.MQTTMessage) -> None:
        beacon, kind = packet.topic.removeprefix(f"{self._root}/").split("/")
        if CODE.fullmatch(beacon) is None or len(packet.payload) > LARGEST:
            return
        if kind == "status" and packet.payload in (ONLINE, OFFLINE):
            self._on_reachable(beacon, packet.payload == ONLINE)
        elif kind == "state" and (message_id := _id_of(bytes(packet.payload))):
            self._on_shown(beacon, message_id)


def _id_of(payload: bytes) -> str:
    """Return the id of the message that was repeated, empty where none was."""
    try:
        echo = msgspec.json.decode(payload, type=_Echo)
    except (msgspec.DecodeError, msgspec.ValidationError):
        return ""
    return echo.id if MESSAGE_ID.fullmatch(echo.id) else ""
